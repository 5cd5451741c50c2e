"""`ServeOnce`: people who serve, who do not, and who offered nothing."""

from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import schedule, session, span, told
from rules_at_random import Case, at_random, cases
from volmatch.rules import ServeOnce, only

Told = list[tuple[tuple[str, ...], tuple[str, ...], int, str]]


def drawn(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule."""
    return at_random(ServeOnce, problem, above_target=st.booleans())


def halls(rule: vm.Rule | None = None, wang: vm.Volunteer | None = None) -> vm.Problem:
    """Return a problem with li, always free, and wang, and two halls that need one person each."""
    people = [vm.Volunteer("li", name="Li"), wang or vm.Volunteer("wang", available=[span("09:00", "12:00")])]
    sessions = [session("hall", "10:00", "11:00"), session("late", "20:00", "21:00", kind="late")]
    return vm.Problem(people, sessions, rules=only([rule or ServeOnce()]))


def breaches(problem: vm.Problem, *who_what: tuple[str, str]) -> Told:
    """Return what the rule says when these people do these sessions."""
    return told(problem, schedule(problem, *who_what), "serve_once")


LI = (("li",), (), 1, "Li offered time and does not serve")
WANG = (("wang",), (), 1, "wang offered time and does not serve")


def test_kept() -> None:
    """Somebody who serves once, or twice, is reported."""
    assert breaches(halls(), ("li", "late"), ("wang", "hall")) == []


def test_broken() -> None:
    """Somebody who offered time and does not serve is forgotten, or people are counted together."""
    assert breaches(halls(), ("li", "hall"), ("li", "late")) == [WANG]
    assert breaches(halls()) == [LI, WANG]


def test_on_the_boundary() -> None:
    """Somebody who offered no time is asked to serve, or somebody who offered one window is not."""
    crew = ("li", "hall"), ("li", "late")
    assert breaches(halls(wang=vm.Volunteer("wang", available=[])), *crew) == []
    assert breaches(halls(wang=vm.Volunteer("wang", available=[span("03:00", "03:01")])), *crew) == [WANG]


def test_it_brings_in_whoever_can_come() -> None:
    """The solver leaves somebody out who could serve, or calls it infeasible that somebody cannot."""
    problem = halls()
    problem = attrs.evolve(
        problem, volunteers=[*problem.volunteers, vm.Volunteer("zhao", available=[span("01:00", "02:00")])]
    )
    outcome = vm.solve(problem)
    assert outcome.status == "optimal"
    assert [level.value for level in outcome.levels] == [1]
    assert outcome.schedule is not None
    assert {one.volunteer for one in outcome.schedule.assignments} == {"li", "wang"}


def test_a_dropped_session_counts_for_nobody() -> None:
    """Somebody counts as serving in a session that does not take place."""
    problem = halls(wang=vm.Volunteer("wang", available=[]))
    problem = attrs.evolve(problem, sessions=[attrs.evolve(one, optional=True) for one in problem.sessions])
    made = schedule(problem, ("li", "hall"), dropped=["late"])
    assert told(problem, made, "serve_once") == []
    dropped = vm.Schedule(made.assignments, made.placements[1:], ["hall", "late"])
    assert told(problem, dropped, "serve_once") == [LI]


def test_where_says_whom_it_is_about_and_where() -> None:
    """A filter is not heeded: somebody it does not take must serve, or a duty it does not take will do."""
    li = vm.Where(volunteers=vm.VolunteerFilter(id="li"))
    assert breaches(halls(ServeOnce(where=li)), ("li", "hall")) == []
    late = vm.Where(sessions=vm.SessionFilter(kind="late"))
    assert breaches(halls(ServeOnce(where=late)), ("li", "late"), ("wang", "hall")) == [WANG]


def test_words_and_columns_agree_on_the_examples() -> None:
    """The solver allows or prices something else than the check in the very examples above."""
    late = vm.Where(sessions=vm.SessionFilter(kind="late"))
    li = vm.Where(volunteers=vm.VolunteerFilter(id="li"))
    for where in (vm.Where(), late, li):
        for wang in (None, vm.Volunteer("wang", available=[])):
            laws.same_set(halls(ServeOnce(level=0, where=where), wang))
            problem = halls(ServeOnce(where=where), wang)
            for crew in ((), ("hall",), ("hall", "late")):
                laws.same_cost(problem, schedule(problem, *(("li", one) for one in crew)))


@settings(max_examples=max(25, settings().max_examples // 2))
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)


def crowd(*, level: int = 2, above_target: bool = False) -> vm.Problem:
    """Return a problem with three people and a session that needs one of them and has room for all."""
    x = attrs.evolve(session("x", "10:00", "11:00"), roles=[vm.Role("h", min=1, max=3)])
    rules = [vm.rules.Cover(level=1), ServeOnce(level=level, above_target=above_target)]
    return vm.Problem([vm.Volunteer(own) for own in "abc"], [x], rules=vm.rules.only(rules))


@pytest.mark.parametrize(("options", "heads"), [({}, 1), ({"above_target": True}, 3), ({"level": 0}, 3)])
def test_nobody_is_called_in_only_to_have_served(options: dict[str, Any], heads: int) -> None:
    """Seats above a target are filled so that everybody has served, though nobody asked for that; or never, though asked."""
    outcome = vm.solve(crowd(**options))
    assert outcome.schedule is not None
    assert len(outcome.schedule.assignments) == heads


def test_who_is_too_many_counts_twice() -> None:
    """One person above the target costs as much as one who does not serve: then either may be done."""
    problem = crowd()
    assert vm.score(problem, schedule(problem, ("a", "x"))) == (0, 2)
    assert vm.score(problem, schedule(problem, ("a", "x"), ("b", "x"))) == (0, 1 + 2)
    said = told(problem, schedule(problem, ("a", "x"), ("b", "x"), ("c", "x")), "serve_once")
    assert said == [((), ("x",), 4, "x has 2 more than the 1 it would like as h")]
