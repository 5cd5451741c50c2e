"""The first schedule keeps every rule that only forbids, and is worth having."""

from itertools import count

import numpy as np
import pytest
from benchmarks.composed import composed_programme
from benchmarks.generate import neighbourhood_programme
from hypothesis import given, settings
from hypothesis import strategies as st

import volmatch as vm
from volmatch.arrays.ragged import Ints
from volmatch.formulation.build import build
from volmatch.formulation.formulation import Formulation
from volmatch.formulation.interpreter import Interpreter
from volmatch.search.start.greedy import greedy
from volmatch.search.start.partial_schedule import PackingRows
from volmatch.testing import problems, rule_lists


def greedy_schedule(problem: vm.Problem) -> vm.Schedule:
    """Return what greedy makes of a problem."""
    f = build(problem)
    return Interpreter.of(f, problem).schedule(greedy(f))


def overfull(f: Formulation, decisions: Ints) -> int:
    """Return how many rows of level 0 over decisions alone exceed their upper bound, added up entry by entry."""
    found = 0
    for block in f.blocks:
        for row in range(block.count if block.level == 0 else 0):
            entries = slice(block.indptr[row], block.indptr[row + 1])
            column, coefficient = block.column[entries].tolist(), block.coefficient[entries].tolist()
            if all(one < f.decisions for one in column):
                activity = sum(by * int(decisions[one]) for one, by in zip(column, coefficient, strict=True))
                started_full = block.upper[row] < 0
                found += bool(activity > block.upper[row] and not started_full)
    return found


@settings(max_examples=60)
@given(problems("small"))
def test_greedy_keeps_what_must_hold(problem: vm.Problem) -> None:
    """With the standard rules, greedy makes a schedule that the check refuses."""
    report = vm.check(problem, greedy_schedule(problem))
    assert report.ok, report.breaches


def test_greedy_has_nothing_to_decide() -> None:
    """A fixed session without anybody to serve in it is an error instead of a schedule."""
    session = {"id": "walk", "start": "2026-08-01T10:00", "end": "2026-08-01T11:00", "roles": [{"name": "guide"}]}
    problem = vm.Problem.from_data({"volunteers": [], "sessions": [session]})
    assert [placed.session for placed in greedy_schedule(problem).placements] == ["walk"]
    assert greedy(build(vm.Problem([], []))).size == 0


@settings(max_examples=60)
@given(st.data(), problems("small"))
def test_greedy_breaks_no_upper_bound(data: st.DataObject, problem: vm.Problem) -> None:
    """Under odd rules, or from a start of any kind, greedy takes more than some row allows."""
    f = build(problem, data.draw(rule_lists(problem)))
    assert overfull(f, greedy(f)) == 0
    start = data.draw(st.lists(st.integers(0, 1), min_size=f.decisions, max_size=f.decisions))
    assert overfull(f, greedy(f, start=np.array(start, dtype=np.int64))) == 0


def test_greedy_breaks_no_upper_bound_among_many_rules() -> None:
    """Rooms, sets of people and rests make greedy take more than some row allows."""
    f = build(composed_programme(seed=1))
    assert overfull(f, greedy(f)) == 0


def test_greedy_fills_nearly_all_seats() -> None:
    """Greedy leaves so many seats empty that it is no start: more than a tenth beyond those nobody can fill."""
    problem = neighbourhood_programme(volunteers=60, sessions=120, seed=5)
    seats = sum(role.min for session in problem.sessions for role in session.roles)
    greedy_empty = sum(vm.score(problem, greedy_schedule(problem))[:2])
    best_empty = sum(level.value for level in vm.solve(problem, time_limit=20).levels[:2])
    assert greedy_empty - best_empty <= seats / 10


@given(keep=st.integers(1, 5))
@settings(max_examples=5)
def test_greedy_keeps_the_start(keep: int) -> None:
    """Greedy throws away duties or rooms of a schedule that it was told to begin from."""
    for problem in (neighbourhood_programme(volunteers=20, sessions=40, seed=6), composed_programme(seed=2)):
        f = build(problem)
        packing = PackingRows.of(f)
        first = greedy(f, packing=packing)
        part = first.copy()
        candidates = f.tables.candidate_volunteer.size
        part[np.flatnonzero(first[:candidates])[::keep]] = 0
        completed = greedy(f, start=part, packing=packing)
        assert (completed >= part).all()
        assert overfull(f, completed) == 0


def test_what_is_given_second_gives_way_to_the_start() -> None:
    """A second set of decisions pushes the start out, or is not kept where there is room for it."""
    f = build(composed_programme(seed=2))
    second = greedy(f)
    start = np.zeros_like(second)
    start[np.flatnonzero(second == 0)[:40]] = 1
    start = greedy(f, start=start, enough=lambda: True)
    both = greedy(f, start=start, then=second)
    assert (both >= start).all()
    assert overfull(f, both) == 0
    assert (greedy(f, start=np.zeros_like(second), then=second) >= second).all()


def test_greedy_keeps_what_it_can_of_a_start_that_is_too_much() -> None:
    """One duty too many in a start makes greedy throw all others away as well."""
    problem = neighbourhood_programme(volunteers=20, sessions=40, seed=6)
    f = build(problem)
    first = greedy(f)
    spare = np.flatnonzero(
        (first == 0) & (f.tables.candidate_volunteer == f.tables.candidate_volunteer[first.argmax()])
    )
    start = first.copy()
    start[spare] = 1
    others = f.tables.candidate_volunteer != f.tables.candidate_volunteer[first.argmax()]
    completed = greedy(f, start=start)
    assert overfull(f, completed) == 0
    assert (completed[: others.size][others] >= first[: others.size][others]).mean() > 0.9


@pytest.mark.parametrize("asked", [0, 1, 4, 12])
def test_greedy_told_to_stop_returns_what_it_has(asked: int) -> None:
    """Told to stop, greedy loses what it has, or returns something that breaks what must hold."""
    problem = neighbourhood_programme(volunteers=60, sessions=120, seed=5)
    f = build(problem)
    times = count()
    decisions = greedy(f, enough=lambda: next(times) >= asked)
    report = vm.check(problem, Interpreter.of(f, problem).schedule(decisions))
    assert report.ok, report.breaches
    assert bool(decisions.any()) == bool(asked)
    assert decisions.sum() < greedy(f).sum()


def test_greedy_serves_the_first_priority_first() -> None:
    """Stopped early, greedy has filled seats of the second priority while one of the first could still be filled."""
    problem = neighbourhood_programme(volunteers=60, sessions=120, seed=5)
    f = build(problem)
    priority = np.array([session.priority for session in problem.sessions])[f.tables.candidate_session]
    whole = vm.score(problem, Interpreter.of(f, problem).schedule(greedy(f)))
    second_begun = False
    for asked in range(1, 40):
        times = count()
        decisions = greedy(f, enough=lambda times=times, asked=asked: next(times) >= asked)  # type: ignore[misc]
        second_begun = bool(decisions[: priority.size][priority > 1].any())
        if second_begun:
            assert vm.score(problem, Interpreter.of(f, problem).schedule(decisions))[0] == whole[0]
            break
    assert second_begun


def test_a_board_serves_many_schedules() -> None:
    """A schedule made on a packing leaves marks for the next."""
    f = build(composed_programme(seed=1))
    packing = PackingRows.of(f)
    first = greedy(f, packing=packing)
    assert (greedy(f, packing=packing) == first).all()
    assert (greedy(f) == first).all()
