"""An engine at work on a thread of its own, watched from the caller's."""

import atexit
import threading
import time
from collections.abc import Callable

import attrs

from volmatch.engines.answer import Answer, Slot

#: Seconds between two looks at what an engine does.
TICK = 0.02
#: Seconds an engine gets to end after it was told to.
GRACE = 0.6
_LAST_GRACE = 2.0

Work = Callable[[Slot], Answer]

_running: set[tuple[threading.Thread, Slot]] = set()


def attend(work: Work, slot: Slot, *, on_tick: Callable[[], bool]) -> Answer:
    """Run an engine in the background until it ends, or until it is told to stop and its grace is over.

    Parameters
    ----------
    work
        Blocks until the engine is done.
    slot
        Passed to `work`.
    on_tick
        Called here every `TICK` seconds; returns whether the engine shall stop. An exception it raises (Ctrl-C among
        them) stops the engine and passes on.

    Returns
    -------
    Answer
        ``unknown`` for an engine that did not stop in time; it is left to end by itself, its result is lost.
    """
    job = _Job(work, slot)
    entry = (job.thread, slot)
    _running.add(entry)
    try:
        job.thread.start()
        return _watch(job, slot, on_tick)
    finally:
        if job.thread.is_alive():
            slot.stop()
        else:
            _running.discard(entry)


@attrs.define(eq=False)
class _Job:
    _work: Work
    _slot: Slot
    done: threading.Event = attrs.field(factory=threading.Event)
    answer: Answer | None = None
    error: BaseException | None = None
    thread: threading.Thread = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self.thread = threading.Thread(target=self._run, name="volmatch-engine", daemon=True)

    def _run(self) -> None:
        try:
            self.answer = self._work(self._slot)
        except BaseException as error:  # noqa: BLE001 - told to the caller's thread, which judges it
            self.error = error
        finally:
            self.done.set()
            _running.difference_update({entry for entry in tuple(_running) if entry[1] is self._slot})


def _watch(job: _Job, slot: Slot, on_tick: Callable[[], bool]) -> Answer:
    told_at: float | None = None
    while not job.done.wait(TICK):
        if on_tick() and told_at is None:
            told_at = time.monotonic()
        if told_at is not None:
            slot.stop()
            if time.monotonic() - told_at > GRACE:
                return Answer("unknown", note="the engine did not stop when told to")
    if job.error is not None:
        return Answer("fault", note=f"{type(job.error).__name__} in the engine")
    assert job.answer is not None
    return job.answer


@atexit.register
def _stop_all() -> None:
    """Stop the engines that were left to themselves: native threads must not outlive the interpreter."""
    until = time.monotonic() + _LAST_GRACE
    for thread, slot in tuple(_running):
        while thread.is_alive() and time.monotonic() < until:
            slot.stop()
            thread.join(TICK)
