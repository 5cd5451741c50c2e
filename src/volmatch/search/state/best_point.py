"""The best point of one component so far, and what is proved about its cost."""

import threading
from collections.abc import Callable

import attrs

from volmatch.arrays.ragged import Ints
from volmatch.formulation.model import Model
from volmatch.formulation.point import Point
from volmatch.gap import Gap


@attrs.define(eq=False)
class BestPoint:
    """The best point of a model and the bound on its cost, told by any thread; never worse, never wrong.

    Parameters
    ----------
    point
        A point that keeps all rows.
    tell
        Called after each change, on the thread that made it.
    has_sound_bounds
        Whether a bound on this model's cost says something about the level: not while it keeps more of a level before
        than a schedule as good as the best one would have to.
    """

    point: Point
    tell: Callable[[], None]
    has_sound_bounds: bool = True
    bound: int = attrs.field(init=False)
    _lock: threading.Lock = attrs.field(init=False, factory=threading.Lock)

    def __attrs_post_init__(self) -> None:
        self.bound = self.model.least_cost

    @property
    def model(self) -> Model:
        """The part's model."""
        return self.point.model

    @property
    def cost(self) -> int:
        """Cost of the best point."""
        return self.point.cost

    @property
    def gap(self) -> Gap:
        """What the best point costs, and what is proved about that."""
        return Gap(self.cost, self.bound)

    def shift(self, columns: Ints, values: Ints) -> bool:
        """Give some variables other values if that is cheaper and all rows stay kept; return whether it was done."""
        with self._lock:
            moved = self.point.moved(columns, values)
            better = moved.cost < self.point.cost and moved.is_feasible
            if better:
                self.point = moved
        if better:
            self.tell()
        return better

    def raise_bound(self, bound: int | None, *, is_sound: bool | None = None) -> None:
        """Note that nothing costs less."""
        if bound is None or not (self.has_sound_bounds if is_sound is None else is_sound):
            return
        with self._lock:
            better = bound > self.bound
            self.bound = max(bound, self.bound)
        if better:
            self.tell()
