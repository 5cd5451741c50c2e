"""What goes wrong before an engine is asked, while the problem is built, costs no more than it must."""

import time

import attrs
import pytest

import volmatch as vm
from faults.patience import patience
from faults.programmes import checked, quick
from volmatch.errors import LimitError, NoScheduleError
from volmatch.rules import Pin, Pinned, Wishes, only
from volmatch.run import beginning


def promised() -> vm.Problem:
    """Return a problem that the schedule without anybody does not solve."""
    return attrs.evolve(quick(), rules=only([Pinned(stay=[Pin(volunteer="v1", session="s1")])]))


def failing(error: BaseException) -> object:
    """Return a step of building that fails."""

    def step(*_: object, **__: object) -> object:
        raise error

    return step


@pytest.mark.parametrize("step", ["build", "greedy"])
def test_memory_that_runs_out_keeps_the_schedule(monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """A problem too large for the machine's memory ends in a foreign error although a schedule is at hand."""
    monkeypatch.setattr(beginning, step, failing(MemoryError()))
    outcome = vm.solve(quick(), time_limit=10)
    assert (outcome.status, outcome.stopped_by) == ("feasible", "memory")
    checked(quick(), outcome)


def test_memory_that_runs_out_without_a_schedule(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory runs out before there is any schedule, and the user is told that it was the time."""
    monkeypatch.setattr(beginning, "build", failing(MemoryError()))
    with pytest.raises(LimitError, match="memory"):
        vm.solve(promised(), time_limit=10)


def test_a_problem_beyond_all_limits_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error that tells with numbers that a problem is too large is mistaken for memory that ran out."""
    monkeypatch.setattr("volmatch.columns.eligibility.MOST_PAIRS", 3)
    with pytest.raises(LimitError, match="4 volunteers x 6 seats"):
        vm.solve(quick(), time_limit=10)


def sleep(*_: object, **__: object) -> None:
    """Take longer over a step than anybody waits."""
    time.sleep(4)


def test_a_step_that_takes_long_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """One long step of building keeps the caller waiting past the limit."""
    monkeypatch.setattr(Wishes, "encode", sleep)
    began = time.monotonic()
    outcome = vm.solve(quick(), time_limit=0.2)
    assert time.monotonic() - began < 0.2 + patience(1)
    assert (outcome.status, outcome.stopped_by) == ("feasible", "time")
    checked(quick(), outcome)


def test_no_schedule_in_time_is_no_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    """A problem that there was no time to look at is called impossible, or its empty schedule possible."""
    monkeypatch.setattr(beginning, "build", sleep)
    with pytest.raises(NoScheduleError) as caught:
        vm.solve(promised(), time_limit=0.1)
    assert isinstance(caught.value, TimeoutError)


def test_a_bug_in_a_rule_of_the_user_comes_out_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bug in a user's rule is hidden behind an outcome, so that the user never finds it."""
    error = ZeroDivisionError("a bug of the user's")
    monkeypatch.setattr(Wishes, "encode", failing(error))
    with pytest.raises(ZeroDivisionError) as caught:
        vm.solve(quick(), time_limit=10)
    assert caught.value is error
