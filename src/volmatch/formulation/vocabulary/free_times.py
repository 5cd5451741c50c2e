"""What rules say about times in which a person has nothing to do."""

from typing import TYPE_CHECKING

import numpy as np

from volmatch.arrays.ragged import Ints

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder


def free_times(f: "Encoder", filled: Ints, filling: Ints, broken: Ints, count: int) -> Ints:
    """Add a Boolean for each time: 1 only if no candidate that fills it is chosen; returns the columns, shape (count,).

    Parameters
    ----------
    filled, filling
        int64 (n,): a group of candidates of which one is chosen at most, and the candidate.
    broken
        int64 (groups,): the time that a group fills.
    """
    free = f.variables(np.ones(count))
    group = np.arange(broken.size)
    filling_rows = f.rows(filled, filling, 1)
    f.define(filling_rows + f.rows(group, free[broken], 1), most=np.ones(group.size))

    def fill(values: Ints) -> None:
        values[free] = 1
        values[free[broken[filling_rows.at(values) > 0]]] = 0

    f.fill(fill)
    return free
