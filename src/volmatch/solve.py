"""From a problem to its best schedule: the one verb most users need."""

import math
import time
from collections.abc import Callable

import attrs
import numpy as np

from volmatch.build import build
from volmatch.check import check
from volmatch.clash import clash_of
from volmatch.columns.ragged import Ints
from volmatch.decode import Interpreter
from volmatch.errors import CallbackError, EncodingError, NoScheduleError, OptionError, quoted
from volmatch.io.fingerprint import fingerprint
from volmatch.problem.problem import Problem
from volmatch.schedule import LevelReport, Outcome, Placement, Schedule
from volmatch.search.controls import Controls, Flag, Progress, Stopped
from volmatch.search.greedy import greedy
from volmatch.search.incumbent import Incumbent, Judged
from volmatch.search.levels import Climb, climb
from volmatch.text import Text

#: More threads than this no engine here can use.
MOST_WORKERS = 256
#: Seconds past the limit, or share of it, that the first schedule may take.
_OVERTIME = (0.5, 0.05)


def solve(
    problem: Problem,
    *,
    time_limit: float | None = 60.0,
    seed: int = 0,
    workers: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    cancel: Flag | None = None,
    start: Schedule | None = None,
) -> Outcome:
    """Find the best schedule, level by level, and prove it.

    Parameters
    ----------
    problem
        What to solve.
    time_limit
        Seconds; ``None`` for as long as the proof needs. The call returns within the limit and a second, or a tenth.
    seed
        Of all random choices.
    workers
        Threads of the engine; by default one, which is the fastest on most problems of this kind.
    on_progress
        Called on this thread whenever the schedule or the bound of a level got better.
    cancel
        Anything with ``is_set()``, such as a ``threading.Event``: once true, the best schedule so far is returned within
        a second.
    start
        A schedule to begin from, complete or not; the outcome is never worse.

    Returns
    -------
    Outcome
        The schedule has passed `check`; status, bounds and what stopped the search are told apart.

    Raises
    ------
    OptionError
        For an option that makes no sense.
    LimitError
        If the problem is too large for this machine.
    CallbackError
        If `on_progress` raised; carries the outcome.
    """
    _check_options(time_limit, seed, workers)
    messenger = _Messenger(on_progress, cancel)
    began = time.monotonic()
    controls = Controls(
        began=began,
        deadline=None if time_limit is None else began + time_limit,
        cancel=messenger,
        seed=seed,
        workers=workers or 1,
        tell=messenger.tell,
    )
    outcome = _Solve(problem, controls, start).run()
    if messenger.error is not None:
        message = Text("on_progress raised {error}; the best schedule is in .outcome", {"error": repr(messenger.error)})
        raise CallbackError(message, outcome) from messenger.error
    return outcome


class _Messenger:
    """Carries news to the caller's `on_progress` and the caller's cancel to the search.

    A callback that raises is not called again: the search is cancelled, and the error is raised when a schedule is safe.
    """

    def __init__(self, on_progress: Callable[[Progress], None] | None, cancel: Flag | None) -> None:
        self._on_progress = on_progress
        self._cancel = cancel
        self.error: Exception | None = None

    def is_set(self) -> bool:
        """Whether to stop."""
        return self.error is not None or (self._cancel is not None and self._cancel.is_set())

    def tell(self, progress: Progress) -> None:
        """Pass news on."""
        if self._on_progress is not None and self.error is None:
            try:
                self._on_progress(progress)
            except Exception as error:  # noqa: BLE001 - the caller's code may raise anything
                self.error = error


