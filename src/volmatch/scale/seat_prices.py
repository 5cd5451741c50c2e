"""Prices of the seats at the border, and of the levels before: what all regions prove together, and how prices move.

With prices p for the heads at the border and weights w for the levels before, every schedule x of all regions costs
``c(x) >= sum over regions of min(c + w k + p heads) + sum over border sessions of min(f + w k - p heads) - w v``, where ``k <= v`` is
kept of the levels before: heads that regions send are heads that sessions get (Geoffrion, Lagrangean relaxation for
integer programming, 1974). All of it is whole numbers, times `SCALE`, so it holds at every round, whatever the prices.
"""

from collections.abc import Mapping, Sequence

import attrs
import numpy as np
import numpy.typing as npt

from volmatch.arrays.ragged import Ints, whole
from volmatch.scale.part_problems import Heads, Seat
from volmatch.scale.part_work import Bounded
from volmatch.scale.seat_costs import SeatCosts

Floats = npt.NDArray[np.float64]
#: Prices are whole multiples of a cost's unit divided by this.
SCALE = 64
#: The first step of a price, as a share of the most that a head may be worth. Not measured.
FIRST_STEP = 0.3
#: How much shorter a step gets where the last one missed.
SHORTER = 0.7


@attrs.frozen(eq=False)
class Border:
    """The sessions of the border, with what they cost by their heads."""

    sessions: tuple[SeatCosts, ...]

    @property
    def seats(self) -> list[Seat]:
        """All their seats, in order."""
        return [(one.session, role) for one in self.sessions for role in one.roles]

    def costs_at(self, heads: Heads) -> dict[int, int]:
        """Return what these heads cost, by level."""
        total: dict[int, int] = {}
        for one in self.sessions:
            for level, cost in one.at(heads).items():
                total[level] = total.get(level, 0) + cost
        return total


@attrs.define(eq=False)
class LevelPrices:
    """The prices of one level, round by round.

    Parameters
    ----------
    border
        The border.
    level
        The level.
    kept
        What each level before costs in the best schedule known; it may not cost more.
    dearest
        The most that a unit of this level costs: so much a unit of a level before is worth at first.
    """

    border: Border
    level: int
    kept: Mapping[int, int]
    dearest: int
    best: int | None = None
    _top: float = -np.inf
    _share: float = 1.0
    _weights: Floats = attrs.field(init=False)
    _prices: Floats = attrs.field(init=False)
    _range: Floats = attrs.field(init=False)
    _moved: Floats = attrs.field(init=False)
    _at: Floats = attrs.field(init=False)
    _way: Floats = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self._weights = np.full(len(self.kept), float(SCALE * max(1, self.dearest)))
        steep = [one.steepest(self.weights) for one in self.border.sessions]
        worth = np.concatenate([np.zeros(0), *steep])
        self._prices = -worth / 2
        self._range = np.append(np.maximum(worth, SCALE * max(1, self.dearest) / 4), self._weights)
        self._moved = np.zeros(self._range.size)
        self._at = self._way = self._moved

    @property
    def weights(self) -> dict[int, int]:
        """What a unit of this level and of those before costs, in whole numbers."""
        before = {level: int(weight) for level, weight in zip(self.kept, self._weights.round(), strict=True)}
        return {**before, self.level: SCALE}

    @property
    def prices(self) -> dict[Seat, int]:
        """What a head costs a region at each seat of the border: less than nothing, where heads are wanted."""
        return dict(zip(self.border.seats, self._whole.tolist(), strict=True))

    @property
    def _whole(self) -> Ints:
        return whole(self._prices.round())

    def begin_at(self, prices: Mapping[Seat, float], weights: Mapping[int, float]) -> None:
        """Begin at what heads are worth to regions, and units of the levels before, as far as that is known."""
        known = [-SCALE * prices.get(seat, 0.0) for seat in self.border.seats]
        self._prices = np.array(known, dtype=np.float64)
        self._weights = np.array([SCALE * weights.get(level, 0.0) for level in self.kept], dtype=np.float64)

    def hear(self, regions: Sequence[Bounded]) -> int:
        """Take what the regions prove at these prices; move the prices; return the least that any schedule costs."""
        weights, prices, sent = self.weights, self._whole, self._sent(regions)
        total = sum(one.bound for one in regions) - sum(weights[level] * value for level, value in self.kept.items())
        taken, after, at = [whole([])], dict.fromkeys(self.kept, 0), 0
        for one in self.border.sessions:
            own = slice(at, at := at + len(one.roles))
            least, heads = one.least(weights, -prices[own], sent[own])
            total += least
            taken.append(heads)
            for level, cost in one.at(
                dict(zip(((one.session, role) for role in one.roles), heads.tolist(), strict=True))
            ).items():
                if level in after:
                    after[level] += cost
        over = [sum(one.costs[level] for one in regions) + after[level] - value for level, value in self.kept.items()]
        self._move(np.append(sent - np.concatenate(taken), over).astype(np.float64), total)
        bound = -(-total // SCALE)
        self.best = bound if self.best is None else max(self.best, bound)
        return bound

    def _sent(self, regions: Sequence[Bounded]) -> Ints:
        return whole([sum(one.heads.get(seat, 0) for one in regions) for seat in self.border.seats])

    def _move(self, slope: Floats, total: int) -> None:
        """Go uphill from the best prices: where a step missed, turn half-way to what its end said, and go less far."""
        here = np.append(self._prices, self._weights)
        self._moved += slope**2
        if total > self._top:
            self._top, self._at, self._way = total, here, slope
        else:
            self._way, self._share = (self._way + slope) / 2, self._share * SHORTER
        step = self._share * FIRST_STEP * self._range * self._way / np.sqrt(np.maximum(self._moved, 1.0))
        there = self._at + step
        self._prices, self._weights = there[: self._prices.size], np.maximum(0.0, there[self._prices.size :])
