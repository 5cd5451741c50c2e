"""The course of a solve: what was known about each level at each moment.

For a level with cost `value` in the best schedule and proven limit `bound`

    gap = (value - bound) / max(1, value)

so 0 is proved best and 1 is nothing known. Levels compare in order, so a later level says something only while the ones
before it are settled: schedules are compared by the `Distance` at the first level where they differ from the bound.
"""

import bisect
from collections.abc import Iterable, Sequence

import attrs

#: Seconds at which the gap is looked at.
MARKS = (1.0, 10.0, 60.0, 600.0)
#: Ends of the stretches of time of which only the last point is kept: the marks, and a tenth more each time.
_EDGES = sorted({*MARKS, *(0.01 * 1.1**step for step in range(150))})


@attrs.frozen
class Point:
    """What was known at one moment: `value` and `bound` of a level, ``None`` where nothing was."""

    seconds: float
    level: int
    value: int | None
    bound: int | None


@attrs.frozen(order=True)
class Distance:
    """How far a schedule is from the bounds: the gap at the first level where it differs from its bound.

    `place` is that level's place in the order, from 0; where it differs nowhere, the number of levels, with gap 0. A
    schedule with a smaller distance is closer: first by a later place, then by a smaller gap.
    """

    place: int
    gap: float

    def is_closer_than(self, other: "Distance") -> bool:
        """Whether this schedule is closer to the bounds than another."""
        return (-self.place, self.gap) < (-other.place, other.gap)

    def __str__(self) -> str:
        return "at the bound" if not self.gap else f"{self.gap:.2%} at {self.place + 1}"


def gap(value: int, bound: int) -> float:
    """Return the share of a level's cost that may still be saved, 0 to 1."""
    return max(0.0, (value - bound) / max(1, abs(value)))


def distance(values: Sequence[int], bounds: Sequence[int | None]) -> Distance:
    """Return how far a schedule is from the best bounds known, see `comparable`.

    Parameters
    ----------
    values
        What the schedule costs at each level.
    bounds
        Of each level; ``None`` from where on none holds for every schedule.
    """
    for place, (value, bound) in enumerate(zip(values, bounds, strict=True)):
        if bound is None:
            return Distance(place, 0.0 if place else 1.0)
        if value > bound:
            return Distance(place, gap(value, bound))
        if value < bound:  # better than what a level before allowed the bound's own schedule
            return Distance(len(values), 0.0)
    return Distance(len(values), 0.0)


def comparable(levels: Iterable[tuple[int, int | None]]) -> list[int | None]:
    """Return the bounds that hold for every schedule: a bound is given the values before it, so one after an unproved level is none."""
    bounds: list[int | None] = []
    is_settled = True
    for value, bound in levels:
        bounds.append(bound if is_settled else None)
        is_settled = is_settled and bound is not None and bound >= value
    return bounds


def thinned(points: Iterable[Point]) -> list[Point]:
    """Return the last point of each level in each stretch of time; what was known at the marks stays exact."""
    last = {(point.level, bisect.bisect_left(_EDGES, point.seconds)): point for point in points}
    return sorted(last.values(), key=lambda point: (point.seconds, point.level))


def gap_at(points: Iterable[Point], level: int, seconds: float) -> float | None:
    """Return the gap of a level after some seconds; ``None`` where value or bound was unknown then."""
    known = [point for point in points if point.level == level and point.seconds <= seconds]
    if not known or known[-1].value is None or known[-1].bound is None:
        return None
    return gap(known[-1].value, known[-1].bound)


def proved_at(points: Sequence[Point], level: int) -> float | None:
    """Return when a level was proved for good: from then on its bound reached its value."""
    own = [point for point in points if point.level == level]
    since = None
    for point in own:
        is_proved = point.value is not None and point.bound is not None and point.bound >= point.value
        since = (point.seconds if since is None else since) if is_proved else None
    return since
