"""Bounds from duals hold in whole numbers, whatever the duals are."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models_at_random import best_cost, keeps, models, rows_of
from volmatch.arrays.ragged import whole
from volmatch.engines import linear
from volmatch.engines.answer import Settings, Slot
from volmatch.formulation.formulation import Objective
from volmatch.formulation.model import Model
from volmatch.formulation.variable_map import Keys
from volmatch.search.exact.dual_bound import dual_bound_of


@given(models(), st.lists(st.floats(-20, 20), min_size=12, max_size=12))
def test_any_duals_give_a_bound(model: Model, duals: list[float]) -> None:
    """Some prices of rows prove more than is true."""
    best = best_cost(model)
    bound = dual_bound_of(model, np.resize(duals, model.matrix.count))
    assert best is None or bound.cost <= best


@given(models())
def test_the_duals_of_a_relaxation_prove_its_cost(model: Model) -> None:
    """The whole-number bound falls short of what the relaxation costs by more than rounding."""
    relaxation = linear.relax(model, Settings(seconds=5), Slot())
    best = best_cost(model)
    if relaxation is None or best is None:
        return
    relaxed = float(model.prices @ relaxation.values) + model.cost.constant
    step = model.step
    bound = dual_bound_of(model, relaxation.duals)
    assert relaxed - 1e-3 <= bound.cost <= best
    assert (bound.cost - model.cost.constant) % step == 0


@given(models(), st.data())
def test_what_is_settled_stays_in_every_better_schedule(model: Model, data: st.DataObject) -> None:
    """A variable is settled though some cheaper point has it elsewhere."""
    relaxation = linear.relax(model, Settings(seconds=5), Slot())
    if relaxation is None or not model.size:
        return
    bound = dual_bound_of(model, relaxation.duals)
    points = [
        whole(point)
        for point in np.ndindex(*(model.upper - model.lower + 1).tolist())
        if keeps(model, whole(point) + model.lower)
    ]
    if not points:
        return
    values = data.draw(st.sampled_from(points)) + model.lower
    settled = bound.settled(model, values, model.cost.at(values))
    for point in points:
        other = point + model.lower
        if model.cost.at(other) < model.cost.at(values):
            assert (other[settled] == values[settled]).all()


def test_duals_that_are_no_numbers_prove_nothing_wrong() -> None:
    """Infinite duals, or none at all, end in an error or in a bound that is none."""
    rows = rows_of([({0: 1}, 1, None), ({0: 1}, None, 1)])
    model = Model(whole([0]), whole([1]), [rows], Objective(whole([0]), whole([3]), 0), Keys.nowhere(1))
    assert dual_bound_of(model, np.array([np.inf, np.nan])).cost == 0
    assert dual_bound_of(model, np.array([3.0, 0.0])).cost == 3
