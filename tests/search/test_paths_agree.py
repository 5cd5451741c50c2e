"""Whatever way a problem takes through the search, it ends at the same optimum: brute force's."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from unittest import mock

import attrs
import numpy as np
import pytest
from benchmarks.generate import neighbourhood_programme
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from models_at_random import best_cost, keeps, models, rows_of
from test_mixed_rules import mixed
from volmatch.arrays.ragged import whole
from volmatch.engines.answer import EngineAnswer, Settings, Slot
from volmatch.formulation.formulation import Objective
from volmatch.formulation.model import Kept, Model, row_of
from volmatch.formulation.variable_map import Keys, VariableMap
from volmatch.search import decomposition
from volmatch.search.state import thresholds
from volmatch.testing import problems

#: Points of each of two models that are tried with each other.
MOST_POINTS = 24
FEW = max(25, settings().max_examples // 3)

#: What is small, or few, on each way: thresholds of the search.
WAYS: dict[str, dict[str, int]] = {
    "in parts, each bounded, raced and closed": {"SMALL": 0},
    "in parts with one hand": {"SMALL": 0, "HANDS": 1},
    "too large for exact engines": {"SMALL": 0, "MOST_EXACT": 0, "MOST_WHOLE": 0, "MOST_OPEN": 0},
    "by patterns, asked a little at a time": {"SMALL": 0, "FEW": 1, "FEW_SHARE": 0, "NEAR": 1},
    "small neighbourhoods only": {"SMALL": 0, "MOST_EXACT": 0, "FIRST_SIZE": 2, "MOST_SIZE": 4},
}


@contextmanager
def way(name: str) -> Iterator[None]:
    """Make every problem take one way."""
    with ExitStack() as stack:
        for constant, value in WAYS[name].items():
            stack.enter_context(mock.patch.object(thresholds, constant, value))
        yield


@pytest.mark.parametrize("name", WAYS)
@settings(max_examples=FEW)
@given(problem=problems())
def test_standard_rules(name: str, problem: vm.Problem) -> None:
    """One way through the search misses the optimum of a problem, claims a better one, or calls it impossible."""
    with way(name):
        laws.optimum(problem)


@pytest.mark.parametrize("name", WAYS)
@settings(max_examples=FEW)
@given(problem=mixed())
def test_four_rules_at_once(name: str, problem: vm.Problem) -> None:
    """One way through the search goes wrong with some rules."""
    with way(name):
        laws.optimum(problem)


@pytest.mark.parametrize("name", WAYS)
@pytest.mark.parametrize("seed", [1, 2])
def test_a_neighbourhood(name: str, seed: int) -> None:
    """One way through the search proves another optimum for a programme of real size."""
    problem = neighbourhood_programme(volunteers=20, sessions=40, seed=seed)
    expected = [level.value for level in vm.solve(problem).levels]
    with way(name):
        outcome = vm.solve(problem, time_limit=60)
    assert [level.value for level in outcome.levels] == expected
    assert outcome.status == "optimal"


def _pursued(
    model: Model, hint: np.ndarray[tuple[int], np.dtype[np.int64]], seconds: float | None = 20
) -> EngineAnswer:
    nowhere = np.full(model.size, -1)
    there = VariableMap(nowhere, np.arange(model.size), np.zeros(model.size, np.int64), np.zeros(model.size, np.int64))
    with way("in parts, each bounded, raced and closed"):
        placed = attrs.evolve(model, keys=Keys.of(there))
        return decomposition.minimise(placed, hint, Settings(seconds=seconds), Slot())


@given(models(), st.data())
def test_any_model(model: Model, data: st.DataObject) -> None:
    """A model that no programme would give is solved wrong in parts."""
    best = best_cost(model)
    if best is None:
        return
    feasible = [
        whole(point) + model.lower
        for point in np.ndindex(*(model.upper - model.lower + 1).tolist())
        if keeps(model, whole(point) + model.lower)
    ]
    answer = _pursued(model, data.draw(st.sampled_from(feasible)))
    assert (answer.verdict, answer.bound) == ("optimal", best)
    assert answer.values is not None
    assert keeps(model, answer.values)
    assert model.cost.at(answer.values) == best


def _side_by_side(one: Model, other: Model) -> Model:
    """Return one model of two that have nothing to do with each other."""
    blocks = [*one.blocks, *(attrs.evolve(block, column=block.column + one.size) for block in other.blocks)]
    cost = Objective(
        np.concatenate([one.cost.column, other.cost.column + one.size]),
        np.concatenate([one.cost.coefficient, other.cost.coefficient]),
        one.cost.constant,
    )
    lower, upper = np.concatenate([one.lower, other.lower]), np.concatenate([one.upper, other.upper])
    return Model(lower, upper, blocks, cost, Keys.nowhere(lower.size))


FEW_POINTS = models().filter(lambda model: 1 <= int(np.prod(model.upper - model.lower + 1)) <= MOST_POINTS)


@given(FEW_POINTS, FEW_POINTS, st.data())
def test_goals_kept_from_before(one: Model, other: Model, data: st.DataObject) -> None:
    """With a goal of a level before, proved or not, the parts prove a bound above the optimum, or trade one for the other."""
    model = _side_by_side(one, other)
    prices = whole([data.draw(st.integers(-3, 3)) for _ in range(model.size)])
    first = Objective(prices.nonzero()[0], prices[prices != 0], 0)
    feasible = [
        whole(point) + model.lower
        for point in np.ndindex(*(model.upper - model.lower + 1).tolist())
        if keeps(model, whole(point) + model.lower)
    ]
    if not feasible:
        return
    hint = data.draw(st.sampled_from(feasible[:200]))
    value, least = first.at(hint), min(first.at(point) for point in feasible)
    kept = Kept(first, value, data.draw(st.sampled_from([None, least, least - 1])))
    whole_model = attrs.evolve(model, blocks=[*model.blocks, row_of(kept)], kept=[kept])
    best = min(model.cost.at(point) for point in feasible if first.at(point) <= value)
    answer = _pursued(whole_model, hint, seconds=2)
    assert answer.values is not None
    assert keeps(whole_model, answer.values)
    assert answer.bound is not None
    assert answer.bound <= best <= model.cost.at(answer.values)
    if kept.slack == 0:
        assert answer.verdict == "optimal"


@pytest.mark.parametrize("least", [None, 0])
def test_slack_of_one_part_serves_another(least: int | None) -> None:
    """While a goal of a level before may still get better, a part's bound forgets that another could make room for it.

    One part has x or z, the other y. Before, x and y cost 1 each, and x = 1 was reached, at cost 1. Now z costs 2 and y
    saves 5: giving up x for z makes room for y, which neither part sees by itself.
    """
    before = Objective(whole([0, 2]), whole([1, 1]), 0)
    kept = Kept(before, 1, least)
    blocks = [rows_of([({0: 1, 1: 1}, 1, None)]), row_of(kept)]
    cost = Objective(whole([1, 2]), whole([2, -5]), 0)
    model = Model(whole([0, 0, 0]), whole([1, 1, 1]), blocks, cost, Keys.nowhere(3), [kept])
    answer = _pursued(model, whole([1, 0, 0]), seconds=1)
    assert answer.bound is not None
    assert answer.bound <= -3
