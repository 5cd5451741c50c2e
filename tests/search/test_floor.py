"""What is proved of a wider problem is believed of the parts of a narrower one only where it holds there."""

from itertools import product
from unittest import mock

import attrs
import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from models_at_random import best_cost, keeps, models, rows_of
from volmatch.arrays.ragged import Ints, whole
from volmatch.engines.answer import Settings, Slot
from volmatch.formulation.formulation import Objective
from volmatch.formulation.model import Model
from volmatch.formulation.variable_map import Keys
from volmatch.search import component, decomposition
from volmatch.search.state import thresholds


def points(model: Model) -> list[Ints]:
    """Return all points that keep all rows."""
    ranges = [range(low, high + 1) for low, high in zip(model.lower.tolist(), model.upper.tolist(), strict=True)]
    return [point for point in map(whole, product(*ranges)) if keeps(model, point)]


def solved(narrower: Model, hint: Ints, floor: Ints) -> tuple[int | None, int | None]:
    """Return cost and bound that a search in parts finds, standing on a floor."""
    apart = max(0, narrower.size - 1)  # too large to be asked about whole
    with mock.patch.object(thresholds, "SMALL", apart), mock.patch.object(decomposition, "_packed", iter):
        answer = decomposition.minimise(narrower, hint, Settings(seconds=20.0), Slot(), floor=floor)
    return (None if answer.values is None else narrower.cost.at(answer.values)), answer.bound


@given(models(), st.data())
def test_a_floor_never_proves_too_much(wider: Model, data: st.DataObject) -> None:
    """A part that a decision next door made cheaper is taken for proved at what it cost before."""
    found = points(wider)
    assume(found and wider.size)
    floor = min(found, key=wider.cost.at)
    there = data.draw(st.sampled_from(found))
    fixed = data.draw(st.lists(st.booleans(), min_size=wider.size, max_size=wider.size))
    bounds = [np.where(fixed, there, bound) for bound in (wider.lower, wider.upper)]
    narrower = attrs.evolve(wider, lower=bounds[0], upper=bounds[1])
    best = best_cost(narrower)
    cost, bound = solved(narrower, there, floor)
    assert best is not None
    assert bound is None or bound <= best
    assert cost is None or cost >= best


def test_a_decision_next_door_can_make_a_part_cheaper() -> None:
    """With x decided, y is no longer needed, but the part of y and z is told to cost what it did."""
    rows = rows_of([({0: 1, 1: 1}, 1, None), ({1: 1, 2: 1}, 1, None)])
    cost = Objective(whole([0, 1, 2]), whole([9, 4, 1]), 0)
    wider = Model(whole([0, 0, 0]), whole([1, 1, 1]), [rows], cost, Keys.nowhere(3))
    narrower = attrs.evolve(wider, lower=whole([1, 0, 0]))
    assert solved(narrower, whole([1, 1, 0]), whole([0, 1, 0])) == (10, 10)


def test_parts_that_nothing_touches_are_proved_at_once() -> None:
    """What was proved is proved again, part by part."""
    rows = rows_of([({0: 1, 1: 1, 2: 1}, 1, None), ({3: 1, 4: 1, 5: 1}, 1, None)])
    cost = Objective(np.arange(6), whole([5, 4, 6, 3, 2, 7]), 0)
    wider = Model(whole([0] * 6), whole([1] * 6), [rows], cost, Keys.nowhere(6))
    narrower = attrs.evolve(wider, upper=whole([1, 0, 1, 1, 1, 1]))
    asked: list[int] = []
    with mock.patch.object(component.ComponentSearch, "pursue", lambda self, *_: asked.append(self.best.model.size)):
        solved(narrower, whole([1, 0, 0, 0, 1, 0]), whole([0, 1, 0, 0, 1, 0]))
    assert set(asked) == {2}  # the part next to what is decided, not the three variables of the other


def test_what_is_forced_is_not_asked() -> None:
    """An engine is asked about somebody who alone is left for a seat."""
    rows = rows_of([({0: 1, 1: 1}, 1, None), ({0: 1, 2: 1}, None, 1)])
    cost = Objective(np.arange(3), whole([5, 4, -3]), 0)
    model = Model(whole([0] * 3), whole([1, 0, 1]), [rows], cost, Keys.nowhere(3))
    with mock.patch.object(component.ComponentSearch, "pursue", side_effect=AssertionError):
        assert solved(model, whole([1, 0, 0]), whole([1, 0, 0])) == (5, 5)
