"""`TeamMix`: too few, enough and exactly enough people of a kind in a session, by heads and by share, and what columns make of it."""

import datetime as dt
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import schedule, session, told
from rule_cases import Case, cases
from volmatch.rules import Need, TeamMix, only
from volmatch.testing.rule_lists import wheres

_WHAT: tuple[dict[str, Any], ...] = (
    {"trait": "adult"},
    {"trait": "checked"},
    {"skill": "drive"},
    {"skill": "cook", "skill_level": 2},
)
_BOUNDS: tuple[dict[str, Any], ...] = (
    {"least": 1},
    {"least": 2},
    {"most": 0},
    {"most": 1},
    {"least_percent": 50},
    {"least_percent": 100},
    {"most_percent": 34},
    {"least": 1, "most_percent": 50},
    {"least": 0, "most": 2, "least_percent": 1, "most_percent": 99},
)


@st.composite
def drawn(draw: st.DrawFn, problem: vm.Problem) -> vm.Rule:
    """Draw the rule: one or two needs by heads and share, or up to three for which each person counts once."""
    counts_once = draw(st.booleans())
    bounds = st.sampled_from(_BOUNDS[:2] if counts_once else _BOUNDS)
    kinds = draw(st.lists(st.sampled_from(_WHAT), min_size=1, max_size=3 if counts_once else 2))
    return TeamMix(
        level=draw(st.sampled_from((0, 1, 2))),
        weight=draw(st.integers(1, 5)),
        where=draw(wheres(problem)),
        needs=[Need(**kind, **draw(bounds)) for kind in kinds],
        counts_once=counts_once,
    )


PEOPLE = [
    vm.Volunteer("an", traits=["adult"], skills={"first-aid": vm.Skill(2, until=dt.date(2026, 7, 20))}),
    vm.Volunteer("bo", traits=["adult", "local"]),
    vm.Volunteer("chen", traits=["local"], skills={"first-aid": 1}),
    vm.Volunteer("du"),
]


def mixed(people: str, *needs: Need, day: int = 20, counts_once: bool = False) -> list[tuple[int, str]]:
    """Return what the rule says when these people are the crew of a session: the excess and the sentence of each breach."""
    crew = tuple(people.split())
    art = attrs.evolve(session("art", "10:00", "11:00", day=day), roles=[vm.Role("helper", max=4)])
    problem = vm.Problem(PEOPLE, [art], rules=only([TeamMix(needs=needs, counts_once=counts_once)]))
    found = told(problem, schedule(problem, *((who, "art") for who in crew)), "team_mix")
    assert all(one[:2] == (crew, ("art",)) for one in found)
    return [one[2:] for one in found]


ADULTS = Need(trait="adult", least=2)


def test_kept() -> None:
    """A mix as wanted costs something; or a session without people does."""
    assert mixed("an bo du", ADULTS) == []
    assert mixed("", ADULTS) == []


def test_broken() -> None:
    """Too few or too many of a kind pass, or each one missing or too many does not count."""
    said = "art has {} with adult among {} people, wanted at least 2"
    assert mixed("an du", ADULTS) == [(1, said.format(1, 2))]
    assert mixed("du", ADULTS) == [(2, said.format(0, 1))]
    many = Need(trait="local", most=0)
    assert mixed("bo chen du", many) == [(2, "art has 2 with local among 3 people, wanted at most 0")]


def test_on_the_boundary() -> None:
    """Exactly as many as wanted are too few or too many."""
    assert mixed("an bo", Need(trait="adult", least=2, most=2)) == []
    assert mixed("an bo du", Need(trait="adult", least_percent=99, most_percent=34)) == []
    assert [one[0] for one in mixed("an bo du", Need(trait="adult", least_percent=100))] == [1]
    assert [one[0] for one in mixed("an bo du", Need(trait="adult", most_percent=33))] == [1]


