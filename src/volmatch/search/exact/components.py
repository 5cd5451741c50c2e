"""Connected components: a level falls apart into what has nothing to do with each other."""

import numpy as np

from volmatch.arrays.distinct import distinct
from volmatch.arrays.ragged import Bools, Ints, by_group, whole
from volmatch.formulation.model import Model


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
    indptr, order = by_group(np.unique(label[columns], return_inverse=True)[1], distinct(label[columns]).size)
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
