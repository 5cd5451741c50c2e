"""A dual bound that holds in whole numbers, from the duals of a relaxation that an engine worked out in floats."""

import attrs
import numpy as np

from volmatch.arrays.ragged import Bools, Ints, whole
from volmatch.formulation.formulation import INFINITE
from volmatch.formulation.model import Model

#: Duals are rounded to multiples of ``2**-MOST_BITS``, or coarser where the sums would not fit into int64.
MOST_BITS = 24
_ROOM = float(2**61)


@attrs.frozen(eq=False)
class DualBound:
    """No schedule costs less than `cost`; and what leaving one bound of a variable would add.

    Parameters
    ----------
    cost
        The bound, rounded up to the next cost there is.
    exact
        The same before it was rounded up, times `scale`, without the model's constant.
    reduced
        int64 (n,): reduced cost of each variable, times `scale`.
    scale
        A power of two.
    """

    cost: int
    exact: int
    reduced: Ints
    scale: int

    def settled(self, model: Model, values: Ints, best: int) -> Bools:
        """Return which variables cannot leave the bound they have at a point, in any schedule that costs less than `best`.

        For a variable at its lower bound with reduced cost d > 0, a schedule with another value costs at least
        ``exact + d``.
        """
        most = (best - model.step - model.cost.constant) * self.scale
        at_lower, at_upper = values == model.lower, values == model.upper
        held = (at_lower & (self.reduced > 0)) | (at_upper & (self.reduced < 0))
        settled: Bools = held & (self.exact + np.abs(self.reduced) > most)
        return settled


def dual_bound_of(model: Model, duals: np.ndarray[tuple[int], np.dtype[np.float64]]) -> DualBound:
    """Return the bound that duals prove.

    Parameters
    ----------
    model
        The model.
    duals
        float64 (m,): a price for each row of the model's matrix, from whatever source: any prices give a valid bound.

    Notes
    -----
    For every y, and d = c - A'y, each schedule x with l <= x <= u and low <= Ax <= high costs
    ``cx = yAx + dx >= sum(min(y low, y high)) + sum(min(d l, d u))``. With y rounded to whole multiples of 1 / scale, all of
    it is worked out in int64 without any rounding.
    """
    rows = model.matrix
    prices, scale = rounded_prices(model, duals)
    load = np.zeros(model.size, dtype=np.int64)
    np.add.at(load, rows.column, rows.coefficient * prices[rows.row])
    reduced = model.prices * scale - load
    side = np.where(
        prices > 0, np.where(rows.lower <= -INFINITE, 0, rows.lower), np.where(rows.upper >= INFINITE, 0, rows.upper)
    )
    exact = int((prices * side).sum()) + int(np.where(reduced > 0, reduced * model.lower, reduced * model.upper).sum())
    return DualBound(cost_of(model, exact, scale), exact, whole(reduced), scale)


def cost_of(model: Model, exact: int, scale: int) -> int:
    """Return the least cost there can be where nothing costs less than ``exact / scale`` and the model's constant."""
    step = model.step
    return model.cost.constant + step * -(-exact // (scale * step))


def rounded_prices(model: Model, duals: np.ndarray[tuple[int], np.dtype[np.float64]]) -> tuple[Ints, int]:
    """Return duals times a scale in whole numbers, and the scale; 0 where a row is open on the side that a dual prices."""
    rows = model.matrix
    duals = np.nan_to_num(duals, nan=0.0, posinf=0.0, neginf=0.0)
    open_ = ((duals > 0) & (rows.lower <= -INFINITE)) | ((duals < 0) & (rows.upper >= INFINITE))
    duals = np.where(open_, 0.0, duals)
    scale = _scale(model, duals)
    return whole(np.rint(duals * scale)), scale


def _scale(model: Model, duals: np.ndarray[tuple[int], np.dtype[np.float64]]) -> int:
    """Return the finest scale at which no sum leaves int64."""
    rows = model.matrix
    prices = np.abs(duals)
    load = np.abs(model.prices) + np.bincount(
        rows.column, np.abs(rows.coefficient) * prices[rows.row], minlength=model.size
    )
    side = np.maximum(
        np.where(rows.lower <= -INFINITE, 0, np.abs(rows.lower)),
        np.where(rows.upper >= INFINITE, 0, np.abs(rows.upper)),
    )
    widest = np.maximum(np.abs(model.lower), np.abs(model.upper)).astype(np.float64)
    total = float(prices @ side) + float(load @ np.maximum(widest, 1))
    bits = min(MOST_BITS, int(np.floor(np.log2(_ROOM / max(total, 1.0)))))
    return 1 << max(bits, 0)
