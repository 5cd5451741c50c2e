"""Scalarisation: goals kept from levels before become prices; engines like them better, and what they prove holds."""

import time

import attrs
import numpy as np

from volmatch.arrays.ragged import Ints, whole
from volmatch.engines.answer import EngineAnswer, Settings, Slot
from volmatch.formulation.formulation import Block, Objective
from volmatch.formulation.model import Kept, Model, extremes, row_of
from volmatch.gap import Gap
from volmatch.search.exact import reduced_cost_fixing
from volmatch.search.state import thresholds


@attrs.frozen(eq=False)
class GoalPrices:
    """A model in which some of the goals that another one keeps are prices.

    Parameters
    ----------
    model
        The model; it keeps the other goals. Its last variable is what the goals that are prices cost above the values kept,
        in units of the lightest: engines may branch on it, and what bounds it bounds them all.
    weights
        What a unit of each of those goals costs: of the last ones that the other model keeps, in their order. Each is a
        multiple of the last.
    goals
        These goals themselves, by the model's variables.
    """

    model: Model
    weights: tuple[int, ...]
    goals: tuple[Kept, ...]

    def begun(self, values: Ints) -> Ints:
        """Return values of the other model's variables with that of the last variable behind them."""
        above = (times * (one.cost.at(values) - one.value) for times, one in zip(self._times, self.goals, strict=True))
        return np.append(values, sum(above))

    def told(self, answer: EngineAnswer) -> EngineAnswer:
        """Return an answer with values of the other model's variables; the bound is that of the priced cost."""
        return answer if answer.values is None else attrs.evolve(answer, values=answer.values[:-1])

    @property
    def total(self) -> int:
        """The last variable."""
        return self.model.size - 1

    @property
    def least(self) -> int | None:
        """What the last variable is at least, in all points that keep every goal; ``None`` where that is not proved.

        The proofs of the levels before know more than any relaxation of what their goals cost together.
        """
        slacks = [one.slack for one in self.goals]
        if any(slack is None for slack in slacks):
            return None
        return -sum(times * (slack or 0) for times, slack in zip(self._times, slacks, strict=True))

    @property
    def _times(self) -> tuple[int, ...]:
        return tuple(weight // self.weights[-1] for weight in self.weights)


def goal_prices_of(model: Model) -> GoalPrices | None:
    """Make prices of the goals that a model keeps, the last ones first, as many as are not too heavy; ``None`` if none is.

    Notes
    -----
    With ``c`` the level's cost, ``k`` a kept goal that must not exceed ``v``, and w > 0, every point that keeps the row has
    ``c + w (k - v) <= c``: what bounds the priced cost from below bounds ``c``. And a point that is best at the priced
    cost, with k = v, is best at c.
    """
    step, dearest = model.step, model.cost.dearest
    unit = thresholds.GOAL_WORTH * dearest + step  # costs keep their step
    weights: list[int] = []
    for kept in reversed(model.kept):
        weight = unit * -(-(thresholds.GOAL_WORTH * dearest + 1) // unit)
        if weight > thresholds.MOST_GOAL_WEIGHT:
            break
        weights.insert(0, weight)
        dearest = max(dearest, weight * kept.cost.dearest)
    if not weights:
        return None
    first = len(model.kept) - len(weights)
    return _priced(model, tuple(weights), unit, tuple(model.kept[first:]))


def _priced(model: Model, weights: tuple[int, ...], unit: int, goals: tuple[Kept, ...]) -> GoalPrices:
    above, constant = np.zeros(model.size, dtype=np.int64), 0
    for weight, kept in zip(weights, goals, strict=True):
        above[kept.cost.column] += weight // unit * kept.cost.coefficient
        constant += weight // unit * (kept.cost.constant - kept.value)
    total = Objective.of(above, constant)
    least, most = extremes(total, model.lower, model.upper)
    rest = len(model.kept) - len(goals)
    own, rows_kept = model.blocks[: len(model.blocks) - len(model.kept)], [*map(row_of, model.kept[:rest])]
    prices = attrs.evolve(
        model,
        lower=np.append(model.lower, constant + least),
        upper=np.append(model.upper, constant + most),
        blocks=[*own, _adding_up(total, model.size), *rows_kept],
        kept=model.kept[:rest],
        cost=Objective(
            np.append(model.cost.column, model.size), np.append(model.cost.coefficient, unit), model.cost.constant
        ),
        keys=model.keys.and_added(1),
    )
    return GoalPrices(prices, weights, goals)


def _adding_up(total: Objective, column: int) -> Block:
    """Return the row "this variable is the total"."""
    bound = whole([-total.constant])
    columns, coefficients = np.append(total.column, column), np.append(total.coefficient, -1)
    return Block(0, whole([0, columns.size]), columns, coefficients, bound, bound)


def minimise(model: Model, hint: Ints | None, settings: Settings, slot: Slot) -> EngineAnswer:
    """Solve a model with HiGHS, kept goals as prices; with rows where the weights turn out too small.

    Parameters
    ----------
    model, hint, settings, slot
        As for any engine.
    """
    prices = goal_prices_of(model)
    if prices is None:
        return reduced_cost_fixing.minimise(model, hint, settings, slot)
    began = time.monotonic()
    begin = None if hint is None else prices.begun(hint)
    answer = prices.told(
        reduced_cost_fixing.minimise(prices.model, begin, settings, slot, total=prices.total, least=prices.least)
    )
    if answer.values is None:
        return answer
    if all(kept.cost.at(answer.values) <= kept.value for kept in model.kept):
        is_best = Gap(model.cost.at(answer.values), answer.bound).is_closed
        return attrs.evolve(answer, verdict="optimal" if is_best else "feasible")
    left = None if settings.seconds is None else max(0.0, settings.seconds - (time.monotonic() - began))
    return reduced_cost_fixing.minimise(model, hint, attrs.evolve(settings, seconds=left), slot)
