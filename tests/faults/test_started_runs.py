"""A solve that goes on beside the program: news, cancel, outcome and errors arrive, and nothing is left when the program ends."""

import asyncio
import threading
import time
from typing import Any

import pytest

import volmatch as vm
from faults.loops import in_a_loop
from faults.patience import patience
from faults.programmes import checked, endless, quick
from faults.programs import run


def test_the_outcome_is_that_of_solve() -> None:
    """A run answers something else than `solve`, or its news do not end."""
    running = vm.start(quick(), time_limit=30)
    news = list(running)
    outcome = running.result()
    assert outcome == vm.solve(quick(), time_limit=30)
    assert running.is_over()
    assert running.wait(0)
    assert news
    assert list(running) == news
    assert all(isinstance(one, vm.Progress) for one in news)


def test_a_cancel_brings_the_best_so_far() -> None:
    """A cancel from another thread, or before anything began, is late or is lost."""
    running = vm.start(endless(), time_limit=60)
    next(iter(running))
    began = time.monotonic()
    running.cancel()
    running.cancel()
    outcome = running.result()
    assert time.monotonic() - began < patience(1.0)
    assert outcome.stopped_by == "cancel"
    checked(endless(), outcome)


def test_leaving_the_block_ends_the_solve() -> None:
    """An error in the block leaves a thread that solves on."""
    running = vm.start(endless(), time_limit=60)

    def slip() -> None:
        with running:
            next(iter(running))
            raise KeyError

    with pytest.raises(KeyError):
        slip()
    assert running.is_over()


@pytest.mark.parametrize("how", [{"time_limit": -1}, {"seed": "x"}, {"workers": 0}, {"start": 5}])
def test_slips_are_told_at_once(how: dict[str, Any]) -> None:
    """A slip is told only by the result, from a thread."""
    with pytest.raises(vm.OptionError, match=f"^{next(iter(how))}: wanted"):
        vm.start(quick(), **how)
    with pytest.raises(vm.OptionError, match=f"^{next(iter(how))}: wanted"):
        in_a_loop(vm.solve_async(quick(), **how))


def test_errors_come_from_the_result(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error on the thread of the solve is printed there and lost."""

    def fail(*_: object, **__: object) -> None:
        raise vm.NoScheduleError(vm.Text("no time"))

    monkeypatch.setattr("volmatch.running.solve", fail)
    running = vm.start(quick())
    assert list(running) == []
    for _ in range(2):
        with pytest.raises(vm.NoScheduleError, match="no time"):
            running.result()
    with pytest.raises(vm.NoScheduleError, match="no time"):
        in_a_loop(vm.solve_async(quick()))


def test_the_loop_goes_on() -> None:
    """A solve holds up the event loop, or news come on another thread."""
    heard: list[tuple[vm.Progress, int]] = []
    loop: set[int] = set()
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            ticks += 1
            await asyncio.sleep(0.01)

    async def both() -> vm.Outcome:
        loop.add(threading.get_ident())
        beside = asyncio.create_task(tick())
        found = await vm.solve_async(endless(), time_limit=1)
        await vm.solve_async(quick(), on_progress=lambda told: heard.append((told, threading.get_ident())))
        beside.cancel()
        return found

    outcome = in_a_loop(both())
    checked(endless(), outcome)
    assert ticks > 10
    assert {thread for _, thread in heard} == {loop.pop()}


def test_a_cancelled_task_stops_the_solve() -> None:
    """A task that is cancelled leaves a thread that solves on, or takes longer than a second."""

    async def impatient() -> float:
        began = time.monotonic()
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(vm.solve_async(endless(), time_limit=60), 0.5)
        return time.monotonic() - began

    assert in_a_loop(impatient()) < 0.5 + patience(1.0)


def test_news_that_fail() -> None:
    """An error of the caller's own function is lost, or the schedule with it."""

    def fail(_: vm.Progress) -> None:
        raise ZeroDivisionError

    with pytest.raises(vm.CallbackError, match="ZeroDivisionError") as caught:
        in_a_loop(vm.solve_async(endless(), time_limit=60, on_progress=fail))
    assert isinstance(caught.value.__cause__, ZeroDivisionError)
    checked(endless(), caught.value.outcome)


AT_THE_END = """
say("ready")
running = vm.start(endless(), time_limit=50)
next(iter(running))
say(time.monotonic())
"""


def test_a_program_that_ends_cancels_its_runs() -> None:
    """A program whose last line is done waits for a solve that nobody wants any more."""
    ended = run(AT_THE_END)
    assert (ended.code, ended.errors) == (0, "")
    assert ended.seconds < patience(10)
