"""Months generated as they are needed prove what a mixture of all months would."""

import math
from itertools import pairwise

import attrs
import numpy as np
from benchmarks.generate import neighbourhood_programme
from hypothesis import given, settings
from hypothesis import strategies as st

from models_at_random import best_cost, feasible
from months_at_random import months, persons_months
from placed_models import placed
from volmatch.arrays.ragged import Ints, whole
from volmatch.engines import linear
from volmatch.engines.answer import Settings, Slot
from volmatch.formulation.build import build
from volmatch.formulation.formulation import INFINITE, Objective
from volmatch.formulation.model import Model, model_of
from volmatch.search.exact.column_generation import ColumnGeneration
from volmatch.search.exact.month_master import MonthMaster
from volmatch.search.exact.month_pool import MonthPool
from volmatch.search.exact.month_pricing import MonthPricing
from volmatch.search.exact.person_months import PersonMonths
from volmatch.search.state.time_budget import TimeBudget

#: The level of `target` in the standard rules, with two classes of sessions.
TARGET = 5
SECONDS = Settings(seconds=20)
FEW = max(25, settings().max_examples // 3)


def never(_: int | None) -> bool:
    """Say that no bound is enough."""
    return False


def at_once(_: int | None) -> bool:
    """Say that any bound is enough."""
    return True


def rounds_of(generation: ColumnGeneration) -> int:
    """Let rounds come to their end; return how many there were."""
    heard: list[int | None] = []

    def hear(bound: int | None) -> bool:
        heard.append(bound)
        return False

    assert generation.run(TimeBudget(Slot(), SECONDS), hear)
    return len(heard)


def all_months(found: PersonMonths) -> MonthMaster:
    """Return the master of every month there is, by trying all values of each person's variables."""
    master = MonthMaster(found)
    for person in range(found.people):
        for _, point in persons_months(found, person):
            master.add_point_of(person, point)
    return master


def generated(model: Model, hint: Ints, duals: np.ndarray[tuple[int], np.dtype[np.float64]]) -> ColumnGeneration | None:
    """Return column generation come to its end."""
    found = PersonMonths.of(model)
    if found is None:
        return None
    generation = ColumnGeneration.begun(MonthPricing.of(found), duals, hint)
    ended = generation.run(TimeBudget(Slot(), SECONDS), never)
    assert ended
    return generation


@settings(max_examples=FEW)
@given(st.one_of(months(), placed()), st.data())
def test_it_ends_at_the_mixture_of_all_months(model: Model, data: st.DataObject) -> None:
    """It ends below what the best mixture of all months costs, or proves more than that or than the optimum."""
    points = feasible(model)
    if not points:
        return
    duals = data.draw(st.lists(st.floats(-5, 5), min_size=12, max_size=12))
    generation = generated(model, data.draw(st.sampled_from(points)), np.resize(duals, model.matrix.count))
    if generation is None:
        return
    all_of = all_months(generation.pricing.months)
    whole_master = all_of.model()
    mixture = linear.relax(whole_master, SECONDS, Slot())
    assert mixture is not None
    cost = float(whole_master.prices @ mixture.values)
    assert math.isclose(float(model.prices @ all_of.mixed(mixture.values)), cost, abs_tol=1e-6)
    step, constant = model.step, model.cost.constant
    least = constant + step * math.ceil((cost - 1e-4) / step)
    assert generation.best.cost is not None
    assert least <= generation.best.cost <= constant + step * math.ceil((cost + 1e-4) / step)
    best = best_cost(model)
    assert best is not None
    assert generation.best.cost <= best


@settings(max_examples=FEW)
@given(months(), st.data())
def test_months_known_from_another_level_are_months(model: Model, data: st.DataObject) -> None:
    """What is poured into the rounds of another cost, with stricter rows, is nobody's month there, or moves the bound in the end."""
    own = model.blocks[0]
    prices = whole(data.draw(st.lists(st.integers(-5, 5), min_size=model.size, max_size=model.size)))
    less = whole(data.draw(st.lists(st.integers(0, 1), min_size=own.count, max_size=own.count)))
    strict = attrs.evolve(own, upper=np.where(own.upper < INFINITE, own.upper - less, INFINITE))
    other = attrs.evolve(model, blocks=[strict, *model.blocks[1:]], cost=Objective.of(prices))
    points = feasible(other)
    if not points:
        return
    hint = data.draw(st.sampled_from(points))
    generation, found = generated(model, hint, np.zeros(model.matrix.count)), PersonMonths.of(other)
    if generation is None or found is None:
        return
    pool = MonthPool()
    pool.keep(generation)
    fresh = ColumnGeneration.begun(MonthPricing.of(found), np.zeros(other.matrix.count), hint)
    pool.pour(fresh)
    assert all_months(found).add_listed(fresh.master.listed()) == 0
    cold = generated(other, hint, np.zeros(other.matrix.count))
    assert cold is not None
    assert fresh.run(TimeBudget(Slot(), SECONDS), never)
    assert fresh.best.cost == cold.best.cost


def test_a_stricter_week_takes_no_month_that_is_too_full() -> None:
    """Months known from a level are taken over by one whose rows of a week allow less."""
    problem = neighbourhood_programme(volunteers=30, sessions=60, seed=1, horizon_cap=True)
    f, pool = build(problem), MonthPool()
    model = model_of(f, TARGET)
    nothing = model.keys.gather(f.filled(np.zeros(model.keys.width, dtype=np.int64), TARGET))
    found = PersonMonths.of(model)
    assert found is not None
    generation = ColumnGeneration.begun(MonthPricing.of(found), np.zeros(model.matrix.count), nothing)
    rounds_of(generation)
    pool.keep(generation)
    halves = [
        attrs.evolve(one, upper=np.where((one.upper > 1) & (one.upper < INFINITE), one.upper // 2, one.upper))
        for one in model.blocks
    ]
    strict = PersonMonths.of(attrs.evolve(model, blocks=halves))
    assert strict is not None
    fresh = ColumnGeneration.begun(MonthPricing.of(strict), np.zeros(model.matrix.count), nothing)
    assert 0 < pool.pour(fresh) < generation.master.count
    listed, rows = fresh.master.listed(), strict.model.matrix
    for begin, end in pairwise(listed.indptr.tolist()):
        point = nothing * 0
        point[listed.column[begin:end]] = listed.value[begin:end]
        assert (rows.at(point) <= rows.upper)[~strict.is_master].all()


def test_a_level_that_knows_months_is_done_sooner() -> None:
    """The months of a level are not known at the next, or are of no use there."""
    problem = neighbourhood_programme(volunteers=30, sessions=60, seed=1, horizon_cap=True)
    f, pool, rounds = build(problem), MonthPool(), list[int]()
    for level in (TARGET, TARGET + 1, TARGET + 1):
        model = model_of(f, level)
        found = PersonMonths.of(model)
        assert found is not None
        point = model.keys.gather(f.filled(np.zeros(model.keys.width, dtype=np.int64), level))
        generation = ColumnGeneration.begun(MonthPricing.of(found), np.zeros(model.matrix.count), point)
        assert bool(pool.pour(generation)) == bool(rounds)
        rounds.append(rounds_of(generation))
        pool.keep(generation)
    assert rounds[2] < rounds[0]


@settings(max_examples=FEW)
@given(months())
def test_what_it_chooses_among_is_the_model(model: Model) -> None:
    """A choice of months keeps other rows, or costs something else, than the schedule it stands for."""
    found = PersonMonths.of(model)
    if found is None:
        return
    master = all_months(found)
    chosen = best_cost(master.model()) if master.count + int((~found.is_inside).sum()) <= 14 else None
    if chosen is not None:
        assert chosen == best_cost(model)


def test_a_town_is_bounded_by_its_months() -> None:
    """Column generation does not come to its end on a small town, or gains nothing there."""
    problem = neighbourhood_programme(volunteers=30, sessions=60, seed=1, horizon_cap=True)
    model = model_of(build(problem), TARGET)
    relaxation = linear.relax(model, SECONDS, Slot())
    assert relaxation is not None
    found = PersonMonths.of(model)
    assert found is not None
    point = build(problem).filled(np.zeros(model.keys.width, dtype=np.int64), TARGET)
    generation = ColumnGeneration.begun(MonthPricing.of(found), relaxation.duals, model.keys.gather(point))
    heard: list[int | None] = []

    def hear(bound: int | None) -> bool:
        heard.append(bound)
        return False

    assert generation.run(TimeBudget(Slot(), SECONDS), hear)
    known = [bound for bound in heard if bound is not None]
    assert known == sorted(known)
    assert generation.best.cost is not None
    assert generation.best.cost >= known[0]


def test_it_ends_when_told() -> None:
    """A bound that is enough, or a stop, does not end it."""
    problem = neighbourhood_programme(volunteers=30, sessions=60, seed=1, horizon_cap=True)
    model = model_of(build(problem), TARGET)
    found = PersonMonths.of(model)
    assert found is not None
    point = model.keys.gather(build(problem).filled(np.zeros(model.keys.width, dtype=np.int64), TARGET))
    generation = ColumnGeneration.begun(MonthPricing.of(found), np.zeros(model.matrix.count), point)
    before = generation.master.count
    assert not generation.run(TimeBudget(Slot(), SECONDS), at_once)
    slot = Slot()
    slot.stop()
    assert not generation.run(TimeBudget(slot, SECONDS), never)
    assert generation.master.count == before
