"""Solve a problem in parts: at given prices of the seats on the border every region is a question of its own."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from volmatch.doors import door
from volmatch.engines.answer import Isolation
from volmatch.errors import CallbackError, OptionError, quoted
from volmatch.io.files import AnyPath
from volmatch.io.fingerprints import fingerprint
from volmatch.problem.problem import Problem
from volmatch.run.callbacks import Callbacks
from volmatch.run.machine_memory import megabytes, usable_memory
from volmatch.scale.hands import ClusterHands, Hands, OwnHands
from volmatch.scale.laying_out import LayingOut, OnFault
from volmatch.scale.part_folders import written
from volmatch.scale.parts_outcome import PartsOutcome, outcome_fields, read
from volmatch.scale.rounds import Rounds
from volmatch.scale.run_index import INDEX, index_of, save_json
from volmatch.scale.source import Source
from volmatch.scale.splitting import Split, refuse_no_split, split
from volmatch.search.state.controls import CancelFlag, Controls, Progress
from volmatch.search.state.options import refuse_nonsense
from volmatch.text import Text

#: More workers than this nobody means.
MOST_WORKERS = 10_000


@door
def solve(  # noqa: PLR0913 - the one verb has them all
    problem: Problem | Split | Source,
    *,
    output: AnyPath,
    client: Any = None,
    workers: int = 2,
    parts: int | None = None,
    time_limit: float | None = 600.0,
    seed: int = 0,
    deterministic: bool = False,
    on_progress: Callable[[Progress], None] | None = None,
    cancel: CancelFlag | None = None,
    isolation: Isolation = "auto",
    memory_limit: float | None = None,
    on_fault: OnFault = "refuse",
) -> PartsOutcome:
    """Find a good schedule in parts, side by side on a cluster, with a bound on each level.

    Each region is solved by `volmatch.solve`; the seats that people of several regions can fill are given out by prices, those
    that stay free are offered in turn, and at last people of two regions are set free together around what is still open.
    What is proved is exact whatever the prices are. After every round the folder says how far the run has come: the same call
    again goes on from there.

    Parameters
    ----------
    problem
        What to solve: a problem, one that was split, or a data set in parts, of which this process never holds more than ids.
    output
        A folder that all workers see; made if it is not there. A folder of the same problem in the same parts is gone on with.
    client
        A ``distributed.Client``, or the address of a scheduler; by default a cluster of processes on this machine.
    workers
        Processes of that cluster; 0 to do everything in this process, for which Dask need not be installed.
    parts
        How many regions at most; by default as many as workers, at least 2. A data set has the parts it has.
    time_limit
        Seconds; ``None`` for as long as it takes. Writing the schedules comes on top.
    seed, on_progress, cancel
        As for `volmatch.solve`; progress tells what is done, and how a level stands in all parts together.
    deterministic
        Return the same schedules again, whatever the number of workers, provided that the time limit is not reached.
    isolation
        Where engines of each worker work, as for `volmatch.solve`.
    memory_limit
        Megabytes that each worker may hold, engines included, as for `volmatch.solve`: what a worker will need is told before anything
        is solved, and a part that will need more is refused. By default what the machine has, shared out among the workers of a cluster
        that is made here; workers elsewhere go by what theirs have.
    on_fault
        What becomes of a data set of which some parts cannot be read: "refuse" it with all faults, or "leave out" these parts,
        with a warning for each fault; the outcome names them.

    Returns
    -------
    PartsOutcome
        The levels, and where the schedules are.

    Raises
    ------
    OptionError
        For an option that makes no sense, a problem that cannot be solved in parts, or a folder of another run.
    ProblemError
        For parts of a data set that cannot be read, each fault with its part, sheet, row and column.
    FileError
        If the folder cannot be written, or a data set not read.
    NoScheduleError
        If the time is up, or the caller cancels, before all parts are read and looked at.
    LimitError
        If a worker will need more memory than it may have.
    ExtraError
        If a cluster is wanted and Dask is not installed.
    EngineError
        If workers die or hang again and again; what was found stays in the folder.
    CallbackError
        If `on_progress` raised.
    """
    plan = _planned(problem, parts, workers)
    refuse_nonsense(
        time_limit=time_limit,
        seed=seed,
        deterministic=deterministic,
        isolation=isolation,
        memory_limit=memory_limit,
        on_progress=on_progress,
        cancel=cancel,
    )
    callbacks = Callbacks(on_progress, cancel)
    how: dict[str, Any] = {"seed": seed, "deterministic": deterministic, "isolation": isolation}
    how["memory_limit"] = _memory_of_each(memory_limit, client, workers)
    controls = Controls.of(time_limit, cancel=callbacks, tell=callbacks.tell, **how)
    outcome = _run(plan, Path(output), controls, client, workers, on_fault)
    if callbacks.error is not None:
        facts = {"error": quoted(callbacks.error)}
        message = Text("on_progress raised {error}; the best schedule is in .outcome", facts)
        raise CallbackError(message, outcome) from callbacks.error
    return outcome


def _run(
    plan: Split | Source, folder: Path, controls: Controls, client: Any, workers: int, on_fault: OnFault
) -> PartsOutcome:
    hands: Hands = OwnHands() if client is None and not workers else ClusterHands.of(client, workers)
    try:
        if isinstance(plan, Source):
            laid_out = LayingOut(plan, folder, hands, controls, on_fault).run()
            folders, regions = laid_out.folders, laid_out.regions
        else:
            folders, regions = written(folder, plan, fingerprint(plan.problem)), plan.regions
        rounds = Rounds(folder, folders, regions, hands, controls)
        rounds.run()
        rounds.publish()
    finally:
        hands.close()
    save_json(folder / INDEX, {**(index_of(folder) or {}), **outcome_fields(rounds.outcome())})
    return read(folder)


def _memory_of_each(memory_limit: float | None, client: Any, workers: int) -> float | None:
    """Return what each worker may hold: what the caller says, or a share of this machine where the workers are made here."""
    here = usable_memory()
    if memory_limit is not None or client is not None or here is None:
        return megabytes(memory_limit)
    return here / max(1, workers)


def _planned(problem: Problem | Split | Source, parts: int | None, workers: int) -> Split | Source:
    if not 0 <= workers <= MOST_WORKERS:
        facts = {"given": str(workers), "most": MOST_WORKERS}
        raise OptionError(Text("workers: wanted a whole number from 0 to {most}, not {given}", facts))
    if isinstance(problem, (Split, Source)):
        if parts is not None:
            raise OptionError(Text("parts: the problem is split already; leave this out"))
        if isinstance(problem, Split):
            refuse_no_split(problem)
        return problem
    return split(problem, parts=max(2, workers) if parts is None else parts)
