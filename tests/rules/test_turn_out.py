"""`TurnOut`: crews likely enough to turn up, too unlikely and just so, and what columns make of them."""

from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import TO_COME, schedule, session, told
from rule_cases import Case, cases
from rules_at_random import at_random
from volmatch.rules import Cover, TurnOut, only

PEOPLE = [
    vm.Volunteer("sure"),
    vm.Volunteer("an", show_rate=0.9),
    vm.Volunteer("bo", show_rate=0.9),
    vm.Volunteer("chen", show_rate=0.5),
    vm.Volunteer("never", show_rate=0.04),
]


def said(crew: str, *, min: int = 1, **fields: Any) -> list[tuple[int, str]]:  # noqa: A002 - the role's word
    """Return the excess and the sentence when these people are the crew of a session."""
    gate = attrs.evolve(session("gate", "10:00", "11:00"), roles=[vm.Role("helper", min=min, max=5)])
    problem = vm.Problem(PEOPLE, [gate], rules=only([TurnOut(**{"level": 1, **fields})]), words=TO_COME)
    found = told(problem, schedule(problem, *((who, "gate") for who in crew.split())), "turn_out")
    assert all(one[:2] == ((), ("gate",)) for one in found)
    return [one[2:] for one in found]


def test_kept() -> None:
    """Somebody who always comes is doubted, or two who come nine times in ten are not enough for one seat."""
    assert said("sure") == []
    assert said("an bo", chance=0.98) == []
    assert said("sure an bo", min=2, chance=0.99) == []
    assert said("", min=0) == []


def test_broken() -> None:
    """One who comes half of the time passes for a whole person."""
    assert said("chen", chance=0.9) == [(40, "gate: 1 or more turn up as helper with a chance of 50 %, wanted 90 %")]
    assert said("an chen", min=2) == [(60, "gate: on average 0.6 of 2 are missing as helper")]
    assert said("", min=2) == [(200, "gate: on average 2 of 2 are missing as helper")]
    assert said("", chance=0.5, level=0) == [
        (50, "gate: 1 or more turn up as helper with a chance of 0 %, wanted 50 %")
    ]


def test_on_the_boundary() -> None:
    """A chance that is exactly reached is not reached, or a hair less is."""
    assert said("an bo", chance=0.99) == []
    assert [one[0] for one in said("an bo", chance=0.990001)] == [1]
    assert said("an bo", min=2, chance=0.81) == []
    assert said("chen an", chance=0.95) == []
    assert [one[0] for one in said("an bo")] == [1]  # a hundredth of a person is missing


def test_show_rates_are_rounded_down() -> None:
    """A rate of 96 percent counts as more than it is, or one of 4 as something."""
    assert said("never", chance=0.01) != []
    assert said("never", chance=0.04, steps=100) == []
    assert [one[0] for one in said("an", steps=4)] == [25]  # three quarters


def test_a_number_of_its_own_and_roles_by_name() -> None:
    """Two are wanted to turn up at a role that needs one, and one will do; or roles of another name are judged."""
    assert [one[0] for one in said("sure", least=2)] == [100]
    assert said("", roles=["driver"]) == []


def test_who_is_not_taken_does_not_count() -> None:
    """A filter on volunteers is not heeded."""
    others = vm.Where(volunteers=vm.VolunteerFilter(id=["chen"]))
    assert [one[0] for one in said("sure chen", where=others)] == [50]


def test_being_on_call_is_not_judged() -> None:
    """People on call for those who do not turn up are asked to be doubled themselves."""
    gate = attrs.evolve(session("gate", "10:00", "11:00"), roles=[vm.Role("helper", standby=True)])
    problem = vm.Problem(PEOPLE, [gate], rules=only([TurnOut(level=1)]))
    assert told(problem, schedule(problem), "turn_out") == []


def test_two_unsure_people_stand_in_for_one_sure() -> None:
    """A must is met by one person at the desk although the second is there; or more people come than needed."""
    desks = [
        attrs.evolve(session(f"at-{hour}", f"{hour}:00", f"{hour + 1}:00"), roles=[vm.Role("helper", max=2)])
        for hour in (10, 10)
    ]
    desks = [attrs.evolve(one, id=f"desk-{number}") for number, one in enumerate(desks)]
    rules = [*vm.rules.musts(), TurnOut(chance=0.98), Cover(level=1)]
    outcome = vm.solve(vm.Problem(PEOPLE[:3], desks, rules=only(rules)))
    assert outcome.schedule is not None
    assert sorted(len(crew) for crew in outcome.schedule.crews.values()) == [1, 2]
    assert vm.solve(vm.Problem(PEOPLE[1:4], desks, rules=only(rules))).status == "infeasible"


@pytest.mark.parametrize(
    ("slip", "wanted"),
    [({"level": 0}, "chance"), ({"chance": 1.2}, "chance"), ({"least": 0}, "least"), ({"steps": 0}, "steps")],
)
def test_slips_are_refused(slip: dict[str, Any], wanted: str) -> None:
    """A must without a chance could never hold, and one that nobody can reach would be taken."""
    with pytest.raises(vm.ProblemError, match=rf"rules\[0\].{wanted}"):
        vm.Problem([], [], rules=only([TurnOut(**{"level": 1, **slip})]))


def test_too_many_different_rates_are_told() -> None:
    """A large crew of people with odds of their own runs out of memory, instead of being told to read them less finely."""
    people = [vm.Volunteer(f"v{number}", show_rate=0.4 + number / 100) for number in range(60)]
    hall = attrs.evolve(session("hall", "10:00", "11:00"), roles=[vm.Role("steward", min=8, max=12)])
    problem = vm.Problem(people, [hall], rules=only([TurnOut(level=1, steps=100)]))
    with pytest.raises(vm.VolmatchError, match=r"steward have 60 different show rates.*fewer steps than 100"):
        vm.solve(problem)


@st.composite
def unsure(draw: st.DrawFn, problem: vm.Problem) -> vm.Problem:
    """Let people turn up with odds of their own, and roles hold more people."""
    rates = st.sampled_from((1, 0.9, 0.9, 0.55, 0.83, 0))
    people = [attrs.evolve(one, show_rate=draw(rates)) for one in problem.volunteers]
    most = draw(st.sampled_from((0, 1, 2)))
    sessions = [
        attrs.evolve(one, roles=[attrs.evolve(role, max=role.max + most) for role in one.roles])
        for one in problem.sessions
    ]
    return attrs.evolve(problem, volunteers=people, sessions=sessions)


@st.composite
def drawn(draw: st.DrawFn, problem: vm.Problem) -> vm.Rule:
    """Draw the rule for a problem: as a must with a chance, as a goal with or without."""
    chances = st.sampled_from((0.5, 0.81, 0.9, 0.99, 1))
    rule = draw(
        at_random(
            TurnOut,
            problem,
            chance=chances,
            least=st.sampled_from((None, None, 1, 2)),
            roles=st.sampled_from((None, None, ("helper",))),
            steps=st.sampled_from((20, 20, 10, 100)),
        )
    )
    assert isinstance(rule, TurnOut)
    return attrs.evolve(rule, chance=None) if rule.level and draw(st.booleans()) else rule


@settings(max_examples=max(25, settings().max_examples // 2))
@given(cases(drawn, change=unsure))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
