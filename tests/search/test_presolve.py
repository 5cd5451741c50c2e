"""A kernel is possible exactly if the whole is, and each of its solutions makes one of the whole."""

import numpy as np
from hypothesis import assume, event, given
from hypothesis import strategies as st

from models_at_random import best_cost, keeps, models, rows_of
from volmatch.arrays.ragged import Ints, whole
from volmatch.formulation.formulation import Objective
from volmatch.formulation.model import Model
from volmatch.formulation.variable_map import Keys
from volmatch.search.exact.presolve import Presolved, called_for, decided, forced


def solutions(model: Model) -> list[Ints]:
    """Return all points that keep all rows, by trying all."""
    points = (whole(point) + model.lower for point in np.ndindex(*(model.upper - model.lower + 1).tolist()))
    return [point for point in points if keeps(model, point)]


@given(models())
def test_nothing_is_lost_and_nothing_won(model: Model) -> None:
    """A possible question becomes impossible, an impossible one possible, or a dearer solution is the best that is left."""
    kernel = Presolved.of(model)
    found = solutions(kernel.model)
    event(f"{'open' if kernel.is_open else 'settled'}, {kernel.model.size} of {model.size}")
    assert bool(found) == (best_cost(model) is not None)
    assert best_cost(kernel.model) == best_cost(model)
    for point in found:
        assert keeps(model, kernel.complete(kernel.model.keys.spread(point)))


@given(models())
def test_what_is_settled_has_its_solution(model: Model) -> None:
    """A kernel with nothing open names a point that breaks a row."""
    kernel = Presolved.of(model)
    if not kernel.is_open:
        assert keeps(model, kernel.least)


def test_only_what_relieves_a_strained_row_is_called_for() -> None:
    """Something is asked of an engine that may as well stay at its least, or what has to rise is left there."""
    lower, upper = whole([2, 0, 0, 0]), whole([4, 4, 4, 1])
    nothing = Objective(whole([]), whole([]), 0)
    rows = rows_of([({0: 1, 1: -1}, None, 1), ({1: 1, 2: 1, 3: -1}, None, 4)])
    model = Model(lower, upper, [rows], nothing, Keys.nowhere(4))
    assert called_for(model).tolist() == [False, True, False, False]
    full = rows_of([({0: 1, 1: -1}, None, 1), ({1: 1, 2: 1, 3: -1}, None, 3)])
    assert called_for(Model(lower, upper, [full], nothing, Keys.nowhere(4))).tolist() == [False, True, False, True]


@given(models())
def test_what_rows_force_is_the_same_in_every_solution(model: Model) -> None:
    """A variable counts as settled that two solutions give different values."""
    found = solutions(model)
    is_forced = forced(model)
    event(f"{np.count_nonzero(is_forced & (model.lower < model.upper))} forced by rows")
    for point in found[1:]:
        assert np.array_equal(point[is_forced], found[0][is_forced])


@given(models(), st.data())
def test_what_is_decided_costs_nothing(model: Model, data: st.DataObject) -> None:
    """What is set beforehand breaks a row, or leaves only dearer solutions."""
    found = solutions(model)
    assume(found)
    is_decided, point = decided(model, data.draw(st.sampled_from(found)))
    assert keeps(model, point)
    left = [one for one in found if np.array_equal(one[is_decided], point[is_decided])]
    assert min(map(model.cost.at, left)) == best_cost(model)


def test_who_is_pinned_to_a_seat_takes_it_from_all_others() -> None:
    """Questions of a desk hold everybody who could have served what is promised already."""
    pin, seat, next_to_it = ({0: 1}, 1, None), ({0: 1, 1: 1, 2: 1}, None, 1), ({2: 1, 3: 1}, 1, None)
    nothing = Objective(whole([]), whole([]), 0)
    model = Model(whole([0] * 5), whole([1] * 5), [rows_of([pin, seat, next_to_it])], nothing, Keys.nowhere(5))
    assert forced(model).tolist() == [True, True, True, True, False]
