"""Rows that follow from others: at most one duty a week says all that at most one a day, or at a time, could say."""

import attrs
import numpy as np

from volmatch.arrays.ragged import Bools, Ints, indptr_of
from volmatch.formulation.formulation import INFINITE, Block
from volmatch.formulation.model import Matrix

#: Rows ``sum <= k`` are tried as reasons for k up to this; larger caps rarely imply anything.
MOST_CAP = 4


def without_implied(blocks: list[Block], lower: Ints) -> list[Block]:
    """Return the same blocks without the rows of level 0 that another row of level 0 implies.

    Parameters
    ----------
    blocks
        Rows of a formulation.
    lower
        int64 (n,): lower bounds of all variables; rows over variables that may be negative imply nothing here.

    Notes
    -----
    ``sum of x over C <= k`` with x >= 0 implies ``sum of a x over D <= b`` where D lies in C, a >= 0 and
    ``k max(a) <= b``. For each row only the largest such C that holds its first variable is looked at, so the work is
    the number of entries.
    """
    own = [block for block in blocks if block.level == 0]
    implied = _implied(Matrix.of(own), lower)
    kept, first = [], 0
    for block in blocks:
        if block.level == 0:
            kept.append(_chosen(block, ~implied[first : first + block.count]))
            first += block.count
        else:
            kept.append(block)
    return [block for block in kept if block.count]


def _implied(rows: Matrix, lower: Ints) -> Bools:
    """Return which rows follow from others that stay; bool (m,)."""
    size = np.bincount(rows.row, minlength=rows.count)
    most = np.zeros(rows.count, dtype=np.int64)
    np.maximum.at(most, rows.row, rows.coefficient)
    sound = (size > 0) & (rows.lower <= -INFINITE) & (rows.upper < INFINITE)
    sound[rows.row[(rows.coefficient <= 0) | (lower[rows.column] < 0)]] = False
    place = np.sort(rows.row * lower.size + rows.column)
    implied = np.zeros(rows.count, dtype=bool)
    for cap in range(1, MOST_CAP + 1):
        reason = sound & (most == 1) & (rows.upper == cap) & ~implied
        follows = sound & (cap * most <= rows.upper) & ~implied
        row, cause = _pairs(rows, size, reason, follows)
        cause_of = np.full(rows.count, -1, dtype=np.int64)
        cause_of[row] = cause
        entry = (cause_of[rows.row] >= 0).nonzero()[0]
        asked = cause_of[rows.row[entry]] * lower.size + rows.column[entry]
        found = place[np.minimum(np.searchsorted(place, asked), place.size - 1)] == asked
        covered = np.bincount(rows.row[entry], found, rows.count)
        implied |= (cause_of >= 0) & (covered == size)
    return implied


def _pairs(rows: Matrix, size: Ints, reason: Bools, follows: Bools) -> tuple[Ints, Ints]:
    """Return (row, cause): for each row the largest reason, the first of equals, in which its first variable stands."""
    rank = np.where(reason, size * rows.count + (rows.count - 1 - np.arange(rows.count)), -1)
    entry = reason[rows.row].nonzero()[0]
    best = np.full(int(rows.column.max(initial=-1)) + 1, -1, dtype=np.int64)
    np.maximum.at(best, rows.column[entry], rank[rows.row[entry]])
    row = follows.nonzero()[0]
    ranked = best[rows.column[indptr_of(rows.row, rows.count)[row]]]
    cause = rows.count - 1 - ranked % max(rows.count, 1)
    larger = (ranked >= 0) & (cause != row) & (size[cause] >= size[row])
    # Of two rows that say the same, the first stays: it is the other's reason and has no reason in it.
    return row[larger], cause[larger]


def _chosen(block: Block, keep: Bools) -> Block:
    if keep.all():
        return block
    sizes = np.diff(block.indptr)
    entries = np.repeat(keep, sizes)
    return attrs.evolve(
        block,
        indptr=np.append(0, np.cumsum(sizes[keep])),
        column=block.column[entries],
        coefficient=block.coefficient[entries],
        lower=block.lower[keep],
        upper=block.upper[keep],
    )
