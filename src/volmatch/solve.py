"""Solve: from a problem to its best schedule, the one verb most users need."""

from collections.abc import Callable, Sequence
from typing import Any, Literal

from volmatch.engines.answer import Isolation
from volmatch.errors import EngineError, LimitError, NoScheduleError
from volmatch.io.files import AnyPath
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.run.callbacks import Callbacks
from volmatch.run.canonical_order import as_handed_in, in_order
from volmatch.run.checkpoints import Checkpoint, opened
from volmatch.run.journal import note_begin, note_end, note_failure, note_news
from volmatch.run.lighter_weights import solved_lighter
from volmatch.run.machine_memory import megabytes
from volmatch.run.pipeline import Pipeline
from volmatch.run.processors import usable_processors
from volmatch.schedule import LevelReport, Schedule
from volmatch.search.state.controls import CancelFlag, Controls, Progress
from volmatch.search.state.options import MACHINE, refuse_nonsense
from volmatch.text import Text


def solve(  # noqa: PLR0913 - the one verb has them all
    problem: Problem,
    *,
    time_limit: float | None = 60.0,
    seed: int = 0,
    workers: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    cancel: CancelFlag | None = None,
    start: Schedule | None = None,
    deterministic: bool = False,
    memory_limit: float | Literal["machine"] | None = MACHINE,
    checkpoint: AnyPath | None = None,
    resume: bool = False,
    isolation: Isolation = "auto",
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
        Threads of each engine, at most as many as this process may use (affinity and the quota of its container count); by
        default one, which is the fastest on most problems of this kind. On large problems two engines work side by side, so
        which of several best schedules is returned may differ from run to run.
    on_progress
        Called on this thread whenever the schedule or the bound of a level got better, and every five seconds with what is
        being done.
    cancel
        Anything with ``is_set()``, such as a ``threading.Event``: once true, the best schedule so far is returned within
        a second.
    start
        A schedule to begin from, complete or not; the outcome is never worse.
    deterministic
        Return the same schedule again for the same problem, options and versions, in whatever order its people, sessions,
        rules and their rows are handed in, provided that the time limit is not reached; slower on large problems, where
        engines then work one after the other.
    memory_limit
        Megabytes that this process may hold, engines included; a problem that will need more, as far as `volmatch.size_of` can
        tell, is refused before it is built. By default what the machine has, or the container; ``None`` for no such check.
    checkpoint
        Path of a file in which the best schedule so far and all that is proved are kept while the solve goes on, at most once a
        second. It always holds all of one state, also if the process is killed.
    resume
        Go on from the file at `checkpoint`, if there is one; what was proved for this problem is not proved again. Without it
        there must be no file.
    isolation
        Where engines work: in processes of their own (``"process"``), so that one that crashes, is killed or runs out of memory takes
        nothing with it; on threads of this one (``"thread"``); or, ``"auto"``, large questions there and small ones, which are answered
        sooner than a process starts, here. HiGHS, which hears no call to stop, has a process of its own in any case. The
        schedules are the same.

    Returns
    -------
    Outcome
        The schedule has passed `check`; status, bounds and what stopped the search are told apart.

    Raises
    ------
    OptionError
        For an option that makes no sense, or a checkpoint that is there already and not to be gone on from.
    FileError
        If the checkpoint cannot be read or written when the solve begins.
    ScheduleError
        If it is no checkpoint of this problem, is damaged, or says what is not so.
    LimitError
        If the problem is too large for this machine.
    CallbackError
        If `on_progress` raised; carries the outcome.
    NoScheduleError
        If the time was up before any schedule was found that keeps what must hold.
    EncodingError
        If volmatch contradicts itself; carries the problem without names, for a report.
    """
    how: dict[str, Any] = {"time_limit": time_limit, "seed": seed, "workers": workers, "start": start}
    how |= {"deterministic": deterministic, "memory_limit": memory_limit, "checkpoint": checkpoint, "resume": resume}
    how |= {"isolation": isolation}
    refuse_nonsense(problem=problem, on_progress=on_progress, cancel=cancel, **how)
    callbacks = Callbacks(on_progress, cancel)
    more: dict[str, Any] = {"deterministic": deterministic, "isolation": isolation}
    controls = _controls(callbacks, time_limit, seed, workers, memory_limit=memory_limit, **more)
    note_begin(problem, time_limit=time_limit, seed=seed, workers=controls.workers, **more)
    outcome = None
    try:
        asked = in_order(problem) if deterministic else problem
        kept = None if checkpoint is None else _opened(checkpoint, problem, controls, resume=resume)
        starts, known, keep = _begun(kept, start)
        try:
            outcome = Pipeline(asked, controls, starts, None, known, keep).run()
        except LimitError as error:
            outcome = solved_lighter(error, asked, controls, starts, None, known, keep)
        outcome = outcome if asked is problem else as_handed_in(outcome, problem)
        note_end(outcome)
    except BaseException as error:
        note_failure(error, controls.seconds)
        if callbacks.error is None or not isinstance(error, (NoScheduleError, EngineError)):
            raise
    return callbacks.deliver(outcome)


def _begun(
    kept: Checkpoint | None, start: Schedule | None
) -> tuple[list[Schedule], Sequence[LevelReport], Callable[[Outcome, bool], None] | None]:
    """Return the schedules to begin from, what is proved about the first, and who keeps what is reached."""
    reached = None if kept is None else kept.reached
    schedules = (None if reached is None else reached.schedule, start)
    starts = [one for one in schedules if one is not None]
    return starts, () if reached is None else reached.levels, None if kept is None else kept.keep


def _opened(path: AnyPath, problem: Problem, controls: Controls, *, resume: bool) -> Checkpoint:
    def tell(why: Text) -> None:
        controls.tell(Progress(level=0, value=None, bound=None, seconds=controls.seconds, doing=why))

    return opened(path, problem, resume=resume, on_failure=tell)


def solve_narrower(
    problem: Problem,
    wider: Outcome,
    *,
    starts: Sequence[Schedule] = (),
    time_limit: float | None = 60.0,
    seed: int = 0,
    cancel: CancelFlag | None = None,
    isolation: Isolation = "auto",
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
    time_limit, seed, cancel, isolation
        As for `solve`.

    Returns
    -------
    Outcome
        As from `solve`, and with the same errors.
    """
    controls = _controls(Callbacks(None, cancel), time_limit, seed, None, isolation=isolation)
    try:
        return Pipeline(problem, controls, starts, wider).run()
    except LimitError as error:
        return solved_lighter(error, problem, controls, starts, wider)


def _controls(
    callbacks: Callbacks,
    time_limit: float | None,
    seed: int,
    workers: int | None,
    *,
    deterministic: bool = False,
    memory_limit: float | Literal["machine"] | None = MACHINE,
    isolation: Isolation = "auto",
) -> Controls:
    threads = 1 if workers is None else int.__int__(workers)  # a whole number of a foreign class may break when asked

    def tell(progress: Progress) -> None:
        note_news(progress)
        callbacks.tell(progress)

    return Controls.of(
        time_limit,
        cancel=callbacks,
        seed=seed,
        workers=threads if deterministic else min(threads, usable_processors()),
        tell=tell,
        deterministic=deterministic,
        memory_limit=megabytes(memory_limit),
        isolation=isolation,
    )
