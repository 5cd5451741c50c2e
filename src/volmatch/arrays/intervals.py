"""Free time as columns: sorted, disjoint stretches of minutes for each person."""

import attrs
import numpy as np

from volmatch.arrays.ragged import Bools, Ints, expand, whole


@attrs.frozen(eq=False)
class Stretches:
    """Disjoint half-open stretches of time, sorted by owner and start.

    Parameters
    ----------
    owner, start, end
        int64, shape (n,): row of the owner; minutes since 1970 UTC.
    """

    owner: Ints
    start: Ints
    end: Ints

    def contain(self, owner: Ints, start: Ints, end: Ints) -> Bools:
        """Return whether each ``[start, end)`` lies inside one stretch of its owner; all shapes (m,)."""
        if self.owner.size == 0:
            return np.zeros(owner.shape, dtype=bool)
        low = min(int(self.start.min()), int(start.min(initial=0)))
        span = max(int(self.end.max()), int(end.max(initial=0))) - low + 1
        keys = self.owner * span + (self.start - low)
        last = np.searchsorted(keys, owner * span + (start - low), side="right") - 1
        found = np.maximum(last, 0)
        inside: Bools = (last >= 0) & (self.owner[found] == owner) & (self.end[found] >= end)
        return inside

    def minutes_a_day(self, owners: int, edges: Ints, most: int) -> Ints:
        """Return how many minutes lie in the stretches of each owner, at most so many of each day; int64 (owners,).

        Parameters
        ----------
        owners
            Number of owners.
        edges
            int64 (D + 1,): where each of D days begins, and where the last one ends; minutes since 1970 UTC.
        most
            Minutes of one day that count.
        """
        days = max(edges.size - 1, 0)
        if days == 0:
            return np.zeros(owners, dtype=np.int64)
        first = np.maximum(np.searchsorted(edges, self.start, side="right") - 1, 0)
        last = np.minimum(np.searchsorted(edges, self.end, side="left"), days)
        stretch, day = expand(whole(first), whole(last))
        inside = np.minimum(self.end[stretch], edges[day + 1]) - np.maximum(self.start[stretch], edges[day])
        total = np.zeros(owners * days, dtype=np.int64)
        np.add.at(total, self.owner[stretch] * days + day, inside)
        return whole(np.minimum(total, most).reshape(owners, days).sum(axis=1))


def difference(plus: tuple[Ints, Ints, Ints], minus: tuple[Ints, Ints, Ints]) -> Stretches:
    """Return what is in some stretch of `plus` and in none of `minus`; both (owner, start, end) in any order.

    Notes
    -----
    A sweep over all ends at once: running counts of open stretches, by owner and time. Stretches that touch are one.
    """
    owner = np.concatenate([plus[0], plus[0], minus[0], minus[0]])
    time = np.concatenate([plus[1], plus[2], minus[1], minus[2]])
    if owner.size == 0:
        return Stretches(whole([]), whole([]), whole([]))
    opened = np.repeat([1, -1, 0, 0], [plus[0].size, plus[0].size, minus[0].size, minus[0].size])
    barred = np.repeat([0, 0, 1, -1], [plus[0].size, plus[0].size, minus[0].size, minus[0].size])
    order = np.lexsort((time, owner))
    owner, time = owner[order], time[order]
    last_here = np.append((owner[1:] != owner[:-1]) | (time[1:] != time[:-1]), True)
    is_free = (np.cumsum(opened[order])[last_here] > 0) & (np.cumsum(barred[order])[last_here] == 0)
    owner, time = owner[last_here], time[last_here]
    begins = is_free & ~np.append(False, is_free[:-1] & (owner[1:] == owner[:-1]))
    ends = ~is_free & np.append(False, is_free[:-1])
    return Stretches(owner[begins], time[begins], time[ends])
