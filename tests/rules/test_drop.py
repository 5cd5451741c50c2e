"""Examples by hand for `Drop`: optional sessions held, dropped, and held without anybody."""

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import at, schedule, session, told
from rules_at_random import Case, at_random, cases


def walks(where: vm.Where | None = None) -> vm.Problem:
    """Return a problem with an optional walk, and a visit that is not optional but has a choice of times."""
    walk = attrs.evolve(session("walk", "10:00", "11:00", kind="walk"), name="Walk", optional=True)
    visit = vm.Session("visit", minutes=60, starts=[at("10:00"), at("12:00")], roles=[vm.Role("helper")])
    return vm.Problem([vm.Volunteer("li")], [walk, visit], rules=[vm.rules.Drop(where=where or vm.Where())])


def test_kept() -> None:
    """An optional session that takes place costs something."""
    problem = walks()
    assert told(problem, schedule(problem, ("li", "walk")), "drop") == []


def test_broken() -> None:
    """An optional session is dropped for nothing."""
    problem = walks()
    made = schedule(problem, dropped=["walk"])
    assert told(problem, made, "drop") == [((), ("walk",), 1, "Walk is dropped")]


def test_on_the_boundary() -> None:
    """An optional session held with nobody in it counts as dropped, or one that is not optional counts here."""
    problem = walks()
    assert told(problem, schedule(problem), "drop") == []
    assert told(problem, schedule(problem, dropped=["visit"]), "drop") == []


def test_where_says_which_sessions() -> None:
    """A filter on sessions is not heeded."""
    problem = walks(vm.Where(sessions=vm.SessionFilter(kind="visit")))
    assert told(problem, schedule(problem, dropped=["walk"]), "drop") == []


def drawn(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule for a problem."""
    return at_random(vm.rules.Drop, problem)


@settings(max_examples=25)
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
