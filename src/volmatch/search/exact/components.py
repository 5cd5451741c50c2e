"""A level falls apart: what need not be asked, and what has nothing to do with each other."""

import numpy as np

from volmatch.arrays.ragged import Bools, Ints, by_group, whole
from volmatch.formulation.formulation import INFINITE
from volmatch.formulation.model import Model


def decided(model: Model) -> tuple[Bools, Ints]:
    """Return which variables can be set beforehand, and to what, without making any schedule dearer.

    A variable whose cost does not fall when it grows, and that only loosens rows when it falls, may as well be at its lower
    bound: at the level of first-class seats that is everybody's duty elsewhere. The same the other way round.

    Returns
    -------
    is_decided, value
        Shape (n,); the value is meaningless where nothing is decided.
    """
    rows, prices = model.matrix, model.prices
    has_lower, has_upper = rows.lower[rows.row] > -INFINITE, rows.upper[rows.row] < INFINITE
    positive = rows.coefficient > 0
    hurts_to_fall = np.bincount(rows.column[np.where(positive, has_lower, has_upper)], minlength=model.size) > 0
    hurts_to_grow = np.bincount(rows.column[np.where(positive, has_upper, has_lower)], minlength=model.size) > 0
    down = (prices >= 0) & ~hurts_to_fall
    up = (prices <= 0) & ~hurts_to_grow & ~down
    return down | up | (model.lower == model.upper), np.where(up, model.upper, model.lower)


def components(model: Model, free: Bools) -> list[Ints]:
    """Return the free variables in groups that no row ties together, the largest group first; each sorted.

    The rows of goals kept from levels before are left out: where those goals are proved, each group keeps its own share
    of them (no group can cost less, so no group's slack could pay for another's).
    """
    rows = model.matrix
    own = rows.count - len(model.kept)
    counts = free[rows.column] & (rows.row < own)
    label = labels(rows.row[counts], rows.column[counts], own, model.size)
    columns = free.nonzero()[0]
    indptr, order = by_group(np.unique(label[columns], return_inverse=True)[1], np.unique(label[columns]).size)
    groups = [columns[order[start:stop]] for start, stop in zip(indptr[:-1].tolist(), indptr[1:].tolist(), strict=True)]
    return sorted(groups, key=lambda group: (-group.size, int(group[0])))


def labels(row: Ints, column: Ints, rows: int, columns: int) -> Ints:
    """Return for each column the least column of its component: neighbours take each other's label, then that one's label."""
    label = np.arange(columns)
    while True:
        of_row = np.full(rows, columns, dtype=np.int64)
        np.minimum.at(of_row, row, label[column])
        new = label.copy()
        np.minimum.at(new, column, of_row[row])
        np.minimum.at(new, label, new.copy())
        while not np.array_equal(new, shorter := new[new]):
            new = shorter
        if np.array_equal(new, label):
            return whole(label)
        label = new
