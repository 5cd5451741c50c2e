"""One budget of time and threads: what any engine finds is told to all, and a stop reaches every engine."""

import threading
import time
from collections.abc import Callable

import attrs

from volmatch.arrays.ragged import Ints
from volmatch.engines.answer import EngineAnswer, Settings, Slot
from volmatch.engines.minimiser import Minimiser
from volmatch.formulation.model import Model


class Forwarding(Slot):
    """A slot that hands on at once what it is offered."""

    def __init__(self, on_values: Callable[[Ints], None], on_bound: Callable[[int], None]) -> None:
        super().__init__()
        self._on_values, self._on_bound = on_values, on_bound

    def offer(self, values: Ints) -> None:
        """Hand on a solution."""
        self._on_values(values)

    def raise_bound(self, bound: int) -> None:
        """Hand on a bound."""
        self._on_bound(bound)


def _unheard(_: object) -> None:
    """Tell nobody."""


@attrs.define(eq=False)
class TimeBudget:
    """The engines at work for one slot, until a moment of the monotonic clock.

    Parameters
    ----------
    slot
        Its stop is everybody's stop.
    settings
        Seed and threads; `seconds` count from now.
    """

    slot: Slot
    settings: Settings
    _until: float | None = attrs.field(init=False)
    _live: set[Slot] = attrs.field(init=False, factory=set)
    _lock: threading.Lock = attrs.field(init=False, factory=threading.Lock)

    def __attrs_post_init__(self) -> None:
        seconds = self.settings.seconds
        self._until = None if seconds is None else time.monotonic() + seconds
        self.slot.on_stop(self._stop_engines)

    @property
    def seconds_left(self) -> float | None:
        """Seconds until the end, at least 0; ``None`` for ever."""
        return None if self._until is None else max(0.0, self._until - time.monotonic())

    @property
    def is_over(self) -> bool:
        """Whether to stop now."""
        return self.slot.is_stopped or (self._until is not None and time.monotonic() >= self._until)

    def share(self, share: float, *, most: float | None = None) -> float | None:
        """Return a share of the seconds left, or so many at most; ``None`` for ever."""
        left = self.seconds_left
        return most if left is None else min(share * left, left if most is None else most)

    def settings_for(self, seconds: float | None = None, *, seed: int = 0) -> Settings:
        """Return settings for an engine that may take so many seconds, and never more than are left."""
        left = self.seconds_left
        limits = [limit for limit in (seconds, left) if limit is not None]
        return attrs.evolve(self.settings, seconds=min(limits) if limits else None, seed=self.settings.seed + seed)

    def ask(
        self,
        engine: Minimiser,
        model: Model,
        hint: Ints | None,
        *,
        seconds: float | None = None,
        seed: int = 0,
        on_values: Callable[[Ints], None] = _unheard,
        on_bound: Callable[[int], None] = _unheard,
        group: "set[Slot] | None" = None,
    ) -> EngineAnswer:
        """Put a question to an engine and wait.

        Parameters
        ----------
        group
            Receives the engine's slot, so that others can stop this engine alone.
        """
        with self.at_work(Forwarding(on_values, on_bound), group) as slot:
            if self.is_over:
                return EngineAnswer("unknown")
            return engine(model, hint, self.settings_for(seconds, seed=seed), slot)

    def at_work(self, slot: Slot, group: "set[Slot] | None" = None) -> "_AtWork":
        """Let a slot hear the stop while a ``with`` block runs."""
        return _AtWork(self._live, self._lock, slot, group)

    def _stop_engines(self) -> None:
        with self._lock:
            live = tuple(self._live)
        for slot in live:
            slot.stop()


@attrs.frozen(eq=False)
class _AtWork:
    _live: set[Slot]
    _lock: threading.Lock
    _slot: Slot
    _group: set[Slot] | None

    def __enter__(self) -> Slot:
        with self._lock:
            self._live.add(self._slot)
        if self._group is not None:
            self._group.add(self._slot)
        return self._slot

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._live.discard(self._slot)