@attrs.define(eq=False)
class _Solve:
    """One solve."""

    _problem: Problem
    _controls: Controls
    _start: Schedule | None
    _incumbent: Incumbent = attrs.field(factory=Incumbent)

    def run(self) -> Outcome:
        """Build, find a first schedule, climb."""
        self._consider(_bare(self._problem))
        if self._start is not None:
            self._consider(self._start)
        try:
            f = build(self._problem, alive=self._alive)
            interpreter = Interpreter.of(f)
            self._rebase(interpreter)
            begin = None if self._start is None else interpreter.decisions(self._start)
            self._incumbent.consider(self._judge(interpreter, greedy(f, start=begin, alive=self._alive)))
            ended = climb(f, self._levels, self._incumbent, lambda found: self._judge(interpreter, found), self._controls)
        except Stopped as stop:
            ended = Climb((None,) * len(self._levels), stop.reason)
        return self._outcome(ended)

    @property
    def _levels(self) -> list[int]:
        return sorted({rule.level for rule in self._problem.rules if rule.level})

    def _alive(self) -> None:
        """Stop building when the caller cancels, or well after the limit: a first schedule is worth a moment."""
        reason = self._controls.stopped_by()
        if reason == "time":
            limit = (self._controls.deadline or 0.0) - self._controls.began
            if self._controls.seconds < limit + max(_OVERTIME[0], _OVERTIME[1] * limit):
                return
        if reason is not None:
            raise Stopped(reason)

    def _consider(self, schedule: Schedule) -> None:
        report = check(self._problem, schedule)
        self._incumbent.consider(Judged(_NOTHING, schedule, report.levels, report.ok))

    def _judge(self, interpreter: Interpreter, decisions: Ints) -> Judged:
        schedule = interpreter.schedule(decisions)
        report = check(self._problem, schedule)
        return Judged(decisions, schedule, report.levels, report.ok)

    def _rebase(self, interpreter: Interpreter) -> None:
        """Say the best schedule so far, known in words only, in columns too."""
        best = self._incumbent.best
        if best is not None:
            self._incumbent.best = attrs.evolve(best, decisions=interpreter.decisions(best.schedule))

    def _outcome(self, ended: Climb) -> Outcome:
        best = self._incumbent.best
        if best is None:
            return self._without_schedule(ended)
        levels = tuple(
            attrs.evolve(level, bound=bound) for level, bound in zip(best.levels, ended.bounds, strict=True)
        )
        _check_bounds(levels)
        return Outcome(
            schedule=best.schedule,
            status="optimal" if all(level.proved for level in levels) else "feasible",
            stopped_by="proof" if all(level.proved for level in levels) else ended.stopped_by,
            levels=levels,
            seconds=self._controls.seconds,
            problem=fingerprint(self._problem),
        )

    def _without_schedule(self, ended: Climb) -> Outcome:
        if not ended.is_impossible:
            raise NoScheduleError(
                Text("no schedule that keeps every rule of level 0 was found in time; give more time, or move a rule to a level")
            )
        return Outcome(
            schedule=None,
            status="infeasible",
            stopped_by="proof",
            clash=clash_of(self._problem, self._controls),
            seconds=self._controls.seconds,
            problem=fingerprint(self._problem),
        )


_NOTHING = np.zeros(0, dtype=np.int64)


def _bare(problem: Problem) -> Schedule:
    """Return the schedule that assigns nobody and drops every session it may: legal in every problem."""
    kept = [session for session in problem.sessions if not session.may_be_dropped]
    dropped = [session.id for session in problem.sessions if session.may_be_dropped]
    return Schedule((), [Placement(session.id, session.candidate_starts[0]) for session in kept], dropped)


def _check_bounds(levels: tuple[LevelReport, ...]) -> None:
    """Refuse a proof that proves too much: no level may cost less than its bound."""
    for level in levels:
        if level.bound is not None and level.bound > level.value:
            facts = {"level": level.level, "bound": level.bound, "value": level.value}
            raise EncodingError(Text("level {level} costs {value}, less than its bound {bound}; please report this", facts))


def _check_options(time_limit: object, seed: object, workers: object) -> None:
    if time_limit is not None and (
        isinstance(time_limit, bool) or not isinstance(time_limit, (int, float)) or not 0 <= time_limit < math.inf
    ):
        raise OptionError(Text("time_limit: wanted seconds, 0 or more, or None, not {given}", {"given": quoted(time_limit)}))
    if isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed < 2**31:
        raise OptionError(Text("seed: wanted a whole number from 0 to 2147483647, not {given}", {"given": quoted(seed)}))
    if workers is not None and (isinstance(workers, bool) or not isinstance(workers, int) or not 1 <= workers <= MOST_WORKERS):
        facts = {"given": quoted(workers), "most": MOST_WORKERS}
        raise OptionError(Text("workers: wanted a whole number from 1 to {most}, or None, not {given}", facts))
