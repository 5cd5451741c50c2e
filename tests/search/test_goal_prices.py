"""Goals of levels before weigh as much as they must: the answer is the one that their rows would give."""

import attrs
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models_at_random import keeps
from placed_models import placed
from volmatch.arrays.ragged import whole
from volmatch.engines.answer import Settings, Slot
from volmatch.formulation.formulation import Objective
from volmatch.formulation.model import Kept, Model, row_of
from volmatch.formulation.variable_map import Keys
from volmatch.search.exact.goal_prices import goal_prices_of, minimise


@given(placed(), st.data())
def test_weights_say_what_rows_say(drawn: Model, data: st.DataObject) -> None:
    """A goal as a price gives another optimum, a bound above it, or a schedule that costs a level before more."""
    model = drawn
    points = [whole(point) + model.lower for point in np.ndindex(*(model.upper - model.lower + 1).tolist())]
    feasible = [point for point in points if keeps(model, point)]
    if not feasible:
        return
    prices = whole([data.draw(st.integers(-3, 3)) for _ in range(model.size)])
    before = Objective(prices.nonzero()[0], prices[prices != 0], 0)
    hint = data.draw(st.sampled_from(feasible))
    least = min(before.at(point) for point in feasible)
    kept = Kept(before, before.at(hint), data.draw(st.sampled_from([None, least, least - 1])))
    whole_model = attrs.evolve(model, blocks=[*model.blocks, row_of(kept)], kept=[*model.kept, kept])
    best = min(model.cost.at(point) for point in feasible if before.at(point) <= kept.value)
    answer = minimise(whole_model, hint, Settings(seconds=20), Slot())
    assert answer.values is not None
    assert keeps(whole_model, answer.values)
    assert answer.bound is not None
    assert answer.bound <= best
    assert (answer.verdict, model.cost.at(answer.values)) == ("optimal", best) or answer.verdict == "feasible"


@given(placed(), st.data())
def test_the_last_variable_is_what_goals_cost_above_what_is_kept(drawn: Model, data: st.DataObject) -> None:
    """A point with its total behind it breaks a row, or costs something else than cost and goals say."""
    model = drawn
    prices = [whole([data.draw(st.integers(-3, 3)) for _ in range(model.size)]) for _ in range(2)]
    goals = [Kept(Objective(one.nonzero()[0], one[one != 0], 2), data.draw(st.integers(-2, 6)), None) for one in prices]
    rows = [*model.blocks[: len(model.blocks) - len(model.kept)], *map(row_of, goals)]
    light = goal_prices_of(attrs.evolve(model, blocks=rows, kept=goals))
    assert light is not None
    assert light.goals == tuple(goals)
    assert all(weight % light.weights[-1] == 0 for weight in light.weights)
    point = whole([data.draw(st.integers(low, high)) for low, high in zip(model.lower, model.upper, strict=True)])
    above = sum(
        weight * (one.cost.at(point) - one.value) for weight, one in zip(light.weights, light.goals, strict=True)
    )
    begun = light.begun(point)
    assert light.model.cost.at(begun) == model.cost.at(point) + above
    without = attrs.evolve(model, blocks=model.blocks[: len(model.blocks) - len(model.kept)], kept=[])
    assert keeps(light.model, begun) == keeps(without, point)


def test_what_is_proved_bounds_the_total() -> None:
    """Proofs of levels before say nothing about the sum of goals, or more than they prove."""
    prices = Objective(whole([0]), whole([1]), 0)

    def least(*bounds: int | None) -> int | None:
        kept = [Kept(prices, 3, bound) for bound in bounds]
        model = Model(whole([0]), whole([5]), [*map(row_of, kept)], prices, Keys.nowhere(1), kept)
        found = goal_prices_of(model)
        assert found is not None
        heavy, light = found.weights
        assert found.least is None or found.least % (heavy // light) == 0
        return found.least

    assert least(3, 3) == 0
    assert least(3, None) is None
    assert (least(2, 3) or 0) < 0


def test_heavy_goals_stay_rows() -> None:
    """A weight grows beyond what floats tell apart."""
    model = Model(whole([0]), whole([1]), [], Objective(whole([0]), whole([500_000]), 0), Keys.nowhere(1))
    kept = Kept(Objective(whole([0]), whole([1]), 0), 1, 1)
    model = attrs.evolve(model, blocks=[row_of(kept)], kept=[kept])
    assert goal_prices_of(model) is None
