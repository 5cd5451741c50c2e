"""Which moments of a person's agenda lie too near to each other: sorted lists searched, never all pairs compared."""

import numpy as np

from volmatch.arrays.distinct import distinct
from volmatch.arrays.ragged import Bools, Ints, cliques_of_intervals, expand, indptr_of, stable_order, whole


def first_from(group: Ints, time: Ints, asked_group: Ints, asked_time: Ints) -> Ints:
    """Return for each question the first position of a list that is of its group and not before its time.

    Parameters
    ----------
    group, time
        int64 (n,), sorted by group and time.
    asked_group, asked_time
        int64 (m,), in any order.

    Returns
    -------
    position
        int64 (m,), the end of the group where all of it is before.
    """
    if group.size == 0 or asked_group.size == 0:
        return np.zeros(asked_group.size, dtype=np.int64)
    low = int(time.min())
    span = int(time.max()) - low + 2
    asked = np.clip(asked_time - low, 0, span - 1)
    return whole(np.searchsorted(group * span + (time - low), asked_group * span + asked, side="left"))


def crowds(group: Ints, start: Ints, end: Ints, counts: Bools) -> tuple[Ints, Ints]:
    """Return sets of intervals of which no two fit together, as CSR (indptr, member).

    Two intervals of a group do not fit together when one that counts has begun and not ended as the other starts:
    ``start[i] <= start[j] < end[i]`` with ``counts[i]``.

    Parameters
    ----------
    group, start, end, counts
        Shape (n,), sorted by group and start.

    Notes
    -----
    Those that count form an interval graph, whose maximal cliques are found by a sweep. Each of the others makes one more
    clique with all that count and are alive at its start: they share that moment, so no two of them fit either.
    """
    own, other = counts.nonzero()[0], (~counts).nonzero()[0]
    indptr, member = cliques_of_intervals(group[own], start[own], end[own])
    alive, late = expand(
        first_from(group[other], start[other], group[own], start[own]),
        first_from(group[other], start[other], group[own], end[own]),
    )
    guests, guest = np.unique(late, return_inverse=True)
    owner = np.concatenate([guest, np.arange(guests.size)])
    column = np.concatenate([own[alive], other[guests]])
    order = stable_order(owner)
    more = indptr_of(owner[order], guests.size)
    return np.concatenate([indptr, indptr[-1] + more[1:]]), np.concatenate([own[member], column[order]])


def pairs_within(one: tuple[Ints, Ints, Ints], other: tuple[Ints, Ints]) -> tuple[Ints, Ints]:
    """Return (i, j) where j, of the same group, lies in the half-open stretch of time that i asks about.

    Parameters
    ----------
    one
        (group, since, until), each int64 (n,).
    other
        (group, time), each int64 (m,), in any order.
    """
    order = np.lexsort((other[1], other[0]))
    group, time = other[0][order], other[1][order]
    i, position = expand(first_from(group, time, one[0], one[1]), first_from(group, time, one[0], one[2]))
    return i, order[position]


def meetings(group: Ints, session: Ints, start: Ints, end: Ints) -> tuple[Ints, Ints]:
    """Return pairs (i, j) of stretches of one group, of different sessions, that share a moment; each pair once.

    Parameters
    ----------
    group, session, start, end
        int64 (n,): half-open stretches ``[start, end)``, in any order, none empty.

    Returns
    -------
    i, j
        int64 (m,): positions; ``session[i] < session[j]``.
    """
    i, j = pairs_within((group, start, end), (group, start))
    i, j = np.where(session[i] < session[j], i, j), np.where(session[i] < session[j], j, i)
    width = max(1, group.size)
    keys = distinct((i * width + j)[session[i] != session[j]])
    return keys // width, keys % width
