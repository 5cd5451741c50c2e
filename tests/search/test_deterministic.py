"""Asked to be deterministic, a solve gives the same schedule again, though engines are many and the machine is busy."""

import threading

from benchmarks.generate import neighbourhood_programme

import volmatch as vm
from volmatch.formulation.build import build
from volmatch.search.state import thresholds


def spin(stop: threading.Event) -> None:
    """Keep a processor busy until told to stop."""
    while not stop.is_set():
        pass


def test_the_same_problem_gives_the_same_schedule() -> None:
    """Which of several best schedules comes out hangs on the clock."""
    problem = neighbourhood_programme(seed=3, volunteers=90, sessions=180)
    assert build(problem).size > thresholds.SMALL
    calm = vm.solve(problem, time_limit=120, deterministic=True)
    stop = threading.Event()
    busy = threading.Thread(target=spin, args=(stop,), daemon=True)
    busy.start()
    try:
        hurried = vm.solve(problem, time_limit=120, deterministic=True)
    finally:
        stop.set()
    assert calm.status == hurried.status == "optimal"
    assert calm.schedule == hurried.schedule


def test_it_is_as_good_as_any() -> None:
    """Working one engine after the other costs quality."""
    problem = neighbourhood_programme(seed=5, volunteers=40, sessions=80)
    usual, again = vm.solve(problem, time_limit=60), vm.solve(problem, time_limit=60, deterministic=True)
    assert [level.value for level in usual.levels] == [level.value for level in again.levels]
