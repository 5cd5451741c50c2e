"""The beginning of a solve: the rules in columns and rows, and a first schedule, while whoever waits is heard and told."""

import contextlib
from collections.abc import Callable, Sequence

import attrs

from volmatch.arrays.ragged import Ints
from volmatch.check import check
from volmatch.engines.answer import Slot
from volmatch.engines.background import attend
from volmatch.formulation.build import build
from volmatch.formulation.formulation import Formulation
from volmatch.formulation.interpreter import Interpreter
from volmatch.formulation.size import Size
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.rule import goal_levels
from volmatch.run.dropping import without_breaches
from volmatch.schedule import Schedule
from volmatch.search.start.ejection_chains import ejection_chains
from volmatch.search.start.greedy import greedy
from volmatch.search.start.partial_colouring import coloured
from volmatch.search.start.partial_schedule import PackingRows
from volmatch.search.state import thresholds
from volmatch.search.state.controls import Controls, Progress, Reminder, Stopped
from volmatch.search.state.incumbent import Judged
from volmatch.text import Text


@attrs.define(eq=False)
class Beginning:
    """What comes before there is a level to speak of.

    Parameters
    ----------
    problem, controls, starts, wider
        As of the solve.
    judge
        Says what decisions come to.
    """

    problem: Problem
    controls: Controls
    starts: Sequence[Schedule]
    wider: Outcome | None
    judge: Callable[[Interpreter, Ints], Judged]
    _doing: Text | None = None
    _warning: Text | None = None

    def run(self) -> tuple[Formulation, Interpreter, Judged]:
        """Build and find a first schedule, on another thread, so that this one hears a cancel or Ctrl-C at any moment."""
        ready = None
        news = Reminder(self._say)

        def on_tick() -> bool:
            warning, self._warning = self._warning, None
            if warning is not None:
                self._say(warning)
            news.tick()
            return self._is_late()

        if not self._is_late():
            with contextlib.suppress(Stopped):
                ready = attend(self._first, Slot(), on_tick=on_tick, grace=thresholds.BUILDING_GRACE)
        if ready is None:
            raise Stopped(self.controls.stopped_by() or "time")
        return ready

    def _say(self, doing: Text | None = None) -> None:
        """Tell what is done before there is a level to speak of, or something else."""
        told = self._doing if doing is None else doing
        self.controls.tell(Progress(level=0, value=None, bound=None, seconds=self.controls.seconds, doing=told))

    def _first(self, slot: Slot) -> tuple[Formulation, Interpreter, Judged]:
        def alive() -> None:
            if slot.is_stopped:
                raise Stopped

        self._doing = Text("writing down what the rules allow")
        f = build(self.problem, alive=alive, sized=self._sized)
        interpreter = Interpreter.of(f, self.problem)
        self._doing = Text("looking for a first schedule")
        begin, then, *_ = [*map(interpreter.decisions, self.starts), None, None]
        found = greedy(f, start=begin, then=then, alive=alive, enough=lambda: self._is_late(thresholds.HASTE))
        near = self._refilled(f, interpreter, found) or self._coloured(f, interpreter, found, slot)
        return f, interpreter, near or self._legal(interpreter, found, alive)

    def _sized(self, size: Size) -> None:
        """Refuse what needs too much memory; have the caller's thread tell where even a first schedule will outlast the limit."""
        size.refuse_beyond(self.controls.memory_limit)
        left = self.controls.seconds_left()
        if left is not None and size.seconds > left + thresholds.OVERTIME[0]:
            facts = {"seconds": f"{self.controls.seconds + size.seconds:.0f}"}
            self._warning = Text("a first schedule will take about {seconds} s, longer than the limit", facts)

    def _coloured(self, f: Formulation, interpreter: Interpreter, decisions: Ints, slot: Slot) -> Judged | None:
        """Return a first schedule of few people in which no seat is empty, if all seats must be filled and it is legal."""
        if f.decisions <= thresholds.SMALL:
            return None
        limit = thresholds.COLOURING_SECONDS
        if self.controls.deadline is not None:
            limit = min(limit, thresholds.COLOURING_SHARE * (self.controls.deadline - self.controls.began))
        ends = self.controls.seconds + limit

        def is_over() -> bool:
            return slot.is_stopped or self.controls.stopped_by() is not None or self.controls.seconds > ends

        found = coloured(f, decisions, self.controls.seed, is_over)
        judged = None if found is None else self.judge(interpreter, found)
        return judged if judged is not None and judged.ok else None

    def _refilled(self, f: Formulation, interpreter: Interpreter, decisions: Ints) -> Judged | None:
        """Return a first schedule near that of the wider problem, its empty seats filled by chains, if it is better and legal."""
        levels = goal_levels(self.problem.rules)
        if self.wider is None or not levels:
            return None

        def costs(found: Ints) -> list[int]:
            values = f.filled(found, levels[-1])
            return [f.cost(level).at(values) for level in levels]

        refilled = ejection_chains(
            f, decisions, PackingRows.of(f), self.controls.seed, lambda: self._is_late(thresholds.HASTE)
        )
        judged = self.judge(interpreter, refilled) if costs(refilled) < costs(decisions) else None
        return judged if judged is not None and judged.ok else None

    def _legal(self, interpreter: Interpreter, decisions: Ints, alive: Callable[[], None]) -> Judged:
        """Return a first schedule, or what is left of it without what breaks a rule."""
        schedule = interpreter.schedule(decisions)
        report = check(self.problem, schedule)
        if not report.ok:
            schedule, report = without_breaches(self.problem, schedule, report, alive)
            decisions = interpreter.decisions(schedule)
        return Judged(decisions, schedule, report.levels, report.ok)

    def _is_late(self, share: float = 1.0) -> bool:
        """Whether to stop building: when the caller cancels, or well after the limit, for a first schedule is worth a moment.

        `share` is how much of that moment is meant.
        """
        reason = self.controls.stopped_by()
        limit = 0.0 if self.controls.deadline is None else self.controls.deadline - self.controls.began
        overtime = max(thresholds.OVERTIME[0], thresholds.OVERTIME[1] * limit)
        return reason is not None and (reason != "time" or self.controls.seconds > limit + share * overtime)
