"""Large-neighbourhood search: set part of a schedule free, solve that, and keep what is better.

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

from volmatch.arrays.ragged import Ints
from volmatch.engines import linear
from volmatch.engines.answer import Slot
from volmatch.engines.minimiser import Minimiser
from volmatch.formulation.formulation import Objective
from volmatch.formulation.point import Point
from volmatch.search.lns.destroy import DESTROYERS, costly, people_who_share, somewhere, with_goals
from volmatch.search.state import thresholds
from volmatch.search.state.best_point import BestPoint
from volmatch.search.state.time_budget import TimeBudget

#: Values of a relaxation that differ by less are the same.
_TELLS_APART = 1e-6


@attrs.define(eq=False)
class LargeNeighbourhood:
    """The search for better points of one part, by as many threads as call `step`.

    Parameters
    ----------
    engine
        Solves a neighbourhood.
    """

    best: BestPoint
    budget: TimeBudget
    engine: Minimiser
    size: int = thresholds.FIRST_SIZE
    _gains: list[float] = attrs.field(init=False)
    _random: random.Random = attrs.field(init=False)
    _lock: threading.Lock = attrs.field(init=False, factory=threading.Lock)
    _in_vain: int = 0

    def __attrs_post_init__(self) -> None:
        self._gains = [1.0] * (len(DESTROYERS) + 1)
        self._random = random.Random(self.budget.settings.seed)
        if not (self.best.model.keys.session >= 0).any():
            self._in_vain = 3 * self.best.model.size  # nothing but goals: there is nobody to set free

    @property
    def is_exhausted(self) -> bool:
        """Whether it has looked in vain at more variables than there are."""
        return self._in_vain > 2 * self.best.model.size

    def run(self, is_enough: Callable[[], bool], patience: float | None = None) -> None:
        """Try one neighbourhood after another until it is enough, nothing is left, or nothing was gained for so many seconds."""
        gained, stood = time.monotonic(), self.best.cost
        while not (is_enough() or self.is_exhausted):
            kind, point, columns = self._chosen(None)
            before, began = self.best.cost, time.monotonic()
            self._learn(kind, before, began, columns.size, is_solved=self.solve(point, columns))
            if self.best.cost < stood:
                gained, stood = time.monotonic(), self.best.cost
            elif patience is not None and time.monotonic() > gained + patience:
                return

    def step(self, focus: Objective | None = None) -> None:
        """Try one neighbourhood; around what one goal costs, if that is asked for."""
        kind, point, columns = self._chosen(focus)
        before, began = self.best.cost, time.monotonic()
        self._learn(kind, before, began, columns.size, is_solved=self.solve(point, columns))

    def _chosen(self, focus: Objective | None) -> tuple[int, Point, Ints]:
        """Return what to set free next, of which kind, and the point to do it at."""
        point = self.best.point
        with self._lock:
            kind = self._random.choices(range(len(self._gains)), weights=self._gains)[0]
            decisions = self._decisions(point, kind, focus)
        return kind, point, with_goals(point, decisions)

    def _decisions(self, point: Point, kind: int, focus: Objective | None) -> Ints:
        """Return what to set free: by kind, from anywhere; or, as the last kind, people around something that costs."""
        if focus is not None or kind == len(DESTROYERS):
            seeds = costly(point, focus or point.model.cost, self._random)
            if seeds.size:
                return people_who_share(
                    point.model.keys, seeds, self.size if focus is None else thresholds.MOST_WHOLE // 2
                )
        where = somewhere(point.model.keys, self._random)
        return DESTROYERS[kind % len(DESTROYERS)](point.model.keys, where, self.size)

    def solve(self, point: Point, columns: Ints, *, seconds: float | None = thresholds.SLICE) -> bool:
        """Solve the part of some variables and move there if it is cheaper; return whether it was solved to the end."""
        if columns.size > thresholds.MOST_WHOLE:
            differing = self._differing(point, columns, seconds)
            if differing is None or not differing.size:
                return differing is not None
            columns = with_goals(point, differing)
        answer = self.budget.ask(self.engine, point.part(columns), point.values[columns], seconds=seconds)
        if answer.values is not None:
            self.best.shift(columns, answer.values)
        return answer.verdict in ("optimal", "infeasible")

    def _differing(self, point: Point, columns: Ints, seconds: float | None) -> Ints | None:
        """Return where the relaxation of a large neighbourhood differs from the point; ``None`` if it did not end."""
        part = point.part(columns)
        with self.budget.at_work(Slot()) as slot:
            relaxation = None if self.budget.is_over else linear.relax(part, self.budget.settings_for(seconds), slot)
        if relaxation is None or not relaxation.is_exact:
            return None
        return columns[fractional(point.values[columns], relaxation.values)]

    def _learn(self, kind: int, before: int, began: float, tried: int, *, is_solved: bool) -> None:
        gain, seconds = before - self.best.cost, time.monotonic() - began
        with self._lock:
            rate = gain / max(seconds, 0.01)
            self._gains[kind] = thresholds.FADING * self._gains[kind] + (1 - thresholds.FADING) * rate
            floor = thresholds.LEAST_GAIN * max(self._gains) + 1e-9
            self._gains = [max(one, floor) for one in self._gains]
            self._in_vain = 0 if gain > 0 else self._in_vain + max(tried, thresholds.LEAST_SIZE)
            if not is_solved:
                self.size = max(thresholds.LEAST_SIZE, int(self.size * 0.6))
            elif seconds < thresholds.SLICE / 4:
                self.size = min(thresholds.MOST_SIZE, int(self.size * 1.25) + 1)


def fractional(values: Ints, relaxed: npt.NDArray[np.float64], apart: float | None = None) -> Ints:
    """Return the variables at which a relaxation and a point differ, by so much (Danna, Rothberg and Le Pape, 2005: RINS)."""
    return (np.abs(relaxed - values) > (_TELLS_APART if apart is None else apart)).nonzero()[0]
