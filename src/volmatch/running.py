"""A solve that goes on while the program does something else: its news, a way to stop it, and in the end its outcome."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from volmatch.doors import door
from volmatch.engines.answer import Isolation
from volmatch.errors import CallbackError, quoted
from volmatch.io.files import AnyPath
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.schedule import Schedule
from volmatch.search.state.controls import Progress
from volmatch.search.state.options import MACHINE, refuse_nonsense
from volmatch.solve import solve
from volmatch.text import Text


class Run:
    """A solve on a thread of its own; made by `start`.

    Going through it gives the news, each a `Progress`, as they come, until the solve is over; whoever comes later gets all of
    them. As a context manager it is cancelled and over when the block is left. A program that ends cancels it.
    """

    def __init__(self, work: Callable[["Run"], Outcome], when_over: Callable[[], None] = lambda: None) -> None:
        self._news: list[Progress] = []
        self._changed = threading.Condition()
        self._cancelled = threading.Event()
        self._over = threading.Event()
        self._outcome: Outcome | None = None
        self._error: BaseException | None = None
        self._when_over = when_over
        self._thread = threading.Thread(target=self._run, args=(work,), name="volmatch solve")
        self._thread.start()

    def _run(self, work: Callable[["Run"], Outcome]) -> None:
        try:
            self._outcome = work(self)
        except BaseException as error:  # noqa: BLE001 - whoever asks for the result gets it
            self._error = error
        with self._changed:
            self._over.set()
            self._changed.notify_all()
        self._when_over()

    def is_set(self) -> bool:
        """Whether the solve is to stop: it was cancelled, or the program ends."""
        return self._cancelled.is_set() or not threading.main_thread().is_alive()

    def tell(self, progress: Progress) -> None:
        """Take news of the solve."""
        with self._changed:
            self._news.append(progress)
            self._changed.notify_all()

    def cancel(self) -> None:
        """Stop soon; the outcome is the best checked schedule so far. From any thread, and as often as one likes."""
        self._cancelled.set()

    def is_over(self) -> bool:
        """Whether the solve is over."""
        return self._over.is_set()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until the solve is over, or at most so many seconds; whether it is over."""
        return self._over.wait(seconds)

    def result(self) -> Outcome:
        """Wait until the solve is over and return its outcome, or raise what `solve` would have raised."""
        self._over.wait()
        if self._error is not None:
            raise self._error
        assert self._outcome is not None
        return self._outcome

    def __iter__(self) -> Iterator[Progress]:
        told = 0
        while True:
            with self._changed:
                self._changed.wait_for(lambda: len(self._news) > told or self._over.is_set())  # noqa: B023 - at once
                fresh = self._news[told:]
            if not fresh:
                return
            yield from fresh
            told += len(fresh)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.cancel()
        self._over.wait()


@door
def start(  # noqa: PLR0913 - each is an option of a solve
    problem: Problem,
    *,
    time_limit: float | None = 60.0,
    seed: int = 0,
    workers: int | None = None,
    start: Schedule | None = None,
    deterministic: bool = False,
    memory_limit: float | Literal["machine"] | None = MACHINE,
    checkpoint: AnyPath | None = None,
    resume: bool = False,
    isolation: Isolation = "auto",
) -> Run:
    """Begin to solve a problem on a thread of its own and return at once.

    Parameters
    ----------
    problem, time_limit, seed, workers, start, deterministic, memory_limit, checkpoint, resume, isolation
        As in `volmatch.solve`.

    Returns
    -------
    Run
        Gives the news, stops, and has the outcome in the end.

    Raises
    ------
    OptionError
        For an option that makes no sense. All other errors come from `Run.result`.
    """
    how: dict[str, Any] = {"time_limit": time_limit, "seed": seed, "workers": workers, "start": start}
    how |= {"deterministic": deterministic, "memory_limit": memory_limit, "checkpoint": checkpoint, "resume": resume}
    how |= {"isolation": isolation}
    refuse_nonsense(problem=problem, on_progress=None, cancel=None, **how)
    how["checkpoint"] = _as_meant_now(checkpoint)

    def work(run: Run) -> Outcome:
        return solve(problem, **how, on_progress=run.tell, cancel=run)

    return Run(work)


@door
async def solve_async(  # noqa: PLR0913 - each is an option of a solve
    problem: Problem,
    *,
    time_limit: float | None = 60.0,
    seed: int = 0,
    workers: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    start: Schedule | None = None,
    deterministic: bool = False,
    memory_limit: float | Literal["machine"] | None = MACHINE,
    checkpoint: AnyPath | None = None,
    resume: bool = False,
    isolation: Isolation = "auto",
) -> Outcome:
    """Solve a problem while the event loop goes on.

    Cancelling the task stops the solve; the task ends when the solve is over, within a second. For the best schedule so far
    instead, use `volmatch.start`.

    Parameters
    ----------
    problem, time_limit, seed, workers, start, deterministic, memory_limit, checkpoint, resume, isolation
        As in `volmatch.solve`.
    on_progress
        Called on the thread of the event loop with each `Progress`.

    Returns
    -------
    Outcome
        As from `volmatch.solve`, with the same errors.
    """
    how: dict[str, Any] = {"time_limit": time_limit, "seed": seed, "workers": workers, "start": start}
    how |= {"deterministic": deterministic, "memory_limit": memory_limit, "checkpoint": checkpoint, "resume": resume}
    how |= {"isolation": isolation}
    refuse_nonsense(problem=problem, on_progress=on_progress, cancel=None, **how)
    how["checkpoint"] = _as_meant_now(checkpoint)
    heard = _Heard(asyncio.get_running_loop(), on_progress)

    def work(run: Run) -> Outcome:
        return solve(problem, **how, on_progress=heard.tell, cancel=run)

    return await heard.outcome_of(work)


def _as_meant_now(path: AnyPath | None) -> Path | None:
    """Return a path with its folder: the program may be in another one by the time the thread begins."""
    return None if path is None else Path(path).absolute()


class _Heard:
    """What an event loop hears of a solve on a thread."""

    def __init__(self, loop: asyncio.AbstractEventLoop, on_progress: Callable[[Progress], None] | None) -> None:
        self._loop = loop
        self._on_progress = on_progress
        self._over = asyncio.Event()
        self._slip: Exception | None = None
        self._run: Run | None = None

    def tell(self, progress: Progress) -> None:
        """Take news on the thread of the solve."""
        self._loop.call_soon_threadsafe(self._hear, progress)

    def _end(self) -> None:
        self._loop.call_soon_threadsafe(self._over.set)

    def _hear(self, progress: Progress) -> None:
        if self._on_progress is not None and self._slip is None:
            try:
                self._on_progress(progress)
            except Exception as error:  # noqa: BLE001 - the caller's code may raise anything
                self._slip = error
                if self._run is not None:
                    self._run.cancel()

    async def outcome_of(self, work: Callable[[Run], Outcome]) -> Outcome:
        """Let work be done on a thread, and return what comes of it."""
        run = self._run = Run(work, self._end)
        try:
            await self._over.wait()
        except asyncio.CancelledError:
            run.cancel()
            await self._over.wait()
            raise
        if self._slip is not None:
            facts = {"error": quoted(self._slip)}
            told = Text("on_progress raised {error}; the best schedule is in .outcome", facts)
            raise CallbackError(told, run.result()) from self._slip
        return run.result()
