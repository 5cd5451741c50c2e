"""Solve: from a problem to its best schedule, the one verb most users need."""

import time
from collections.abc import Callable, Sequence

from volmatch.errors import EngineError, NoScheduleError
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.run.callbacks import Callbacks
from volmatch.run.pipeline import Pipeline
from volmatch.schedule import Schedule
from volmatch.search.state.controls import CancelFlag, Controls, Progress
from volmatch.search.state.options import refuse_nonsense


def solve(
    problem: Problem,
    *,
    time_limit: float | None = 60.0,
    seed: int = 0,
    workers: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    cancel: CancelFlag | None = None,
    start: Schedule | None = None,
    deterministic: bool = False,
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
        Threads of each engine; by default one, which is the fastest on most problems of this kind. On large problems two
        engines work side by side, so which of several best schedules is returned may differ from run to run.
    on_progress
        Called on this thread whenever the schedule or the bound of a level got better.
    cancel
        Anything with ``is_set()``, such as a ``threading.Event``: once true, the best schedule so far is returned within
        a second.
    start
        A schedule to begin from, complete or not; the outcome is never worse.
    deterministic
        Return the same schedule again for the same problem, options and versions, provided that the time limit is not
        reached; slower on large problems, where engines then work one after the other.

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
    NoScheduleError
        If the time was up before any schedule was found that keeps what must hold.
    EncodingError
        If volmatch contradicts itself; carries the problem without names, for a report.
    """
    refuse_nonsense(
        problem=problem,
        time_limit=time_limit,
        seed=seed,
        workers=workers,
        on_progress=on_progress,
        cancel=cancel,
        start=start,
    )
    callbacks = Callbacks(on_progress, cancel)
    controls = _controls(callbacks, time_limit, seed, workers, deterministic=deterministic)
    outcome = None
    try:
        outcome = Pipeline(problem, controls, () if start is None else (start,)).run()
    except (NoScheduleError, EngineError):
        if callbacks.error is None:
            raise
    return callbacks.deliver(outcome)


def solve_narrower(
    problem: Problem,
    wider: Outcome,
    *,
    starts: Sequence[Schedule] = (),
    time_limit: float | None = 60.0,
    seed: int = 0,
    cancel: CancelFlag | None = None,
) -> Outcome:
    """Solve a problem that allows no more than another one that is solved already, at the same costs.

    Parameters
    ----------
    problem
        The other problem with more that must hold.
    wider
        The other problem's outcome: what it proves is not proved again.
    starts
        What a first schedule keeps as far as it can, in this order.
    time_limit, seed, cancel
        As for `solve`.

    Returns
    -------
    Outcome
        As from `solve`, and with the same errors.
    """
    controls = _controls(Callbacks(None, cancel), time_limit, seed, None)
    return Pipeline(problem, controls, starts, wider).run()


def _controls(
    callbacks: Callbacks, time_limit: float | None, seed: int, workers: int | None, *, deterministic: bool = False
) -> Controls:
    began = time.monotonic()
    return Controls(
        began=began,
        deadline=None if time_limit is None else began + time_limit,
        cancel=callbacks,
        seed=seed,
        workers=workers or 1,
        tell=callbacks.tell,
        deterministic=deterministic,
    )
