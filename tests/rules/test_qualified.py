"""Examples by hand for `Qualified`: skill, level, validity and traits, present, lacking and only just enough."""

import datetime as dt

import attrs
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


def lapsed(last: int, grace_days: int) -> list[int]:
    """Return what the rule costs, as a goal, where a certificate ended on a day of July, three weeks before or so, and a tour is on the 20th."""
    rule = vm.rules.Qualified(level=1, grace_days=grace_days)
    problem = driving(skill=vm.Skill(2, dt.date(2026, 7, last)))
    return [one[2] for one in breaches(attrs.evolve(problem, rules=vm.rules.only([rule])))]


def test_a_certificate_that_ran_out_counts_for_days_of_grace() -> None:
    """Days of grace are not granted, or one more or fewer; or without any, the day after the last one passes."""
    assert [lapsed(13, grace) for grace in (8, 7, 6, 0)] == [[], [], [1], [1]]
    assert lapsed(20, 0) == []
    assert lapsed(1, 1_000_000) == []


def test_grace_is_for_what_ended_only() -> None:
    """A certificate that has not begun yet, a level too low or a trait that ended passes for the sake of days of grace."""
    rule = vm.rules.only([vm.rules.Qualified(level=1, grace_days=30)])
    begins = driving(skill=vm.Skill(2, valid_from=dt.date(2026, 7, 21)))
    low = driving(skill=vm.Skill(1, dt.date(2026, 7, 19)))
    for problem in (begins, low):
        assert len(breaches(attrs.evolve(problem, rules=rule))) == 1
    ended = {"adult": vm.TraitDays(until=dt.date(2026, 7, 19))}
    (li,) = driving(skill=vm.Skill(2)).volunteers
    was_adult = attrs.evolve(low, volunteers=[attrs.evolve(li, trait_days=ended)], rules=rule)
    assert len(breaches(was_adult)) == 1


def test_a_lapsed_certificate_costs_and_is_not_refused() -> None:
    """Nobody serves though somebody's certificate ran out last week, or it costs nothing beside somebody whose is valid."""
    both = [vm.rules.Qualified(grace_days=14), vm.rules.Qualified(level=2), vm.rules.Cover(level=1)]
    (tour,) = driving(skill=None).sessions
    people = [
        vm.Volunteer(own, skills={"drive": vm.Skill(2, until)}, traits=["adult"])
        for own, until in (("lapsed", dt.date(2026, 7, 13)), ("long ago", dt.date(2026, 6, 1)), ("valid", None))
    ]
    driven = attrs.evolve(tour, roles=tour.roles[:1])
    for crowd, costs in ((people, [0, 0]), (people[:2], [0, 1]), (people[1:2], [1, 0])):
        outcome = vm.solve(vm.Problem(crowd, [driven], rules=vm.rules.only(both)))
        assert [level.value for level in outcome.levels] == costs


@pytest.mark.parametrize("slip", [-1, "a week"])
def test_days_of_grace_are_a_number(slip: object) -> None:
    """Grace of less than nothing, or a word, is taken."""
    with pytest.raises(vm.ProblemError, match=r"rules\[0\]\.grace_days"):
        vm.Problem([], [], rules=vm.rules.only([vm.rules.Qualified(grace_days=slip)]))  # type: ignore[arg-type]


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
    return at_random(vm.rules.Qualified, problem, grace_days=st.sampled_from((0, 0, 1, 3)))


@settings(max_examples=25)
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
