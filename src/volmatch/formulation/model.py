"""One question to an engine: minimise the cost of one level while the levels before keep their value."""

from collections.abc import Sequence
from functools import cached_property

import attrs
import numpy as np

from volmatch.arrays.ragged import Bools, Ints, by_group, expand, indptr_of, whole
from volmatch.formulation.formulation import INFINITE, Block, Formulation, Objective
from volmatch.formulation.variable_map import Keys, VariableMap
from volmatch.gap import Gap


@attrs.frozen(eq=False)
class Matrix:
    """The rows of all blocks one below the other, by their entries.

    Parameters
    ----------
    row, column, coefficient
        int64 (n,), sorted by row.
    lower, upper
        int64 (m,); -`INFINITE` and `INFINITE` where open.
    is_clique
        bool (m,): whether a row says "at most one of these Booleans".
    """

    row: Ints
    column: Ints
    coefficient: Ints
    lower: Ints
    upper: Ints
    is_clique: Bools

    @classmethod
    def of(cls, blocks: Sequence[Block]) -> "Matrix":
        """Put blocks one below the other."""
        sizes = np.concatenate([whole([]), *(np.diff(block.indptr) for block in blocks)])
        cliques = [np.full(block.count, block.is_clique) for block in blocks]
        return cls(
            row=np.repeat(np.arange(sizes.size), sizes),
            column=np.concatenate([whole([]), *(block.column for block in blocks)]),
            coefficient=np.concatenate([whole([]), *(block.coefficient for block in blocks)]),
            lower=np.concatenate([whole([]), *(block.lower for block in blocks)]),
            upper=np.concatenate([whole([]), *(block.upper for block in blocks)]),
            is_clique=np.concatenate([np.zeros(0, dtype=bool), *cliques]),
        )

    @property
    def count(self) -> int:
        """Number of rows."""
        return self.lower.size

    def at(self, values: Ints) -> Ints:
        """Return the value of each row at a point; int64 (m,)."""
        return self.summed(self.coefficient * values[self.column])

    def summed(self, entries: Ints) -> Ints:
        """Return the sum of something over the entries of each row; int64 (m,)."""
        total = np.append(0, np.cumsum(entries))
        ends = indptr_of(self.row, self.count)
        return whole(total[ends[1:]] - total[ends[:-1]])


@attrs.frozen(eq=False)
class Kept:
    """A goal of a level before: it must not cost more than `value`, and is known to cost at least `bound`."""

    cost: Objective
    value: int
    bound: int | None

    @property
    def slack(self) -> int | None:
        """How much less it might cost; 0 where it is proved, ``None`` where nothing is known."""
        return Gap(self.value, self.bound).slack


@attrs.frozen(eq=False, slots=False)
class Model:
    """Variables, rows and a cost, numbered without the variables that only later levels need.

    Parameters
    ----------
    lower, upper
        int64 (n,).
    blocks
        Rows over the n variables; the last ones are those of `kept`, one each.
    cost
        What to minimise.
    keys
        Which variable of the formulation each one is.
    kept
        The goals of levels before, by the model's variables.
    """

    lower: Ints
    upper: Ints
    blocks: Sequence[Block]
    cost: Objective
    keys: Keys
    kept: Sequence[Kept] = ()

    @property
    def size(self) -> int:
        """Number of variables."""
        return self.lower.size

    @cached_property
    def matrix(self) -> Matrix:
        """All rows."""
        return Matrix.of(self.blocks)

    @cached_property
    def by_column(self) -> tuple[Ints, Ints]:
        """(indptr, entry): the entries of the matrix in which each variable stands; shapes (n + 1,), (entries,)."""
        return by_group(self.matrix.column, self.size)

    @cached_property
    def row_starts(self) -> Ints:
        """Where the entries of each row of the matrix begin; int64 (m + 1,)."""
        return indptr_of(self.matrix.row, self.matrix.count)

    @cached_property
    def prices(self) -> Ints:
        """What one unit of each variable costs; int64 (n,)."""
        prices = np.zeros(self.size, dtype=np.int64)
        prices[self.cost.column] = self.cost.coefficient
        return prices

    def own(self, cost: Objective) -> Objective:
        """Return a cost by the formulation's variables as one by this model's."""
        return attrs.evolve(cost, column=self.keys.columns_of(cost.column))

    @property
    def step(self) -> int:
        """The greatest number by whose multiples alone two costs can differ; 1 where nothing costs."""
        return int(np.gcd.reduce(self.cost.coefficient)) or 1

    def keeps(self, values: Ints, activity: Ints | None = None) -> bool:
        """Whether values keep all bounds and rows; `activity` is what the rows amount to there, if that is known."""
        rows = self.matrix
        reached = rows.at(values) if activity is None else activity
        inside = (self.lower <= values) & (values <= self.upper)
        return bool(inside.all() and ((rows.lower <= reached) & (reached <= rows.upper)).all())

    @property
    def least_cost(self) -> int:
        """A bound on the cost that the variables' bounds alone give."""
        return self.cost.constant + extremes(self.cost, self.lower, self.upper)[0]


