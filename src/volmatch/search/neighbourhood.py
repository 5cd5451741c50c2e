"""Large-neighbourhood search: set free a place, some days, or people who could swap, and solve that exactly.

Which kind of neighbourhood is asked next follows from what each has gained per second so far (Pisinger and Ropke, A general
heuristic for vehicle routing problems, 2007, section 4), how large it is from how long the last ones took.
"""

import random
import threading
import time
from collections.abc import Callable

import attrs
import numpy as np
import numpy.typing as npt

from volmatch.columns.ragged import Bools, Ints, expand, indptr_of
from volmatch.point import Point
from volmatch.search.atlas import Atlas
from volmatch.search.crew import Crew, Engine
from volmatch.search.stand import Stand

#: Variables set free at a time: at first, at least, at most.
FIRST_SIZE, LEAST_SIZE, MOST_SIZE = 2_000, 200, 12_000
#: Seconds that one neighbourhood may take; a quarter of it is quick.
_SLICE = 2.0
#: Rows with more variables than this tie everything to everything and are no sign of belonging together.
_WIDE = 2_000
#: How fast the memory of gains fades.
_FADING = 0.8

#: (point, atlas, some randomness, size) -> variables of decisions to set free.
Kind = Callable[[Point, Atlas, random.Random, int], Ints]


def _nearest(atlas: Atlas, distance: Ints, size: int) -> Ints:
    """Return about `size` placed variables with the least distance, whole sessions at a time."""
    placed = (atlas.session >= 0).nonzero()[0]
    order = placed[np.lexsort((atlas.session[placed], distance[placed]))]
    return order[:size]


def a_place(point: Point, atlas: Atlas, random_: random.Random, size: int) -> Ints:
    """Set free what happens at one place around some day."""
    chosen = _somewhere(atlas, random_)
    elsewhere = np.where(atlas.place == atlas.place[chosen], 0, 10_000)
    return _nearest(atlas, np.abs(atlas.day - atlas.day[chosen]) + elsewhere, size)


def some_days(point: Point, atlas: Atlas, random_: random.Random, size: int) -> Ints:
    """Set free what happens around some day, nearby places first."""
    chosen = _somewhere(atlas, random_)
    far = np.abs(atlas.place - atlas.place[chosen])
    return _nearest(atlas, 10_000 * np.abs(atlas.day - atlas.day[chosen]) + far, size)


def people_who_share(point: Point, atlas: Atlas, random_: random.Random, size: int) -> Ints:
    """Set free everything of people who could do the same sessions."""
    return _circle(atlas, np.array([_somewhere(atlas, random_)]), size)


def the_costliest(point: Point, atlas: Atlas, random_: random.Random, size: int) -> Ints:
    """Set free everything of people around something that costs: an empty seat, a wish not met, a load too great."""
    model = point.model
    priced = model.cost.column
    costs = model.cost.coefficient * (point.values - np.where(model.prices > 0, model.lower, model.upper))[priced]
    costly = priced[costs > 0]
    if not costly.size:
        return people_who_share(point, atlas, random_, size)
    some = np.array(random_.choices(costly.tolist(), weights=costs[costs > 0].tolist(), k=4))
    around = _in_rows_of(point, some)
    around = around[atlas.session[around] >= 0]
    return _circle(atlas, around, size) if around.size else people_who_share(point, atlas, random_, size)


KINDS: tuple[Kind, ...] = (a_place, some_days, people_who_share, the_costliest)


def _somewhere(atlas: Atlas, random_: random.Random) -> int:
    placed = (atlas.session >= 0).nonzero()[0]
    return int(placed[random_.randrange(placed.size)])


def _circle(atlas: Atlas, seeds: Ints, size: int) -> Ints:
    """Return everything of the people who share most sessions with those of the seeds, as many people as fit."""
    people = atlas.volunteer >= 0
    sessions = np.zeros(int(atlas.session.max(initial=-1)) + 2, dtype=bool)
    mine = people & np.isin(atlas.volunteer, atlas.volunteer[seeds])
    sessions[atlas.session[mine]] = True
    sessions[atlas.session[seeds]] = True
    shared = people & sessions[atlas.session]
    count = np.bincount(atlas.volunteer[shared], minlength=int(atlas.volunteer.max(initial=-1)) + 1)
    count[atlas.volunteer[seeds][atlas.volunteer[seeds] >= 0]] += point_first(count)
    total = np.bincount(atlas.volunteer[people], minlength=count.size)
    order = np.argsort(-count, kind="stable")
    taken = order[(np.cumsum(total[order]) <= size) & (count[order] > 0)]
    chosen = np.zeros(count.size + 1, dtype=bool)
    chosen[taken if taken.size else order[:1]] = True
    return (chosen[atlas.volunteer] & people).nonzero()[0]