@pytest.mark.parametrize("people", ["an", "du", "an du", "an bo du"])
def test_half_of_an_odd_number_is_what_is_possible(people: str) -> None:
    """Half of one must be nobody and somebody at once: no crew of an odd number has at least and at most half adults."""
    assert mixed(people, Need(trait="adult", least_percent=50, most_percent=50)) == []


def test_a_share_of_one_is_one_unless_nobody_is_wanted() -> None:
    """One person is more than a share of one person, or somebody is no more than no share at all."""
    assert mixed("an", Need(trait="adult", most_percent=1)) == []
    assert [one[0] for one in mixed("an", Need(trait="adult", most_percent=0))] == [1]
    assert [one[0] for one in mixed("du", Need(trait="adult", least_percent=100))] == [1]


@pytest.mark.parametrize(
    ("who", "level", "day", "missing"), [("an", 2, 20, 0), ("an", 2, 21, 1), ("chen", 1, 21, 0), ("chen", 2, 20, 1)]
)
def test_skills_count_by_level_and_day(who: str, level: int, day: int, missing: int) -> None:
    """A lower level is enough, or a certificate counts after its last day, or not on it."""
    need = Need(skill="first-aid", skill_level=level, least=1)
    assert [one[0] for one in mixed(who, need, day=day)] == [1] * missing


def test_each_need_is_judged_by_itself_unless_people_count_once() -> None:
    """Somebody who has both counts for one need only though nobody said so; or for two though each counts once."""
    needs = Need(trait="adult", least=1), Need(trait="local", least=1)
    said = "art has 1 with adult and local, each counted once, wanted at least 2"
    assert mixed("bo", *needs) == []
    assert mixed("bo", *needs, counts_once=True) == [(1, said)]
    assert mixed("an bo", *needs, counts_once=True) == []
    assert [one[0] for one in mixed("du", *needs, counts_once=True)] == [2]
    art = session("art", "10:00", "11:00")
    problem = vm.Problem(PEOPLE, [art], rules=only([TeamMix(level=1, needs=needs, counts_once=True)]))
    for who in ("bo", "du"):
        laws.same_cost(problem, schedule(problem, (who, "art")))


def test_who_is_not_taken_is_not_there() -> None:
    """A filter on volunteers is not heeded, in the heads or in those who have what is asked for."""
    art = attrs.evolve(session("art", "10:00", "11:00"), roles=[vm.Role("helper", max=4)])
    rule = TeamMix(
        needs=[Need(trait="local", least_percent=100)], where=vm.Where(volunteers=vm.VolunteerFilter(trait="adult"))
    )
    problem = vm.Problem(PEOPLE, [art], rules=only([rule]))
    for crew, missing in ((("an", "bo", "chen", "du"), 1), (("bo", "chen", "du"), 0), (("du",), 0)):
        found = told(problem, schedule(problem, *((who, "art") for who in crew)), "team_mix")
        assert sum(one[2] for one in found) == missing


@pytest.mark.parametrize(
    ("rule", "wanted"),
    [
        (TeamMix(needs=[Need(least=1)]), r"needs\[0\].trait: wanted either a trait or a skill"),
        (TeamMix(needs=[Need(trait="a", skill="b", least=1)]), r"needs\[0\].trait: wanted either a trait or a skill"),
        (TeamMix(needs=[Need(trait="a")]), r"needs\[0\].least: a need says one of least, most"),
        (TeamMix(needs=[Need(trait="a", most=1)], counts_once=True), "needs: where people count once"),
        (TeamMix(needs=[Need(trait="a", least=1)] * 7, counts_once=True), "wanted at most 6 needs"),
    ],
)
def test_slips_are_refused(rule: vm.Rule, wanted: str) -> None:
    """A need that asks for nothing, or for what cannot be counted once, is taken as if it said something."""
    with pytest.raises(vm.ProblemError, match=wanted):
        vm.Problem([], [], rules=only([rule]))


@settings(max_examples=25)
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
