"""Dantzig-Wolfe reformulation: one variable for each pattern, a set of duties that somebody can do within a week.

Limits of hours and of days cut pieces off a relaxation that no single row shows: it serves half a session on each of four
days where two are allowed. A pattern is allowed or it is not, so what is left to relax is between people, not within one.
On a town's last level that closes all but 0.4 % of the gap (Dantzig and Wolfe, Decomposition principle for linear
programs, 1960). All columns are written out here, since there are few.
"""

import attrs
import numpy as np

from volmatch.arrays.ragged import Ints, by_group, expand, indptr_of
from volmatch.formulation.formulation import INFINITE, Block, Objective, Rows, in_order
from volmatch.formulation.model import Model, row_of
from volmatch.search.exact.pattern_enumeration import Patterns
from volmatch.search.exact.person_weeks import PersonWeeks
from volmatch.search.state import thresholds


@attrs.frozen(eq=False)
class DantzigWolfe:
    """A model by patterns, and the way back.

    Parameters
    ----------
    model
        The same question: first the variables in no week, then one Boolean for each pattern but those of no duty.
    column
        int64 (k,): the old numbers of the variables in no week.
    indptr, member
        CSR: the old variables that are 1 in each pattern.
    size
        Number of old variables.
    """

    model: Model
    column: Ints
    indptr: Ints
    member: Ints
    size: int

    def point(self, values: Ints) -> Ints:
        """Return values by the old variables; shape (size,)."""
        point = np.zeros(self.size, dtype=np.int64)
        point[self.column] = values[: self.column.size]
        chosen = values[self.column.size :].nonzero()[0]
        _, entry = expand(self.indptr[chosen], self.indptr[chosen + 1])
        point[self.member[entry]] = 1
        return point

    @classmethod
    def of(cls, model: Model) -> "DantzigWolfe | None":
        """Write a model by patterns; ``None`` if weeks are none or tied together, or patterns too many."""
        weeks = PersonWeeks.of_model(model)
        patterns = None if weeks.is_tied else Patterns.of(model, weeks)
        if patterns is None or not patterns.count:
            return None
        weeks = weeks.without(patterns.is_full)
        column = (weeks.of < 0).nonzero()[0]
        places = _Renumbering.of(column, patterns, model.size)
        kept = [attrs.evolve(one, cost=places.cost(one.cost)) for one in model.kept]
        linking = _linking(model, weeks, places)
        if linking.column.size > thresholds.MOST_SWELLING * model.matrix.column.size:
            return None
        blocks = [linking, _choices(model, weeks, patterns, column.size), *map(row_of, kept)]
        lower = np.append(model.lower[column], np.zeros(patterns.count, dtype=np.int64))
        upper = np.append(model.upper[column], np.ones(patterns.count, dtype=np.int64))
        keys = model.keys.at(column).and_added(patterns.count)
        by_patterns = Model(lower, upper, blocks, places.cost(model.cost), keys, kept)
        return cls(by_patterns, column, patterns.indptr, patterns.member, model.size)


@attrs.frozen(eq=False)
class _Renumbering:
    """Where each old variable went: CSR of the new ones that hold it."""

    indptr: Ints
    place: Ints
    width: int

    @classmethod
    def of(cls, column: Ints, patterns: Patterns, size: int) -> "_Renumbering":
        sets = np.repeat(np.arange(patterns.count), np.diff(patterns.indptr))
        place = np.concatenate([np.arange(column.size), column.size + sets])
        indptr, order = by_group(np.concatenate([column, patterns.member]), size)
        return cls(indptr, place[order], column.size + patterns.count)

    def entries(self, rows: Rows) -> tuple[Ints, Ints, Ints]:
        """Return (row, column, coefficient) by the new variables, in order."""
        owner, at = expand(self.indptr[rows.column], self.indptr[rows.column + 1])
        return in_order(Rows(rows.row[owner], self.place[at], rows.coefficient[owner], rows.count), self.width)

    def cost(self, cost: Objective) -> Objective:
        """Return the same cost by the new variables."""
        _, column, coefficient = self.entries(Rows(np.zeros_like(cost.column), cost.column, cost.coefficient, 1))
        return attrs.evolve(cost, column=column, coefficient=coefficient)


def _linking(model: Model, weeks: PersonWeeks, places: _Renumbering) -> Block:
    """Return the rows that are not a week's alone."""
    rows = model.matrix
    linking = weeks.of_row < 0
    linking[rows.count - len(model.kept) :] = False
    count = int(np.count_nonzero(linking))
    counts = linking[rows.row]
    number = np.cumsum(linking) - 1
    old = Rows(number[rows.row[counts]], rows.column[counts], rows.coefficient[counts], count)
    row, column, coefficient = places.entries(old)
    return Block(0, indptr_of(row, count), column, coefficient, rows.lower[linking], rows.upper[linking])


def _choices(model: Model, weeks: PersonWeeks, patterns: Patterns, first: int) -> Block:
    """Return the rows "at most one of a week's patterns"; just one where something has to be done."""
    indptr, order = by_group(patterns.week, weeks.count)
    at_least = np.full(weeks.count, -INFINITE)
    at_least[weeks.of[(model.lower > 0) & (weeks.of >= 0)]] = 1
    at_most = np.ones(weeks.count, dtype=np.int64)
    return Block(0, indptr, first + order, np.ones(order.size, dtype=np.int64), at_least, at_most)
