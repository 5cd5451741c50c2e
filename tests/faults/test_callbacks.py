"""What the caller's own function does, while it is told of progress, never costs the schedule."""

import threading
import time

import pytest

import volmatch as vm
from faults.engines import put_in, saying
from faults.patience import patience
from faults.programmes import checked, hard, quick, values
from volmatch.engines import answer
from volmatch.errors import CallbackError
from volmatch.rules import Pin, Pinned, only


class Teller:
    """Takes down what it is told, and does something at one of the calls."""

    def __init__(self, at: int = 0, error: BaseException | None = None) -> None:
        self.told: list[vm.Progress] = []
        self._at = at
        self._error = error

    def __call__(self, progress: vm.Progress) -> None:
        """Take a note; raise when it is time to."""
        self.told.append(progress)
        if self._error is not None and len(self.told) == self._at:
            raise self._error


def test_progress_is_told_on_the_callers_thread() -> None:
    """A callback runs on a thread of ours, where a user's window or database connection may not be touched."""
    threads: set[int] = set()
    vm.solve(hard(), time_limit=0.5, on_progress=lambda _: threads.add(threading.get_ident()))
    assert threads == {threading.get_ident()}


def test_progress_tells_the_truth() -> None:
    """Progress goes backwards, names bounds above values, or does not end with what the outcome says."""
    teller = Teller()
    outcome = vm.solve(quick(), time_limit=30, on_progress=teller)
    levels = [progress.level for progress in teller.told]
    assert levels == sorted(levels)
    assert set(levels) == {1, 2, 3}
    seconds = [progress.seconds for progress in teller.told]
    assert seconds == sorted(seconds)
    for progress in teller.told:
        assert progress.bound is None or progress.value is None or progress.bound <= progress.value
    last = {progress.level: (progress.value, progress.bound) for progress in teller.told}
    assert last == {level.level: (level.value, level.bound) for level in outcome.levels}


@pytest.mark.parametrize("at", [1, 3])
@pytest.mark.parametrize("problem", [quick(), hard()], ids=["quick", "hard"])
def test_error_comes_out_with_the_schedule(problem: vm.Problem, at: int) -> None:
    """An error in `on_progress` is swallowed, takes the schedule with it, or lets the search go on for long."""
    error, began = ValueError("mine"), time.monotonic()
    teller = Teller(at, error)
    with pytest.raises(CallbackError, match="mine") as caught:
        vm.solve(problem, time_limit=3 if problem is hard() else 30, on_progress=teller)
    assert caught.value.__cause__ is error
    assert isinstance(caught.value, RuntimeError)
    assert len(teller.told) == at
    outcome = caught.value.outcome
    checked(problem, outcome)
    assert (outcome.status, outcome.stopped_by) in (("feasible", "cancel"), ("optimal", "proof"))
    assert time.monotonic() - began < 3 + patience(1)


def test_error_before_there_is_a_schedule(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error in `on_progress` is lost when no schedule was found yet."""
    pin = Pin(volunteer="v1", session="s1")
    problem = vm.Problem(quick().volunteers, quick().sessions, rules=only([Pinned(stay=[pin], never=[pin])]))
    put_in(monkeypatch, saying(answer.EngineAnswer("unknown")))
    with pytest.raises(CallbackError, match="mine") as caught:
        vm.solve(problem, time_limit=5, on_progress=Teller(1, ValueError("mine")))
    assert caught.value.outcome is None


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit(3), GeneratorExit()])
def test_what_is_no_exception_passes_through(error: BaseException) -> None:
    """Ctrl-C or an exit inside `on_progress` is turned into something else."""
    with pytest.raises(type(error)) as caught:
        vm.solve(quick(), time_limit=30, on_progress=Teller(1, error))
    assert caught.value is error


def test_error_that_cannot_be_shown() -> None:
    """An error whose text raises, or is a megabyte long, breaks the report about it."""

    class Unspeakable(Exception):  # noqa: N818 - it is what it is
        def __repr__(self) -> str:
            raise RuntimeError

        __str__ = __repr__

    for error in (Unspeakable(), ValueError("x" * 10**6)):
        with pytest.raises(CallbackError) as caught:
            vm.solve(quick(), time_limit=30, on_progress=Teller(1, error))
        assert len(str(caught.value)) < 300


def test_slow_callback_only_costs_its_own_time() -> None:
    """A callback that takes its time lets the search overrun the limit by more than that time."""
    slept: list[float] = []

    def sleep(progress: vm.Progress) -> None:
        if not slept:
            time.sleep(1.0)
            slept.append(progress.seconds)

    began = time.monotonic()
    outcome = vm.solve(hard(), time_limit=0.5, on_progress=sleep)
    assert slept
    assert time.monotonic() - began < 0.5 + 1.0 + patience(1)
    assert outcome.stopped_by == "time"
    checked(hard(), outcome)


def test_callback_that_solves_again() -> None:
    """A solve inside the callback of another one disturbs either."""
    inner: list[vm.Outcome] = []

    def solve(progress: vm.Progress) -> None:
        if len(inner) < 2:
            inner.append(vm.solve(quick(), time_limit=30))

    outcome = vm.solve(quick(), time_limit=30, on_progress=solve)
    assert {values(one) for one in (*inner, outcome)} == {checked(quick(), outcome)}
    assert {one.status for one in (*inner, outcome)} == {"optimal"}
    assert len(inner) == 2


@pytest.mark.parametrize("name", ["offer", "raise_bound"])
def test_engine_callback_that_fails(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A failure where CP-SAT calls us back crashes the process, is printed, or costs the first schedule."""

    def fail(slot: object, news: object) -> None:
        raise MemoryError

    monkeypatch.setattr(answer.Slot, name, fail)
    outcome = vm.solve(quick(), time_limit=30)
    assert outcome.status == "feasible" or name == "offer"
    checked(quick(), outcome)
