"""No engine has a small part for itself for long: what one of them does not prove, the other one does."""

import threading
from collections.abc import Callable
from types import ModuleType

import pytest
from benchmarks.generate import neighbourhood_programme

import volmatch as vm
from volmatch.arrays.ragged import Ints, whole
from volmatch.engines import cpsat, highs
from volmatch.engines.answer import EngineAnswer, Settings, Slot
from volmatch.formulation.formulation import INFINITE, Block, Objective
from volmatch.formulation.model import Kept, Model, row_of
from volmatch.formulation.variable_map import Keys
from volmatch.search import decomposition
from volmatch.search.state import thresholds

PROBLEM = neighbourhood_programme(seed=5, volunteers=12, sessions=24)


@pytest.fixture(scope="module")
def best() -> tuple[int, ...]:
    """Return what the levels cost at the optimum."""
    outcome = vm.solve(PROBLEM, time_limit=20)
    assert outcome.status == "optimal"
    return tuple(level.value for level in outcome.levels)


def _stuck(engine: Callable[..., EngineAnswer]) -> Callable[..., EngineAnswer]:
    """Return an engine that finds nothing better than what it is given, for as long as it may."""

    def minimise(model: Model, hint: Ints | None, settings: Settings, slot: Slot) -> EngineAnswer:
        if hint is None:
            return engine(model, hint, settings, slot)
        ended = threading.Event()
        slot.on_stop(ended.set)
        if not slot.is_stopped:
            ended.wait(settings.seconds)
        return EngineAnswer("feasible", hint)

    return minimise


@pytest.mark.parametrize("small", [3_000, 200])
@pytest.mark.parametrize("module", [cpsat, highs])
def test_where_one_engine_is_stuck_the_other_proves(
    module: ModuleType, small: int, best: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A small level, or a small part of one, waits until the end for the only engine that is asked."""
    monkeypatch.setattr(module, "minimise", _stuck(module.minimise))
    monkeypatch.setattr(thresholds, "PATIENCE", 0.05)
    monkeypatch.setattr(thresholds, "SMALL", small)
    monkeypatch.setattr(thresholds, "TINY", 0 if module is highs else 1_000)
    outcome = vm.solve(PROBLEM, time_limit=20)
    assert outcome.status == "optimal"
    assert tuple(level.value for level in outcome.levels) == best


def test_small_parts_are_bounded_behind_a_level_that_is_not_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing at all is known about a level of small parts as soon as one before it is left open."""
    monkeypatch.setattr(thresholds, "SMALL", 2)
    cost = Objective(whole([0, 1, 2, 3]), whole([2, 3, 2, 3]), 0)
    kept = Kept(Objective(whole([0, 2]), whole([1, 1]), 0), 1, 0)
    either = Block(0, whole([0, 2, 4]), whole([0, 1, 2, 3]), whole([1] * 4), whole([1, 1]), whole([INFINITE] * 2))
    model = Model(whole([0] * 4), whole([1] * 4), [either, row_of(kept)], cost, Keys.nowhere(4), [kept])
    answer = decomposition.minimise(model, whole([1, 0, 0, 1]), Settings(seconds=2), Slot())
    assert answer.bound == 4, "each part by itself may use what is left of the level before"
    assert answer.values is not None
    assert model.cost.at(answer.values) == 5
