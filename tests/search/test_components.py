"""A level falls apart without loss: what is decided beforehand costs nothing, and the parts have nothing in common."""

import numpy as np
from hypothesis import given

from models_at_random import best_cost, keeps, models
from volmatch.arrays.ragged import whole
from volmatch.formulation.formulation import Objective
from volmatch.formulation.model import Kept, Model, row_of
from volmatch.formulation.point import Point
from volmatch.formulation.variable_map import Keys
from volmatch.search.exact.components import components
from volmatch.search.exact.presolve import dual_fixing


@given(models())
def test_what_is_decided_costs_nothing(model: Model) -> None:
    """Setting variables beforehand makes the best schedule dearer, or a feasible model infeasible."""
    is_decided, value = dual_fixing(model)
    lower, upper = (np.where(is_decided, value, bound) for bound in (model.lower, model.upper))
    fixed = Model(lower, upper, model.blocks, model.cost, model.keys)
    assert best_cost(fixed) == best_cost(model)


@given(models())
def test_components_share_no_row(model: Model) -> None:
    """Two variables of one row are in two components, or a variable is in none or in two."""
    free = np.ones(model.size, dtype=bool)
    groups = components(model, free)
    assert sorted(column for group in groups for column in group.tolist()) == list(range(model.size))
    label = np.full(model.size, -1)
    for number, group in enumerate(groups):
        label[group] = number
    for row in range(model.matrix.count):
        assert np.unique(label[model.matrix.column[model.matrix.row == row]]).size <= 1


@given(models())
def test_the_best_of_all_parts_is_the_best(model: Model) -> None:
    """The best costs of the components do not add up to the best cost of the whole."""
    best = best_cost(model)
    if best is None:
        return
    start = next(
        whole(point) + model.lower
        for point in np.ndindex(*(model.upper - model.lower + 1).tolist())
        if keeps(model, whole(point) + model.lower)
    )
    point = Point.of(model, start)
    total = point.cost
    for group in components(model, np.ones(model.size, dtype=bool)):
        part = point.part(group)
        cheapest = best_cost(part)
        assert cheapest is not None
        total += cheapest - point.cost
    assert total == best


def test_kept_goals_do_not_tie_parts_together() -> None:
    """A goal of a level before makes one component of all that it adds up."""
    cost = Objective(whole([0, 1]), whole([1, 1]), 0)
    kept = Kept(cost, 1, 1)
    model = Model(whole([0, 0]), whole([1, 1]), [row_of(kept)], cost, Keys.nowhere(2), [kept])
    assert [group.tolist() for group in components(model, np.ones(2, dtype=bool))] == [[0], [1]]
