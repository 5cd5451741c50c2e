"""Whose duties of one day could stand side by side: candidates that share a volunteer and a local day."""

from typing import TYPE_CHECKING

import attrs
import numpy as np

from volmatch.arrays.days import by_person_and_day
from volmatch.arrays.ragged import Bools, Ints, expand, whole

if TYPE_CHECKING:
    from volmatch.columns.tables import Tables


@attrs.frozen(eq=False)
class DayMates:
    """The candidates by volunteer and local day.

    Parameters
    ----------
    person_day
        int64 (K,): a number for the volunteer and the local day on which the candidate starts, equal for equal ones.
    """

    person_day: Ints
    _numbers: Ints
    _order: Ints

    @classmethod
    def of(cls, t: "Tables") -> "DayMates":
        """Sort the candidates."""
        number = t.candidate_volunteer * (int(t.option_day.max(initial=0)) + 1) + t.candidate_day
        order = np.argsort(number, kind="stable").astype(np.int64)
        return cls(number, number[order], order)

    def mates(self, candidate: Ints, counts: Bools) -> tuple[Ints, Ints]:
        """Return (entry, mate): for each listed candidate all that count of its volunteer and local day, itself too.

        Parameters
        ----------
        candidate
            int64 (n,); entry is the position in this list.
        counts
            bool (K,): which candidates may be mates.
        """
        asked = self.person_day[candidate]
        first, last = (whole(np.searchsorted(self._numbers, asked, side=side)) for side in ("left", "right"))
        entry, position = expand(first, last)
        taken = counts[self._order[position]]
        return entry[taken], self._order[position][taken]


def days_of_volunteers(t: "Tables", volunteer: Ints, counts: Bools) -> tuple[Ints, Ints, Ints]:
    """Return (group, candidate, cell): candidates marked in `counts` (K,), by listed volunteer row and day.

    See `volmatch.arrays.days`: cell (n, D) holds the group of each listed volunteer on each day, -1 for none.
    """
    entry, candidate = t.candidates_of_volunteers(volunteer)
    entry, candidate = entry[counts[candidate]], candidate[counts[candidate]]
    group, cell = by_person_and_day(entry, t.option_day[t.candidate_option[candidate]], volunteer.size)
    return group, candidate, cell
