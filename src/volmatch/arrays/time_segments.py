"""Time cut into pieces in which nothing begins and nothing ends."""

import numpy as np

from volmatch.arrays.distinct import distinct
from volmatch.arrays.ragged import Ints, expand


def pieces_of(group: Ints, start: Ints, end: Ints) -> tuple[Ints, Ints, Ints]:
    """Cut the time of each group at every start and end of its intervals.

    Parameters
    ----------
    group, start, end
        int64, shape (n,): half-open intervals ``[start, end)``, in any order.

    Returns
    -------
    entry, piece
        int64, shape (m,): interval `entry[e]` covers piece `piece[e]`; groups share no piece.
    minutes
        int64, shape (pieces,): length of each piece, in the unit of time given.
    """
    low = start.min(initial=0)
    span = end.max(initial=0) - low + 1
    cuts = distinct(np.concatenate([group * span + (start - low), group * span + (end - low)]))
    first, last = np.searchsorted(cuts, group * span + (start - low)), np.searchsorted(cuts, group * span + (end - low))
    entry, piece = expand(first.astype(np.int64), last.astype(np.int64))
    return entry, piece, np.diff(cuts)