def model_of(f: Formulation, level: int, kept: Sequence[Kept] = ()) -> Model:
    """Return the model of one level.

    Parameters
    ----------
    f
        The formulation.
    level
        The level to minimise; 0 asks for any schedule that keeps what must hold.
    kept
        Costs of levels before, by the formulation's variables.
    """
    lower, upper, level_of = f.bounds
    used = level_of <= level
    number = np.cumsum(used) - 1
    blocks = [_renumbered(block, number) for block in f.blocks if block.level <= level and block.count]
    own = [attrs.evolve(one, cost=_moved(one.cost, number)) for one in kept if one.cost.column.size]
    keys = Keys.of(VariableMap.of(f)).at(used.nonzero()[0])
    cost = _moved(f.cost(level), number) if level else Objective(whole([]), whole([]), 0)
    return Model(lower[used], upper[used], [*blocks, *map(row_of, own)], cost, keys, own)


def _renumbered(block: Block, number: Ints) -> Block:
    return attrs.evolve(block, column=number[block.column])


def _moved(cost: Objective, number: Ints) -> Objective:
    return attrs.evolve(cost, column=number[cost.column])


def row_of(kept: Kept) -> Block:
    """Return the row ``cost <= value``."""
    cost = kept.cost
    bounds = whole([-INFINITE]), whole([kept.value - cost.constant])
    return Block(0, whole([0, cost.column.size]), cost.column, cost.coefficient, *bounds)


def extremes(cost: Objective, lower: Ints, upper: Ints) -> tuple[int, int]:
    """Return the least and the greatest cost, less the constant, that bounds on the variables allow."""
    at_lower, at_upper = cost.coefficient * lower[cost.column], cost.coefficient * upper[cost.column]
    return int(np.minimum(at_lower, at_upper).sum()), int(np.maximum(at_lower, at_upper).sum())


def spans(block: Block, lower: Ints, upper: Ints) -> Ints:
    """Return the sum of |coefficient| x range of each row; int64 (m,)."""
    reach = np.abs(block.coefficient) * (upper - lower)[block.column]
    total = np.append(0, np.cumsum(reach))
    return whole(total[block.indptr[1:]] - total[block.indptr[:-1]])


def divided(block: Block) -> Block:
    """Return the same rows with each divided by the greatest common divisor of its coefficients; bounds rounded inwards."""
    sizes = np.diff(block.indptr)
    if block.is_clique or not sizes.size or not sizes.all():
        return block
    divisor = np.gcd.reduceat(np.abs(block.coefficient), block.indptr[:-1])
    each, _ = expand(np.zeros_like(sizes), sizes)
    lower = np.where(block.lower <= -INFINITE, block.lower, -(-block.lower // divisor))
    upper = np.where(block.upper >= INFINITE, block.upper, block.upper // divisor)
    return attrs.evolve(block, coefficient=block.coefficient // divisor[each], lower=lower, upper=upper)
