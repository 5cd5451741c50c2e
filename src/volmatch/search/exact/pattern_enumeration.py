"""Enumeration of patterns: all sets of duties that keep the rows of a week, grown by one duty for all weeks at once."""

import attrs
import numpy as np

from volmatch.arrays.ragged import Bools, Ints, by_group, expand, indptr_of, whole
from volmatch.formulation.model import Model
from volmatch.search.exact.person_weeks import PersonWeeks
from volmatch.search.state import thresholds


@attrs.frozen(eq=False)
class Patterns:
    """Sets of variables that may be 1 together, none of them empty.

    Parameters
    ----------
    week
        int64 (k,): whose each set is, by the numbers that weeks have without the full ones.
    indptr, member
        CSR: the variables of each set.
    is_full
        bool (weeks,): which weeks have too many; they have no sets here.
    """

    week: Ints
    indptr: Ints
    member: Ints
    is_full: Bools

    @property
    def count(self) -> int:
        """Number of sets."""
        return self.week.size

    @classmethod
    def of(cls, model: Model, weeks: PersonWeeks) -> "Patterns | None":
        """List the sets of all weeks; ``None`` if that is too much work."""
        enumeration = _Enumeration.of(model, weeks)
        levels = enumeration.grown()
        if levels is None:
            return None
        sizes = np.concatenate([whole([]), *(np.full(len(sets), sets.shape[1]) for sets in levels)])
        places = np.concatenate([whole([]), *(sets.ravel() for sets in levels)])
        first = np.cumsum(sizes) - sizes
        week = enumeration.week[places[first]]
        keep = ~enumeration.is_full[week] & enumeration.is_enough(sizes, places, week)
        owner, entry = expand(first[keep], (first + sizes)[keep])
        number = np.cumsum(~enumeration.is_full) - 1
        return cls(
            number[week[keep]],
            indptr_of(owner, int(keep.sum())),
            enumeration.variable[places[entry]],
            enumeration.is_full,
        )


@attrs.define(eq=False)
class _Enumeration:
    """Variables in places, one week after another, and what each takes of the rows of its week.

    Parameters
    ----------
    variable, week, stop
        int64 (p,): the variable at each place, its week, and the place at which that week ends.
    taken
        int64 (p, r): what it takes of each row of its week.
    room
        int64 (weeks, r): how much of each row there is.
    needed
        int64 (weeks,): how many variables have to be 1.
    is_needed
        bool (p,): whether the variable has to be.
    """

    variable: Ints
    week: Ints
    stop: Ints
    taken: Ints
    room: Ints
    needed: Ints
    is_needed: Bools
    is_full: Bools

    @classmethod
    def of(cls, model: Model, weeks: PersonWeeks) -> "_Enumeration":
        rows = model.matrix
        inside = ((weeks.of >= 0) & (model.upper > 0)).nonzero()[0]
        starts, order = by_group(weeks.of[inside], weeks.count)
        variable = inside[order]
        place = np.full(model.size, -1, dtype=np.int64)
        place[variable] = np.arange(variable.size)
        own = (weeks.of_row >= 0).nonzero()[0]
        first, by_window = by_group(weeks.of_row[own], weeks.count)
        number = np.full(rows.count, -1, dtype=np.int64)
        number[own[by_window]] = np.arange(own.size) - np.repeat(first[:-1], np.diff(first))
        width = int(np.diff(first).max(initial=0))
        room = np.full((weeks.count, width), np.iinfo(np.int64).max)
        room[weeks.of_row[own], number[own]] = rows.upper[own]
        taken = np.zeros((variable.size, width), dtype=np.int64)
        counts = (number[rows.row] >= 0) & (place[rows.column] >= 0)
        np.add.at(taken, (place[rows.column[counts]], number[rows.row[counts]]), rows.coefficient[counts])
        is_needed = (model.lower > 0) & (weeks.of >= 0)
        return cls(
            variable,
            weeks.of[variable],
            starts[weeks.of[variable] + 1],
            taken,
            room,
            needed=np.bincount(weeks.of[is_needed], minlength=weeks.count),
            is_needed=is_needed[variable],
            is_full=np.zeros(weeks.count, dtype=bool),
        )

    def grown(self) -> list[Ints] | None:
        """Return the sets of one place, of two, ...; int64 (sets, size), the places of each rising."""
        sets = np.arange(self.variable.size)[:, None]
        used, last = self.taken, sets[:, 0]
        total, room = np.zeros(self.is_full.size, dtype=np.int64), thresholds.MOST_TRIED
        levels: list[Ints] = []
        while last.size:
            keep = (used <= self.room[self.week[last]]).all(axis=1)
            sets, used, last = sets[keep], used[keep], last[keep]
            levels.append(sets)
            total += np.bincount(self.week[last], minlength=total.size)
            self.is_full |= total > thresholds.MOST_OF_WEEK
            stop = np.where(self.is_full[self.week[last]], 0, self.stop[last])
            room -= int(np.maximum(stop - last - 1, 0).sum()) * self.taken.shape[1]
            if room < 0:
                return None
            before, last = expand(last + 1, stop)
            sets, used = np.column_stack([sets[before], last]), used[before] + self.taken[last]
        return levels

    def is_enough(self, sizes: Ints, places: Ints, week: Ints) -> Bools:
        """Return which sets hold all that is needed in their weeks."""
        owner = np.repeat(np.arange(sizes.size), sizes)
        enough: Bools = np.bincount(owner[self.is_needed[places]], minlength=sizes.size) >= self.needed[week]
        return enough
