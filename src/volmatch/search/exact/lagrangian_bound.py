"""Lagrangian bound: rows that tie people together are priced, and then each person's month is the cheapest for itself."""

import attrs
import numpy as np
import numpy.typing as npt

from volmatch.arrays.ragged import Bools, Ints
from volmatch.formulation.model import Model
from volmatch.search.exact.dual_bound import cost_of, rounded_prices
from volmatch.search.exact.month_pricing import MonthPricing, Months
from volmatch.search.exact.person_months import PersonMonths
from volmatch.search.exact.person_resources import FORBIDDEN
from volmatch.search.exact.person_weeks import PersonWeeks


@attrs.frozen(eq=False)
class LagrangianBound:
    """What multipliers prove, in whole numbers.

    Parameters
    ----------
    cost
        The bound, rounded up to the next cost there is; ``None`` where somebody has no month: then nothing keeps all rows.
    exact
        The same before it was rounded up, times `scale`, without the model's constant.
    reduced
        int64 (n,): what is left of the price of each variable, times `scale`.
    months
        The months that are cheapest at these prices.
    """

    cost: int | None
    exact: int
    scale: int
    reduced: Ints
    months: Months

    def settled(self, pricing: MonthPricing, values: Ints, best: int) -> Bools:
        """Return which variables stay at the bound they have at a point, in any schedule that costs less than `best`.

        Of duties only those that nobody does at the point: whoever took one would have a month that is dearer by its excess.
        """
        model, is_inside = pricing.months.model, pricing.months.is_inside
        room = (best - model.step - model.cost.constant) * self.scale - self.exact
        at_lower, at_upper = values == model.lower, values == model.upper
        held = (at_lower & (self.reduced > 0)) | (at_upper & (self.reduced < 0))
        settled: Bools = np.where(
            is_inside,
            at_lower & (model.lower == 0) & (pricing.excess(self.reduced) > room),
            held & (np.abs(self.reduced) > room),
        )
        return settled


def priced_months(model: Model) -> MonthPricing | None:
    """Return the months of a model, ready to be priced; ``None`` where limits do not tie weeks together, or there are none.

    Where they do not, the patterns of weeks, which HiGHS is given, say all that months would.
    """
    if not PersonWeeks.of_model(model).is_tied:
        return None
    months = PersonMonths.of(model)
    return None if months is None else MonthPricing.of(months)


def lagrangian_bound(pricing: MonthPricing, duals: npt.NDArray[np.float64]) -> LagrangianBound:
    """Return the bound that multipliers prove.

    Parameters
    ----------
    pricing
        The months of a model.
    duals
        float64 (m,): a price for each row of the model, from whatever source; those of rows that months keep do not matter.

    Notes
    -----
    With y the prices of master rows ``low <= Ax <= high`` and d = c - A'y, each schedule costs
    ``cx = yAx + dx >= sum(min(y low, y high)) + sum over people of min(d x: x a month) + sum(min(d l, d u))``, the last over
    the variables that no month decides. A month keeps whole numbers and all of its person's rows: so this is never
    less than what the same prices, with any for the other rows, prove by `dual_bound_of` (Geoffrion, Lagrangean
    relaxation for integer programming, 1974).
    """
    months, model = pricing.months, pricing.months.model
    prices, scale = rounded_prices(model, duals)
    prices = np.where(months.is_master, prices, 0)
    rows = model.matrix
    load = np.zeros(model.size, dtype=np.int64)
    np.add.at(load, rows.column, rows.coefficient * prices[rows.row])
    reduced: Ints = model.prices * scale - load
    side = np.where(prices > 0, rows.lower, np.where(prices < 0, rows.upper, 0))
    free = ~months.is_inside
    boxed = np.where(reduced > 0, reduced * model.lower, reduced * model.upper)[free]
    best = pricing.best(reduced)
    exact = int((prices * side).sum()) + int(boxed.sum())
    if (best.cost == FORBIDDEN).any():
        return LagrangianBound(None, exact, scale, reduced, best)
    exact += int(best.cost.sum())
    return LagrangianBound(cost_of(model, exact, scale), exact, scale, reduced, best)
