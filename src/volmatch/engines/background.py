"""Work on threads: watched from the caller's, as an engine is or the building of a problem; or side by side."""

import atexit
import contextlib
import threading
import time
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from volmatch.engines.answer import Slot
from volmatch.errors import EngineError
from volmatch.text import Text

#: Seconds between two looks at the work.
TICK = 0.02
#: Seconds the work gets to end after it was told to.
GRACE = 0.6
#: Seconds that the end of the process waits for engines: to leave one running would abort the process.
_LAST_GRACE = 5.0

#: Seconds that a new thread gets until it runs; where memory is short it may never.
_BEGINNING = 5.0

T = TypeVar("T")


class _Begun(threading.Event):
    """Whether a thread has begun, waited for no longer than that can take."""

    def wait(self, timeout: float | None = None) -> bool:
        """Wait; a `RuntimeError`, as where there is no thread to spare, if it did not begin."""
        if not super().wait(_BEGINNING if timeout is None else timeout):
            message = "can't start new thread"
            raise RuntimeError(message)
        return True


Kind = TypeVar("Kind", bound=threading.Thread)


def watched(thread: Kind) -> Kind:
    """Return a thread whose ``start`` ends in a `RuntimeError` where it has no memory to begin; as it is, that waits for ever."""
    vars(thread)["_started"] = _Begun()
    return thread


def attend(work: Callable[[Slot], T], slot: Slot, *, on_tick: Callable[[], bool], grace: float = GRACE) -> T | None:
    """Run work in the background until it ends, or until it is told to stop and its grace is over.

    Parameters
    ----------
    work
        Blocks until it is done. What it raises is raised here.
    slot
        Passed to `work`.
    on_tick
        Called here every `TICK` seconds; returns whether the work shall stop. An exception it raises (Ctrl-C among
        them) stops the work and passes on.
    grace
        Seconds to wait for the end after a stop.

    Returns
    -------
    What `work` returns, or ``None`` if it did not stop in time: it is left to end by itself, its result is lost.

    Raises
    ------
    EngineError
        If the system has no thread to spare.
    """
    job = Job(work, slot)
    try:
        job.begin()
        return job.wait(on_tick=on_tick, grace=grace)
    finally:
        job.leave()


def together(*jobs: Callable[[], None]) -> None:
    """Run jobs side by side, the first on this thread; wait for all; raise what the first that failed raised."""
    errors: list[BaseException] = []

    def run(job: Callable[[], None]) -> None:
        try:
            job()
        except BaseException as error:  # noqa: BLE001 - raised again below, on the thread that asked
            errors.append(error)

    threads = [
        watched(threading.Thread(target=run, args=(job,), name="volmatch-hand", daemon=True)) for job in jobs[1:]
    ]
    for thread in threads:
        thread.start()
    try:
        jobs[0]()
    except BaseException as error:  # noqa: BLE001 - raised again below, when the others have ended
        errors.append(error)
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


class Job(Generic[T]):
    """One piece of work and its thread; whoever begins it takes leave of it."""

    def __init__(self, work: Callable[[Slot], T], slot: Slot) -> None:
        self.slot = slot
        self.done = threading.Event()
        self.result: T | None = None
        self.error: BaseException | None = None
        self._work = work
        self._thread = watched(threading.Thread(target=self._run, name="volmatch-work", daemon=True))

    def begin(self) -> None:
        """Begin; an `EngineError` if the system has no thread to spare."""
        _running.add(self)
        try:
            self._thread.start()
        except RuntimeError as error:
            self.done.set()
            raise EngineError(Text("the system has no thread to spare for the search")) from error

    def wait(self, *, on_tick: Callable[[], bool], grace: float = GRACE) -> T | None:
        """Wait for the work and return its result, with the arguments of `attend`."""
        self._watch(on_tick, grace)
        if self.error is not None:
            raise self.error
        return self.result

    def _watch(self, on_tick: Callable[[], bool], grace: float) -> None:
        told_at: float | None = None
        while not self.done.wait(TICK):
            if on_tick() and told_at is None:
                told_at = time.monotonic()
            if told_at is not None:
                self.slot.stop()
                if time.monotonic() - told_at > grace:
                    return

    def leave(self) -> None:
        """Take leave of the work; what still runs is told to stop until it does, for an engine may miss the first call."""
        if self.done.is_set():
            _running.discard(self)
            return
        self.slot.stop()
        with contextlib.suppress(RuntimeError):  # no thread to spare: then the end of the process sees to it
            watched(threading.Thread(target=self._stop_until, name="volmatch-stop", daemon=True)).start()

    def _stop_until(self, moment: float | None = None) -> None:
        while not self.done.wait(TICK) and (moment is None or time.monotonic() < moment):
            self.slot.stop()

    def _run(self) -> None:
        try:
            self.result = self._work(self.slot)
        except BaseException as error:  # noqa: BLE001 - told to the caller's thread, which judges it
            self.error = error
        finally:
            self.done.set()
            _running.discard(self)

    def finish(self, moment: float) -> None:
        """Stop the work and wait for its thread to end, at most until a moment of the monotonic clock."""
        self._stop_until(moment)
        self._thread.join(max(0.0, moment - time.monotonic()))


_running: set[Job[Any]] = set()


@atexit.register
def _stop_all() -> None:
    """Stop what was left to itself: native threads must not outlive the interpreter."""
    until = time.monotonic() + _LAST_GRACE
    for job in tuple(_running):
        job.finish(until)
