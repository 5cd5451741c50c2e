"""What a schedule decides, as integer variables and rows that every engine understands.

The variables are: one Boolean for each candidate; one for each option whose session has a choice of time or place or may be
dropped ("held"); one for each room such an option may get. Rules add variables and rows of their own through an `Encoder`.
"""

from collections import defaultdict
from collections.abc import Callable

import attrs
import numpy as np
import numpy.typing as npt

from volmatch.arrays.ragged import Ints, indptr_of, whole
from volmatch.columns.tables import Tables
from volmatch.formulation.vocabulary.workdays import Calendar
from volmatch.rule import SessionFilter

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

    def at(self, values: Ints) -> int:
        """Return the cost at a point."""
        return self.constant + int(self.coefficient @ values[self.column])


#: Sets the variables of a goal to their best values, given those of the decisions.
Fill = Callable[[Ints], None]


@attrs.define(eq=False, slots=False)
class Formulation:
    """The variables, rows and costs of a problem.

    Parameters
    ----------
    tables
        The columns it is about.

    Attributes
    ----------
    held
        int64 (O,): the variable "this option is chosen", -1 where the session has nothing to choose.
    placed
        int64 (P,): the variable "this option gets this room".
    decisions
        Number of variables that describe a schedule; those of goals come behind.
    calendars
        Who works on which day, by filter on sessions, as far as rules have asked; see `volmatch.formulation.vocabulary.workdays`.
    """

    tables: Tables
    blocks: list[Block] = attrs.field(factory=list)
    held: Ints = attrs.field(factory=lambda: whole([]))
    placed: Ints = attrs.field(factory=lambda: whole([]))
    decisions: int = 0
    calendars: dict[SessionFilter | None, Calendar] = attrs.field(factory=dict)
    _variables: list[tuple[Ints, Ints, Ints]] = attrs.field(factory=list)
    _size: int = 0
    _fills: list[tuple[int, Fill]] = attrs.field(factory=list)
    _endings: list[Callable[[], None]] = attrs.field(factory=list)
    _costs: dict[int, list[tuple[Ints, Ints, int]]] = attrs.field(factory=lambda: defaultdict(list))

    @property
    def size(self) -> int:
        """Number of variables."""
        return self._size

    @property
    def bounds(self) -> tuple[Ints, Ints, Ints]:
        """(lower, upper, level) of all variables; a variable matters from its level on; shapes (size,)."""
        if len(self._variables) > 1:
            self._variables = [tuple(np.concatenate(part) for part in zip(*self._variables, strict=True))]  # type: ignore[list-item]
        return self._variables[0]

    def chosen_options(self, decisions: Ints) -> npt.NDArray[np.bool_]:
        """Return which options are held at a point; bool (O,)."""
        chosen = self.held < 0
        chosen[~chosen] = decisions[self.held[~chosen]] > 0
        return chosen

    def add_variables(self, level: int, lower: npt.ArrayLike, upper: npt.ArrayLike) -> Ints:
        """Add integer variables; return their columns, shape as the bounds."""
        lower, upper = np.broadcast_arrays(whole(lower), whole(upper))
        self._variables.append((whole(lower), whole(upper), np.full(lower.size, level, dtype=np.int64)))
        self._size += lower.size
        return np.arange(self._size - lower.size, self._size)

    def add_rows(self, level: int, rows: Rows, lower: npt.ArrayLike, upper: npt.ArrayLike) -> None:
        """Add rows with bounds; entries of the same row and column are added up."""
        row, column, coefficient = in_order(rows, max(self._size, 1))
        lower, upper = (whole(np.broadcast_to(whole(bound), rows.count)) for bound in (lower, upper))
        self.blocks.append(Block(level, indptr_of(row, rows.count), column, coefficient, lower, upper))

    def add_cliques(self, level: int, indptr: Ints, column: Ints) -> None:
        """Add rows "at most one of these", given as CSR."""
        count = indptr.size - 1
        bounds = np.full(count, -INFINITE), np.ones(count, dtype=np.int64)
        self.blocks.append(Block(level, indptr, column, np.ones(column.size, np.int64), *bounds, is_clique=True))

    def add_cost(self, level: int, column: Ints, coefficient: Ints, constant: int) -> None:
        """Add to the cost of a level."""
        self._costs[level].append((column, coefficient, constant))

    def add_fill(self, level: int, fill: Fill) -> None:
        """Say how the variables of a goal follow from the decisions."""
        self._fills.append((level, fill))

    def add_ending(self, ending: Callable[[], None]) -> None:
        """Put off what needs the rows of all rules until `end`."""
        self._endings.append(ending)

    def end(self) -> None:
        """Do what was put off, now that every rule has spoken."""
        while self._endings:
            self._endings.pop(0)()

    def cost(self, level: int) -> Objective:
        """Return what a level costs."""
        parts = self._costs[level]
        column = np.concatenate([whole([]), *(part[0] for part in parts)])
        coefficient = np.concatenate([whole([]), *(part[1] for part in parts)])
        columns, inverse = np.unique(column, return_inverse=True)
        total = np.zeros(columns.size, dtype=np.int64)
        np.add.at(total, inverse, coefficient)
        return Objective(columns[total != 0], total[total != 0], sum(part[2] for part in parts))

    def filled(self, decisions: Ints, level: int) -> Ints:
        """Return values of all variables at a schedule; goals up to a level are worked out, the rest is 0."""
        values = np.zeros(self._size, dtype=np.int64)
        values[: self.decisions] = decisions[: self.decisions]
        for of_level, fill in self._fills:
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
