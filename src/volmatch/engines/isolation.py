"""Questions to engines in processes of their own: when they go there, how they are asked, stopped and given up."""

import contextlib
import threading
from collections.abc import Callable, Iterable, Iterator

from volmatch.engines.answer import EngineAnswer, Settings, Slot
from volmatch.engines.background import watched
from volmatch.engines.child import Child, ChildError, can_start, pool
from volmatch.engines.message_frames import FrameKind

#: Models of fewer variables stay on a thread unless told otherwise: CP-SAT ends with most in 0.2 s, which a process takes to start. From
#: here on HiGHS is asked too, so there is one already.
LEAST_APART = 3_000
#: Seconds that an engine may be late before it is told to stop; in between, a tenth of its time.
_LEAST_GRACE, _MOST_GRACE = 0.1, 1.0
#: Seconds that an engine that hears a stop gets to end before its process is killed; less than `volmatch.engines.background.GRACE`.
_LAST_WORDS = 0.4


def is_apart(settings: Settings, size: int) -> bool:
    """Whether a question about so many variables goes to a process of its own."""
    if settings.isolation == "auto":
        return size >= LEAST_APART and can_start()
    return settings.isolation == "process"


class Line:
    """The connection to a child while one question is asked: it can be cut at any moment, and never later.

    Whoever stops or cuts a line that has been given back does no harm to the child's next question.

    Parameters
    ----------
    child
        Whom is asked.
    hears
        Whether its engine hears a stop; else it is killed at once.
    """

    def __init__(self, child: Child, *, hears: bool = False) -> None:
        self._lock = threading.Lock()
        self._child: Child | None = child
        self._number = child.next_number
        self._hears = hears
        self.is_cut = False
        self.is_stopped = False

    def stop(self) -> None:
        """Ask the engine to end, and see to it that it does."""
        with self._lock:
            child = None if self.is_stopped else self._child
            self.is_stopped = True
        if child is None:
            return
        if not self._hears:
            self.cut()
            return
        try:
            after(_LAST_WORDS, self.cut)
        except RuntimeError:  # no thread to spare
            self.cut()
        else:
            child.ask_to_stop(self._number)

    def cut(self) -> None:
        """Kill the child if it still works on this question."""
        with self._lock:
            if self._child is not None:
                self.is_cut = True
                self._child.kill()

    def end(self) -> None:
        """Let go of the child."""
        with self._lock:
            self._child = None


def _unheard(_: FrameKind, __: bytes) -> None:
    """Nothing comes before the answer."""


def asked(
    engine: str,
    parts: Iterable[bytes],
    settings: Settings,
    slot: Slot,
    *,
    hear: Callable[[FrameKind, bytes], None] = _unheard,
    hears_stop: bool = True,
) -> bytes | EngineAnswer:
    """Ask an engine in a process of its own; blocks until done.

    Parameters
    ----------
    engine, parts
        See `volmatch.engines.engine_child`.
    settings
        The seconds after which it ends by itself, one that overlooks that is stopped; and the memory that it may take.
    slot
        Tells when to stop.
    hear
        Called with what comes before the answer.
    hears_stop
        Whether the engine hears a stop; else its process is killed at once.

    Returns
    -------
    The answer's bytes; or an answer of our own, ``unknown`` if the process was stopped, ``fault`` if it died or could not begin.
    """
    if slot.is_stopped:
        return EngineAnswer("unknown")
    try:
        child = pool.borrow()
    except ChildError as error:
        return EngineAnswer("fault", note=str(error))
    line = Line(child, hears=hears_stop)
    slot.on_stop(line.stop)
    if slot.is_stopped:
        line.stop()
    answer: bytes | EngineAnswer | None = None
    try:
        with _limited(line, settings.seconds):
            answer = child.ask(_named(engine, settings), _until_stopped(parts, line), hear)
    except (ChildError, RuntimeError) as error:
        answer = EngineAnswer("unknown") if line.is_cut else EngineAnswer("fault", note=str(error))
    finally:
        line.end()
        if line.is_cut or not isinstance(answer, bytes):
            child.clear_away()
        else:
            pool.give_back(child)
    return answer


def _named(engine: str, settings: Settings) -> str:
    """Return the name of an engine, and the megabytes that it may take."""
    return engine if settings.memory_limit is None else f"{engine} {int(settings.memory_limit)}"


def _until_stopped(parts: Iterable[bytes], line: Line) -> Iterator[bytes]:
    """Yield parts of a question; a stop between them ends the process, which would wait for the rest."""
    for part in parts:
        if line.is_stopped:
            line.cut()
            raise ChildError
        yield part


def after(seconds: float, act: Callable[[], None]) -> threading.Timer:
    """Do something after so many seconds, unless the timer is cancelled; a `RuntimeError` if there is no thread to spare."""
    timer = watched(threading.Timer(seconds, act))
    timer.daemon = True
    timer.start()
    return timer


@contextlib.contextmanager
def _limited(line: Line, seconds: float | None) -> Iterator[None]:
    """Stop the engine when it has overlooked its time limit."""
    if seconds is None:
        yield
        return
    guard = after(seconds + min(_MOST_GRACE, max(_LEAST_GRACE, seconds / 10)), line.stop)
    try:
        yield
    finally:
        guard.cancel()
