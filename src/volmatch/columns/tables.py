"""The problem in columns: row numbers and minutes instead of names and dates."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import attrs
import numpy as np
import numpy.typing as npt

from volmatch.arrays.intervals import Stretches
from volmatch.arrays.ragged import Bools, Ints, by_group, expand, indptr_of, stable_order
from volmatch.columns.codes import Codes
from volmatch.columns.filters import people_taken, places_within, sessions_taken, volunteers_taken
from volmatch.columns.history import PastColumns
from volmatch.columns.limits_and_wishes import LimitColumns, WishColumns

if TYPE_CHECKING:
    from volmatch.rule import SessionFilter, VolunteerFilter, Where


@attrs.define(eq=False, slots=False, kw_only=True)
class Tables:
    """Columns of a problem with V volunteers, S sessions, R roles, O options, K candidates.

    An option is one start of a session at one place; a candidate is (volunteer, role, option) that every rule about single
    candidates allows. All integers are int64; -1 means none; times are minutes since 1970 UTC; days are proleptic
    ordinals of local calendar days.

    Parameters
    ----------
    codes
        What words mean.
    volunteer_row, session_row, room_row
        Row of each id.
    session_series, role_name
        (S,), (R,): number of each session's series, and of each role's name.
    session_priority, session_attendance, session_cost, session_effort
        (S,): class of importance, guests expected, what it costs besides people and rooms, and minutes of effort.
    session_equipment
        For each thing that sessions need, how many each; (S,).
    room_rate, volunteer_rate
        (rooms,), float64 (V,): price of an hour.
    volunteer_offers
        bool (V,): whether each volunteer offers any time at all, now or later.
    session_optional, session_droppable
        bool (S,).
    session_kind
        (S,) code of the kind, -1 where a session has none.
    session_minutes, session_starts
        (S,): length, number of candidate starts; also of sessions that have no option.
    role_session, role_min, role_target, role_max, role_skill, role_level, role_alternatives, role_traits, role_standby
        (R,); they index the columns of skills, the lists of `alternatives` (each of skill columns with their levels, the
        better first), the columns of traits; the last is bool: on call.
    start_session, start_day
        Each local day to which a candidate start of each session may belong, also those that no room is open for.
    day_edges
        (D + 1,): where each local day of the problem begins on which any session may take place, and where the last one ends.
    option_session, option_start, option_end, option_place, option_day, option_day_starts
        (O,), sorted by session; the last is when a day begins at the place of the option, in minutes after midnight.
    option_start_clock, option_end_clock
        (O,): what local clocks show at the start and at the end, in minutes since the 00:00 of the calendar's day on which the
        option starts.
    placement_option, placement_room
        (P,): rooms that an option may get; only for sessions that take a room.
    room_turnaround, room_place, room_capacity
        (rooms,) minutes; row of the place; seats, more than anybody can ask for where nothing is said.
    volunteer_home, volunteer_reach, volunteer_served_minutes, volunteer_shows
        (V,); reach is the longest way accepted, in minutes; shows are millionths of the duties that somebody turned up for.
    skill_level, skill_until, skill_since
        (V, skills + 1); level 0 where absent; last and first valid day.
    holds_traits
        bool (V, trait sets): who has all of those that neither begin nor end.
    dated_traits
        The others, of each trait set that has any.
    travel
        (places + 1, places + 1) minutes; row -1 stands for an unknown place.
    travel_default
        Minutes between places of which nothing is said.
    free, gladly
        Free time of each volunteer; the same without what is offered only if needed, absences not taken out.
    past
        Duties that are settled already.
    candidate_volunteer, candidate_role, candidate_option
        (K,), sorted by volunteer and start.
    """

    codes: Codes
    volunteer_row: Mapping[str, int]
    session_row: Mapping[str, int]
    room_row: Mapping[str, int]
    session_series: Ints
    session_priority: Ints
    session_attendance: Ints
    session_cost: Ints
    session_effort: Ints
    session_equipment: Mapping[str, Ints]
    room_rate: Ints
    volunteer_rate: npt.NDArray[np.float64]
    volunteer_offers: Bools
    role_name: Ints
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
    role_alternatives: Ints
    role_traits: Ints
    role_standby: Bools
    alternatives: Sequence[Sequence[tuple[int, int]]]
    start_session: Ints
    start_day: Ints
    day_edges: Ints
    session_minutes: Ints
    session_starts: Ints
    option_session: Ints
    option_start: Ints
    option_end: Ints
    option_place: Ints
    option_day: Ints
    option_day_starts: Ints
    option_start_clock: Ints
    option_end_clock: Ints
    placement_option: Ints
    placement_room: Ints
    room_turnaround: Ints
    room_place: Ints
    room_capacity: Ints
    volunteer_home: Ints
    volunteer_reach: Ints
    volunteer_served_minutes: Ints
    volunteer_shows: Ints
    skill_level: Ints
    skill_until: Ints
    skill_since: Ints
    holds_traits: Bools
    dated_traits: Mapping[int, Sequence[str]]
    travel: Ints
    travel_default: int
    free: Stretches
    gladly: Stretches
    limits: LimitColumns
    wishes: WishColumns
    past: PastColumns
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

    @property
    def candidate_day(self) -> Ints:
        """(K,) local day of the start."""
        return self.option_day[self.candidate_option]

    def takes_volunteers(self, where: "Where") -> Bools:
        """Return which volunteers a filter takes on any day of the problem; bool (V,), not to be written to."""
        if where.volunteers not in self._people_taken:
            self._people_taken[where.volunteers] = _for_reading(volunteers_taken(self.codes, where.volunteers))
        return self._people_taken[where.volunteers]

    def takes_sessions(self, where: "Where") -> Bools:
        """Return which sessions a filter takes; bool (S,), not to be written to."""
        if where.sessions not in self._sessions_taken:
            taken = sessions_taken(self.codes, self.session_priority, where.sessions)
            self._sessions_taken[where.sessions] = _for_reading(taken)
        return self._sessions_taken[where.sessions]

    @cached_property
    def _people_taken(self) -> "dict[VolunteerFilter | None, Bools]":
        """What filters take, worked out once."""
        return {}

    @cached_property
    def _sessions_taken(self) -> "dict[SessionFilter | None, Bools]":
        return {}

    def is_dated(self, where: "Where") -> bool:
        """Return whether a filter takes some people on some days only."""
        asked = None if where.volunteers is None else where.volunteers.trait
        return asked is not None and self.codes.traits.is_dated(asked)

    def takes_people(self, where: "Where") -> Bools:
        """Return which candidates' volunteers a filter takes on the day their option starts; bool (K,)."""
        return self.takes_then(where, self.candidate_volunteer, self.candidate_day)

    def takes_then(self, where: "Where", volunteer: Ints, day: Ints) -> Bools:
        """Return whom of these volunteer rows a filter takes on these days; bool (n,), like the two."""
        if not self.is_dated(where):
            return self.takes_volunteers(where)[volunteer]
        return people_taken(self.codes, where.volunteers, volunteer, day)

    def bearing(self, trait: str) -> Bools:
        """Return which candidates' volunteers have a trait on the day their option starts; bool (K,)."""
        return self.codes.traits.borne((trait,), self.candidate_volunteer, self.candidate_day)

    def concerned(self, where: "Where") -> Bools:
        """Return which candidates a filter takes; bool (K,)."""
        if where.volunteers is None and where.sessions is None:
            return np.ones(self.candidate_volunteer.size, dtype=bool)
        return self.takes_people(where) & self.takes_sessions(where)[self.candidate_session]

    @property
    def candidate_serves(self) -> Bools:
        """(K,) whether it means serving, not being on call; bool."""
        return ~self.role_standby[self.candidate_role]

    def holding(self, skill: str, level: int) -> Bools:
        """Return which candidates have a skill at a level or higher on the day their option starts; bool (K,)."""
        first, last = self.codes.skills.days(skill, level)
        day = self.candidate_day
        held: Bools = (first[self.candidate_volunteer] <= day) & (day <= last[self.candidate_volunteer])
        return held

    def options_of(
        self,
        *,
        session: str | None = None,
        kind: str | None = None,
        series: str | None = None,
        place: str | None = None,
    ) -> Bools:
        """Return which options are of a session, of a kind, of a series, and at a place or inside it; bool (O,).

        What is ``None`` is not asked.
        """
        about = np.ones(self.session_optional.size, dtype=bool)
        if session is not None:
            about &= np.arange(about.size) == self.session_row.get(session, -1)
        for marks, word in ((self.codes.kinds, kind), (self.codes.series, series)):
            if word is not None:
                about &= marks.has(word)
        found = about[self.option_session]
        if place is not None:
            within = np.append(places_within(self.codes, (place,)), False)  # the last: no known place
            found &= within[self.option_place]
        return found

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
        return indptr_of(self.candidate_volunteer, self.volunteer_home.size)

    def candidates_of_volunteers(self, volunteer: Ints) -> tuple[Ints, Ints]:
        """Return (entry, candidate) for all candidates of the listed volunteer rows."""
        return expand(self._by_volunteer[volunteer], self._by_volunteer[volunteer + 1])

    @cached_property
    def _by_pair(self) -> tuple[Ints, Ints]:
        keys = self.candidate_volunteer * self.session_optional.size + self.candidate_session
        order = stable_order(keys)
        return keys[order], order

    def candidates_of_pairs(self, volunteer: Ints, session: Ints) -> tuple[Ints, Ints]:
        """Return (entry, candidate) for all candidates of the listed (volunteer, session) pairs."""
        keys, order = self._by_pair
        asked = volunteer * self.session_optional.size + session
        entry, position = expand(
            np.searchsorted(keys, asked, side="left").astype(np.int64),
            np.searchsorted(keys, asked, side="right").astype(np.int64),
        )
        return entry, order[position]


def _for_reading(column: Bools) -> Bools:
    """Return a column that many share, closed to writing."""
    column.flags.writeable = False
    return column
