"""On which days each person works, and how long the stretches of such days and of days off are."""

from typing import TYPE_CHECKING

import attrs
import numpy as np
import numpy.typing as npt

from volmatch.columns.ragged import Bools, Ints, whole

if TYPE_CHECKING:
    from volmatch.encoder import Encoder
    from volmatch.formulation import Rows

#: A cell of the calendar that nobody has asked for yet; -1 is a day on which the person cannot work.
UNASKED = -2


@attrs.frozen(eq=False)
class Workdays:
    """The variables "works on this day" of some people.

    Parameters
    ----------
    first_day
        Proleptic ordinal of the first local day of the horizon.
    column
        int64 (n, D): a Boolean for each person and day of the horizon, -1 where it can only be 0.
    """

    first_day: int
    column: Ints

    @property
    def day(self) -> Ints:
        """(D,) proleptic ordinals of the days."""
        return self.first_day + np.arange(self.column.shape[1])


def calendar_of(f: "Encoder", counts: Bools) -> tuple[int, Ints, Ints]:
    """Return the horizon's first day, its length, and the day of each candidate that counts, -1 for the others; (K,)."""
    days = f.tables.start_day
    first = int(days.min()) if days.size else 0
    length = int(days.max()) - first + 1 if days.size else 0
    day = f.tables.option_day[f.tables.candidate_option] - first
    return first, whole([length]), np.where(counts, day, -1)
