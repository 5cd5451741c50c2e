"""Weighted months: all levels together, priced by whole months and rounded; a start where limits tie weeks together.

What is perfect for the first level leaves the second with what is left, and where a month's hours are the limit there is no
undoing it nearby: the hours are gone. So all levels are looked at together here, each unit of one worth a little more than the
dearest thing of the next, and the best mixture of whole months points to a schedule (diving on columns: Joncour and others,
Column generation based primal heuristics, 2010).
"""

from collections.abc import Sequence

import attrs

from volmatch.arrays.ragged import Ints
from volmatch.engines import linear
from volmatch.engines.answer import Settings, Slot
from volmatch.formulation.formulation import Formulation
from volmatch.formulation.model import Kept, model_of
from volmatch.formulation.point import Point
from volmatch.search.exact.column_generation import ColumnGeneration
from volmatch.search.exact.lagrangian_bound import priced_months
from volmatch.search.exact.month_pool import MonthPool
from volmatch.search.start.diving import MixtureRounding, rounded
from volmatch.search.start.greedy import greedy
from volmatch.search.start.weighing import weighed
from volmatch.search.state import thresholds
from volmatch.search.state.time_budget import TimeBudget


def weighted_months(
    f: Formulation,
    levels: Sequence[int],
    known: Ints,
    settings: Settings,
    slot: Slot,
    *,
    kept: Sequence[Kept] = (),
    pool: MonthPool,
) -> Ints | None:
    """Return the decisions of a schedule that is good at some levels together; blocks until it is found or time is over.

    Parameters
    ----------
    f, levels
        The whole problem, and the goal levels that are still to be served.
    known
        int64 (f.decisions,): the decisions of a schedule that keeps what must hold.
    settings, slot
        As for any engine.
    kept
        The goals of the levels before, which the schedule known keeps.
    pool
        Months known already; receives those that mattered.

    Returns
    -------
    ``None`` if limits do not tie weeks together, or if there was no time for a mixture of months.
    """
    model = model_of(f, levels[-1], kept)
    pricing = priced_months(model)
    if pricing is None:
        return None
    budget = TimeBudget(slot, settings)
    model = weighed(f, model, levels, thresholds.GENTLE, thresholds.MOST_WEIGHT_OF_MONTHS)
    pricing = attrs.evolve(pricing, months=attrs.evolve(pricing.months, model=model))
    with budget.at_work(Slot()) as own:
        relaxation = linear.relax(model, budget.settings_for(budget.share(thresholds.RELAXING)), own)
    if relaxation is None:
        return None
    point = Point.of(model, model.keys.gather(f.filled(known, levels[-1])))
    generation = ColumnGeneration.begun(pricing, relaxation.duals, point.values)
    pool.pour(generation)
    with budget.at_work(Slot()) as own:
        hurry = TimeBudget(own, budget.settings_for(budget.share(thresholds.GENERATING)))
        generation.run(hurry, lambda _: generation.open_share <= thresholds.MIXED_ENOUGH)
    if generation.mixture is None:
        return None
    pool.keep(generation)
    found = MixtureRounding(model, budget).best(generation.mixture)
    if found is None:
        sure, _ = rounded(model, generation.mixture, thresholds.LIKELY_OF_MONTHS)
        return greedy(f, start=model.keys.spread(sure)[: f.decisions], then=known)
    return model.keys.spread(found.values)[: f.decisions]
