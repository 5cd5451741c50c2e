"""A problem whose limits tie weeks together begins with a schedule that is good at all levels together."""

import numpy as np
import pytest
from benchmarks.generate import neighbourhood_programme

import volmatch as vm
from volmatch.engines.answer import Settings, Slot
from volmatch.formulation.build import build
from volmatch.formulation.formulation import Formulation
from volmatch.formulation.interpreter import Interpreter
from volmatch.search.exact.month_pool import MonthPool
from volmatch.search.start import weighted_months as start
from volmatch.search.start.diving import Diving
from volmatch.search.start.greedy import greedy


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
