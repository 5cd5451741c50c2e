"""A kind of row that no rule has needed before: some of these or none; what a new file of the vocabulary would hold."""

from typing import TYPE_CHECKING

import numpy as np

from volmatch.arrays.ragged import Ints

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder


def none_or_at_least(f: "Encoder", row: Ints, column: Ints, count: int, least: int) -> None:
    """Keep at least so many Booleans of each group at 1, or none; as a goal, each that is missing costs the weight.

    Parameters
    ----------
    row, column
        int64, shape (n,): member `column[e]` belongs to group `row[e]`.
    count
        Number of groups.
    """
    some = f.any_of(row, column, count)
    f.keep(f.rows(row, column, 1, count=count) + f.rows(np.arange(count), some, -least), least=np.zeros(count))
