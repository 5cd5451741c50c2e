"""A limit is used while anything can still get better, and what an engine has found is in the outcome whenever that is."""

import threading
import time
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import attrs
import pytest
from benchmarks.generate import neighbourhood_programme

import volmatch as vm
from volmatch.arrays.ragged import Ints
from volmatch.engines import cpsat, highs
from volmatch.engines.answer import EngineAnswer, Settings, Slot
from volmatch.formulation.build import build
from volmatch.formulation.formulation import Formulation
from volmatch.formulation.model import Model
from volmatch.run import beginning
from volmatch.search.state import thresholds
from volmatch.search.state.proofs import Proofs

PROBLEM = neighbourhood_programme(seed=5, volunteers=12, sessions=24)
Engine = Callable[[Model, Ints | None, Settings, Slot], EngineAnswer]
REAL: Engine = cpsat.minimise


@pytest.fixture(scope="module")
def best() -> tuple[int, ...]:
    """Return what the levels cost at the optimum."""
    outcome = vm.solve(PROBLEM, time_limit=20)
    assert outcome.status == "optimal"
    return tuple(level.value for level in outcome.levels)


@pytest.fixture
def engines(monkeypatch: pytest.MonkeyPatch) -> Callable[[Engine], None]:
    """Let one engine do the work of both."""

    def replace(engine: Engine) -> None:
        monkeypatch.setattr(cpsat, "minimise", engine)
        monkeypatch.setattr(highs, "minimise", engine)

    return replace


def _waits(slot: Slot, seconds: float | None) -> None:
    ended = threading.Event()
    slot.on_stop(ended.set)
    if not slot.is_stopped:
        ended.wait(seconds)


def test_a_level_that_is_not_proved_gets_what_others_leave(engines: Callable[[Engine], None]) -> None:
    """The last levels are proved in a moment, a level before them is not, and the solve ends with time in hand."""
    asked = []

    def minimise(model: Model, hint: Ints | None, settings: Settings, slot: Slot) -> EngineAnswer:
        if len(model.kept) != 1:
            return REAL(model, hint, settings, slot)
        asked.append(settings.seed)
        _waits(slot, settings.seconds)
        return EngineAnswer("feasible", hint)

    engines(minimise)
    began = time.monotonic()
    outcome = vm.solve(PROBLEM, time_limit=2.0)
    assert outcome.stopped_by == "time"
    assert time.monotonic() - began >= 2.0
    assert len(set(asked)) > 1, "the level is asked in the same way again"


def test_a_second_turn_may_prove_what_the_first_left_open(
    engines: Callable[[Engine], None], best: tuple[int, ...]
) -> None:
    """A level is left as it is once its share of the time is over, and those behind it keep a value that is not the best."""
    turns = []

    def minimise(model: Model, hint: Ints | None, settings: Settings, slot: Slot) -> EngineAnswer:
        if len(model.kept) == 4 and settings.seed == 0:
            turns.append(settings.seed)
            _waits(slot, settings.seconds)
            return EngineAnswer("feasible", hint)
        return REAL(model, hint, settings, slot)

    engines(minimise)
    outcome = vm.solve(PROBLEM, time_limit=3.0)
    assert turns
    assert outcome.status == "optimal"
    assert tuple(level.value for level in outcome.levels) == best


@pytest.mark.parametrize("limit", [20.0, None])
def test_where_engines_give_up_the_reason_is_told(limit: float | None, engines: Callable[[Engine], None]) -> None:
    """Engines that end early without a proof are asked for ever, or the outcome says that time was short."""
    engines(lambda _, hint, *__: EngineAnswer("feasible", hint))
    began = time.monotonic()
    outcome = vm.solve(PROBLEM, time_limit=limit)
    assert time.monotonic() - began < 10
    assert (outcome.status, outcome.stopped_by) == ("feasible", "fault")


