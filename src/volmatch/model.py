"""One question to an engine: minimise the cost of one level while the levels before keep their value."""

from collections.abc import Sequence

import attrs
import numpy as np

from volmatch.columns.ragged import Ints, expand, whole
from volmatch.formulation import INFINITE, Block, Formulation, Objective


@attrs.frozen(eq=False)
class Model:
    """Variables, rows and a cost, numbered without the variables that only later levels need.

    Parameters
    ----------
    lower, upper
        int64 (n,).
    blocks
        Rows over the n variables.
    cost
        What to minimise.
    column
        int64 (n,): the variable of the formulation that each one is.
    width
        Number of variables of the formulation.
    """

    lower: Ints
    upper: Ints
    blocks: Sequence[Block]
    cost: Objective
    column: Ints
    width: int

    def spread(self, values: Ints) -> Ints:
        """Return values by the formulation's numbers; 0 for variables left out."""
        spread = np.zeros(self.width, dtype=np.int64)
        spread[self.column] = values
        return spread

    @property
    def least_cost(self) -> int:
        """A bound on the cost that the variables' bounds alone give."""
        return self.cost.constant + int(_extremes(self.cost, self.lower, self.upper)[0])


def model_of(f: Formulation, level: int, kept: Sequence[tuple[Objective, int]] = ()) -> Model:
    """Return the model of one level.

    Parameters
    ----------
    f
        The formulation.
    level
        The level to minimise; 0 asks for any schedule that keeps what must hold.
    kept
        Costs of levels before, each with the value it must not exceed.
    """
    lower, upper, level_of = f.bounds
    used = level_of <= level
    column = used.nonzero()[0]
    number = np.cumsum(used) - 1
    blocks = [_renumbered(block, number) for block in f.blocks if block.level <= level and block.count]
    blocks += [_renumbered(_row(cost, value), number) for cost, value in kept if cost.column.size]
    cost = f.cost(level) if level else Objective(whole([]), whole([]), 0)
    return Model(lower[used], upper[used], blocks, attrs.evolve(cost, column=number[cost.column]), column, f.size)


def _renumbered(block: Block, number: Ints) -> Block:
    return attrs.evolve(block, column=number[block.column])


def _row(cost: Objective, value: int) -> Block:
    """Return the row ``cost <= value``."""
    bounds = whole([-INFINITE]), whole([value - cost.constant])
    return Block(0, whole([0, cost.column.size]), cost.column, cost.coefficient, *bounds)


def _extremes(cost: Objective, lower: Ints, upper: Ints) -> tuple[int, int]:
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
