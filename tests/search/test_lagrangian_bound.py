"""Prices of the rows between people bound a level from below, and each person's own rows are kept to the letter."""

from collections.abc import Iterator
from unittest import mock

import attrs
import numpy as np
import pytest
from benchmarks.generate import neighbourhood_programme
from hypothesis import given, settings
from hypothesis import strategies as st

import oracle
import volmatch as vm
from models_at_random import best_cost, feasible
from months_at_random import months, persons_months
from placed_models import placed
from test_mixed_rules import mixed
from volmatch.arrays.ragged import indptr_of, whole
from volmatch.engines import linear
from volmatch.engines.answer import Settings, Slot
from volmatch.formulation.build import build
from volmatch.formulation.formulation import Block
from volmatch.formulation.model import Kept, Model, model_of
from volmatch.search.exact.dual_bound import dual_bound_of
from volmatch.search.exact.lagrangian_bound import LagrangianBound, lagrangian_bound, priced_months
from volmatch.search.exact.month_pricing import MonthPricing
from volmatch.search.exact.person_months import PersonMonths
from volmatch.search.exact.person_resources import FORBIDDEN
from volmatch.search.state import thresholds
from volmatch.testing import problems

#: The level of `target` in the standard rules, with two classes of sessions.
TARGET = 5
SECONDS = Settings(seconds=5)
FEW = max(40, settings().max_examples // 2)


def bound_of(model: Model, duals: list[float] | np.ndarray[tuple[int], np.dtype[np.float64]]) -> LagrangianBound | None:
    """Return what some prices prove, where months take any row at all."""
    found = PersonMonths.of(model)
    return None if found is None else lagrangian_bound(MonthPricing.of(found), np.resize(duals, model.matrix.count))


def holds(model: Model, best: int | None, duals: list[float]) -> None:
    """Fail if prices prove more than is true, or say that nobody has a month where there is a schedule."""
    bound = bound_of(model, duals)
    if bound is not None and best is not None:
        assert bound.cost is not None
        assert bound.cost <= best


def is_no_weaker(model: Model, best: int | None) -> None:
    """Fail if the duals of the relaxation prove less by months than by themselves, or more than is true."""
    relaxation = linear.relax(model, SECONDS, Slot())
    if relaxation is None or best is None:
        return
    bound = bound_of(model, relaxation.duals)
    if bound is not None:
        assert bound.cost is not None
        assert dual_bound_of(model, relaxation.duals).cost <= bound.cost <= best


@given(st.one_of(months(), placed()), st.lists(st.floats(-20, 20), min_size=12, max_size=12))
def test_any_prices_give_a_bound(model: Model, duals: list[float]) -> None:
    """Some prices of the rows between people prove more than is true."""
    holds(model, best_cost(model), duals)


@given(st.one_of(months(), placed()))
def test_it_is_no_weaker_than_the_relaxation(model: Model) -> None:
    """At the duals of the relaxation, months prove less than rows do."""
    is_no_weaker(model, best_cost(model))


@given(months())
def test_a_person_alone_is_solved(model: Model) -> None:
    """Without the rows of the master, which months do not heed, the cheapest months cost less or more than they must."""
    found = PersonMonths.of(model)
    if found is None:
        return
    rows = model.matrix
    kept = ~found.is_master
    entries = kept[rows.row]
    number = (np.cumsum(kept) - 1)[rows.row[entries]]
    block = Block(
        0,
        indptr_of(number, int(kept.sum())),
        rows.column[entries],
        rows.coefficient[entries],
        rows.lower[kept],
        rows.upper[kept],
    )
    alone = attrs.evolve(model, blocks=[block], kept=())
    bound = bound_of(alone, [0.0])
    assert bound is not None
    assert bound.cost == best_cost(alone)
    if bound.cost is not None:
        point = np.where(alone.prices > 0, alone.lower, alone.upper)
        point[found.is_inside] = 0
        point[bound.months.column] = bound.months.value
        assert alone.keeps(point)
        assert alone.cost.at(point) == bound.cost


@given(st.one_of(months(), placed()), st.data())
def test_what_is_settled_stays_in_every_better_schedule(model: Model, data: st.DataObject) -> None:
    """A duty is settled though somebody does it in a cheaper schedule, or nothing ever is."""
    found, points = PersonMonths.of(model), feasible(model)
    if found is None or not points:
        return
    pricing = MonthPricing.of(found)
    duals = np.resize(data.draw(st.lists(st.floats(-5, 5), min_size=12, max_size=12)), model.matrix.count)
    bound = lagrangian_bound(pricing, duals)
    values = data.draw(st.sampled_from(points))
    settled = bound.settled(pricing, values, model.cost.at(values))
    for point in points:
        if model.cost.at(point) < model.cost.at(values):
            assert (point[settled] == values[settled]).all()


@given(months(), st.lists(st.integers(-9, 9), min_size=20, max_size=20))
def test_excess_is_what_a_duty_adds(model: Model, prices: list[int]) -> None:
    """A month with a duty is said to cost more, or less, than the cheapest that has it."""
    found = PersonMonths.of(model)
    if found is None:
        return
    reduced = np.resize(whole(prices), model.size)
    excess, least = MonthPricing.of(found).excess(reduced), MonthPricing.of(found).least(reduced)
    cheapest: dict[int, int] = {}
    for person in (least < FORBIDDEN).nonzero()[0].tolist():
        costs = {int(reduced[own] @ point[own]): point for own, point in persons_months(found, person)}
        assert min(costs, default=FORBIDDEN) == least[person]
        for own, point in persons_months(found, person):
            for duty in own[point[own] > 0].tolist():
                cheapest[duty] = min(cheapest.get(duty, FORBIDDEN), int(reduced[own] @ point[own]) - int(least[person]))
    possible = np.unique(found.member)
    for duty in possible[least[found.whose[possible]] < FORBIDDEN].tolist():
        assert excess[duty] == cheapest.get(duty, FORBIDDEN)


@given(months(), st.sampled_from([("MOST_STATES", 3), ("MOST_RESOURCES", 1), ("MOST_OF_WEEK", 1)]))
def test_what_is_too_much_stays_in_the_master(model: Model, most: tuple[str, int]) -> None:
    """A row that months cannot keep account of is lost, or counts twice."""
    with mock.patch.object(thresholds, *most):
        is_no_weaker(model, best_cost(model))


def levels_of(problem: vm.Problem) -> Iterator[tuple[Model, int | None]]:
    """Yield the model of each level, those before at their best, and what it costs at least, by brute force."""
    best, f = oracle.best(problem), build(problem)
    kept: list[Kept] = []
    for position, level in enumerate(sorted({rule.level for rule in problem.rules} - {0})):
        value = None if best is None else best[position]
        yield model_of(f, level, kept), value
        if value is None:
            return
        kept.append(Kept(f.cost(level), value, value))


@settings(max_examples=FEW)
@given(st.one_of(problems(), mixed()), st.lists(st.floats(-20, 20), min_size=12, max_size=12))
def test_no_rule_is_bounded_too_high(problem: vm.Problem, duals: list[float]) -> None:
    """The rows of some rule say more, or less, about a person's month than they do about the schedule."""
    for model, best in levels_of(problem):
        holds(model, best, duals)
        is_no_weaker(model, best)


@pytest.mark.parametrize("is_tied", [True, False])
def test_months_of_a_town_prove_more_than_rows(*, is_tied: bool) -> None:
    """Hours over the month tie a person's weeks together, and the bound does not see it; or months are priced for nothing."""
    problem = neighbourhood_programme(volunteers=30, sessions=60, seed=1, horizon_cap=is_tied)
    model = model_of(build(problem), TARGET)
    relaxation = linear.relax(model, SECONDS, Slot())
    assert relaxation is not None
    pricing = priced_months(model)
    assert (pricing is not None) == is_tied
    if pricing is not None:
        bound = lagrangian_bound(pricing, relaxation.duals).cost
        assert bound is not None
        assert bound > dual_bound_of(model, relaxation.duals).cost
