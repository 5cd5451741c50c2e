"""What a schedule decides, as integer variables and rows that every engine understands.

The variables are: one Boolean for each candidate; one for each option whose session has a choice of time or place or may be
dropped ("held"); one for each room such an option may get. Rules add variables and rows of their own through an `Encoder`.
"""

from collections.abc import Callable, Mapping, Sequence

import attrs
import numpy as np
import numpy.typing as npt

from volmatch.arrays.ragged import Ints, whole
from volmatch.columns.tables import Tables

#: Stands for "no bound" on a row; far from any activity and far from overflow.
INFINITE = 2**62


@attrs.frozen(eq=False)
class Rows:
    """Linear expressions by their entries; ``rows + rows`` adds the expressions row by row.

    Parameters
    ----------
    row, column, coefficient
        int64, shape (n,), in any order.
    count
        Number of rows; a row without entries is 0.
    """

    row: Ints
    column: Ints
    coefficient: Ints
    count: int

    def __add__(self, other: "Rows") -> "Rows":
        return Rows(
            np.concatenate([self.row, other.row]),
            np.concatenate([self.column, other.column]),
            np.concatenate([self.coefficient, other.coefficient]),
            max(self.count, other.count),
        )

    def at(self, values: Ints) -> Ints:
        """Return the value of each row at a point, given by column; shape (count,)."""
        return self._sum(self.coefficient * values[self.column])

    def range(self, lower: Ints, upper: Ints) -> tuple[Ints, Ints]:
        """Return the least and greatest value of each row within bounds on the variables; shapes (count,)."""
        at_lower, at_upper = self.coefficient * lower[self.column], self.coefficient * upper[self.column]
        return self._sum(np.minimum(at_lower, at_upper)), self._sum(np.maximum(at_lower, at_upper))

    def _sum(self, entries: Ints) -> Ints:
        total = np.zeros(self.count, dtype=np.int64)
        np.add.at(total, self.row, entries)
        return total

    def chosen(self, keep: npt.NDArray[np.bool_]) -> "Rows":
        """Return the rows marked in `keep` (shape (count,)), numbered anew."""
        number = np.cumsum(keep) - 1
        entries = keep[self.row]
        return Rows(
            number[self.row[entries]], self.column[entries], self.coefficient[entries], int(np.count_nonzero(keep))
        )


@attrs.frozen(eq=False)
class Block:
    """Rows ``lower <= expression <= upper`` in CSR, of one level: 0 for what always holds, n for what goal n needs.

    Parameters
    ----------
    indptr, column, coefficient
        int64, shapes (m + 1,), (n,), (n,).
    lower, upper
        int64, shape (m,); -`INFINITE` and `INFINITE` where open.
    is_clique
        Whether every row says "at most one of these Booleans".
    """

    level: int
    indptr: Ints
    column: Ints
    coefficient: Ints
    lower: Ints
    upper: Ints
    is_clique: bool = False

    @property
    def count(self) -> int:
        """Number of rows."""
        return self.lower.size


@attrs.frozen(eq=False)
class Objective:
    """What a level costs: ``constant + coefficient . values[column]``; each column stands once, in order."""

    column: Ints
    coefficient: Ints
    constant: int

    @classmethod
    def of(cls, prices: Ints, constant: int = 0) -> "Objective":
        """Return the cost in which a unit of each variable costs what is said; prices: int64 (n,)."""
        column = prices.nonzero()[0]
        return cls(column, prices[column], constant)

    @property
    def dearest(self) -> int:
        """The most that one unit of a variable costs or saves; 0 where nothing costs."""
        return int(np.abs(self.coefficient).max(initial=0))

    def at(self, values: Ints) -> int:
        """Return the cost at a point."""
        return self.constant + int(self.coefficient @ values[self.column])


#: Sets the variables of a goal to their best values, given those of the decisions.
Fill = Callable[[Ints], None]


@attrs.frozen(eq=False)
class Formulation:
    """The variables, rows and costs of a problem, complete: made by a `volmatch.formulation.builder.Builder`.

    Parameters
    ----------
    tables
        The columns it is about.
    held
        int64 (O,): the variable "this option is chosen", -1 where the session has nothing to choose.
    placed
        int64 (P,): the variable "this option gets this room".
    decisions
        Number of variables that describe a schedule; those of goals come behind.
    bounds
        (lower, upper, level) of all variables; a variable matters from its level on; shapes (size,).
    blocks
        The rows.
    costs
        What each level costs, as far as it costs anything.
    fills
        How the variables of goals follow from the decisions, each with its level, in the order in which they lean on each other.
    """

    tables: Tables
    held: Ints
    placed: Ints
    decisions: int
    bounds: tuple[Ints, Ints, Ints]
    blocks: Sequence[Block]
    costs: Mapping[int, Objective]
    fills: Sequence[tuple[int, Fill]]

    @property
    def size(self) -> int:
        """Number of variables."""
        return self.bounds[0].size

    def chosen_options(self, decisions: Ints) -> npt.NDArray[np.bool_]:
        """Return which options are held at a point; bool (O,)."""
        chosen = self.held < 0
        chosen[~chosen] = decisions[self.held[~chosen]] > 0
        return chosen

    def cost(self, level: int) -> Objective:
        """Return what a level costs."""
        return self.costs.get(level, Objective(whole([]), whole([]), 0))

    def filled(self, decisions: Ints, level: int) -> Ints:
        """Return values of all variables at a schedule; goals up to a level are worked out, the rest is 0."""
        values = np.zeros(self.size, dtype=np.int64)
        values[: self.decisions] = decisions[: self.decisions]
        for of_level, fill in self.fills:
            if of_level <= level:
                fill(values)
        return values


def in_order(rows: Rows, width: int) -> tuple[Ints, Ints, Ints]:
    """Return (row, column, coefficient) by row and column, each pair once, without zeros; most rows come in order."""
    row, column, coefficient = rows.row, rows.column, rows.coefficient
    key = row * width + column
    if (key[1:] < key[:-1]).any():
        order = np.argsort(key, kind="stable")  # quick for a few runs, each in order
        key, row, column, coefficient = key[order], row[order], column[order], coefficient[order]
    is_new = np.append(True, key[1:] != key[:-1])[: key.size]
    if not is_new.all():
        coefficient = np.add.reduceat(coefficient, is_new.nonzero()[0])
        row, column = row[is_new], column[is_new]
    kept = coefficient != 0
    return (row, column, coefficient) if kept.all() else (row[kept], column[kept], coefficient[kept])
