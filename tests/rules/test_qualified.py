"""Examples by hand for `Qualified`: skill, level, validity and traits, present, lacking and only just enough."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import at, told
from rules_at_random import Case, at_random, cases


def driving(*, skill: vm.Skill | None, traits: tuple[str, ...] = ("adult",)) -> vm.Problem:
    """Return a problem with li, who has one skill or none, and a tour on Monday for an adult who drives at level 2."""
    driver = vm.Role("driver", skill="drive", level=2, traits=["adult"])
    li = vm.Volunteer("li", name="Li", skills={"drive": skill} if skill else {}, traits=traits)
    tour = vm.Session("tour", start=at("10:00"), end=at("11:00"), roles=[driver, vm.Role("guest")])
    return vm.Problem([li], [tour], rules=vm.rules.only([]))


def breaches(problem: vm.Problem, role: str = "driver") -> list[tuple[tuple[str, ...], tuple[str, ...], int, str]]:
    """Return what the rule says when li takes a role of the tour."""
    made = vm.Schedule([vm.Assignment("li", "tour", role)], [vm.Placement("tour", at("10:00"))])
    return told(problem, made, "qualified")


def test_kept() -> None:
    """Somebody with more than what is asked is refused, or a role that asks for nothing asks for something."""
    assert breaches(driving(skill=vm.Skill(3))) == []
    assert breaches(driving(skill=None, traits=()), "guest") == []


@pytest.mark.parametrize(
    ("problem", "lack"),
    [
        (driving(skill=None), "lacks drive"),
        (driving(skill=vm.Skill(1)), "drive at level 1, wanted 2"),
        (driving(skill=vm.Skill(2, dt.date(2026, 7, 1))), "drive was valid until Wed 2026-07-01"),
        (driving(skill=vm.Skill(2, valid_from=dt.date(2026, 7, 21))), "drive is valid from Tue 2026-07-21 only"),
        (driving(skill=vm.Skill(2), traits=("checked",)), "lacks adult"),
    ],
)
def test_broken(problem: vm.Problem, lack: str) -> None:
    """Somebody who lacks a skill, a level, a valid certificate or a trait passes, or hears another reason."""
    assert breaches(problem) == [(("li",), ("tour",), 1, f"Li does not qualify as driver of tour: {lack}")]


def test_on_the_boundary() -> None:
    """The level asked for is not enough, or a certificate ends a day early or late."""
    assert breaches(driving(skill=vm.Skill(2))) == []
    assert breaches(driving(skill=vm.Skill(2, dt.date(2026, 7, 20)))) == []
    assert len(breaches(driving(skill=vm.Skill(2, dt.date(2026, 7, 19))))) == 1
    assert breaches(driving(skill=vm.Skill(2, dt.date(2026, 7, 20), valid_from=dt.date(2026, 7, 20)))) == []
    assert len(breaches(driving(skill=vm.Skill(2, valid_from=dt.date(2026, 7, 21))))) == 1


def test_the_day_is_the_local_one() -> None:
    """A certificate's last day is taken for one of UTC: at one in the morning in China it is still the day before."""
    nurse = vm.Role("nurse", skill="aid")
    watch = vm.Session("watch", start=at("17:00"), end=at("18:00"), roles=[nurse])
    li = vm.Volunteer("li", skills={"aid": vm.Skill(1, dt.date(2026, 7, 20))})
    abroad = vm.Problem([li], [watch], timezone="Asia/Shanghai")
    made = vm.Schedule(
        [vm.Assignment("li", "watch", "nurse")], [vm.Placement("watch", abroad.sessions[0].candidate_starts[0])]
    )
    assert len(told(abroad, made, "qualified")) == 1


def test_every_trait_is_asked() -> None:
    """Somebody with one trait of two is taken."""
    both = vm.Role("guard", traits=["adult", "checked"])
    watch = vm.Session("watch", start=at("10:00"), end=at("11:00"), roles=[both])
    made = vm.Schedule([vm.Assignment("li", "watch", "guard")], [vm.Placement("watch", at("10:00"))])
    one_of_two = vm.Problem([vm.Volunteer("li", traits=["adult"])], [watch])
    assert len(told(one_of_two, made, "qualified")) == 1
    both_of_two = vm.Problem([vm.Volunteer("li", traits=["checked", "tall", "adult"])], [watch])
    assert told(both_of_two, made, "qualified") == []


def drawn(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule for a problem."""
    return at_random(vm.rules.Qualified, problem)


@settings(max_examples=25)
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
