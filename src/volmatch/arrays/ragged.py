"""Ragged arrays: many short lists side by side in one long array, handled without a loop."""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Ints: TypeAlias = npt.NDArray[np.int64]
Bools: TypeAlias = npt.NDArray[np.bool_]

#: Fewer numbers are sorted by comparing them.
_FEW = 1_000
#: Numbers below this fit into the words that NumPy sorts by their digits, several times as fast as by comparing.
_WORD = 1 << 16


def whole(values: npt.ArrayLike) -> Ints:
    """Return values as an int64 array."""
    return np.asarray(values, dtype=np.int64)


def expand(starts: Ints, stops: Ints) -> tuple[Ints, Ints]:
    """Write out half-open ranges.

    Parameters
    ----------
    starts, stops
        int64, shape (n,): range i is ``starts[i], ..., stops[i] - 1``; empty where stop <= start.

    Returns
    -------
    owner, member
        int64, shape (total,): which range, and the number in it; ranges in order.
    """
    lengths = np.maximum(stops - starts, 0)
    owner = np.repeat(np.arange(lengths.size), lengths)
    first = np.cumsum(lengths) - lengths
    member = np.arange(owner.size) - first[owner] + starts[owner]
    return owner, member


def indptr_of(owner: Ints, count: int) -> Ints:
    """Return the CSR index of a sorted owner array: list i is ``[indptr[i], indptr[i + 1])``; shape (count + 1,)."""
    if owner.size == 0 or owner[0] < 0 or owner[-1] >= count:
        return np.searchsorted(owner, np.arange(count + 1)).astype(np.int64)
    return np.append(0, np.cumsum(np.bincount(owner, minlength=count)))


def stable_order(values: Ints) -> Ints:
    """Return the order that sorts numbers and keeps equals as they stand, as a stable `argsort` does; int64 (n,)."""
    if values.size < _FEW:
        return whole(np.argsort(values, kind="stable"))
    low = int(values.min())
    span = int(values.max()) - low
    if span >= _WORD * _WORD:
        return whole(np.argsort(values, kind="stable"))
    digits = (values - low).astype(np.uint32)
    order = np.argsort((digits % _WORD).astype(np.uint16), kind="stable")
    if span >= _WORD:
        order = order[np.argsort((digits // _WORD).astype(np.uint16)[order], kind="stable")]
    return whole(order)


def by_group(group: Ints, count: int) -> tuple[Ints, Ints]:
    """Return (indptr, order): the positions of each group's members, in their old order; shapes (count + 1,), (n,)."""
    order = stable_order(group)
    return indptr_of(group[order], count), order


def cliques_of_intervals(group: Ints, start: Ints, end: Ints) -> tuple[Ints, Ints]:
    """Return the maximal sets of intervals of one group that share a moment.

    Parameters
    ----------
    group, start, end
        int64, shape (n,), sorted by group and start: half-open intervals ``[start, end)``.

    Returns
    -------
    indptr, member
        CSR of the sets with at least two members; members are positions in the input.

    Notes
    -----
    Sweep over starts: at the start of interval i, all earlier ones of its group that have not ended are alive. The set at i
    is not maximal if all of it is still alive at the next start. Work and memory are the number of overlapping pairs.
    """
    n = group.size
    if n == 0:
        return np.zeros(1, np.int64), np.zeros(0, np.int64)
    position = np.arange(n)
    alive_until = _first_at_or_after(group, start, end)
    earlier, moment = expand(position, alive_until)
    order = np.lexsort((earlier, moment))
    moment, member = moment[order], earlier[order]
    indptr = indptr_of(moment, n)
    soonest_end = np.minimum.reduceat(end[member], indptr[:-1])
    has_next = np.append(group[1:] == group[:-1], False)
    next_start = np.append(start[1:], 0)
    swallowed = has_next & (soonest_end > next_start)
    keep = ~swallowed & (np.diff(indptr) > 1)
    owner, entry = expand(indptr[:-1][keep], indptr[1:][keep])
    return indptr_of(owner, int(keep.sum())), member[entry]


def _first_at_or_after(group: Ints, start: Ints, moment: Ints) -> Ints:
    """Return for each i the first position behind i, in its group, whose start is not before ``moment[i]``."""
    low = start.min()
    span = max(int(start.max()), int(moment.max())) - int(low) + 1
    keys = group * span + (start - low)
    return whole(np.searchsorted(keys, group * span + np.minimum(moment - low, span - 1), side="left"))