def point_first(count: Ints) -> int:
    """Return more than any count, so that the seeds themselves come first."""
    return int(count.max(initial=0)) + 1


def _in_rows_of(point: Point, columns: Ints) -> Ints:
    """Return all variables that stand in a row with some of these, wide rows left out."""
    rows = point.model.matrix
    indptr, by_column = point.model.by_column
    _, place = expand(indptr[columns], indptr[columns + 1])
    touched = np.unique(rows.row[by_column[place]])
    starts = point.model.row_starts
    touched = touched[(starts[touched + 1] - starts[touched]) <= _WIDE]
    _, entry = expand(starts[touched], starts[touched + 1])
    return np.unique(rows.column[entry])


def with_goals(point: Point, atlas: Atlas, columns: Ints) -> Ints:
    """Return decisions together with the variables of goals that follow from them; sorted."""
    is_goal = atlas.session < 0
    chosen: Bools = np.zeros(is_goal.size, dtype=bool)
    chosen[columns] = True
    new = columns
    while new.size:
        met = _in_rows_of(point, new)
        new = met[is_goal[met] & ~chosen[met]]
        chosen[new] = True
    return chosen.nonzero()[0]


@attrs.define(eq=False)
class Neighbourhoods:
    """The search for better points of one part, by as many threads as call `step`.

    Parameters
    ----------
    engine
        Solves a neighbourhood.
    """

    stand: Stand
    atlas: Atlas
    crew: Crew
    engine: Engine
    relaxed: npt.NDArray[np.float64] | None = None
    size: int = FIRST_SIZE
    _gains: list[float] = attrs.field(init=False)
    _random: random.Random = attrs.field(init=False)
    _lock: threading.Lock = attrs.field(init=False, factory=threading.Lock)
    _in_vain: int = 0

    def __attrs_post_init__(self) -> None:
        self._gains = [1.0] * len(KINDS)
        self._random = random.Random(self.crew.settings.seed)

    @property
    def is_exhausted(self) -> bool:
        """Whether it has looked in vain at more variables than there are."""
        return self._in_vain > 2 * self.stand.model.size

    def step(self) -> None:
        """Try one neighbourhood."""
        point = self.stand.point
        with self._lock:
            kind = self._random.choices(range(len(KINDS)), weights=self._gains)[0]
            decisions = KINDS[kind](point, self.atlas, self._random, self.size)
        columns = with_goals(point, self.atlas, decisions)
        began = time.monotonic()
        before = self.stand.cost
        is_solved = self.solve(point, columns)
        self._learn(kind, before - self.stand.cost, time.monotonic() - began, columns.size, is_solved=is_solved)

    def solve(self, point: Point, columns: Ints, *, seconds: float = _SLICE) -> bool:
        """Solve the part of some variables and move there if it is cheaper; return whether it was solved to the end."""
        part = point.part(columns)
        answer = self.crew.ask(self.engine, part, point.values[columns], seconds=seconds)
        if answer.values is not None:
            self.stand.shift(columns, answer.values)
        return answer.verdict in ("optimal", "infeasible")

    def _learn(self, kind: int, gain: int, seconds: float, tried: int, *, is_solved: bool) -> None:
        with self._lock:
            rate = gain / max(seconds, 0.01)
            self._gains[kind] = _FADING * self._gains[kind] + (1 - _FADING) * rate
            floor = 0.05 * max(self._gains) + 1e-9
            self._gains = [max(one, floor) for one in self._gains]
            self._in_vain = 0 if gain > 0 else self._in_vain + tried
            if not is_solved:
                self.size = max(LEAST_SIZE, int(self.size * 0.6))
            elif seconds < _SLICE / 4:
                self.size = min(MOST_SIZE, int(self.size * 1.25) + 1)


def fractional(point: Point, relaxed: npt.NDArray[np.float64]) -> Ints:
    """Return the variables at which a relaxation and a point differ (Danna, Rothberg and Le Pape, 2005: RINS)."""
    return (np.abs(relaxed - point.values) > 1e-6).nonzero()[0]
