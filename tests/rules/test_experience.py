"""`Experience`: crews with too few, enough and exactly enough experienced people, and what columns make of it."""

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
from volmatch.rules import Experience, only
from volmatch.testing.rule_lists import wheres


@st.composite
def drawn(draw: st.DrawFn, problem: vm.Problem) -> vm.Rule:
    """Draw the rule: experience told by a trait, a skill, ids, or several of these."""
    first = problem.volunteers[0].id
    told_by: dict[str, Any] = draw(
        st.sampled_from(
            (
                {"ids": [first]},
                {"traits": ["checked"]},
                {"traits": ["adult", "checked"], "ids": [first]},
                {"skill": "drive", "skill_level": 2},
                {"skill": "cook", "ids": [first]},
            )
        )
    )
    return Experience(
        level=draw(st.sampled_from((0, 1, 2))),
        weight=draw(st.integers(1, 5)),
        where=draw(wheres(problem)),
        least=draw(st.sampled_from((1, 1, 2))),
        **told_by,
    )


PEOPLE = [
    vm.Volunteer("an", traits=["veteran"]),
    vm.Volunteer("bo", skills={"visits": vm.Skill(3, until=dt.date(2026, 7, 20))}),
    vm.Volunteer("chen"),
    vm.Volunteer("du", skills={"visits": 2}),
]


def lacking(
    crew: str, *, day: int = 20, least: int = 1, where: vm.Where | None = None
) -> list[tuple[tuple[str, ...], tuple[str, ...], int, str]]:
    """Return what the rule says when these people are the crew of a session."""
    art = attrs.evolve(session("art", "10:00", "11:00", day=day), name="Art", roles=[vm.Role("helper", max=4)])
    rule = Experience(
        least=least, ids=["chen"], traits=["veteran"], skill="visits", skill_level=3, where=where or vm.Where()
    )
    problem = vm.Problem(PEOPLE, [art], rules=only([rule]))
    return told(problem, schedule(problem, *((who, "art") for who in crew.split())), "experience")


@pytest.mark.parametrize("crew", ["an du", "bo du", "chen", ""])
def test_kept(crew: str) -> None:
    """A trait, a skill or a listed id is no experience; or a session without people is said to lack it."""
    assert lacking(crew) == []


def test_broken() -> None:
    """First-timers among themselves pass, or each experienced person missing does not count."""
    said = "Art has {} experienced people, wanted at least {}"
    assert lacking("du") == [(("du",), ("art",), 1, said.format(0, 1))]
    assert lacking("an du", least=3) == [(("an", "du"), ("art",), 2, said.format(1, 3))]


def test_on_the_boundary() -> None:
    """Exactly as many as wanted are too few, or one fewer is enough."""
    assert lacking("an chen du", least=2) == []
    assert [one[2] for one in lacking("chen du", least=2)] == [1]


def test_a_certificate_counts_on_its_last_day() -> None:
    """A skill counts after its last valid day, or not on it; or a lower level is enough."""
    assert lacking("bo") == []
    assert len(lacking("bo", day=21)) == 1
    assert len(lacking("du", day=21)) == 1


def test_who_is_not_taken_is_not_there() -> None:
    """A filter on volunteers is not heeded."""
    others = vm.Where(volunteers=vm.VolunteerFilter(id=["chen", "du"]))
    assert [one[0] for one in lacking("an du", where=others)] == [("du",)]
    assert lacking("bo", where=others) == []


@pytest.mark.parametrize(
    ("rule", "wanted"),
    [
        (Experience(), "ids: wanted ids, traits or a skill"),
        (Experience(ids=["an", "nobody"]), r"ids\[1\]: no volunteer has this id"),
    ],
)
def test_slips_are_refused(rule: vm.Rule, wanted: str) -> None:
    """A rule by which nobody is experienced, or an id that nobody has, is taken as if it said something."""
    with pytest.raises(vm.ProblemError, match=wanted):
        vm.Problem(PEOPLE, [], rules=only([rule]))


@settings(max_examples=25)
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
