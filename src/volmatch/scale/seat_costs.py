"""What each session of the border costs by how many hold its roles, and the cheapest numbers at given prices."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import attrs
import numpy as np

from volmatch.arrays.ragged import Ints, whole
from volmatch.problem.problem import Problem
from volmatch.problem.volunteer import Volunteer
from volmatch.rule import goal_levels
from volmatch.scale.part_problems import Heads, Seat, as_schedule, asking_for_nobody
from volmatch.schedule import Assignment


@attrs.frozen(eq=False)
class SeatCosts:
    """The costs of one session.

    Parameters
    ----------
    session, roles
        Its id, and the names of its R roles.
    ways
        int64 (W, R): each way to staff it, by heads.
    costs
        What each way costs, by level; int64 (W,).
    """

    session: str
    roles: tuple[str, ...]
    ways: Ints
    costs: Mapping[int, Ints]

    def at(self, heads: Heads) -> dict[int, int]:
        """Return what these heads cost, by level.

        Raises
        ------
        KeyError
            If there are more heads than seats.
        """
        wanted = [heads.get((self.session, role), 0) for role in self.roles]
        rows = (self.ways == wanted).all(axis=1).nonzero()[0]
        if not rows.size:
            raise KeyError(self.session)
        return {level: int(costs[rows[0]]) for level, costs in self.costs.items()}

    def weighed(self, weights: Mapping[int, int]) -> Ints:
        """Return what each way costs where a unit of each level costs so much; int64 (W,)."""
        total = np.zeros(len(self.ways), dtype=np.int64)
        for level, weight in weights.items():
            total += weight * self.costs[level]
        return total

    def least(self, weights: Mapping[int, int], prices: Ints, sent: Ints) -> tuple[int, Ints]:
        """Return the least that it costs where each head costs its price besides, and the heads of that.

        Of several ways that cost as much, the one nearest to the heads that are sent counts: prices then stay where they suit.
        """
        total = self.weighed(weights) + self.ways @ prices
        least = int(total.min())
        cheapest = (total == least).nonzero()[0]
        nearest = np.abs(self.ways[cheapest] - sent).sum(axis=1).argmin()
        return least, whole(self.ways[cheapest[nearest]])

    def steepest(self, weights: Mapping[int, int]) -> Ints:
        """Return the most that one head more saves, for each role; int64 (R,)."""
        total = {tuple(way): cost for way, cost in zip(self.ways.tolist(), self.weighed(weights).tolist(), strict=True)}
        found = np.zeros(len(self.roles), dtype=np.int64)
        for way, cost in total.items():
            for role, heads in enumerate(way):
                before = total.get((*way[:role], heads - 1, *way[role + 1 :]))
                found[role] = max(found[role], 0 if before is None else before - cost)
        return found


def seat_costs(problem: Problem, sessions: Sequence[str]) -> tuple[SeatCosts, ...]:
    """Return the costs of some sessions of a problem, worked out in words by the rules about seats."""
    wanted = set(sessions)
    listed = [one if one.id in wanted else asking_for_nobody(one) for one in problem.sessions]
    most = max((sum(role.max for role in one.roles) for one in listed if one.id in wanted), default=0)
    strangers = [Volunteer(f"stranger {number}") for number in range(most)]
    bare = attrs.evolve(problem, volunteers=strangers, sessions=listed, history=())
    staffed = {one.id: _ways([(role.name, role.max) for role in one.roles]) for one in listed if one.id in wanted}
    longest = max((len(ways) for ways in staffed.values()), default=0)
    levels = goal_levels(problem.rules)
    costs = {id_: {level: np.zeros(len(ways), dtype=np.int64) for level in levels} for id_, ways in staffed.items()}
    for number in range(longest):
        duties = [
            duty
            for id_, ways in staffed.items()
            if number < len(ways)
            for duty in _staffing(id_, ways[number], [one.id for one in strangers])
        ]
        for session, level, cost in _told(bare, duties):
            if session in wanted and number < len(staffed[session]):
                costs[session][level][number] += cost
    return tuple(
        SeatCosts(
            id_, tuple(name for name, _ in ways[0]), whole([[heads for _, heads in way] for way in ways]), costs[id_]
        )
        for id_, ways in staffed.items()
    )


_Way = tuple[tuple[str, int], ...]


def _ways(roles: Sequence[tuple[str, int]]) -> list[_Way]:
    names = [name for name, _ in roles]
    return [tuple(zip(names, heads, strict=True)) for heads in product(*(range(most + 1) for _, most in roles))]


def _staffing(session: str, way: _Way, strangers: Sequence[str]) -> Iterator[Assignment]:
    seats: list[Seat] = [(session, name) for name, heads in way for _ in range(heads)]
    for stranger, (id_, name) in zip(strangers, seats, strict=False):
        yield Assignment(stranger, id_, name)


def _told(problem: Problem, duties: Sequence[Assignment]) -> Iterator[tuple[str, int, int]]:
    """Yield (session, level, cost) of everything that the rules about seats find."""
    schedule = as_schedule(problem, duties)
    for rule in problem.rules:
        if rule.level and rule.claims.falls_apart_by(rule) == "seats":
            for found in rule.check(problem, schedule):
                yield found.sessions[0], rule.level, found.excess * rule.weight
