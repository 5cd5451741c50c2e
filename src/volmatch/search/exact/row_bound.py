"""A bound from single rows: what must be paid because a row asks for something, such as people for duties at one time."""

import numpy as np
import numpy.typing as npt

from volmatch.arrays.ragged import Bools, whole
from volmatch.formulation.model import Model
from volmatch.search.exact.dual_bound import dual_bound_of
from volmatch.search.state import thresholds

Floats = npt.NDArray[np.float64]


def row_bound(model: Model) -> int | None:
    """Return what a level costs at least by rows in which everything costs; ``None`` where there are none.

    Notes
    -----
    A row ``sum a x + sum b u >= need`` in which each x costs here, and each u costs at a level before, asks for x as far as
    the value of that level does not allow u. Its price is where the cheapest x fill the need; the goal before is priced so
    that no u is paid more than it costs there. Rows without a common variable are added up. All that is only a guess at
    prices: what they prove is worked out by `dual_bound_of`, for which any prices will do.
    """
    price = _prices(model)
    rows = model.matrix
    gain = price * np.where(price > 0, rows.lower, 0)
    chosen = np.zeros(rows.count, dtype=bool)
    taken = np.zeros(model.size, dtype=bool)
    for row in np.argsort(-gain, kind="stable")[: thresholds.MOST_ROWS_OF_BOUND].tolist():
        column = rows.column[model.row_starts[row] : model.row_starts[row + 1]]
        if gain[row] > 0 and not taken[column].any():
            chosen[row] = True
            taken[column] = True
    if not chosen.any():
        return None
    duals = np.where(chosen, price, 0.0)
    without = duals.copy()
    for number, kept in enumerate(model.kept):
        paid = np.zeros(model.size)
        np.add.at(paid, rows.column, rows.coefficient * duals[rows.row])
        dear = kept.cost.coefficient > 0
        asked = np.maximum(paid - model.prices, 0)[kept.cost.column[dear]] / kept.cost.coefficient[dear]
        duals[rows.count - len(model.kept) + number] = -asked.max(initial=0.0)
    return max(dual_bound_of(model, one).cost for one in (duals, without))


def _prices(model: Model) -> Floats:
    """Return for each row the price at which the cheapest of its variables fill its need; 0 for rows that tell nothing."""
    rows = model.matrix
    at_kept = np.zeros(model.size, dtype=bool)
    for one in model.kept:
        at_kept[one.cost.column[one.cost.coefficient > 0]] = True
    tells = _telling(model, (model.prices > 0) | at_kept)
    entry = (tells[rows.row] & (model.prices > 0)[rows.column]).nonzero()[0]
    row, column, coefficient = rows.row[entry], rows.column[entry], rows.coefficient[entry]
    each = model.prices[column] / coefficient
    order = np.lexsort((each, row))
    row, each = row[order], each[order]
    room = (coefficient * model.upper[column])[order].astype(np.float64)
    total = np.cumsum(room)
    first = np.searchsorted(row, row)
    before = total - room - (total - room)[first] if row.size else total
    price = np.zeros(rows.count)
    needed = before < rows.lower[row]
    np.maximum.at(price, row[needed], each[needed])
    return price


def _telling(model: Model, costs: Bools) -> Bools:
    """Return the rows that ask for something of variables from 0 on that all cost; bool (m,)."""
    rows = model.matrix
    good = costs[rows.column] & (rows.coefficient > 0) & (model.lower[rows.column] == 0)
    found: Bools = (rows.lower > 0) & (rows.summed(whole(~good)) == 0)
    return found
