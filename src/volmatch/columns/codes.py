"""What words mean in columns: rows of ids, codes of words, and flags for what a filter takes."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np

from volmatch.arrays.ragged import Bools, Ints, whole
from volmatch.problem.problem import Problem
from volmatch.rule import VolunteerFilter, Where

_HOUR = 60


class Naming:
    """The part of a problem's columns that knows its words; V volunteers, S sessions, R roles, O options."""

    problem: Problem
    role_names: Sequence[str]
    role_session: Ints
    option_session: Ints
    option_place: Ints

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

    @cached_property
    def session_effort(self) -> Ints:
        """(S,) effort of each session in minutes: its own, or its length."""
        return whole(
            [
                one.length_minutes if one.effort_hours is None else round(one.effort_hours * _HOUR)
                for one in self.problem.sessions
            ]
        )

    def role_needs(self, skill: str) -> Bools:
        """Return which roles ask for a skill, at any level; bool (R,)."""
        return np.array([role.skill == skill for one in self.problem.sessions for role in one.roles], dtype=bool)

    def has_kind(self, kinds: Iterable[str]) -> Bools:
        """Return which sessions are of one of these kinds; bool (S,)."""
        asked = set(kinds)
        return np.array([session.kind in asked for session in self.problem.sessions], dtype=bool)

    def people_of_series(self, listed: Mapping[str, Sequence[str]]) -> tuple[Ints, Ints]:
        """Return (series, volunteer): rows of the people listed for each series, numbered as in `session_series`."""
        number = {session.series: int(self.session_series[row]) for row, session in enumerate(self.problem.sessions)}
        pairs = [(number[series], self.volunteer_row[own]) for series, people in listed.items() for own in people]
        return whole([series for series, _ in pairs]), whole([person for _, person in pairs])

    def has_trait(self, trait: str) -> Bools:
        """Return which volunteers have a trait; bool (V,)."""
        return np.array([trait in volunteer.traits for volunteer in self.problem.volunteers], dtype=bool)

    @cached_property
    def volunteer_offers(self) -> Bools:
        """Bool (V,): whether each volunteer offers any time at all, now or later."""
        offers = [volunteer.available for volunteer in self.problem.volunteers]
        return np.array([offer is None or len(offer) > 0 for offer in offers], dtype=bool)

    def role_asks(self, trait: str) -> Bools:
        """Return which roles ask for a trait; bool (R,)."""
        roles = [role for session in self.problem.sessions for role in session.roles]
        return np.array([trait in role.traits for role in roles], dtype=bool)

    def last_day_of(self, skill: str, level: int) -> Ints:
        """Return the last day on which each volunteer has a skill at a level or higher, 0 for never; int64 (V,)."""
        found = np.zeros(len(self.problem.volunteers), dtype=np.int64)
        for row, volunteer in enumerate(self.problem.volunteers):
            own = volunteer.skills.get(skill)
            if own is not None and own.level >= level:
                found[row] = dt.date.max.toordinal() if own.until is None else own.until.toordinal()
        return found

    def has_name(self, role: str) -> Bools:
        """Return which roles have a name; bool (R,)."""
        return self.has_names((role,))

    def has_names(self, roles: Iterable[str]) -> Bools:
        """Return which roles have one of these names; bool (R,)."""
        asked = set(roles)
        return np.array([name in asked for name in self.role_names], dtype=bool)

    def codes(self, words: Iterable[str | None]) -> Ints:
        """Return a number for each word, equal for equal words, in order of first appearance; -1 for ``None``."""
        number: dict[str, int] = {}
        return whole([-1 if word is None else number.setdefault(word, len(number)) for word in words])

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

    def takes_volunteers(self, where: Where) -> Bools:
        """Return which volunteers a filter takes; bool (V,), not to be written to."""
        people = self.problem.volunteers
        asked = where.volunteers
        if asked not in self._taken:
            taken = (asked is None or asked.takes(volunteer) for volunteer in people)
            self._taken[asked] = _for_reading(np.fromiter(taken, bool, len(people)))
        return self._taken[asked]

    def takes_sessions(self, where: Where) -> Bools:
        """Return which sessions a filter takes; bool (S,), not to be written to."""
        sessions = self.problem.sessions
        asked = Where(sessions=where.sessions)
        if asked not in self._taken:
            taken = (asked.takes_session(session, self.problem) for session in sessions)
            self._taken[asked] = _for_reading(np.fromiter(taken, bool, len(sessions)))
        return self._taken[asked]

    @cached_property
    def _taken(self) -> dict[VolunteerFilter | Where | None, Bools]:
        """What filters take, worked out once; a filter on sessions alone stands for the sessions it takes."""
        return {}

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
        about = [
            session in (None, one.id) and kind in (None, one.kind) and series in (None, one.series)
            for one in self.problem.sessions
        ]
        inside = [place is None or place in self.problem.enclosing_places(one.id) for one in self.problem.places]
        here = np.array([*inside, place is None], dtype=bool)  # the last stands for an unknown place
        found: Bools = np.array(about, dtype=bool)[self.option_session] & here[self.option_place]
        return found


def _for_reading(column: Bools) -> Bools:
    """Return a column that many share, closed to writing."""
    column.flags.writeable = False
    return column
