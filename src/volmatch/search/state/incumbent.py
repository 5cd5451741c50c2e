"""The incumbent is the best schedule so far: every one that gets here has passed the independent check."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import attrs
import numpy as np

from volmatch.arrays.ragged import Ints

if TYPE_CHECKING:
    from volmatch.schedule import LevelReport, Schedule


@attrs.frozen(eq=False)
class Judged:
    """A schedule with the independent check's verdict.

    Parameters
    ----------
    decisions
        Values of the variables that describe it.
    schedule
        The same in words.
    levels
        Its cost at each level.
    ok
        Whether all that must hold does.
    """

    decisions: Ints
    schedule: "Schedule"
    levels: "tuple[LevelReport, ...]"
    ok: bool

    @property
    def values(self) -> tuple[int, ...]:
        """Cost of each level; schedules compare as these do."""
        return tuple(level.value for level in self.levels)


#: Turns values of the decision variables into words and checks them.
Judge = Callable[[Ints], Judged]


@attrs.define(eq=False)
class Incumbent:
    """The best judged schedule so far, if any."""

    best: Judged | None = None

    def consider(self, judged: Judged) -> bool:
        """Keep a schedule if it is the first, or better than the best; return whether it was kept."""
        better = judged.ok and (self.best is None or judged.values < self.best.values)
        if better:
            self.best = judged
        return better

    def judged(self, decisions: Ints) -> Judged | None:
        """Return the best schedule if these are its decisions; either may hold the values of more variables."""
        best = self.best
        size = 0 if best is None else min(best.decisions.size, decisions.size)
        return best if best is not None and size and np.array_equal(best.decisions[:size], decisions[:size]) else None