@pytest.mark.parametrize("returns", [False, True])
@pytest.mark.parametrize("kept", [0, 3])
def test_what_an_engine_has_found_is_kept(
    kept: int, *, returns: bool, engines: Callable[[Engine], None], best: tuple[int, ...]
) -> None:
    """A stop that follows right upon a better schedule loses it, be it told on the way or returned at the stop."""
    cancel = threading.Event()

    def minimise(model: Model, hint: Ints | None, settings: Settings, slot: Slot) -> EngineAnswer:
        found = REAL(model, hint, attrs.evolve(settings, seconds=None), Slot())
        if len(model.kept) != kept:
            return found
        if not returns and found.values is not None:
            slot.offer(found.values)
        cancel.set()
        _waits(slot, settings.seconds)
        return EngineAnswer("feasible", found.values) if returns else EngineAnswer("unknown")

    engines(minimise)
    outcome = vm.solve(PROBLEM, time_limit=20, cancel=cancel)
    assert outcome.stopped_by == "cancel"
    assert tuple(level.value for level in outcome.levels)[: kept + 1] == best[: kept + 1]


def test_bounds_hold_while_no_level_before_costs_more() -> None:
    """A bound outlives what it was proved under, or is forgotten though it holds."""
    proofs = Proofs()
    proofs.note(2, 7, (3, 5, 9))
    assert proofs.bound(2, (3, 5, 9)) == proofs.bound(2, (2, 5, 8)) == 7
    assert proofs.bound(2, (2, 6, 7)) is None
    proofs.note(2, 6, (3, 5, 9))
    proofs.note(2, None, (3, 5, 9))
    assert proofs.bound(2, (3, 5, 9)) == 7
    proofs.note(2, 4, (2, 6, 7))
    assert proofs.bound(2, (2, 6, 7)) == 4
    assert proofs.is_closed(2, (2, 6, 4))
    assert not proofs.is_closed(2, (2, 6, 5))
    assert proofs.bounds((2, 6, 7)) == (None, None, 4)


def test_whoever_waits_hears_what_is_being_done(
    engines: Callable[[Engine], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """While an engine finds nothing for seconds, nobody is told anything; or the model is being written and nobody knows."""

    def in_vain(_: Model, hint: Ints | None, settings: Settings, slot: Slot) -> EngineAnswer:
        _waits(slot, settings.seconds)
        return EngineAnswer("feasible", hint)

    def slowly(*given: Any, **how: Any) -> Formulation:
        time.sleep(0.5)
        return build(*given, **how)

    monkeypatch.setattr(thresholds, "NEWS_EVERY", 0.1)
    monkeypatch.setattr(beginning, "build", slowly)
    engines(in_vain)
    began = time.monotonic()
    heard: list[tuple[float, vm.Progress]] = []
    vm.solve(PROBLEM, time_limit=2, on_progress=lambda news: heard.append((time.monotonic() - began, news)))
    told = [0.0, *(at for at, _ in heard)]
    assert max(later - earlier for earlier, later in pairwise(told)) < 1
    first = heard[0][1]
    assert (first.level, first.value, first.bound) == (0, None, None)
    assert first.doing is not None
    assert first.doing.sentence() == "writing down what the rules allow"
    assert first.doing.sentence("zh") != first.doing.sentence()
    assert {news.doing for _, news in heard if news.level} == {None}


def test_months_for_all_levels_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is said while all levels are looked at together."""
    monkeypatch.setattr(thresholds, "TRIAL", 0.01)
    monkeypatch.setattr(thresholds, "SMALL", 0)
    problem = neighbourhood_programme(volunteers=40, sessions=110, seed=1, horizon_cap=True)
    heard: list[vm.Progress] = []
    vm.solve(problem, time_limit=5, on_progress=heard.append)
    told = [news.doing.sentence() for news in heard if news.doing is not None]
    assert any(one.startswith("looking at level ") and one.endswith(" and all behind it together") for one in told)
