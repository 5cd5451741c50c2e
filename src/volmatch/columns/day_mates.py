"""Whose duties of one day could stand side by side, and who could meet whom: candidates that share a day, a time or a place."""

from typing import TYPE_CHECKING, Literal

import attrs
import numpy as np

from volmatch.arrays.days import by_person_and_day
from volmatch.arrays.distinct import distinct_rows
from volmatch.arrays.ragged import Bools, Ints, expand, stable_order, whole

if TYPE_CHECKING:
    from volmatch.columns.tables import Tables
    from volmatch.rule import Where


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
        order = stable_order(number)
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
    return cells_of_volunteers(t, volunteer, counts, t.candidate_day)


def cells_of_volunteers(t: "Tables", volunteer: Ints, counts: Bools, number: Ints) -> tuple[Ints, Ints, Ints]:
    """Return the same by listed volunteer row and any number of each candidate, int64 (K,), in the place of its day."""
    entry, candidate = t.candidates_of_volunteers(volunteer)
    entry, candidate = entry[counts[candidate]], candidate[counts[candidate]]
    group, cell = by_person_and_day(entry, number[candidate], volunteer.size)
    return group, candidate, cell


def meeting_numbers(t: "Tables", same: Literal["time", "day", "place"]) -> Ints:
    """Return a number for each candidate, equal where two are at the same time, on the same day, or at the same place of a day.

    Returns
    -------
    number
        int64 (K,): -1 at no place. The same time is the same start and the same end.
    """
    if same == "day":
        return t.candidate_day
    place = t.option_place[t.candidate_option]
    keys = [t.candidate_start, t.candidate_end] if same == "time" else [t.candidate_day, place]
    number = whole(distinct_rows(np.column_stack(keys))[1])
    return np.where(place < 0, -1, number) if same == "place" else number


def is_other_taken(t: "Tables", where: "Where", other: Ints, candidate: Ints) -> Bools:
    """Return whether a filter takes each listed candidate, and each other volunteer row beside it, on that day; bool (n,)."""
    return t.takes_people(where)[candidate] & t.takes_then(where, other, t.candidate_day[candidate])
