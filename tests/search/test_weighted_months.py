"""A problem whose limits tie weeks together begins with a schedule that is good at all levels together."""

import threading
import time

import numpy as np
import pytest
from benchmarks.generate import neighbourhood_programme

import volmatch as vm
from volmatch.arrays.ragged import Ints
from volmatch.engines import cpsat, highs
from volmatch.engines.answer import EngineAnswer, Settings, Slot
from volmatch.engines.linear import LinearRelaxation
from volmatch.formulation.build import build
from volmatch.formulation.formulation import Formulation
from volmatch.formulation.interpreter import Interpreter
from volmatch.formulation.model import Model, model_of
from volmatch.formulation.point import Point
from volmatch.search.decomposition import minimise
from volmatch.search.exact import goal_prices
from volmatch.search.exact.month_pool import MonthPool
from volmatch.search.start import weighted_months as start
from volmatch.search.start.diving import Diving, MixtureRounding
from volmatch.search.start.greedy import greedy
from volmatch.search.state import thresholds


def tied(seed: int = 1) -> tuple[vm.Problem, Formulation, list[int]]:
    """Return a programme of monthly hours, its formulation and levels."""
    problem = neighbourhood_programme(volunteers=40, sessions=110, seed=seed, horizon_cap=True)
    return problem, build(problem), sorted({rule.level for rule in problem.rules if rule.level})


@pytest.mark.parametrize("seed", [1, 2])
def test_it_is_better_than_the_greedy_schedule(seed: int) -> None:
    """What months point to breaks what must hold, or is worse at the first level that differs."""
    problem, f, levels = tied(seed)
    interpreter = Interpreter.of(f, problem)
    before = vm.check(problem, interpreter.schedule(greedy(f)))
    found = start.weighted_months(f, levels, greedy(f), Settings(seconds=20), Slot(), pool=MonthPool())
    assert found is not None
    after = vm.check(problem, interpreter.schedule(found))
    assert after.ok
    assert after.values < before.values


def test_a_dive_in_vain_leaves_a_schedule(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no engine solves what the mixture leaves open, what it decides is lost as well, or breaks what must hold."""
    problem, f, levels = tied()
    monkeypatch.setattr(Diving, "down", lambda *_: None)
    found = start.weighted_months(f, levels, greedy(f), Settings(seconds=20), Slot(), pool=MonthPool())
    assert found is not None
    assert vm.check(problem, Interpreter.of(f, problem).schedule(found)).ok
    assert not np.array_equal(found, greedy(f)[: found.size])


def test_weeks_that_nothing_ties_need_no_months() -> None:
    """A problem that falls apart into weeks is looked at twice."""
    problem = neighbourhood_programme(volunteers=40, sessions=110, seed=1)
    f, levels = build(problem), sorted({rule.level for rule in problem.rules if rule.level})
    assert start.weighted_months(f, levels, greedy(f), Settings(seconds=20), Slot(), pool=MonthPool()) is None


def test_a_stop_is_heard() -> None:
    """The rounds go on after they were told to stop."""
    _, f, levels = tied()
    slot = Slot()
    slot.stop()
    found = start.weighted_months(f, levels, greedy(f), Settings(seconds=60), slot, pool=MonthPool())
    assert found is None or np.isin(found, (0, 1)).all()


def test_both_ways_down_keep_all_rows_and_the_cheaper_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """One way down is forgotten, the dearer point is taken, or a point breaks a row."""
    problem, f, levels = tied()
    ended: list[Point] = []
    best = MixtureRounding.best

    def noting(self: MixtureRounding, mixture: LinearRelaxation) -> Point | None:
        for way in thresholds.WAYS_DOWN:
            with monkeypatch.context() as patch:
                patch.setattr(thresholds, "WAYS_DOWN", (way,))
                alone = best(self, mixture)
                assert alone is not None
                ended.append(alone)
        return best(self, mixture)

    monkeypatch.setattr(MixtureRounding, "best", noting)
    found = start.weighted_months(f, levels, greedy(f), Settings(seconds=60), Slot(), pool=MonthPool())
    assert found is not None
    assert vm.check(problem, Interpreter.of(f, problem).schedule(found)).ok
    assert all(point.is_feasible for point in ended)
    cheapest = min(ended, key=lambda point: point.cost)
    taken = Point.of(cheapest.model, cheapest.model.keys.gather(f.filled(found, levels[-1])))
    assert taken.cost <= cheapest.cost


def test_a_level_whose_months_are_at_their_end_leaves_the_time_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """While others wait, a level goes on to the end of its time though its months prove no more and no engine finds anything."""

    def in_vain(_: Model, hint: Ints | None, settings: Settings, slot: Slot) -> EngineAnswer:
        ended = threading.Event()
        slot.on_stop(ended.set)
        ended.wait(settings.seconds)
        return EngineAnswer("feasible", hint)

    monkeypatch.setattr(thresholds, "SMALL", 0)
    monkeypatch.setattr(thresholds, "PATIENCE_HURRIED", 0.2)
    monkeypatch.setattr(highs, "minimise", lambda _, hint, *__: EngineAnswer("feasible", hint))
    monkeypatch.setattr(goal_prices, "minimise", in_vain)
    monkeypatch.setattr(cpsat, "minimise", in_vain)
    _, f, levels = tied()
    model = model_of(f, levels[-2], [])
    hint = model.keys.gather(f.filled(greedy(f), levels[-2]))
    took, bounds = [], []
    for is_hurried in (True, False):
        began = time.monotonic()
        answer = minimise(model, hint, Settings(seconds=3), Slot(), pool=MonthPool(), is_hurried=is_hurried)
        took.append(time.monotonic() - began)
        bounds.append(answer.bound)
        assert answer.verdict == "feasible"
    assert took[0] < 2 < took[1]
    assert bounds[0] == bounds[1] is not None
