"""Reduced-cost fixing: a large model answered by a small one, since a near relaxation settles nearly every variable."""

import attrs
import numpy as np

from volmatch.arrays.ragged import Ints, whole
from volmatch.engines import highs, linear
from volmatch.engines.answer import EngineAnswer, Settings, Slot
from volmatch.engines.linear import LinearRelaxation
from volmatch.formulation.formulation import Objective
from volmatch.formulation.model import Model
from volmatch.formulation.point import Point
from volmatch.search.exact.dantzig_wolfe import DantzigWolfe
from volmatch.search.exact.dual_bound import DualBound, dual_bound_of
from volmatch.search.exact.presolve import breaks_a_row
from volmatch.search.state import thresholds
from volmatch.search.state.time_budget import TimeBudget

#: A relaxed whole number this close to one counts as one.
_CLOSE = 1e-4


def minimise(
    model: Model,
    hint: Ints | None,
    settings: Settings,
    slot: Slot,
    *,
    total: int | None = None,
    least: int | None = None,
) -> EngineAnswer:
    """Minimise the cost with HiGHS, by patterns where there are any; blocks until done.

    Parameters
    ----------
    model, hint, settings, slot
        As for any engine.
    total
        A variable that stands for what goals cost together: the relaxation often leaves it between two whole numbers, and
        then lies most of its way from the truth.
    least
        What it is at least in every point that matters, where that is known.
    """
    reformulated = DantzigWolfe.of(model)
    if reformulated is None:
        return highs.minimise(model, hint, settings, slot)
    known = None if hint is None or not Point.of(model, hint).is_feasible else model.cost.at(hint)
    place = None if total is None else int(np.searchsorted(reformulated.column, total))
    budget = TimeBudget(slot, settings)
    fixing = ReducedCostFixing(budget, place, known, least)
    relaxed = fixing.relaxed(reformulated.model)
    answer = None if relaxed is None else fixing.narrowed(*relaxed)
    if answer is None:
        return budget.ask(highs.minimise, model, hint)
    if answer.values is None:
        return answer
    return attrs.evolve(answer, values=reformulated.point(answer.values))


@attrs.frozen(eq=False)
class ReducedCostFixing:
    """The questions about one model.

    Parameters
    ----------
    budget
        Who works on it, and how long.
    total, least
        See `minimise`; by the model's variables.
    known
        What a schedule that is known costs.
    """

    budget: TimeBudget
    total: int | None
    known: int | None
    least: int | None = None

    def relaxed(self, model: Model) -> tuple[Model, DualBound] | None:
        """Return the model, its total bounded, and what its relaxation proves; ``None`` where there is no relaxation."""
        with self.budget.at_work(Slot()) as slot:
            relaxation = highs.relax(model, self.budget.settings_for(), slot)
        if relaxation is None:
            return None
        if self.total is not None and self._is_low(float(relaxation.values[self.total])):
            model, relaxation = self._raised(model, relaxation, self.total)
        return model, dual_bound_of(model, relaxation.duals)

    def _is_low(self, total: float) -> bool:
        """Whether a relaxed total is less than it can be in truth."""
        return not _is_whole(total) if self.least is None else total < self.least - _CLOSE

    def _raised(self, model: Model, relaxation: LinearRelaxation, total: int) -> tuple[Model, LinearRelaxation]:
        """Bound the total by what is known of it, or by what it costs alone, in whole numbers.

        Either question is next door to the one answered: bounded from the beginning, the first one took ten times as long.
        """
        least = self._alone(model, relaxation, total) if self.least is None else self.least
        if least is None or least <= model.lower[total]:
            return model, relaxation
        lower = model.lower.copy()
        lower[total] = least
        raised = attrs.evolve(model, lower=lower)
        return raised, self._relaxed_warm(raised, relaxation) or relaxation

    def _alone(self, model: Model, relaxation: LinearRelaxation, total: int) -> int | None:
        alone = attrs.evolve(model, cost=Objective(whole([total]), whole([1]), 0))
        found = self._relaxed_warm(alone, relaxation)
        return None if found is None else dual_bound_of(alone, found.duals).cost

    def _relaxed_warm(self, model: Model, warm: LinearRelaxation) -> LinearRelaxation | None:
        with self.budget.at_work(Slot()) as slot:
            return None if self.budget.is_over else linear.relax(model, self.budget.settings_for(), slot, warm=warm)

    def narrowed(self, model: Model, bound: DualBound) -> EngineAnswer | None:
        """Ask only about variables that a cheap schedule could have elsewhere than where the relaxation wants them.

        All schedules that cost no more than a limit are among those asked about. So if the best of these keeps to the
        limit, it is the best of all; if not, it is the next limit. ``None`` if that would be to ask about most variables.
        """
        self.budget.slot.raise_bound(bound.cost)
        at = np.where(bound.reduced < 0, model.upper, model.lower)
        point, step = Point.of(model, at), model.step
        first = min(model.size - 1, max(thresholds.FEW, int(thresholds.FEW_SHARE * model.size)))
        limit = bound.cost + int(np.partition(np.abs(bound.reduced), first)[first]) // bound.scale
        limit = limit if self.known is None else min(limit, self.known)
        best: Ints | None = None
        while True:
            open_ = ~bound.settled(model, at, limit + step)
            columns = open_.nonzero()[0]
            if columns.size > max(thresholds.FEW, thresholds.NEAR * model.size):
                return None
            answer = EngineAnswer("infeasible")
            if not breaks_a_row(point, open_):
                begin = None if best is None else best[columns]
                with self.budget.at_work(Slot()) as slot:
                    if self.budget.is_over:
                        return EngineAnswer("unknown", bound=bound.cost)
                    answer = highs.minimise(point.part(columns), begin, self.budget.settings_for(), slot)
            if answer.verdict == "infeasible" and columns.size < model.size:
                limit = bound.cost + thresholds.WIDER * (limit + step - bound.cost)
                continue
            if answer.values is None:
                return attrs.evolve(answer, bound=bound.cost)
            best = at.copy()
            best[columns] = answer.values
            cost = model.cost.at(best)
            if cost <= limit or answer.verdict != "optimal":
                least = bound.cost if answer.bound is None else max(bound.cost, min(answer.bound, limit + step))
                return EngineAnswer("optimal" if least >= cost else "feasible", best, min(least, cost))
            limit = cost


def _is_whole(value: float) -> bool:
    return abs(value - round(value)) < _CLOSE
