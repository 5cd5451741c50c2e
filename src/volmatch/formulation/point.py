"""A point of a model, and the smaller model of some variables while all others stay where they are."""

from collections.abc import Iterator

import attrs
import numpy as np

from volmatch.arrays.ragged import Ints, expand, indptr_of, stable_order
from volmatch.formulation.formulation import INFINITE, Block, Objective
from volmatch.formulation.model import Kept, Matrix, Model, row_of


@attrs.frozen(eq=False)
class Point:
    """Values of all variables, and what each row amounts to there.

    Parameters
    ----------
    values
        int64 (n,).
    activity
        int64 (m,): the value of each row of the model's matrix.
    """

    model: Model
    values: Ints
    activity: Ints

    @classmethod
    def of(cls, model: Model, values: Ints) -> "Point":
        """Work out what the rows amount to at some values."""
        return cls(model, values, model.matrix.at(values))

    @property
    def cost(self) -> int:
        """What the level costs here."""
        return self.model.cost.at(self.values)

    @property
    def is_feasible(self) -> bool:
        """Whether all rows and bounds are kept."""
        return self.model.keeps(self.values, self.activity)

    def moved(self, columns: Ints, values: Ints) -> "Point":
        """Return the point at which some variables have other values."""
        entry, column = _entries(self.model, columns)
        rows = self.model.matrix
        change = (values - self.values[columns])[column]
        activity = self.activity.copy()
        np.add.at(activity, rows.row[entry], rows.coefficient[entry] * change)
        moved = self.values.copy()
        moved[columns] = values
        return attrs.evolve(self, values=moved, activity=activity)

    def part(self, columns: Ints, *, loosened: Ints | None = None) -> Model:
        """Return the model of some variables while all others stay.

        Parameters
        ----------
        columns
            int64 (k,), sorted.
        loosened
            int64 (m,): by how much the upper bound of each row is raised; `INFINITE` opens it.

        Returns
        -------
        model
            It has the keys of these variables; rows that nothing can break are left out. Work and memory are the entries of
            the variables asked for, not of the whole.
        """
        rows = self.model.matrix
        entry, column = _entries(self.model, columns)
        tied = rows.row[entry] < rows.count - len(self.model.kept)
        entry, column = entry[tied], column[tied]
        own, number = np.unique(rows.row[entry], return_inverse=True)
        order = stable_order(number)
        row, column, coefficient = number[order], column[order], rows.coefficient[entry][order]
        lower, upper = self.model.lower[columns], self.model.upper[columns]
        asked = Matrix(row, column, coefficient, rows.lower[own], rows.upper[own], rows.is_clique[own])
        rest = self.activity[own] - asked.at(self.values[columns])
        raised = rows.upper[own] if loosened is None else rows.upper[own] + np.minimum(loosened[own], INFINITE)
        asked = attrs.evolve(
            asked,
            lower=np.where(asked.lower <= -INFINITE, -INFINITE, asked.lower - rest),
            upper=np.where((asked.upper >= INFINITE) | (raised >= INFINITE), INFINITE, raised - rest),
        )
        prices = self.model.prices[columns]
        cost = Objective.of(prices, self.cost - int(prices @ self.values[columns]))
        kept = list(self._kept(columns, loosened))
        blocks = [*_blocks(asked, lower, upper), *map(row_of, kept)]
        return Model(lower, upper, blocks, cost, self.model.keys.at(columns), kept)

    def _kept(self, columns: Ints, loosened: Ints | None) -> Iterator[Kept]:
        """Yield the goals kept from levels before as far as some variables pay for them."""
        first = self.model.matrix.count - len(self.model.kept)
        for row, kept in enumerate(self.model.kept, start=first):
            slack = 0 if loosened is None else int(loosened[row])
            prices = np.zeros(self.model.size, dtype=np.int64)
            prices[kept.cost.column] = kept.cost.coefficient
            own = prices[columns]
            if own.any() and slack < INFINITE:
                cost = Objective.of(own, kept.cost.at(self.values) - int(own @ self.values[columns]))
                yield Kept(cost, kept.value + slack, kept.bound)


def _entries(model: Model, columns: Ints) -> tuple[Ints, Ints]:
    """Return (entry, position): the matrix entries of listed variables, and where in the list each variable stands."""
    indptr, by_column = model.by_column
    position, place = expand(indptr[columns], indptr[columns + 1])
    return by_column[place], position


def _blocks(rows: Matrix, lower: Ints, upper: Ints) -> list[Block]:
    """Return the rows that something can break, cliques apart from the others."""
    at_lower, at_upper = rows.coefficient * lower[rows.column], rows.coefficient * upper[rows.column]
    least, most = rows.summed(np.minimum(at_lower, at_upper)), rows.summed(np.maximum(at_lower, at_upper))
    binding = (least < rows.lower) | (most > rows.upper)
    clique = rows.is_clique & (rows.upper == 1)
    blocks = []
    for chosen, is_clique in ((binding & ~clique, False), (binding & clique, True)):
        entries = chosen[rows.row]
        number = (np.cumsum(chosen) - 1)[rows.row[entries]]
        indptr = indptr_of(number, int(chosen.sum()))
        if indptr.size > 1:
            kept = rows.lower[chosen], rows.upper[chosen]
            blocks.append(Block(0, indptr, rows.column[entries], rows.coefficient[entries], *kept, is_clique))
    return blocks
