"""What passes between a search and an engine at work."""

import threading
from collections.abc import Callable
from typing import Literal

import attrs

from volmatch.arrays.ragged import Ints
from volmatch.gap import Gap

#: Where an engine works: in a process of its own, on a thread, or as the size of the question suggests.
Isolation = Literal["auto", "process", "thread"]
#: Seeds that engines tell apart.
_SEEDS = 2**31
Verdict = Literal["optimal", "feasible", "infeasible", "unknown", "fault"]


@attrs.frozen(eq=False)
class EngineAnswer:
    """How an engine ended.

    Parameters
    ----------
    verdict
        ``optimal``, ``feasible``, ``infeasible``, ``unknown``, or ``fault`` for anything it should not have said.
    values
        Values of the model's variables; ``None`` unless optimal or feasible.
    bound
        Proven least cost; ``None`` where nothing is known.
    note
        What the engine said, for a fault.
    """

    verdict: Verdict
    values: Ints | None = None
    bound: int | None = None
    note: str = ""


def _engines_seed(seed: int) -> int:
    """Return a seed that every engine takes: those that follow the largest begin anew."""
    return seed % _SEEDS


@attrs.frozen(kw_only=True)
class Settings:
    """How an engine shall work.

    Parameters
    ----------
    seconds
        Time it may take; ``None`` for as long as it needs.
    seed
        Of its random choices; from 2^31 on they begin again with 0.
    workers
        Threads; 1 is usually best here.
    plain
        Work another way than usual: the second try after a verdict that cannot be right.
    deterministic
        Do nothing that hangs on how fast the machine is, as long as the time suffices.
    isolation
        Where it works. HiGHS, which hears no stop, has a process of its own in any case.
    memory_limit
        Megabytes that a process of its own may take for a question; ``None`` for any.
    """

    seconds: float | None = None
    seed: int = attrs.field(default=0, converter=_engines_seed)
    workers: int = 1
    plain: bool = False
    deterministic: bool = False
    isolation: Isolation = "auto"
    memory_limit: float | None = None


class Slot:
    """Where an engine's thread leaves what it finds, and where it is told to stop.

    Only the newest schedule is kept: whoever looks seldom sees few. A stop is for ever, also before the start.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._values: Ints | None = None
        self._gap = Gap()
        self._halt: Callable[[], None] | None = None
        self._stopped = False

    def offer(self, values: Ints) -> None:
        """Leave the values of a new, better solution."""
        with self._lock:
            self._values = values

    def raise_bound(self, bound: int) -> None:
        """Leave a better proven bound."""
        with self._lock:
            self._gap = self._gap.raised(bound)

    def take(self) -> Ints | None:
        """Return the newest solution, once."""
        with self._lock:
            values, self._values = self._values, None
            return values

    @property
    def bound(self) -> int | None:
        """The best bound so far."""
        with self._lock:
            return self._gap.bound

    @property
    def is_stopped(self) -> bool:
        """Whether a stop was asked for."""
        return self._stopped

    def on_stop(self, halt: Callable[[], None]) -> None:
        """Say how the engine is stopped; called again and again until it ends."""
        self._halt = halt

    def stop(self) -> None:
        """Ask the engine to stop; an engine may miss the first call, so call this until it ends."""
        self._stopped = True
        if self._halt is not None:
            self._halt()
