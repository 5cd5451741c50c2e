"""A problem and the counts that all findings share."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

import attrs

from volmatch.columns.counts import Census
from volmatch.explain.obstacles import about_one_candidate
from volmatch.explain.preflight.finding import RuledOut, Seat
from volmatch.explain.preflight.phrases import people_kept_out, seats_taken_away
from volmatch.problem.problem import Problem
from volmatch.problem.session import Role, Session
from volmatch.rule import Rule, name_of
from volmatch.text import Text


@attrs.frozen(eq=False, slots=False)
class Survey:
    """A problem, its census, and the words for the rows the census speaks of."""

    problem: Problem
    census: Census

    @classmethod
    def of(cls, problem: Problem) -> "Survey":
        """Survey a problem."""
        return cls(problem, Census.of(problem))

    @cached_property
    def roles(self) -> Sequence[tuple[int, Session, Role]]:
        """Row of the session, session and role, by row of the role."""
        return [(row, session, role) for row, session in enumerate(self.problem.sessions) for role in session.roles]

    @cached_property
    def nowhere(self) -> frozenset[str]:
        """Ids of the sessions that no room is open for."""
        return frozenset(self.problem.sessions[row].id for row in self.census.sessions_held_nowhere())

    @cached_property
    def _takers(self) -> Mapping[Seat, frozenset[str]]:
        return {self.seat(row): frozenset(self.ids(self.census.people[row])) for row in range(len(self.roles))}

    def may_hold(self, volunteer: str, seat: Seat) -> bool:
        """Whether a volunteer is a candidate for a role at some time and place."""
        return volunteer in self._takers[seat]

    def seat(self, role: int) -> Seat:
        """Return a role by its row."""
        _, session, own = self.roles[role]
        return Seat(session.id, own.name)

    def ids(self, volunteers: Sequence[int]) -> tuple[str, ...]:
        """Return the ids of volunteers by their rows."""
        return tuple(self.problem.volunteers[row].id for row in volunteers)

    def reasons_of_role(self, role: int, people: Sequence[Sequence[int]]) -> tuple[RuledOut, ...]:
        """Return how many people each rule is the first to keep out of a role, most first."""
        _, _, own = self.roles[role]
        return self._reasons(people, lambda rule, n: people_kept_out(type(rule), n, own))

    def reasons_of_volunteer(self, seats: Sequence[Sequence[int]]) -> tuple[RuledOut, ...]:
        """Return how many seats each rule is the first to take from a volunteer, most first; seats by row of the role."""
        return self._reasons(seats, lambda rule, n: seats_taken_away(type(rule), n))

    def _reasons(
        self, rows_by_rule: Sequence[Sequence[int]], said: Callable[[Rule, int], Text]
    ) -> tuple[RuledOut, ...]:
        found: dict[str, tuple[Rule, list[int]]] = {}
        for rule, rows in zip(about_one_candidate(self.problem), rows_by_rule, strict=True):
            if rows:
                found.setdefault(name_of(type(rule)), (rule, []))[1].extend(rows)
        reasons = [RuledOut(rule=name, n=len(rows), text=said(rule, len(rows))) for name, (rule, rows) in found.items()]
        return tuple(sorted(reasons, key=lambda reason: -reason.n))
