"""Generated months of one component: the bound they prove, told as it rises, and the mixture that points to schedules."""

import numpy as np

from volmatch.arrays.ragged import Ints
from volmatch.engines.answer import Slot
from volmatch.engines.linear import LinearRelaxation
from volmatch.formulation.model import Model
from volmatch.formulation.point import Point
from volmatch.search.exact.column_generation import ColumnGeneration
from volmatch.search.exact.dual_bound import DualBound
from volmatch.search.exact.lagrangian_bound import priced_months
from volmatch.search.exact.month_pool import MonthPool
from volmatch.search.state import thresholds
from volmatch.search.state.best_point import BestPoint
from volmatch.search.state.time_budget import TimeBudget


def begin(
    model: Model, relaxation: LinearRelaxation | None, best: BestPoint, pool: MonthPool
) -> ColumnGeneration | None:
    """Bound a component by whole months at the prices of its relaxation; ``None`` where that proves no more than rows do.

    So it is where there is no relaxation, nothing left to prove, or more than exact engines can take.

    Parameters
    ----------
    model
        The component, or what allows at least as much.
    best
        Where it stands; hears of the bound.
    pool
        The months known from levels before, with which the rounds begin.
    """
    if relaxation is None or best.gap.is_closed or model.size > thresholds.MOST_EXACT:
        return None
    pricing = priced_months(model)
    if pricing is None:
        return None
    generation, before = ColumnGeneration.begun(pricing, relaxation.duals, best.point.values), best.bound
    best.raise_bound(generation.best.cost, is_sound=True)
    if best.bound <= before:
        return None
    pool.pour(generation)
    return generation


def mixed(
    generation: ColumnGeneration, best: BestPoint, pool: MonthPool, budget: TimeBudget
) -> LinearRelaxation | None:
    """Bound a component by the best mixture of its months; return that, unless it was cut short before it proved anything."""
    before = generation.best.exact / generation.best.scale

    def is_enough(bound: int | None) -> bool:
        best.raise_bound(bound, is_sound=True)
        return budget.is_over or best.gap.is_closed

    with budget.at_work(Slot()) as slot:
        share = budget.share(thresholds.GENERATING)
        has_ended = generation.run(TimeBudget(slot, budget.settings_for(share)), is_enough)
    pool.keep(generation)
    has_gained = generation.best.exact / generation.best.scale > before
    return generation.mixture if has_ended or has_gained else None


def left_open(point: Point, bound: DualBound | None, generation: ColumnGeneration | None) -> Ints:
    """Return the variables that neither the relaxation's bound nor that of months settles at what a point costs."""
    if bound is None:
        return np.arange(point.values.size)
    settled = bound.settled(point.model, point.values, point.cost)
    if generation is not None:
        settled |= generation.settled(point.values, point.cost)
    return (~settled).nonzero()[0]
