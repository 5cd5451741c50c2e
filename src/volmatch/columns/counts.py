"""How many people may hold each seat, what keeps out the others, and which duties are left to each person."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import attrs
import numpy as np

from volmatch.arrays.distinct import distinct, distinct_rows
from volmatch.arrays.ragged import Bools, Ints, by_group, indptr_of, whole
from volmatch.columns.compile import compile_problem, skills_asked
from volmatch.columns.masks import Masks, allowed_by, masks_that_hold
from volmatch.columns.resources import options_of_sessions
from volmatch.columns.role_skills import roles_taking
from volmatch.columns.tables import Tables
from volmatch.problem.problem import Problem
from volmatch.rule import Where

_FOR_EVER = np.iinfo(np.int64).max


@attrs.frozen
class Lost:
    """What somebody could hold if a skill of theirs did not end before.

    Parameters
    ----------
    volunteer
        Row.
    skill
        Name.
    roles
        Rows of the roles for which they are no candidate now, ascending.
    """

    volunteer: int
    skill: str
    roles: tuple[int, ...]


@attrs.frozen(eq=False)
class Census:
    """Counts of a problem's candidates, in plain numbers and lists; roles and people by their rows.

    Parameters
    ----------
    tables
        The problem in columns.
    masks
        The rules about single candidates that must hold, in the problem's order.
    people
        For each role, the volunteers who are candidates for it at some time and place, ascending.
    skills
        Names of the skill columns.
    """

    tables: Tables
    masks: Sequence[Masks]
    people: Sequence[Sequence[int]]
    skills: Sequence[str]

    @classmethod
    def of(cls, problem: Problem) -> "Census":
        """Count a problem."""
        tables = compile_problem(problem)
        roles = tables.role_session.size
        width = max(1, len(problem.volunteers))
        role, volunteer = np.divmod(distinct(tables.candidate_role * width + tables.candidate_volunteer), width)
        people = _lists(indptr_of(role, roles), volunteer)
        return cls(tables, masks_that_hold(problem.rules), people, skills_asked(problem))

    @property
    def roles_by_session(self) -> Sequence[Sequence[int]]:
        """Rows of the roles of each session."""
        return _lists(*by_group(self.tables.role_session, self.tables.session_optional.size))

    def sessions_held_nowhere(self) -> Sequence[int]:
        """Return the rows of the sessions that no room is open for at any of their starts."""
        return _rows(np.bincount(self.tables.option_session, minlength=self.tables.session_optional.size) == 0)

    def rooms_of_sessions(self) -> Sequence[Sequence[int]]:
        """Return for each session the rows of the rooms that are open for it at some start, ascending."""
        t = self.tables
        width = max(1, t.room_turnaround.size)
        pairs = distinct(t.option_session[t.placement_option] * width + t.placement_room)
        session, room = np.divmod(pairs, width)
        return _lists(indptr_of(session, t.session_optional.size), room)

    def idle(self) -> Sequence[int]:
        """Return the rows of the volunteers who are no candidate for anything."""
        t = self.tables
        return _rows(np.bincount(t.candidate_volunteer, minlength=t.volunteer_home.size) == 0)

    def taken_sessions(self, where: Where) -> Sequence[bool]:
        """Return whether a filter takes each session."""
        return list(map(bool, self.tables.takes_sessions(where).tolist()))

    def taken_volunteers(self, where: Where) -> Sequence[bool]:
        """Return whether a filter takes each volunteer."""
        return list(map(bool, self.tables.takes_volunteers(where).tolist()))

    def reasons_of_roles(self, roles: Sequence[int]) -> Sequence[Sequence[Sequence[int]]]:
        """Return for each listed role the volunteers whom each rule is the first to keep out of it, ascending.

        Rules are in the order of `masks`. The first is the one after which none of the role's times and places is left.
        """
        return [self._reasons_of_role(role) for role in roles]

    def _reasons_of_role(self, role: int) -> Sequence[Sequence[int]]:
        people, rules = self.tables.volunteer_home.size, len(self.masks)
        _, option = options_of_sessions(self.tables, self.tables.role_session[[role]])
        last = np.full(people, -1)
        for own in option.tolist():
            found = self._first(np.arange(people), np.full(people, role), np.full(people, own))
            last = np.maximum(last, np.where(found < 0, rules, found))
        return [_rows(last == number) for number in range(rules)]

    def reasons_of_volunteers(self, volunteers: Sequence[int]) -> Sequence[Sequence[Sequence[int]]]:
        """Return for each listed volunteer the seats (role, time, place) that each rule is the first to forbid; role rows."""
        t = self.tables
        entry, option = options_of_sessions(t, t.role_session)
        role = np.arange(t.role_session.size)[entry]
        role, option = role[t.role_max[role] > 0], option[t.role_max[role] > 0]
        found = (self._first(np.full(role.size, volunteer), role, option) for volunteer in volunteers)
        return [[role[first == number].tolist() for number in range(len(self.masks))] for first in found]

    def duties_of(self, volunteer: int) -> Sequence[tuple[int, int]]:
        """Return (session row, local day as a proleptic ordinal) of everything a volunteer could do, each once."""
        t = self.tables
        _, candidate = t.candidates_of_volunteers(whole([volunteer]))
        pairs = np.column_stack([t.candidate_session[candidate], t.candidate_day[candidate]])
        return [(session, day) for session, day in distinct_rows(pairs)[0].tolist()]

    def lost(self) -> Iterator[Lost]:
        """Yield for each volunteer and skill that ends what they could hold later if it did not."""
        t = self.tables
        names = self.skills
        for volunteer, column in np.argwhere(t.skill_until < _FOR_EVER).tolist():
            wanted = roles_taking(t, column, int(t.skill_level[volunteer, column])) & (t.role_max > 0)
            role = wanted.nonzero()[0]
            entry, option = options_of_sessions(t, t.role_session[role])
            role = role[entry]
            who = np.full(role.size, volunteer)
            kept_out = self._first(who, role, option) >= 0
            lasting = t.skill_until.copy()
            lasting[volunteer, column] = _FOR_EVER
            others = self._first(who, role, option, attrs.evolve(t, skill_until=lasting)) < 0
            gone = distinct(role[kept_out & others]).tolist()
            roles = tuple(row for row in gone if volunteer not in self.people[row])
            if roles:
                yield Lost(volunteer, names[column], roles)

    def _first(self, volunteer: Ints, role: Ints, option: Ints, tables: Tables | None = None) -> Ints:
        """Return the first rule that forbids each combination; -1 where none does; int64 (n,)."""
        found = np.full(volunteer.size, -1)
        left = np.arange(volunteer.size)
        for number, rule in enumerate(self.masks):
            candidates = attrs.evolve(
                tables or self.tables,
                candidate_volunteer=volunteer[left],
                candidate_role=role[left],
                candidate_option=option[left],
            )
            allowed = allowed_by(rule, candidates)
            if allowed is not None:
                found[left[~allowed]] = number
                left = left[allowed]
        return found


def _lists(indptr: Ints, member: Ints) -> Sequence[Sequence[int]]:
    cuts, members = indptr.tolist(), member.tolist()
    return [members[first:last] for first, last in pairwise(cuts)]


def _rows(marked: Bools) -> Sequence[int]:
    return [int(row) for row in marked.nonzero()[0].tolist()]
