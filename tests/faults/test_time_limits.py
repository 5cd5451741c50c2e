"""A solve returns in time whatever the engine does, and always with a schedule no worse than the first one."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from benchmarks.generate import neighbourhood_programme

import volmatch as vm
from faults.engines import Deaf, put_in
from faults.patience import patience
from faults.programmes import checked, hard, quick
from volmatch.formulation.build import build
from volmatch.formulation.interpreter import Interpreter
from volmatch.search.start.greedy import greedy

#: Seconds past the limit, or past a tenth of it.
PROMISE = 1.0


def timed(problem: vm.Problem, time_limit: float) -> vm.Outcome:
    """Solve; fail if it takes longer than promised."""
    began = time.monotonic()
    outcome = vm.solve(problem, time_limit=time_limit)
    took = time.monotonic() - began
    assert took < time_limit + patience(max(PROMISE, time_limit / 10))
    assert outcome.seconds == pytest.approx(took, abs=patience(0.3))
    return outcome


def first(problem: vm.Problem) -> tuple[int, ...]:
    """Return what the first schedule costs, found without any engine."""
    f = build(problem)
    return vm.score(problem, Interpreter.of(f, problem).schedule(greedy(f)))


@pytest.fixture
def deaf(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put in an engine that hears no stop, and end it after the test."""
    engine = Deaf()
    put_in(monkeypatch, engine)
    yield
    engine.over.set()


@pytest.mark.parametrize("time_limit", [0.0, 0.3])
def test_engine_that_hears_no_stop(deaf: None, time_limit: float) -> None:
    """An engine that goes on after the limit keeps the caller waiting, or takes the first schedule with it."""
    outcome = timed(hard(), time_limit)
    assert (outcome.status, outcome.stopped_by) == ("feasible", "time")
    assert checked(hard(), outcome) == first(hard())


@pytest.mark.parametrize(("volunteers", "sessions"), [(20, 40), (60, 150), (200, 400)])
def test_real_engine_keeps_the_limit(volunteers: int, sessions: int) -> None:
    """On a real problem CP-SAT, or what comes before and after it, overruns a limit of a second."""
    problem = neighbourhood_programme(volunteers=volunteers, sessions=sessions, seed=1)
    outcome = timed(problem, 1.0)
    assert checked(problem, outcome) <= first(problem)
    assert (outcome.status == "optimal") == (outcome.stopped_by == "proof")


@pytest.mark.parametrize("time_limit", [0, 0.01, 0.1])
@pytest.mark.parametrize("problem", [quick(), hard(), vm.Problem([], [])], ids=["quick", "hard", "empty"])
def test_short_limits_still_give_a_schedule(problem: vm.Problem, time_limit: float) -> None:
    """With next to no time a valid problem ends without a schedule, or with one worse than the first."""
    outcome = timed(problem, time_limit)
    assert checked(problem, outcome) <= first(problem)


def test_a_clock_that_jumps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Setting the computer's clock an hour forward or back ends a solve at once, or never, or changes its result."""
    truth = vm.solve(quick(), time_limit=30)
    real, jumps = time.time, iter(range(10**9))
    monkeypatch.setattr(time, "time", lambda: real() + (3_600, -3_600)[next(jumps) % 2])
    assert vm.solve(quick(), time_limit=30) == truth
    outcome = timed(hard(), 0.3)
    assert outcome.stopped_by == "time"
    assert 0.2 < outcome.seconds < 0.3 + patience(PROMISE)


@pytest.mark.parametrize(("each", "is_told"), [(1.0, True), (1e-9, False)])
def test_a_first_schedule_later_than_the_limit_is_told_beforehand(
    monkeypatch: pytest.MonkeyPatch, each: float, *, is_told: bool
) -> None:
    """Whoever gives a province ten seconds waits for thirty, and nobody said so; or everybody is warned of it."""
    monkeypatch.setattr("volmatch.formulation.size.EACH", each)

    def slow(*given: Any, **named: Any) -> Any:
        time.sleep(0.2)
        return greedy(*given, **named)

    monkeypatch.setattr("volmatch.run.beginning.greedy", slow)
    heard: list[vm.Progress] = []
    vm.solve(quick(), time_limit=5, on_progress=heard.append)
    said = [one.doing.sentence() for one in heard if one.doing is not None]
    assert any("longer than the limit" in one for one in said) == is_told
