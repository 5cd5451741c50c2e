"""The problem in columns: row numbers and minutes instead of names and dates."""

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cached_property

import attrs
import numpy as np

from volmatch.arrays.conflict_cliques import Agenda
from volmatch.arrays.days import by_person_and_day
from volmatch.arrays.event_points import Moments, moments_of
from volmatch.arrays.intervals import Stretches
from volmatch.arrays.nearness import crowds, pairs_within
from volmatch.arrays.ragged import Bools, Ints, by_group, expand, indptr_of
from volmatch.arrays.time_segments import pieces_of
from volmatch.columns.day_mates import Agendas
from volmatch.columns.people import WishColumns
from volmatch.columns.periods import Calendar, LimitColumns, Periods, periods_of
from volmatch.columns.previous_schedule import Changes, Duty, Earlier, Stand, changes, earlier
from volmatch.columns.resources import Supplies
from volmatch.columns.times import clock_at
from volmatch.columns.wished import wished
from volmatch.problem.problem import Problem
from volmatch.rule import EVERYWHERE, Where

_DAY = 24 * 60
_EPOCH = dt.date(1970, 1, 1).toordinal()


@attrs.define(eq=False, slots=False, kw_only=True)
class Tables(Agendas, Supplies):
    """Columns of a problem with V volunteers, S sessions, R roles, O options, K candidates.

    An option is one start of a session at one place; a candidate is (volunteer, role, option) that every rule about single
    candidates allows. All integers are int64; -1 means none; times are minutes since 1970 UTC; days are proleptic
    ordinals of local calendar days.

    Parameters
    ----------
    session_optional, session_droppable
        bool (S,).
    session_kind
        (S,) code of the kind, -1 where a session has none.
    role_session, role_min, role_target, role_max, role_skill, role_level, role_traits
        (R,); `role_skill` indexes the skill columns, `role_traits` the trait columns.
    start_session, start_day
        All candidate starts of all sessions, also those that no room is open for.
    span
        First start and last end that any session may have.
    option_session, option_start, option_end, option_place, option_day
        (O,), sorted by session.
    placement_option, placement_room
        (P,): rooms that an option may get; only for sessions that take a room.
    room_turnaround
        (rooms,) minutes.
    volunteer_home, volunteer_reach, volunteer_served_minutes
        (V,); reach is the longest way accepted, in minutes.
    skill_level, skill_until
        (V, skills + 1); level 0 where absent; last valid day.
    holds_traits
        bool (V, trait sets).
    travel
        (places + 1, places + 1) minutes; row -1 stands for an unknown place.
    free, gladly
        Free time of each volunteer; the same without what is offered only if needed, absences not taken out.
    candidate_volunteer, candidate_role, candidate_option
        (K,), sorted by volunteer and start.
    """

    problem: Problem
    role_names: Sequence[str]
    session_optional: Bools
    session_droppable: Bools
    session_kind: Ints
    role_session: Ints
    role_min: Ints
    role_target: Ints
    role_max: Ints
    role_skill: Ints
    role_level: Ints
    role_traits: Ints
    start_session: Ints
    start_day: Ints
    span: tuple[int, int]
    option_session: Ints
    option_start: Ints
    option_end: Ints
    option_place: Ints
    option_day: Ints
    placement_option: Ints
    placement_room: Ints
    room_turnaround: Ints
    volunteer_home: Ints
    volunteer_reach: Ints
    volunteer_served_minutes: Ints
    skill_level: Ints
    skill_until: Ints
    holds_traits: Bools
    travel: Ints
    free: Stretches
    gladly: Stretches
    limits: LimitColumns
    wishes: WishColumns
    candidate_volunteer: Ints
    candidate_role: Ints
    candidate_option: Ints

    @property
    def candidate_session(self) -> Ints:
        """(K,) row of the session."""
        return self.option_session[self.candidate_option]

    @property
    def candidate_start(self) -> Ints:
        """(K,) start in minutes."""
        return self.option_start[self.candidate_option]

    @property
    def candidate_end(self) -> Ints:
        """(K,) first minute after the end."""
        return self.option_end[self.candidate_option]

    @property
    def candidate_minutes(self) -> Ints:
        """(K,) length."""
        return self.candidate_end - self.candidate_start

    @cached_property
    def option_end_clock(self) -> Ints:
        """(O,) what local clocks show at the end, in minutes since the 00:00 of the day on which the option starts."""
        return clock_at(self.option_end, self.problem) - (self.option_day - _EPOCH) * _DAY

    def lies_within(self, stretches: Stretches) -> Bools:
        """Return whether each candidate lies inside one stretch of its volunteer; bool (K,)."""
        return stretches.contain(self.candidate_volunteer, self.candidate_start, self.candidate_end)

    def concerned(self, where: Where) -> Bools:
        """Return which candidates a filter takes; bool (K,)."""
        if where == EVERYWHERE:
            return np.ones(self.candidate_volunteer.size, dtype=bool)
        return (
            self.takes_volunteers(where)[self.candidate_volunteer] & self.takes_sessions(where)[self.candidate_session]
        )

    def holding(self, skill: str, level: int) -> Bools:
        """Return which candidates have a skill at a level or higher on the day their option starts; bool (K,)."""
        return self.last_day_of(skill, level)[self.candidate_volunteer] >= self.option_day[self.candidate_option]

    @cached_property
    def _by_role(self) -> tuple[Ints, Ints]:
        return by_group(self.candidate_role, self.role_session.size)

    def candidates_of_roles(self, role: Ints) -> tuple[Ints, Ints]:
        """Return (entry, candidate) for all candidates of the listed role rows; entry is the position in the list."""
        indptr, order = self._by_role
        entry, position = expand(indptr[role], indptr[role + 1])
        return entry, order[position]

    @cached_property
    def _by_volunteer(self) -> Ints:
        return indptr_of(self.candidate_volunteer, len(self.problem.volunteers))

    def candidates_of_volunteers(self, volunteer: Ints) -> tuple[Ints, Ints]:
        """Return (entry, candidate) for all candidates of the listed volunteer rows."""
        return expand(self._by_volunteer[volunteer], self._by_volunteer[volunteer + 1])

    def days_of_volunteers(self, volunteer: Ints, counts: Bools) -> tuple[Ints, Ints, Ints]:
        """Return (group, candidate, cell): candidates marked in `counts` (K,), by listed volunteer row and day.

        See `volmatch.arrays.days`: cell (n, D) holds the group of each listed volunteer on each day, -1 for none.
        """
        entry, candidate = self.candidates_of_volunteers(volunteer)
        entry, candidate = entry[counts[candidate]], candidate[counts[candidate]]
        group, cell = by_person_and_day(entry, self.option_day[self.candidate_option[candidate]], volunteer.size)
        return group, candidate, cell

    def pieces(self, group: Ints, candidate: Ints) -> tuple[Ints, Ints, Ints]:
        """Return (entry, piece, minutes): which listed candidates go on in which pieces of time, cut for each group by itself.

        See `volmatch.arrays.time_segments`; entry is the position in the list.
        """
        return pieces_of(group, self.candidate_start[candidate], self.candidate_end[candidate])

    def moments(self, session: Bools, *, with_ends: bool) -> Moments:
        """Return the moments at which marked sessions (S,) may start or, with `with_ends`, end, and what may be on then."""
        times = self.option_place, self.option_start, self.option_end
        option = session[self.option_session].nonzero()[0]
        return moments_of(option, times, self.candidate_option, with_ends=with_ends)

    @cached_property
    def _by_pair(self) -> tuple[Ints, Ints]:
        keys = self.candidate_volunteer * len(self.problem.sessions) + self.candidate_session
        order = np.argsort(keys, kind="stable").astype(np.int64)
        return keys[order], order

    def candidates_of_pairs(self, volunteer: Ints, session: Ints) -> tuple[Ints, Ints]:
        """Return (entry, candidate) for all candidates of the listed (volunteer, session) pairs."""
        keys, order = self._by_pair
        asked = volunteer * len(self.problem.sessions) + session
        entry, position = expand(
            np.searchsorted(keys, asked, side="left").astype(np.int64),
            np.searchsorted(keys, asked, side="right").astype(np.int64),
        )
        return entry, order[position]

    def candidates_of_duties(self, volunteer: Ints, session: Ints, role: Ints) -> tuple[Ints, Ints]:
        """Return (entry, candidate) for all candidates of the listed (volunteer, session, role) rows."""
        entry, candidate = self.candidates_of_pairs(volunteer, session)
        same = self.candidate_role[candidate] == role[entry]
        return entry[same], candidate[same]

    def earlier(self, duties: Iterable[Duty], stands: Iterable[Stand]) -> Earlier:
        """Return what an earlier schedule says; see `volmatch.columns.previous_schedule`."""
        return earlier(self, duties, stands)

    def changes(self, before: Earlier, concerned: Bools, chosen: Bools, looked_at: Bools) -> Changes:
        """Return what could change since an earlier schedule; see `volmatch.columns.previous_schedule`."""
        return changes(self, before, concerned, chosen, looked_at)

    def wished(self, where: Where) -> tuple[Ints, Ints, Ints]:
        """Return (wish, candidate): whom wishes are about, and about how many sessions each is; see `volmatch.columns.wished`."""
        return wished(self, where)

    def clashes(self, concerned: Bools) -> tuple[Ints, Ints]:
        """Return sets of candidates of one volunteer of which no two fit together, as CSR (indptr, candidate).

        Two do not if they share a moment or, of different sessions, are too near for the way between their places.
        """
        row = concerned.nonzero()[0]
        option = self.candidate_option[row]
        agenda = Agenda(
            person=self.candidate_volunteer[row],
            session=self.option_session[option],
            place=self.option_place[option],
            start=self.option_start[option],
            end=self.option_end[option],
            way=self.travel,
        )
        indptr, member = agenda.exclusive_sets()
        return indptr, row[member]

    def too_soon(self, where: Where, rest: Ints) -> tuple[Ints, Ints]:
        """Return sets of candidates of one volunteer of which no two fit together, as CSR (indptr, candidate).

        Two do not fit when one, of a session that the filter takes, is not over by `rest` minutes (shape (K,)) as the
        other starts.
        """
        row = self.takes_volunteers(where)[self.candidate_volunteer].nonzero()[0]
        until = (self.candidate_end + rest)[row]
        counts = self.takes_sessions(where)[self.candidate_session[row]]
        indptr, member = crowds(self.candidate_volunteer[row], self.candidate_start[row], until, counts)
        return indptr, row[member]

    def follow_ups(self, first: Ints, then: Ints, since: Ints, until: Ints, time: Ints) -> Ints:
        """Return pairs of candidates of one volunteer, one of `first` and one of `then`; shape (n, 2).

        The time of the second lies in ``[since, until)`` of the first; all three are given by candidate, shape (K,).
        """
        person = self.candidate_volunteer
        i, j = pairs_within((person[first], since[first], until[first]), (person[then], time[then]))
        return np.column_stack([first[i], then[j]])

    def periods(self, limit: Ints, where: Where) -> Periods:
        """Return the candidates that count in each period of the listed limits.

        Rows are the periods, in order, on which a session that counts could start; see `volmatch.columns.periods`.
        """
        return periods_of(self.limits, limit, self._calendar(where))

    def periods_of_all(self, per: str | int, where: Where) -> Periods:
        """Return the same for everybody a filter takes: by ``day``, ``week``, ``horizon``, or any so many days in a row."""
        limits = LimitColumns.alike(self.takes_volunteers(where).nonzero()[0], per)
        return periods_of(limits, np.arange(limits.volunteer.size), self._calendar(where))

    def _calendar(self, where: Where) -> Calendar:
        taken = self.takes_sessions(where)
        return Calendar(
            start_day=self.start_day,
            start_kind=self.session_kind[self.start_session],
            start_counts=taken[self.start_session],
            candidate_day=self.option_day[self.candidate_option],
            candidate_kind=self.session_kind[self.candidate_session],
            candidate_counts=taken[self.candidate_session],
            candidates_of_volunteers=self.candidates_of_volunteers,
        )
