"""A large problem begins with a schedule that is good at its first levels together."""

from itertools import pairwise

import numpy as np
import pytest
from benchmarks.generate import neighbourhood_programme

import volmatch as vm
from volmatch.engines.answer import Settings, Slot
from volmatch.formulation.build import build
from volmatch.formulation.interpreter import Interpreter
from volmatch.formulation.model import model_of
from volmatch.search.start import weighted_relaxation
from volmatch.search.start.greedy import greedy
from volmatch.search.start.weighing import weighed
from volmatch.search.state import thresholds


def _levels(problem: vm.Problem) -> list[int]:
    return sorted({rule.level for rule in problem.rules if rule.level})


@pytest.mark.parametrize("seed", [1, 2])
def test_it_is_better_than_the_greedy_schedule(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """The guide breaks what must hold, or leaves as many seats of the first three levels empty as there were before."""
    monkeypatch.setattr(thresholds, "MOST_EXACT", 0)
    problem = neighbourhood_programme(volunteers=150, sessions=400, seed=seed, horizon_cap=True)
    f = build(problem)
    interpreter = Interpreter.of(f, problem)
    before = vm.check(problem, interpreter.schedule(greedy(f)))
    found = weighted_relaxation.weighted_relaxation(f, _levels(problem), greedy(f), Settings(seconds=6), Slot())
    assert found is not None
    after = vm.check(problem, interpreter.schedule(found))
    assert after.ok
    assert sum(after.values[:3]) < sum(before.values[:3])


def test_small_parts_need_no_guide() -> None:
    """A problem that exact engines can take is looked at twice."""
    problem = neighbourhood_programme(volunteers=20, sessions=40, seed=1)
    f = build(problem)
    assert weighted_relaxation.weighted_relaxation(f, _levels(problem), greedy(f), Settings(seconds=5), Slot()) is None


def test_a_stop_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    """The guide goes on after it was told to stop."""
    monkeypatch.setattr(thresholds, "MOST_EXACT", 0)
    problem = neighbourhood_programme(volunteers=60, sessions=150, seed=1)
    slot = Slot()
    slot.stop()
    f = build(problem)
    found = weighted_relaxation.weighted_relaxation(f, _levels(problem), greedy(f), Settings(seconds=60), slot)
    assert found is None or np.isin(found, (0, 1)).all()


def test_weights_grow_by_what_is_dearest() -> None:
    """A unit of a level is worth less than several of the dearest things of the next."""
    problem = neighbourhood_programme(volunteers=20, sessions=40, seed=1)
    f = build(problem)
    levels = _levels(problem)[:3]
    model = weighed(f, model_of(f, levels[-1]), levels, 3, thresholds.MOST_WEIGHT_TOGETHER)
    prices = {level: model.prices[model.keys.columns_of(f.cost(level).column)] for level in levels}
    for level, later in pairwise(levels):
        assert prices[level].min() >= 3 * prices[later].max()
