"""Large-neighbourhood search: set part of a schedule free, solve that, and keep what is better.

Which kind of neighbourhood is asked next, and of which engine, follows from what each has gained per second so far (Pisinger and
Ropke, A general heuristic for vehicle routing problems, 2007, section 4), how large it is from how long the last ones took.
"""

import random
import threading
import time
from collections.abc import Callable, Sequence

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


@attrs.frozen(eq=False)
class _SetFree:
    """A neighbourhood.

    Parameters
    ----------
    kind, engine
        Positions of its destroy operator and of its engine.
    point, columns
        Where the part stands, and what is set free.
    cost, began
        What the best point cost, and when, as it was begun.
    """

    kind: int
    engine: int
    point: Point
    columns: Ints
    cost: int
    began: float


@attrs.define(eq=False)
class LargeNeighbourhood:
    """The search for better points of one part, by as many threads as call `step`.

    Parameters
    ----------
    engines
        Each solves a neighbourhood; large ones are asked of the first.
    size
        How many decisions are set free at a time: never all of a part to begin with.
    """

    best: BestPoint
    budget: TimeBudget
    engines: Sequence[Minimiser]
    size: int = attrs.field(init=False)
    _gains: list[float] = attrs.field(init=False)
    _engine_gains: list[float] = attrs.field(init=False)
    _random: random.Random = attrs.field(init=False)
    _lock: threading.Lock = attrs.field(init=False, factory=threading.Lock)
    _in_vain: int = 0
    _tries_in_vain: int = 0

    def __attrs_post_init__(self) -> None:
        part = max(thresholds.LEAST_SIZE, self.best.model.size // thresholds.FIRST_PART)
        self.size = min(thresholds.FIRST_SIZE, part)
        self._gains = [1.0] * (len(DESTROYERS) + 1)
        self._engine_gains = [1.0] * len(self.engines)
        self._random = random.Random(self.budget.settings.seed)
        if not (self.best.model.keys.session >= 0).any():
            # Nothing but goals: there is nobody to set free.
            self._in_vain, self._tries_in_vain = 3 * self.best.model.size, thresholds.FEWEST_IN_VAIN

    @property
    def is_exhausted(self) -> bool:
        """Whether it has looked in vain at more variables than there are, in more than a few neighbourhoods."""
        return self._in_vain > 2 * self.best.model.size and self._tries_in_vain >= thresholds.FEWEST_IN_VAIN

    def run(self, is_enough: Callable[[], bool], patience: float | None = None) -> None:
        """Try one neighbourhood after another until it is enough, nothing is left, or nothing was gained for so many seconds."""
        gained, stood = time.monotonic(), self.best.cost
        while not (is_enough() or self.is_exhausted):
            self.step()
            if self.best.cost < stood:
                gained, stood = time.monotonic(), self.best.cost
            elif patience is not None and time.monotonic() > gained + patience:
                return

    def step(self, focus: Objective | None = None) -> None:
        """Try one neighbourhood; around what one goal costs, if that is asked for."""
        one = self._chosen(focus)
        self._learn(one, is_solved=self.solve(one.point, one.columns, engine=self.engines[one.engine]))

    def _chosen(self, focus: Objective | None) -> _SetFree:
        """Return what to set free next, at which point, and who solves it."""
        point = self.best.point
        with self._lock:
            kind, engine = (
                self._random.choices(range(len(gains)), weights=gains)[0] for gains in (self._gains, self._engine_gains)
            )
            decisions = self._decisions(point, kind, focus)
        columns = with_goals(point, decisions)
        engine = engine if columns.size <= thresholds.SMALL else 0
        return _SetFree(kind, engine, point, columns, self.best.cost, time.monotonic())

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

    def solve(
        self,
        point: Point,
        columns: Ints,
        *,
        seconds: float | None = thresholds.SLICE,
        engine: Minimiser | None = None,
    ) -> bool:
        """Solve the part of some variables and move there if it is cheaper; return whether it was solved to the end."""
        if columns.size > thresholds.MOST_WHOLE:
            differing = self._differing(point, columns, seconds)
            if differing is None or not differing.size:
                return differing is not None
            columns = with_goals(point, differing)
        asked = engine or self.engines[0]
        answer = self.budget.ask(asked, point.part(columns), point.values[columns], seconds=seconds)
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

    def _learn(self, one: _SetFree, *, is_solved: bool) -> None:
        gain, seconds = one.cost - self.best.cost, time.monotonic() - one.began
        with self._lock:
            rate = gain / max(seconds, 0.01)
            self._gains = _faded(self._gains, one.kind, rate)
            if one.columns.size <= thresholds.SMALL:
                self._engine_gains = _faded(self._engine_gains, one.engine, rate)
            self._in_vain = 0 if gain > 0 else self._in_vain + max(one.columns.size, thresholds.LEAST_SIZE)
            self._tries_in_vain = 0 if gain > 0 else self._tries_in_vain + 1
            if not is_solved:
                self.size = max(thresholds.LEAST_SIZE, int(self.size * 0.6))
            elif seconds < thresholds.SLICE / 4:
                self.size = min(thresholds.MOST_SIZE, int(self.size * 1.25) + 1)


def _faded(gains: list[float], tried: int, rate: float) -> list[float]:
    """Return what each is held to gain a second, with what one of them just did; none is given up."""
    gains = [
        thresholds.FADING * gain + (1 - thresholds.FADING) * rate if number == tried else gain
        for number, gain in enumerate(gains)
    ]
    floor = thresholds.LEAST_GAIN * max(gains) + 1e-9
    return [max(gain, floor) for gain in gains]


def fractional(values: Ints, relaxed: npt.NDArray[np.float64], apart: float | None = None) -> Ints:
    """Return the variables at which a relaxation and a point differ, by so much (Danna, Rothberg and Le Pape, 2005: RINS)."""
    return (np.abs(relaxed - values) > (_TELLS_APART if apart is None else apart)).nonzero()[0]
