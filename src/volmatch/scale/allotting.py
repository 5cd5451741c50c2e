"""Who may have which seat of the border in a round: no two regions ever reach for the same one."""

from collections.abc import Sequence
from itertools import combinations

import attrs

from volmatch.scale.part_problems import Seat
from volmatch.scale.run_state import Standing
from volmatch.scale.seat_prices import Border
from volmatch.scale.splitting import Region

#: Sessions of a border around which people of two regions are set free together; their people are some ten times as many.
MOST_AROUND = 200


@attrs.frozen(eq=False)
class Allotting:
    """The seats of the border and the regions that can fill them."""

    border: Border
    regions: tuple[Region, ...]

    def room(self) -> dict[Seat, int]:
        """Return how many heads each seat has room for."""
        return {
            (one.session, role): most
            for one in self.border.sessions
            for role, most in zip(one.roles, one.ways.max(axis=0).tolist(), strict=True)
        }

    def visitors(self) -> dict[str, list[int]]:
        """Return which regions can serve in each session of the border, the one that keeps it first."""
        found: dict[str, list[int]] = {}
        for keeps in (True, False):
            for number, region in enumerate(self.regions):
                kept = set(region.keeps)
                for session in region.keeps if keeps else region.border:
                    if keeps or session not in kept:
                        found.setdefault(session, []).append(number)
        return found

    def by_wish(self, wanted: Sequence[dict[Seat, float]]) -> list[dict[Seat, int]]:
        """Give each seat to the regions that would send most heads at the prices that were tried."""
        visitors = self.visitors()
        most: list[dict[Seat, int]] = [{} for _ in self.regions]
        for seat, room in self.room().items():
            given = dict.fromkeys(visitors[seat[0]], 0)
            for _ in range(room):
                first = max(given, key=lambda region: wanted[region].get(seat, 0.0) - given[region])
                given[first] += 1
            for region, heads in given.items():
                most[region][seat] = heads
        return most

    def in_turn(self, standing: Standing, turn: int) -> tuple[list[dict[Seat, int]], set[int]]:
        """Let each region keep what it has, and offer each free seat to one of them; return also who is offered any."""
        visitors, taken = self.visitors(), standing.heads_together()
        most: list[dict[Seat, int]] = [{} for _ in self.regions]
        offered: set[int] = set()
        for number, (seat, room) in enumerate(self.room().items()):
            able, free = visitors[seat[0]], room - taken.get(seat, 0)
            chosen = able[(turn + number) % len(able)]
            for region in able:
                most[region][seat] = standing.heads[region].get(seat, 0) + (free if region == chosen else 0)
            if free:
                offered.add(chosen)
        return most, offered

    def pairs(self, standing: Standing, turn: int) -> list[tuple[tuple[int, int], frozenset[str]]]:
        """Return pairs of regions, each region in one of them at most, with sessions between them that still cost something."""
        visitors, between = self.visitors(), dict[tuple[int, int], list[str]]()
        for session in self._open(standing):
            for pair in combinations(sorted(visitors[session]), 2):
                between.setdefault(pair, []).append(session)
        found, busy = [], set[int]()
        ranked = sorted(between, key=lambda pair: (-len(between[pair]), pair))
        begin = turn % max(1, len(ranked))
        for pair in (*ranked[begin:], *ranked[:begin]):
            if busy.isdisjoint(pair):
                busy.update(pair)
                sessions = between[pair]
                first = turn * MOST_AROUND % len(sessions)
                found.append((pair, frozenset((sessions[first:] + sessions[:first])[:MOST_AROUND])))
        return sorted(found, key=lambda one: one[0])

    def _open(self, standing: Standing) -> list[str]:
        heads = standing.heads_together()
        costly = []
        for one in self.border.sessions:
            now = one.at(heads)
            if any(cost > int(one.costs[level].min()) for level, cost in now.items()):
                costly.append(one.session)
        return costly
