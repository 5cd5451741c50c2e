"""One level: minimise its cost in the background, judge what is found, and make sure of what is claimed."""

import time
from collections.abc import Callable, Sequence
from functools import partial

import attrs
import numpy as np

from volmatch.arrays.ragged import Ints
from volmatch.engines.answer import EngineAnswer, Settings, Slot
from volmatch.engines.background import attend
from volmatch.errors import EncodingError
from volmatch.formulation.model import Model
from volmatch.gap import Gap
from volmatch.schedule import StoppedBy
from volmatch.search.decomposition import minimise
from volmatch.search.exact.counting_bound import counting_bound
from volmatch.search.exact.look_ahead import LookAhead
from volmatch.search.exact.month_pool import MonthPool
from volmatch.search.exact.row_bound import row_bound
from volmatch.search.lns.reoptimise import reoptimised
from volmatch.search.state import thresholds
from volmatch.search.state.controls import Controls, Progress, Reminder
from volmatch.search.state.incumbent import Incumbent, Judge, Judged
from volmatch.text import Text


@attrs.frozen
class Reached:
    """How far one level got.

    Parameters
    ----------
    bound
        Proven least cost; ``None`` where unknown.
    stopped_by
        ``proof`` when the incumbent is proved best at this level.
    is_impossible
        The engine says, twice and in two ways, that nothing keeps what must hold.
    """

    bound: int | None
    stopped_by: StoppedBy
    is_impossible: bool = False


