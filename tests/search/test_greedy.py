"""The first schedule keeps every rule that only forbids, and is worth having."""

import numpy as np
from benchmarks.generate import neighbourhood_programme
from hypothesis import given, settings

import volmatch as vm
from volmatch.build import build
from volmatch.decode import Interpreter
from volmatch.search.greedy import greedy
from volmatch.testing import problems


def greedy_schedule(problem: vm.Problem) -> vm.Schedule:
    """Return what greedy makes of a problem."""
    f = build(problem)
    return Interpreter.of(f).schedule(greedy(f))


@settings(max_examples=60)
@given(problems("small"))
def test_greedy_keeps_what_must_hold(problem: vm.Problem) -> None:
    """With the standard rules, greedy makes a schedule that the check refuses."""
    report = vm.check(problem, greedy_schedule(problem))
    assert report.ok, report.breaches


def test_greedy_fills_nearly_all_seats() -> None:
    """Greedy leaves so many seats empty that it is no start: more than a tenth beyond those nobody can fill."""
    problem = neighbourhood_programme(volunteers=60, sessions=120, seed=5)
    seats = sum(role.min for session in problem.sessions for role in session.roles)
    greedy_empty = sum(vm.score(problem, greedy_schedule(problem))[:2])
    best_empty = sum(level.value for level in vm.solve(problem, time_limit=20).levels[:2])
    assert greedy_empty - best_empty <= seats / 10


def test_greedy_keeps_the_start() -> None:
    """Greedy throws away duties of a schedule that it was told to begin from."""
    problem = neighbourhood_programme(volunteers=20, sessions=40, seed=6)
    f = build(problem)
    first = greedy(f)
    half = first.copy()
    half[np.flatnonzero(first)[::2]] = 0
    assert (greedy(f, start=half) >= half).all()
