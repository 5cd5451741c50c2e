"""What a search obeys and whom it tells: time, cancel, progress."""

import time
from collections.abc import Callable
from typing import Any, Protocol

import attrs

from volmatch.engines.answer import Isolation, Settings
from volmatch.gap import Gap
from volmatch.schedule import StoppedBy
from volmatch.search.state import thresholds
from volmatch.text import Text


class CancelFlag(Protocol):
    """Anything that says whether to stop; a ``threading.Event`` is one."""

    def is_set(self) -> bool:
        """Whether to stop; once true, always true."""


@attrs.frozen(kw_only=True)
class Progress:
    """How a solve stands.

    Parameters
    ----------
    level
        The level being worked on.
    value
        Its cost in the best schedule so far; ``None`` while there is none.
    bound
        No schedule costs less at this level; ``None`` while unknown.
    seconds
        Since the start of the solve.
    doing
        What is being done, where it is not the level itself that is minimised; else ``None``. Level 0 is all that comes before
        the first level.
    """

    level: int
    value: int | None
    bound: int | None
    seconds: float
    doing: Text | None = None

    @property
    def gap(self) -> float | None:
        """Share of the value that may still be saved, 0 to 1; ``None`` while unknown."""
        return Gap(self.value, self.bound).share


@attrs.frozen(eq=False, kw_only=True)
class Controls:
    """The caller's wishes about one solve.

    Parameters
    ----------
    began, deadline
        On the monotonic clock; no deadline is ``None``.
    cancel
        Says whether the caller has had enough.
    seed, workers
        For the engines.
    deterministic
        Whether the same problem must give the same schedule again.
    tell
        Called, on the caller's thread, whenever a schedule or a bound got better, something else is begun, or there was no
        news for some seconds.
    memory_limit
        Megabytes that the process may hold, as far as can be foreseen; ``None`` for any.
    isolation
        Where engines work.
    """

    began: float
    deadline: float | None
    cancel: CancelFlag | None
    seed: int
    workers: int
    tell: Callable[[Progress], None]
    deterministic: bool = False
    memory_limit: float | None = None
    isolation: Isolation = "auto"

    @classmethod
    def of(cls, time_limit: float | None, *, began: float | None = None, **others: Any) -> "Controls":
        """Return the controls of a search that may take so many seconds from now, or from a moment of the monotonic clock.

        Whatever else is not said is as for a search by one worker, from seed 0, that nobody watches or cancels.
        """
        began = time.monotonic() if began is None else began
        usual = {"cancel": None, "seed": 0, "workers": 1, "tell": lambda _: None}
        return cls(began=began, deadline=None if time_limit is None else began + time_limit, **{**usual, **others})

    def settings(self, seconds: float | None) -> Settings:
        """Return how an engine shall work that gets so many seconds."""
        return Settings(
            seconds=seconds,
            seed=self.seed,
            workers=self.workers,
            deterministic=self.deterministic,
            isolation=self.isolation,
            memory_limit=self.memory_limit,
        )

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self.began

    def stopped_by(self) -> StoppedBy | None:
        """Return why to stop now, or ``None`` to go on."""
        if self.cancel is not None and self.cancel.is_set():
            return "cancel"
        if self.deadline is not None and time.monotonic() >= self.deadline:
            return "time"
        return None

    def go_on(self) -> None:
        """Do nothing, unless it is time to stop.

        Raises
        ------
        Stopped
            With the reason why to stop now.
        """
        reason = self.stopped_by()
        if reason is not None:
            raise Stopped(reason)

    def seconds_left(self) -> float | None:
        """Seconds until the deadline, at least 0; ``None`` without one."""
        return None if self.deadline is None else max(0.0, self.deadline - time.monotonic())

    def at_most(self, seconds: float, share: float = 1.0) -> float:
        """Return so many seconds, or a share of those left if that is less."""
        left = self.seconds_left()
        return seconds if left is None else min(seconds, share * left)


@attrs.define(eq=False)
class Reminder:
    """Tells how a solve stands, again where there was no news for a while: whoever waits sees that it goes on, and with what."""

    tell_progress: Callable[[], None]
    _told: float = attrs.field(factory=time.monotonic)

    def tell(self) -> None:
        """Tell now."""
        self._told = time.monotonic()
        self.tell_progress()

    def tick(self) -> None:
        """Tell if it is time to."""
        if time.monotonic() >= self._told + thresholds.NEWS_EVERY:
            self.tell()


class Stopped(Exception):  # noqa: N818 - a signal between our own floors, not an error
    """Time is up or the caller cancelled while no engine was at work."""

    def __init__(self, reason: StoppedBy = "time") -> None:
        self.reason = reason
        super().__init__(reason)
