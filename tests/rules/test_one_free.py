"""`OneFree`: people on duty in turn, at the same time, and one starting on the minute the other ends."""

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import schedule, session, told
from rules_at_random import Case, at_random, cases
from sets_at_random import sets_of_people
from volmatch.rules import OneFree, only

Told = list[tuple[tuple[str, ...], tuple[str, ...], int, str]]
PEOPLE = ("li", "wang", "zhao")


def drawn(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule."""
    return at_random(OneFree, problem, sets=sets_of_people(problem))


def halls(*sets: tuple[str, ...], where: vm.Where | None = None, level: int = 0) -> vm.Problem:
    """Return a problem with three people and four halls on one day, which overlap or touch."""
    roles = [vm.Role("helper", min=0, max=3)]
    sessions = [
        session("early", "10:00", "12:00"),
        session("first", "10:00", "11:00"),
        session("second", "11:00", "12:30", kind="late"),
        session("last", "12:00", "13:00"),
    ]
    people = [vm.Volunteer(id_, name=id_.title()) for id_ in PEOPLE]
    rule = OneFree(sets=sets, where=where or vm.Where(), level=level)
    return vm.Problem(people, [attrs.evolve(one, roles=roles) for one in sessions], rules=only([rule]))


def breaches(problem: vm.Problem, *who_what: tuple[str, str]) -> Told:
    """Return what the rule says when these people do these sessions."""
    return told(problem, schedule(problem, *who_what), "one_free")


def test_kept() -> None:
    """Two of three on duty at once are reported, or somebody outside the set counts."""
    assert breaches(halls(PEOPLE), ("li", "early"), ("wang", "early")) == []
    assert breaches(halls(("li", "wang")), ("li", "early"), ("zhao", "early"), ("wang", "last")) == []


def test_broken() -> None:
    """All are on duty at once, and nothing is said, or the minutes are wrong."""
    sentence = "nobody of Li and Wang is free from Mon 2026-07-20 10:00 to Mon 2026-07-20 11:00"
    expected = [(("li", "wang"), ("early", "first"), 60, sentence)]
    assert breaches(halls(("li", "wang")), ("li", "early"), ("wang", "first")) == expected
    same = breaches(halls(PEOPLE), *((who, "early") for who in PEOPLE))
    assert [(one[1], one[2]) for one in same] == [(("early",), 120)]


def test_on_the_boundary() -> None:
    """A duty that starts on the minute another ends overlaps it, or one minute of overlap is not seen."""
    assert breaches(halls(("li", "wang")), ("li", "early"), ("wang", "last")) == []
    problem = halls(("li", "wang"))
    last = attrs.evolve(problem.sessions[3], start=session("x", "11:59", "12:00").start)
    problem = attrs.evolve(problem, sessions=[*problem.sessions[:3], last])
    assert [one[2] for one in breaches(problem, ("li", "early"), ("wang", "last"))] == [1]


def test_one_stretch_across_a_change_is_one() -> None:
    """A stretch is told twice because one duty hands over to the next in it, or two stretches are told as one."""
    handed_over = ("li", "early"), ("wang", "first"), ("wang", "second")
    assert [(one[1], one[2]) for one in breaches(halls(("li", "wang")), *handed_over)] == [
        (("early", "first", "second"), 120)
    ]
    two = ("li", "first"), ("li", "last"), ("wang", "early"), ("wang", "last")
    assert [one[2] for one in breaches(halls(("li", "wang")), *two)] == [60, 60]


def test_somebody_twice_on_duty_at_once_is_one_person() -> None:
    """Where overlaps are only a goal, one person in two places is taken for two people."""
    problem = halls(("li", "wang"), level=1)
    problem = attrs.evolve(problem, rules=only([*problem.rules, vm.rules.NoOverlap(level=2)]))
    twice = ("li", "early"), ("li", "first")
    assert breaches(problem, *twice) == []
    laws.same_cost(problem, schedule(problem, *twice))
    laws.same_cost(problem, schedule(problem, *twice, ("wang", "first")))


def test_where_says_whom_it_is_about() -> None:
    """A filter is not heeded, or the one person it leaves in a set may never serve."""
    two = vm.Where(volunteers=vm.VolunteerFilter(id=("li", "wang")))
    assert breaches(halls(("li", "zhao"), where=two), ("li", "early"), ("zhao", "early")) == []
    assert [one[0] for one in breaches(halls(PEOPLE, where=two), ("li", "early"), ("wang", "early"))] == [
        ("li", "wang")
    ]
    late = vm.Where(sessions=vm.SessionFilter(kind="late"))
    assert breaches(halls(("li", "wang"), where=late), ("li", "early"), ("wang", "early")) == []


@pytest.mark.parametrize("people", [None, ("li", "wang"), "li"])
def test_words_and_columns_agree_on_the_examples(people: str | tuple[str, ...] | None) -> None:
    """The solver allows or prices something else than the check in the very examples above."""
    where = vm.Where(volunteers=vm.VolunteerFilter(id=people) if people else None)
    few = halls(("li", "wang"), where=where)
    laws.same_set(attrs.evolve(few, volunteers=few.volunteers[:2]))
    laws.same_set(attrs.evolve(halls(PEOPLE, where=where), sessions=few.sessions[:2]))
    late = vm.Where(volunteers=where.volunteers, sessions=vm.SessionFilter(kind="late"))
    for problem in (halls(PEOPLE, ("li", "wang"), where=where, level=1), halls(("li", "wang"), where=late, level=1)):
        for halls_of_li in (("early", "last"), ("first", "second")):
            crew = [(who, "early") for who in ("wang", "zhao")] + [(who, "second") for who in ("wang", "zhao")]
            laws.same_cost(problem, schedule(problem, *(("li", one) for one in halls_of_li), crew[0], crew[1]))
            laws.same_cost(problem, schedule(problem, *(("li", one) for one in halls_of_li), crew[1], crew[2]))


def test_sets_name_two_people_each() -> None:
    """A set with a slip in an id, of one person, or with somebody twice is taken."""
    for people, path in ((("li", "wong"), "[0][1]"), (("li",), "[0]"), (("li", "li"), "[0]")):
        with pytest.raises(vm.ProblemError) as caught:
            halls(people)
        assert [fault.path for fault in caught.value.faults] == [f"rules[0].sets{path}"]


@settings(max_examples=max(25, settings().max_examples // 2))
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
