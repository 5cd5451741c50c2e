"""Asked to be deterministic, a solve gives the same schedule whatever order people, sessions, rules and their rows come in."""

import random
from typing import Any

import attrs
import pytest
from benchmarks.generate import neighbourhood_programme
from hypothesis import given, settings
from hypothesis import strategies as st

import volmatch as vm
from example_runs import solved
from volmatch.run.canonical_order import in_order
from volmatch.testing import problems

#: The lists of a problem and of its records whose order means nothing.
ROWS = ("volunteers", "sessions", "places", "rooms")
EXAMPLES = ("haircut_mondays", "holiday_courses", "service_orders", "skill_teams", "study_halls")
OWN_ROWS = ("available", "away", "limits", "wishes", "roles")


def shuffled(problem: vm.Problem, seed: int) -> vm.Problem:
    """Return the same problem with all its rows in another order."""
    chance = random.Random(seed)

    def mixed(rows: Any) -> list[Any]:
        return chance.sample(list(rows), len(rows))

    def record(one: Any) -> Any:
        lists = [name for name in OWN_ROWS if getattr(one, name, None)]
        return attrs.evolve(one, **{name: mixed(getattr(one, name)) for name in lists})

    parts: dict[str, Any] = {name: mixed([record(one) for one in getattr(problem, name)]) for name in ROWS}
    travel = problem.travel and attrs.evolve(problem.travel, minutes=mixed(problem.travel.minutes))
    return attrs.evolve(problem, **parts, travel=travel, rules=vm.rules.only(mixed(problem.rules)))


def same(problem: vm.Problem, seed: int) -> None:
    """Fail unless both orders give the same answer, each in its own words."""
    twin = shuffled(problem, seed)
    one, other = (vm.solve(asked, time_limit=60, deterministic=True) for asked in (problem, twin))
    assert other.schedule == one.schedule
    assert other.status == one.status
    assert other.levels == one.levels
    assert other.clash == one.clash
    if one.schedule is not None:
        assert vm.check(twin, one.schedule).ok
    vm.io.check_belongs(problem, one)
    vm.io.check_belongs(twin, other)


@settings(max_examples=40)
@given(problems("small"), st.integers(0, 2**16))
def test_any_problem(problem: vm.Problem, seed: int) -> None:
    """Which of several best schedules comes out hangs on the order of some rows."""
    same(problem, seed)


@pytest.mark.slow
@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples(name: str) -> None:
    """One of the five programmes gets another schedule when a sheet is sorted anew."""
    same(solved(name)[0], 1)


def test_a_neighbourhood() -> None:
    """Large neighbourhoods and several engines look at the order in which people were named."""
    same(neighbourhood_programme(seed=3, volunteers=90, sessions=180), 2)


@given(problems("small"), st.integers(0, 2**16))
def test_the_order_itself(problem: vm.Problem, seed: int) -> None:
    """The order of rows hangs on how they were handed in, or a row is lost."""
    ordered = in_order(problem)
    assert in_order(shuffled(problem, seed)) == ordered
    assert in_order(ordered) is ordered
    for part in ROWS:
        assert sorted(one.id for one in getattr(ordered, part)) == sorted(one.id for one in getattr(problem, part))
    assert sorted(map(repr, ordered.rules)) == sorted(map(repr, problem.rules))


def test_rules_are_told_in_the_order_of_the_caller() -> None:
    """What a level costs by rule is listed in an order that the caller never saw."""
    rules = [vm.rules.Wishes(level=1, scale="scores"), vm.rules.Cover(level=1)]
    hall = vm.Problem([vm.Volunteer("li")], [], rules=vm.rules.only(rules))
    outcome = vm.solve(hall, deterministic=True)
    assert list(outcome.levels[0].rules) == ["wishes", "cover"]
