"""Whose duties of one day could stand side by side: candidates that share a volunteer and a local day."""

from functools import cached_property

import numpy as np

from volmatch.arrays.ragged import Bools, Ints, expand, whole
from volmatch.columns.codes import Naming


class Agendas(Naming):
    """The part of a problem's columns that knows days of people; K candidates, O options."""

    candidate_volunteer: Ints
    candidate_option: Ints
    option_day: Ints

    @property
    def candidate_person_day(self) -> Ints:
        """(K,) a number for the volunteer and the local day on which the candidate starts, equal for equal ones."""
        return self.candidate_volunteer * (int(self.option_day.max(initial=0)) + 1) + self.candidate_day

    @property
    def candidate_day(self) -> Ints:
        """(K,) local day of the start."""
        return self.option_day[self.candidate_option]

    @cached_property
    def _by_person_day(self) -> tuple[Ints, Ints]:
        number = self.candidate_person_day
        order = np.argsort(number, kind="stable").astype(np.int64)
        return number[order], order

    def day_mates(self, candidate: Ints, counts: Bools) -> tuple[Ints, Ints]:
        """Return (entry, mate): for each listed candidate all that count of its volunteer and local day, itself too.

        Parameters
        ----------
        candidate
            int64 (n,); entry is the position in this list.
        counts
            bool (K,): which candidates may be mates.
        """
        numbers, order = self._by_person_day
        asked = self.candidate_person_day[candidate]
        entry, position = expand(
            whole(np.searchsorted(numbers, asked, side="left")), whole(np.searchsorted(numbers, asked, side="right"))
        )
        taken = counts[order[position]]
        return entry[taken], order[position][taken]
