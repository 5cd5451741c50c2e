"""The problem in columns: row numbers and minutes instead of names and dates."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import attrs
import numpy as np

from volmatch.columns.intervals import Stretches
from volmatch.columns.people import WishColumns
from volmatch.columns.periods import Calendar, LimitColumns, Periods, periods_of
from volmatch.columns.ragged import Bools, Ints, by_group, cliques_of_intervals, expand, indptr_of, near_pairs, whole
from volmatch.problem.problem import Problem
from volmatch.rule import EVERYWHERE, Where


@attrs.define(eq=False, slots=False, kw_only=True)
class Tables:
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

    @cached_property
    def volunteer_row(self) -> Mapping[str, int]:
        """Row of each volunteer id."""
        return {volunteer.id: row for row, volunteer in enumerate(self.problem.volunteers)}

    @cached_property
    def session_row(self) -> Mapping[str, int]:
        """Row of each session id."""
        return {session.id: row for row, session in enumerate(self.problem.sessions)}

    @cached_property
    def session_series(self) -> Ints:
        """(S,) number of each session's series, -1 where it has none."""
        return self.codes(session.series for session in self.problem.sessions)

    def has_trait(self, trait: str) -> Bools:
        """Return which volunteers have a trait; bool (V,)."""
        return np.array([trait in volunteer.traits for volunteer in self.problem.volunteers], dtype=bool)

    def codes(self, words: Iterable[str | None]) -> Ints:
        """Return a number for each word, equal for equal words, in order of first appearance; -1 for ``None``."""
        number: dict[str, int] = {}
        return whole([-1 if word is None else number.setdefault(word, len(number)) for word in words])

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

    def lies_within(self, stretches: Stretches) -> Bools:
        """Return whether each candidate lies inside one stretch of its volunteer; bool (K,)."""
        return stretches.contain(self.candidate_volunteer, self.candidate_start, self.candidate_end)

    def takes_volunteers(self, where: Where) -> Bools:
        """Return which volunteers a filter takes; bool (V,)."""
        if where.volunteers is None:
            return np.ones(len(self.problem.volunteers), dtype=bool)
        takes = where.volunteers.takes
        return np.fromiter(map(takes, self.problem.volunteers), bool, len(self.problem.volunteers))

    def takes_sessions(self, where: Where) -> Bools:
        """Return which sessions a filter takes; bool (S,)."""
        if where.sessions is None:
            return np.ones(len(self.problem.sessions), dtype=bool)
        taken = (where.takes_session(session, self.problem) for session in self.problem.sessions)
        return np.fromiter(taken, bool, len(self.problem.sessions))

    def concerned(self, where: Where) -> Bools:
        """Return which candidates a filter takes; bool (K,)."""
        if where == EVERYWHERE:
            return np.ones(self.candidate_volunteer.size, dtype=bool)
        return (
            self.takes_volunteers(where)[self.candidate_volunteer] & self.takes_sessions(where)[self.candidate_session]
        )

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

    def rows_of_pins(self, pins: Sequence[tuple[str, str, str | None]]) -> tuple[Ints, Ints, Ints]:
        """Return rows of (volunteer, session, role name) triples; role -1 where none is named; shapes (n,)."""
        roles = {
            (int(session), name): row
            for row, (session, name) in enumerate(zip(self.role_session, self.role_names, strict=True))
        }
        volunteer = whole([self.volunteer_row[person] for person, _, _ in pins])
        session = whole([self.session_row[name] for _, name, _ in pins])
        role = whole(
            [-1 if name is None else roles[int(row), name] for row, (_, _, name) in zip(session, pins, strict=True)]
        )
        return volunteer, session, role

    def wished_sessions(self, where: Where) -> tuple[Ints, Ints]:
        """Return (wish, session): which sessions each wish is about, within a filter."""
        wish = self.takes_volunteers(where)[self.wishes.volunteer].nonzero()[0]
        sizes = whole([topic.size for topic in self.wishes.topics])
        first = np.cumsum(sizes) - sizes
        about = self.wishes.about[wish]
        entry, position = expand(first[about], first[about] + sizes[about])
        session = np.concatenate([whole([]), *self.wishes.topics])[position]
        taken = self.takes_sessions(where)[session]
        return wish[entry[taken]], session[taken]

    def clashes(self, concerned: Bools) -> tuple[Ints, Ints]:
        """Return sets of candidates of one volunteer of which no two fit together, as CSR (indptr, candidate).

        Maximal sets that share a moment, and pairs too near for the way between their places.
        """
        row = concerned.nonzero()[0]
        option = self.candidate_option[row]
        volunteer, start, end = self.candidate_volunteer[row], self.option_start[option], self.option_end[option]
        indptr, member = cliques_of_intervals(volunteer, start, end)
        first, second = near_pairs(volunteer, start, end, int(self.travel.max(initial=0)))
        way = self.travel[self.option_place[option[first]], self.option_place[option[second]]]
        late = (start[second] < end[first] + way) & (
            self.option_session[option[first]] != self.option_session[option[second]]
        )
        pairs = np.column_stack([first[late], second[late]]).ravel()
        return np.concatenate([indptr, indptr[-1] + 2 * np.arange(1, late.sum() + 1)]), row[
            np.concatenate([member, pairs])
        ]

    def periods(self, limit: Ints, where: Where) -> Periods:
        """Return the candidates that count in each period of the listed limits.

        Rows are the periods, in order, on which a session that counts could start; see `volmatch.columns.periods`.
        """
        taken = self.takes_sessions(where)
        calendar = Calendar(
            start_day=self.start_day,
            start_kind=self.session_kind[self.start_session],
            start_counts=taken[self.start_session],
            candidate_day=self.option_day[self.candidate_option],
            candidate_kind=self.session_kind[self.candidate_session],
            candidate_counts=taken[self.candidate_session],
            candidates_of_volunteers=self.candidates_of_volunteers,
        )
        return periods_of(self.limits, limit, calendar)
