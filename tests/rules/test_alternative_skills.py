"""Examples by hand for `AlternativeSkills`: the skill asked for, one that serves instead, and none of them."""

import datetime as dt

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import at, told
from rules_at_random import Case, at_random, cases
from volmatch.rules import AlternativeSkills, only

AID = vm.Role(
    "medic",
    skill="first aid",
    alternatives=[vm.AlternativeSkill("nurse"), vm.AlternativeSkill("doctor", level=2)],
    max=3,
)
FAIR = vm.Session("fair", start=at("10:00"), end=at("12:00"), roles=[AID])
PEOPLE = [
    vm.Volunteer("ann", name="Ann", skills={"first aid": 1, "doctor": 2}),
    vm.Volunteer("ben", name="Ben", skills={"nurse": 1}),
    vm.Volunteer("cai", name="Cai", skills={"doctor": 2}),
    vm.Volunteer("dan", name="Dan", skills={"doctor": 1}),
    vm.Volunteer("eve", name="Eve", skills={"first aid": vm.Skill(1, dt.date(2026, 7, 19)), "doctor": 3}),
]
RULES = only([vm.rules.Cover(level=1), AlternativeSkills(level=2)])
PROBLEM = vm.Problem(PEOPLE, [FAIR], rules=RULES)


def said(volunteer: str, rule: str = "alternative_skills") -> list[tuple[int, str]]:
    """Return what a rule says when somebody is the medic: excess and sentence."""
    made = vm.Schedule([vm.Assignment(volunteer, "fair", "medic")], [vm.Placement("fair", at("10:00"))])
    return [(one[2], one[3]) for one in told(PROBLEM, made, rule)]


def test_kept() -> None:
    """Whoever has the skill asked for costs something, because they have another as well."""
    assert said("ann") == []
    assert said("ann", "qualified") == []


def test_broken() -> None:
    """What serves instead costs nothing, or the second costs no more than the first."""
    assert said("ben") == [(1, "Ben serves as medic of fair with nurse; asked for before that: first aid")]
    assert said("cai") == [(2, "Cai serves as medic of fair with doctor; asked for before that: first aid and nurse")]
    assert said("ben", "qualified") == said("cai", "qualified") == []


def test_on_the_boundary() -> None:
    """A skill below its level serves instead, or one that ended the day before is taken for one that counts."""
    assert said("dan") == [(3, "Dan serves as medic of fair without any of first aid, nurse and doctor")]
    assert said("dan", "qualified") == [
        (1, "Dan does not qualify as medic of fair: has none of first aid, nurse and doctor")
    ]
    assert said("eve")[0][0] == 2


@pytest.mark.parametrize(
    ("there", "wanted"), [("abcde", "ann"), ("bcde", "ben"), ("cd", "cai"), ("ce", None), ("d", "nobody")]
)
def test_the_first_that_is_to_be_had_serves(there: str, wanted: str | None) -> None:
    """A nurse comes though a first aider is there, or nobody though a doctor is; ``None``: either of two alike."""
    people = [one for one in PEOPLE if one.id[0] in there]
    solved = vm.solve(vm.Problem(people, [FAIR], rules=RULES), time_limit=20)
    assert solved.schedule is not None
    who = [one.volunteer for one in solved.schedule.assignments]
    assert who == ([] if wanted == "nobody" else [wanted]) if wanted else len(who) == 1


def test_it_is_a_standard_goal_of_problems_with_alternatives() -> None:
    """Nothing asks for the order in a problem that names no rules, or problems without alternatives have a level more."""
    names = [type(one).__name__ for one in vm.Problem(PEOPLE, [FAIR]).rules]
    assert names.index("Target") < names.index("AlternativeSkills") < names.index("Wishes")
    plain = attrs.evolve(FAIR, roles=[attrs.evolve(AID, alternatives=())])
    assert "AlternativeSkills" not in [type(one).__name__ for one in vm.Problem(PEOPLE, [plain]).rules]


@pytest.mark.parametrize(
    ("role", "fault"),
    [
        (
            vm.Role("medic", alternatives=[vm.AlternativeSkill("nurse")]),
            "wanted the skill for which the alternatives serve",
        ),
        (attrs.evolve(AID, alternatives=[vm.AlternativeSkill("first aid", level=2)]), "is taken by one before it"),
        (
            attrs.evolve(AID, alternatives=[vm.AlternativeSkill("nurse"), vm.AlternativeSkill("nurse")]),
            "is taken by one before",
        ),
    ],
)
def test_what_says_nothing_is_refused(role: vm.Role, fault: str) -> None:
    """Alternatives to no skill, or ones that nobody needs, are taken in silence."""
    with pytest.raises(vm.ProblemError, match=fault):
        vm.Problem([], [attrs.evolve(FAIR, roles=[role])])


def test_a_lower_level_may_serve_instead() -> None:
    """Somebody at a lower level cannot be named as second best."""
    role = vm.Role("driver", skill="drive", level=3, alternatives=[vm.AlternativeSkill("drive", level=2)])
    people = [vm.Volunteer("a", skills={"drive": 2}), vm.Volunteer("b", skills={"drive": 3})]
    solved = vm.solve(vm.Problem(people, [attrs.evolve(FAIR, roles=[role])]), time_limit=20)
    assert solved.schedule is not None
    assert [one.volunteer for one in solved.schedule.assignments] == ["b"]


def drawn(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule for a problem."""
    return at_random(AlternativeSkills, problem)


@settings(max_examples=25)
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
