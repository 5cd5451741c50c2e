"""How a run in parts stands: which duties count, what they cost, what is proved; written down after every round.

What duties cost is not written down: whoever goes on with a run looks at the duties themselves.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from volmatch.gap import Gap
from volmatch.scale.part_problems import Heads, Seat
from volmatch.scale.run_index import CHECKPOINT, json_at, no_file_of_a_run, save_json
from volmatch.scale.seat_prices import Border

Costs = Mapping[int, int]


@attrs.define(eq=False)
class Standing:
    """The best schedule known, by region, and the bounds.

    Parameters
    ----------
    versions
        The round whose duties count, for each region.
    heads, costs
        How many of each region hold seats of the border, and what it costs by itself at each level.
    bounds
        What is proved of each level, together with the costs of the levels before for which it was.
    rounds
        How many rounds are over; each writes its duties under a number of its own.
    steps
        Which steps of the run are over.
    idle
        How many times in a row a step found nothing.
    wanted
        How many heads each region would like at each seat of the border, from the first prices.
    """

    versions: list[int]
    heads: list[Heads] = attrs.field(factory=list)
    costs: list[Costs] = attrs.field(factory=list)
    bounds: dict[int, tuple[int, list[int]]] = attrs.field(factory=dict)
    rounds: int = 0
    steps: list[str] = attrs.field(factory=list)
    idle: int = 0
    wanted: list[dict[Seat, float]] = attrs.field(factory=list)

    def heads_together(self, but: Sequence[int] = ()) -> dict[Seat, int]:
        """Return how many hold each seat of the border, some regions left out."""
        found: dict[Seat, int] = {}
        for region, heads in enumerate(self.heads):
            if region not in but:
                for seat, count in heads.items():
                    found[seat] = found.get(seat, 0) + count
        return found

    def values(self, border: Border, levels: Sequence[int]) -> list[int]:
        """Return what the whole costs at each level."""
        there = border.costs_at(self.heads_together())
        return [sum(one.get(level, 0) for one in self.costs) + there.get(level, 0) for level in levels]

    def consider(
        self,
        border: Border,
        levels: Sequence[int],
        regions: Sequence[int],
        version: int,
        heads: Sequence[Heads],
        costs: Sequence[Costs],
    ) -> bool:
        """Take new duties of some regions if the whole is better with them; return whether it is."""
        before = self.values(border, levels)
        known = [(self.versions[region], self.heads[region], self.costs[region]) for region in regions]
        for region, own, cost in zip(regions, heads, costs, strict=True):
            self.versions[region], self.heads[region], self.costs[region] = version, own, cost
        try:
            is_better = self.values(border, levels) < before
        except KeyError:  # more heads than seats
            is_better = False
        if not is_better:
            for region, (old, own, cost) in zip(regions, known, strict=True):
                self.versions[region], self.heads[region], self.costs[region] = old, own, cost
        return is_better

    def prove(self, level: int, bound: int, before: Sequence[int]) -> None:
        """Take a bound of a level that holds where the levels before cost no more than this."""
        old = self.bounds.get(level)
        if old is None or old[1] != list(before) or old[0] < bound:
            self.bounds[level] = bound, list(before)

    def bound(self, position: int, level: int, values: Sequence[int]) -> int | None:
        """Return what is proved of a level for these costs of the levels before it."""
        known = self.bounds.get(level)
        is_meant = known is not None and all(now <= then for now, then in zip(values[:position], known[1], strict=True))
        return known[0] if known is not None and is_meant else None

    def gaps(self, border: Border, levels: Sequence[int]) -> list[Gap]:
        """Return value and bound of each level."""
        values = self.values(border, levels)
        return [
            Gap(value, self.bound(at, level, values))
            for at, (level, value) in enumerate(zip(levels, values, strict=True))
        ]

    def save(self, folder: Path) -> None:
        """Write it down, in one stroke."""
        told: dict[str, Any] = {
            "rounds": self.rounds,
            "versions": self.versions,
            "bounds": [[level, bound, before] for level, (bound, before) in self.bounds.items()],
            "steps": self.steps,
            "idle": self.idle,
            "wanted": [[[*seat, count] for seat, count in wanted.items()] for wanted in self.wanted],
        }
        save_json(folder / CHECKPOINT, told)

    @classmethod
    def saved(cls, folder: Path, parts: int) -> "Standing | None":
        """Return how the run in a folder stood, but for what its duties come to; ``None`` where none was begun.

        Raises
        ------
        FileError
            If the file is damaged.
        """
        path = folder / CHECKPOINT
        told = json_at(path)
        if told is None:
            return None
        try:
            found = cls(
                versions=[int(one) for one in told["versions"]],
                bounds={
                    int(level): (int(bound), [int(one) for one in before]) for level, bound, before in told["bounds"]
                },
                rounds=int(told["rounds"]),
                steps=[str(step) for step in told["steps"]],
                idle=int(told["idle"]),
                wanted=[
                    {(str(session), str(role)): float(count) for session, role, count in wanted}
                    for wanted in told["wanted"]
                ],
            )
        except (KeyError, TypeError, ValueError):
            raise no_file_of_a_run(path) from None
        if len(found.versions) != parts or len(found.wanted) not in (0, parts):
            raise no_file_of_a_run(path)
        return found

    def refuse_contradictions(self, border: Border, levels: Sequence[int], folder: Path) -> None:
        """Refuse a file that says more is proved than can be.

        Raises
        ------
        FileError
            If a level costs less than its bound.
        """
        values = self.values(border, levels)
        for position, level in enumerate(levels):
            bound = self.bound(position, level, values)
            if bound is not None and bound > values[position]:
                raise no_file_of_a_run(folder / CHECKPOINT)
