"""Tight staff: seats are filled whenever that is possible, and people are left out while the goal counts them."""

import time
from collections.abc import Sequence
from itertools import product
from unittest import mock

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import volmatch as vm
from by_hand import at
from volmatch.formulation.build import build
from volmatch.formulation.interpreter import Interpreter
from volmatch.rules import Apart, Cover, FewestPeople, NoOverlap, Wishes, only
from volmatch.search.start.greedy import greedy
from volmatch.search.start.partial_colouring import PeopleForSeats, coloured
from volmatch.search.state import thresholds

#: Start and length in hours, and the people who can: by number.
Task = tuple[int, int, Sequence[int]]
TASKS = st.lists(
    st.tuples(st.integers(8, 12), st.integers(1, 3), st.lists(st.integers(0, 3), min_size=1, max_size=3, unique=True)),
    min_size=1,
    max_size=6,
)


def staffed(tasks: Sequence[Task], *rules: vm.Rule, people: int = 4) -> vm.Problem:
    """Return a problem in which each task must be done by one of those who can."""
    able = [
        vm.Volunteer(f"p{one}", traits=[f"t{number}" for number, task in enumerate(tasks) if one in task[2]])
        for one in range(people)
    ]
    sessions = [
        vm.Session(f"s{number}", start=at(f"{start:02d}:00"), end=at(f"{start + hours:02d}:00"),
                   roles=[vm.Role("worker", traits=[f"t{number}"])])
        for number, (start, hours, _) in enumerate(tasks)
    ]  # fmt: skip
    return vm.Problem(able, sessions, rules=only([Cover(level=0), *(rules or (FewestPeople(),))]))


def fewest(tasks: Sequence[Task]) -> int | None:
    """Return how few people can do all tasks, by trying everything; ``None`` if nobody can."""
    best: int | None = None
    for crew in product(*(able for *_, able in tasks)):
        busy: dict[int, set[int]] = {}
        hours = 0
        for who, (start, length, _) in zip(crew, tasks, strict=True):
            busy.setdefault(who, set()).update(range(start, start + length))
            hours += length
        if sum(map(len, busy.values())) == hours:
            best = len(busy) if best is None else min(best, len(busy))
    return best


def never() -> bool:
    """Say that time is never over."""
    return False


@settings(max_examples=max(30, settings().max_examples // 2))
@given(TASKS)
def test_seats_are_filled_exactly_when_they_can_be(tasks: Sequence[Task]) -> None:
    """Seats stay empty that could be filled, or what is found breaks a rule or has fewer people than can do it."""
    problem = staffed(tasks)
    f = build(problem)
    best = fewest(tasks)
    with mock.patch.object(thresholds, "COLOURING_TURNS", 300):
        found = coloured(f, greedy(f), 0, never)
    assert (found is None) == (best is None)
    if found is not None and best is not None:
        report = vm.check(problem, Interpreter.of(f, problem).schedule(found))
        assert report.ok
        assert best <= report.levels[0].value


@settings(max_examples=30)
@given(TASKS)
def test_the_same_seed_finds_the_same(tasks: Sequence[Task]) -> None:
    """A schedule depends on more than the problem and the seed."""
    f = build(staffed(tasks))
    with mock.patch.object(thresholds, "COLOURING_TURNS", 50):
        one, other = (coloured(f, greedy(f), 7, never) for _ in range(2))
    assert (one is None) == (other is None)
    assert one is None or other is None or np.array_equal(one, other)


MORNING: list[Task] = [(8, 2, (0, 1, 2, 3)), (9, 2, (0, 1, 2, 3)), (11, 2, (0, 1, 2, 3)), (12, 2, (0, 1, 2, 3))]


def people_of(problem: vm.Problem, *held: str) -> int:
    """Return how many people serve in the end, where everybody listed serves at first; seats in order."""
    f = build(problem)
    t = f.tables
    names = [volunteer.id for volunteer in problem.volunteers]
    begin = np.zeros(f.decisions, dtype=np.int64)
    for seat, who in enumerate(held):
        begin[(t.candidate_role == seat) & (t.candidate_volunteer == names.index(who))] = 1
    found = coloured(f, begin, 0, never)
    assert found is not None
    return int(np.unique(t.candidate_volunteer[found.nonzero()[0]]).size)


def test_people_are_left_out_down_to_what_is_proved() -> None:
    """Four people keep doing what two can, or time is spent below what a clique proves."""
    assert fewest(MORNING) == 2
    began = time.monotonic()
    with mock.patch.object(thresholds, "COLOURING_TURNS", 10**9):
        assert people_of(staffed(MORNING), "p0", "p1", "p2", "p3") == 2
    assert time.monotonic() - began < 20


def test_nobody_is_left_out_where_no_goal_counts_people() -> None:
    """A goal that only gets cheaper with less work, or none at all, sends people home."""
    assert people_of(staffed(MORNING, Wishes()), "p0", "p1", "p2", "p3") == 4


@pytest.mark.parametrize("rule", [Apart(sets=[["p0", "p1"]], level=0), NoOverlap(level=2)])
def test_what_is_no_colouring_is_left_to_others(rule: vm.Rule) -> None:
    """A rule between people, or one that lets people be in two places, is taken for one about a person's hours."""
    problem = staffed(MORNING, rule, FewestPeople())
    f = build(problem)
    found = coloured(f, greedy(f), 0, never)
    if found is not None:
        assert vm.check(problem, Interpreter.of(f, problem).schedule(found)).ok
    cover = vm.Problem(problem.volunteers, problem.sessions, rules=only([Cover(level=1)]))
    assert PeopleForSeats.of(build(cover), np.zeros(0, dtype=np.int64), 0) is None


def test_time_that_is_over_ends_it() -> None:
    """A solve goes on beyond its limit where seats cannot be filled."""
    hopeless: list[Task] = [(8, 2, (0,)), (9, 2, (0,))]
    with mock.patch.object(thresholds, "COLOURING_TURNS", 10**9):
        f = build(staffed(hopeless))
        assert coloured(f, greedy(f), 0, lambda: True) is None


def test_a_solve_begins_with_it() -> None:
    """The first schedule of tight staff is not used where everything else has no time."""
    problem = staffed(MORNING)
    with mock.patch.object(thresholds, "SMALL", 0):
        outcome = vm.solve(problem)
    assert (outcome.status, outcome.levels[0].value) == ("optimal", 2)
