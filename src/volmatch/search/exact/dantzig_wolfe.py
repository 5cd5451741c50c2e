"""What somebody can do within a window, as a whole: one variable for each set of duties that keeps its rows.

Limits of hours and of days cut pieces off a relaxation that no single row shows: it serves half a session on each of four
days where two are allowed. A roster is allowed or it is not, so what is left to relax is between people, not within one.
On a town's last level that closes all but 0.4 % of the gap. The field calls it Dantzig-Wolfe reformulation (1960); here all
columns are written out, since there are few.
"""

import attrs
import numpy as np

from volmatch.arrays.ragged import Ints, by_group, expand, indptr_of
from volmatch.formulation.formulation import INFINITE, Block, Objective, Rows, in_order
from volmatch.formulation.model import Model, row_of
from volmatch.search.exact.pattern_enumeration import Listing
from volmatch.search.exact.person_weeks import Windows
from volmatch.search.state.variable_map import Atlas

#: A model is not written by rosters if that multiplies its entries by more than this.
MOST_SWELLING = 4


@attrs.frozen(eq=False)
class Rosters:
    """A model by rosters, and the way back.

    Parameters
    ----------
    model
        The same question: first the variables in no window, then one Boolean for each roster but those of no duty.
    column
        int64 (k,): the old numbers of the variables in no window.
    indptr, member
        CSR: the old variables that are 1 in each roster.
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
    def of(cls, model: Model, atlas: Atlas) -> "Rosters | None":
        """Write a model by rosters; ``None`` if windows are none or tied together, or rosters too many."""
        windows = Windows.of_model(model, atlas)
        listing = None if windows.is_tied else Listing.of(model, windows)
        if listing is None or not listing.count:
            return None
        windows = windows.without(listing.is_full)
        column = (windows.of < 0).nonzero()[0]
        places = _Places.of(column, listing, model.size)
        kept = [attrs.evolve(one, cost=places.cost(one.cost)) for one in model.kept]
        linking = _linking(model, windows, places)
        if linking.column.size > MOST_SWELLING * model.matrix.column.size:
            return None
        blocks = [linking, _choices(model, windows, listing, column.size), *map(row_of, kept)]
        lower = np.append(model.lower[column], np.zeros(listing.count, dtype=np.int64))
        upper = np.append(model.upper[column], np.ones(listing.count, dtype=np.int64))
        own = np.arange(places.width)
        by_rosters = Model(lower, upper, blocks, places.cost(model.cost), own, places.width, kept)
        return cls(by_rosters, column, listing.indptr, listing.member, model.size)


@attrs.frozen(eq=False)
class _Places:
    """Where each old variable went: CSR of the new ones that hold it."""

    indptr: Ints
    place: Ints
    width: int

    @classmethod
    def of(cls, column: Ints, listing: Listing, size: int) -> "_Places":
        sets = np.repeat(np.arange(listing.count), np.diff(listing.indptr))
        place = np.concatenate([np.arange(column.size), column.size + sets])
        indptr, order = by_group(np.concatenate([column, listing.member]), size)
        return cls(indptr, place[order], column.size + listing.count)

    def entries(self, rows: Rows) -> tuple[Ints, Ints, Ints]:
        """Return (row, column, coefficient) by the new variables, in order."""
        owner, at = expand(self.indptr[rows.column], self.indptr[rows.column + 1])
        return in_order(Rows(rows.row[owner], self.place[at], rows.coefficient[owner], rows.count), self.width)

    def cost(self, cost: Objective) -> Objective:
        """Return the same cost by the new variables."""
        _, column, coefficient = self.entries(Rows(np.zeros_like(cost.column), cost.column, cost.coefficient, 1))
        return attrs.evolve(cost, column=column, coefficient=coefficient)


def _linking(model: Model, windows: Windows, places: _Places) -> Block:
    """Return the rows that are not a window's alone."""
    rows = model.matrix
    linking = windows.of_row < 0
    linking[rows.count - len(model.kept) :] = False
    count = int(np.count_nonzero(linking))
    counts = linking[rows.row]
    number = np.cumsum(linking) - 1
    old = Rows(number[rows.row[counts]], rows.column[counts], rows.coefficient[counts], count)
    row, column, coefficient = places.entries(old)
    return Block(0, indptr_of(row, count), column, coefficient, rows.lower[linking], rows.upper[linking])


def _choices(model: Model, windows: Windows, listing: Listing, first: int) -> Block:
    """Return the rows "at most one of a window's rosters"; just one where something has to be done."""
    indptr, order = by_group(listing.window, windows.count)
    at_least = np.full(windows.count, -INFINITE)
    at_least[windows.of[(model.lower > 0) & (windows.of >= 0)]] = 1
    at_most = np.ones(windows.count, dtype=np.int64)
    return Block(0, indptr, first + order, np.ones(order.size, dtype=np.int64), at_least, at_most)
