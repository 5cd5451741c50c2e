"""A formulation in the making: what rules add to it, and what waits until all of them have spoken."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import Any, TypeVar

import attrs
import numpy as np
import numpy.typing as npt

from volmatch.arrays.ragged import Ints, indptr_of, whole
from volmatch.columns.tables import Tables
from volmatch.formulation.formulation import INFINITE, Block, Fill, Formulation, Objective, Rows, in_order

_Made = TypeVar("_Made")


@attrs.define(eq=False)
class Builder:
    """The variables, rows and costs of a problem, as far as they are known.

    Parameters
    ----------
    tables
        The columns it is about.

    Attributes
    ----------
    held, placed, decisions
        As in `volmatch.formulation.formulation.Formulation`; set before any rule speaks.
    bounds
        (lower, upper, level) of the variables so far; a variable matters from its level on; shapes (size,).
    blocks
        The rows so far.
    """

    tables: Tables
    held: Ints = attrs.field(init=False, factory=lambda: whole([]))
    placed: Ints = attrs.field(init=False, factory=lambda: whole([]))
    decisions: int = attrs.field(init=False, default=0)
    bounds: tuple[Ints, Ints, Ints] = attrs.field(init=False, factory=lambda: (whole([]), whole([]), whole([])))
    blocks: list[Block] = attrs.field(init=False, factory=list)
    _fills: list[tuple[int, Fill]] = attrs.field(init=False, factory=list)
    _endings: list[Callable[[], None]] = attrs.field(init=False, factory=list)
    _costs: dict[int, list[tuple[Ints, Ints, int]]] = attrs.field(init=False, factory=lambda: defaultdict(list))
    _shared: dict[Hashable, Any] = attrs.field(init=False, factory=dict)

    @property
    def size(self) -> int:
        """Number of variables."""
        return self.bounds[0].size

    def add_variables(self, level: int, lower: npt.ArrayLike, upper: npt.ArrayLike) -> Ints:
        """Add integer variables; return their columns, shape as the bounds."""
        before = self.size
        lower, upper = np.broadcast_arrays(whole(lower), whole(upper))
        lowers, uppers, levels = self.bounds
        self.bounds = (
            np.concatenate([lowers, lower]),
            np.concatenate([uppers, upper]),
            np.concatenate([levels, np.full(lower.size, level, dtype=np.int64)]),
        )
        return np.arange(before, self.size)

    def add_rows(self, level: int, rows: Rows, lower: npt.ArrayLike, upper: npt.ArrayLike) -> None:
        """Add rows with bounds; entries of the same row and column are added up."""
        row, column, coefficient = in_order(rows, max(self.size, 1))
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
        """Put off what needs the rows of all rules until the formulation is complete."""
        self._endings.append(ending)

    def once(self, key: Hashable, make: Callable[[], _Made]) -> _Made:
        """Return what was made for a key, now or for an earlier rule: several rules may share variables."""
        if key not in self._shared:
            self._shared[key] = make()
        made: _Made = self._shared[key]
        return made

    def complete(self, lean: Callable[[list[Block], Ints], Sequence[Block]]) -> Formulation:
        """Do what was put off, now that every rule has spoken, and return the formulation.

        Parameters
        ----------
        lean
            (rows, lower bounds) -> the rows that say as much.
        """
        while self._endings:
            self._endings.pop(0)()
        return Formulation(
            tables=self.tables,
            held=self.held,
            placed=self.placed,
            decisions=self.decisions,
            bounds=self.bounds,
            blocks=tuple(lean(self.blocks, self.bounds[0])),
            costs={level: _added_up(parts) for level, parts in self._costs.items()},
            fills=tuple(self._fills),
        )


def _added_up(parts: Sequence[tuple[Ints, Ints, int]]) -> Objective:
    """Return a cost in which each column stands once."""
    column = np.concatenate([part[0] for part in parts])
    coefficient = np.concatenate([part[1] for part in parts])
    columns, inverse = np.unique(column, return_inverse=True)
    total = np.zeros(columns.size, dtype=np.int64)
    np.add.at(total, inverse, coefficient)
    return Objective(columns[total != 0], total[total != 0], sum(part[2] for part in parts))
