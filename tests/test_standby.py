"""Being on call is no service: rules of what people give do not count it, and all others do."""

import importlib

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import breaches, schedule, session
from rule_cases import Case, cases
from volmatch.rules import (
    Cover,
    Fairest,
    FairShare,
    Limits,
    MinLoad,
    NoOverlap,
    Rotation,
    Supervision,
    TrainingFirst,
    Unserved,
    only,
)

DESK = session("desk", "10:00", "12:00")
CALL = attrs.evolve(session("call", "10:00", "12:00"), roles=[vm.Role("reserve", standby=True)])
LATER = attrs.evolve(session("later", "13:00", "15:00"), roles=[vm.Role("reserve", standby=True)])


def broken(rule: vm.Rule, *duties: str) -> bool:
    """Return whether li breaks a rule with these duties."""
    li = vm.Volunteer("li", limits=[vm.Limit("day", max_sessions=1, min_sessions=1)])
    problem = vm.Problem([li], [DESK, CALL, LATER], rules=only([rule]))
    name = vm.rule.name_of(type(rule))
    return bool(breaches(problem, schedule(problem, *(("li", one) for one in duties)), name))


def test_what_people_give_is_not_counted() -> None:
    """Whoever is on call on Sunday is spared on Monday for it, or has served what they wanted to."""
    assert not broken(FairShare(), "call")
    assert not broken(Fairest(), "call")
    assert broken(MinLoad(), "call")
    assert broken(FairShare(), "call", "desk")


def test_who_is_on_call_is_not_there() -> None:
    """Somebody at home looks after children, learns something, or fills hours that nobody serves."""
    assert not broken(Unserved(), "desk")
    assert broken(Unserved(), "call")
    guests = attrs.evolve(DESK, attendance=10, roles=[vm.Role("helper", min=0, max=1)], place="hall")
    call = attrs.evolve(CALL, place="hall")
    crew = vm.Problem(
        [vm.Volunteer("li")],
        [guests, call],
        places=[vm.Place("hall")],
        rules=only([Supervision(ratio=10, floor=1, adults="at_place")]),
    )
    assert breaches(crew, schedule(crew, ("li", "call")), "supervision")
    assert not breaches(crew, schedule(crew, ("li", "desk")), "supervision")
    evening = session("evening", "18:00", "19:00")
    for first, is_trained in ((CALL, False), (DESK, True)):
        rule = TrainingFirst(role="helper", session=first.id, where=vm.Where(sessions=vm.SessionFilter(id=["evening"])))
        problem = vm.Problem([vm.Volunteer("li")], [first, evening], rules=only([rule]))
        made = schedule(problem, ("li", first.id), ("li", "evening"))
        assert bool(breaches(problem, made, "training_first")) != is_trained


def test_everything_else_is_counted() -> None:
    """Somebody is on call and at a desk at the same time, or more often than they said."""
    assert broken(NoOverlap(), "call", "desk")
    assert broken(Limits(), "call", "later")
    assert broken(Cover(level=1))


def test_it_goes_round() -> None:
    """Turns on call pile up with one person."""
    week = [attrs.evolve(session(f"call-{day}", "10:00", "12:00", day=day), roles=CALL.roles) for day in range(20, 26)]
    people = [vm.Volunteer("li"), vm.Volunteer("mei"), vm.Volunteer("wang", available=[])]
    turns = Rotation(level=2, role="reserve", slack=0, where=vm.Where(volunteers=vm.VolunteerFilter(id=["li", "mei"])))
    outcome = vm.solve(vm.Problem(people, week, rules=[Cover(level=1), turns]))
    assert outcome.schedule is not None
    assert sorted(sum(one.volunteer == who for one in outcome.schedule.assignments) for who in ("li", "mei")) == [3, 3]


def test_a_session_is_on_call_as_a_whole() -> None:
    """Half of a crew is away from the session that it is counted in."""
    with pytest.raises(vm.ProblemError, match=r"sessions\[0\].roles: some are on call and some serve"):
        vm.Problem([], [attrs.evolve(DESK, roles=[vm.Role("helper"), vm.Role("reserve", standby=True)])])


@st.composite
def some_on_call(draw: st.DrawFn, problem: vm.Problem) -> vm.Problem:
    """Put sessions on call, each as a whole."""
    return attrs.evolve(
        problem,
        sessions=[
            attrs.evolve(one, roles=[attrs.evolve(role, standby=is_standby) for role in one.roles])
            for one in problem.sessions
            for is_standby in (draw(st.booleans()),)
        ],
    )


@pytest.mark.parametrize("name", ["fair_share", "fairest", "min_load", "unserved", "supervision", "training_first"])
def test_laws(name: str) -> None:
    """What a rule says in words and in columns about being on call is not the same."""

    @settings(max_examples=20)
    @given(cases(importlib.import_module(f"rules.test_{name}").drawn, change=some_on_call))
    def hold(case: Case) -> None:
        laws.hold(*case)

    hold()