@attrs.define(eq=False)
class LevelSearch:
    """The minimisation of one level.

    Parameters
    ----------
    level
        The level; 0 looks for any schedule that keeps what must hold.
    position
        Its position in the reports; -1 for level 0.
    complete
        Turns what this level has decided into a whole schedule: what later levels ask for as well.
    floor, pool, is_hurried
        See `volmatch.search.decomposition.minimise`; the floor by the model's variables.
    """

    level: int
    position: int
    model: Model
    incumbent: Incumbent
    judge: Judge
    controls: Controls
    complete: Callable[[Ints], Ints] = attrs.field(default=lambda decisions: decisions)
    floor: Ints | None = None
    pool: MonthPool | None = None
    is_hurried: bool = False
    _bound: int | None = None
    _next_check: float = 0.0
    _news: Reminder = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self._news = Reminder(lambda: self.controls.tell(self.progress()))

    def rely_on(self, bound: int | None) -> None:
        """Take a bound that is proved elsewhere."""
        self._raise_bound(bound)

    def reoptimise(self, hint: Ints, near: Ints, seconds: float | None) -> Ints:
        """Look for a better schedule around some decisions only; return where to go on from, by the same variables."""
        if self.gap.is_closed:
            return hint
        settings = self.controls.settings(seconds)
        start, around = self.model.keys.gather(hint), self.model.keys.among(near)

        def look(slot: Slot) -> Ints | None:
            return reoptimised(self.model, start, around, settings, slot)

        found = attend(look, Slot(), on_tick=lambda: self.controls.stopped_by() is not None)
        if found is None or not self._consider(found, is_optimal=False):
            return hint
        return self.model.keys.spread(found)

    def hear(self, look_ahead: LookAhead, values: Sequence[int], seconds: float | None) -> None:
        """Take what was found out early, where the levels before turned out to cost these values."""
        until = None if seconds is None else time.monotonic() + thresholds.LOOK_AHEAD_PATIENCE * seconds

        def is_enough() -> bool:
            is_late = until is not None and time.monotonic() >= until
            return is_late or self.controls.stopped_by() is not None or self.gap.is_closed

        point, bound = look_ahead.told(values, on_tick=is_enough)
        if point is not None and self._fits(point):
            self._consider(point, is_optimal=False)
        self._raise_bound(bound)

    def run(self, hint: Ints | None, seconds: float | None) -> Reached:
        """Minimise within a share of time, beginning from a hint by the formulation's variables."""
        self._raise_bound(self.model.least_cost)
        for bound_of in (row_bound, counting_bound):
            if not self.gap.is_closed:
                self._raise_bound(bound_of(self.model))
        if self.gap.is_closed:
            return Reached(self._bound, "proof")
        start = None if hint is None else self.model.keys.gather(hint)
        settings = self.controls.settings(seconds)
        answer = self._ask(start, settings)
        if answer.verdict in ("infeasible", "fault") and not self.controls.stopped_by():
            # Engines have been wrong about this; only the same verdict from another way of working counts.
            again = self._ask(start, attrs.evolve(settings, plain=True, seed=self.controls.seed + 1))
            if answer.verdict == again.verdict == "infeasible" and self.incumbent.best is None:
                return Reached(self._bound, "proof", is_impossible=True)
            answer = again
        return self._reached(answer)

    def _ask(self, start: Ints | None, settings: Settings) -> EngineAnswer:
        slot = Slot()
        floor = None if settings.plain else self.floor
        ask = partial(minimise, self.model, start, settings, floor=floor, pool=self.pool, is_hurried=self.is_hurried)
        answer = attend(ask, slot, on_tick=lambda: self._tick(slot))
        answer = answer or EngineAnswer("unknown", note="the engine did not stop when told to")
        if answer.values is not None and not self._fits(answer.values):
            answer = EngineAnswer("fault", note="the engine gave more or fewer values than there are variables")
        last = slot.take()
        if last is not None and self._fits(last) and (answer.values is None or not np.array_equal(last, answer.values)):
            self._consider(last, is_optimal=False)
        if answer.values is not None:
            self._consider(answer.values, is_optimal=answer.verdict == "optimal")
        self._raise_bound(slot.bound)
        if answer.verdict in ("optimal", "feasible"):
            self._raise_bound(answer.bound)
        return answer

    def _fits(self, values: Ints) -> bool:
        return values.size == self.model.lower.size

    def _reached(self, answer: EngineAnswer) -> Reached:
        if self.gap.is_closed or (answer.verdict == "optimal" and not self.level):
            return Reached(self._bound, "proof")
        stopped = self.controls.stopped_by()
        return Reached(
            self._bound, stopped or ("fault" if answer.verdict in ("fault", "infeasible", "optimal") else "time")
        )

    def _tick(self, slot: Slot) -> bool:
        is_time = time.monotonic() >= self._next_check
        # Which of the schedules on the way is seen first hangs on the clock.
        is_time = is_time and not self.controls.deterministic
        values, bound_before = slot.take() if is_time else None, self._bound
        self._raise_bound(slot.bound)
        kept = values is not None and self._fits(values) and self._consider(values, is_optimal=False)
        if kept or self._bound != bound_before:
            self._news.tell()
        self._news.tick()
        return self.controls.stopped_by() is not None or self.gap.is_closed

    def progress(self) -> Progress:
        """Return how this level stands."""
        return Progress(level=self.level, value=self.gap.value, bound=self._bound, seconds=self.controls.seconds)

    @property
    def gap(self) -> Gap:
        """What the best schedule costs at this level, and what is proved about that."""
        best = self.incumbent.best
        return Gap(None if best is None or self.position < 0 else best.values[self.position], self._bound)

    def _raise_bound(self, bound: int | None) -> None:
        if self.level:
            self._bound = self.gap.raised(bound).bound

    def _consider(self, values: Ints, *, is_optimal: bool) -> bool:
        began = time.monotonic()
        judged = self.judge(self.complete(self.model.keys.spread(values)))
        self._next_check = time.monotonic() + thresholds.UNDISTURBED * (time.monotonic() - began)
        self._compare(judged, self.model.cost.at(values), is_optimal=is_optimal)
        return self.incumbent.consider(judged)

    def _compare(self, judged: Judged, claimed: int, *, is_optimal: bool) -> None:
        """Hold the engine's claim against the independent check: a mismatch is a bug of ours."""
        if not judged.ok:
            raise EncodingError(Text("a schedule found by the engine breaks what must hold; please report this"))
        if self.position < 0:
            return
        value = judged.values[self.position]
        if value > claimed or (is_optimal and value < claimed):
            facts = {"level": self.level, "claimed": claimed, "value": value}
            raise EncodingError(
                Text("level {level}: the engine says {claimed}, the check says {value}; please report this", facts)
            )
