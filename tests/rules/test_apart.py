"""`Apart`: people who meet, who do not, and who serve one after the other or either side of midnight."""

from typing import Literal

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import schedule, session, told
from rules_at_random import Case, at_random, cases
from sets_at_random import sets_of_people
from volmatch.rules import Apart, only

Told = list[tuple[tuple[str, ...], tuple[str, ...], int, str]]
Same = Literal["session", "day"]
PEOPLE = ("li", "wang", "zhao")


def drawn(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule."""
    return at_random(Apart, problem, sets=sets_of_people(problem), same=st.sampled_from(("session", "day")))


def days(*sets: tuple[str, ...], same: Same = "session", where: vm.Where | None = None, level: int = 0) -> vm.Problem:
    """Return a problem with three people, two halls on Monday, the second until after midnight, and one on Tuesday."""
    roles = [vm.Role("helper", min=0, max=3)]
    halls = [
        session("mon", "10:00", "11:00"),
        attrs.evolve(session("night", "23:00", "23:59", kind="late"), end=session("x", "00:30", "01:00", day=21).start),
        session("tue", "10:00", "11:00", day=21),
    ]
    people = [vm.Volunteer(id_, name=id_.title()) for id_ in PEOPLE]
    rule = Apart(sets=sets, same=same, where=where or vm.Where(), level=level)
    return vm.Problem(people, [attrs.evolve(hall, roles=roles) for hall in halls], rules=only([rule]))


def breaches(problem: vm.Problem, *who_what: tuple[str, str]) -> Told:
    """Return what the rule says when these people do these sessions."""
    return told(problem, schedule(problem, *who_what), "apart")


def test_kept() -> None:
    """One person of a set alone, or with people outside it, is reported."""
    crew = ("li", "mon"), ("zhao", "mon"), ("li", "night")
    assert breaches(days(("li", "wang")), *crew) == []
    assert breaches(days(("li", "wang"), same="day"), *crew) == []


def test_broken() -> None:
    """Two people of a set meet, and nothing or too much is said."""
    sentence = "Li and Wang are to be kept apart but serve together in mon"
    assert breaches(days(("li", "wang")), ("li", "mon"), ("wang", "mon")) == [(("li", "wang"), ("mon",), 1, sentence)]
    sentence = "Li and Wang are to be kept apart but serve on the same day, Mon 2026-07-20"
    crew = ("li", "mon"), ("wang", "night"), ("li", "night")
    told_of_day = breaches(days(("li", "wang"), same="day"), *crew)
    assert told_of_day == [(("li", "wang"), ("mon", "night"), 1, sentence)]


def test_on_the_boundary() -> None:
    """Two sessions of a day count as one, or a night counts on the day it ends."""
    crew = ("li", "mon"), ("wang", "night")
    assert breaches(days(("li", "wang")), *crew) == []
    assert len(breaches(days(("li", "wang"), same="day"), *crew)) == 1
    assert breaches(days(("li", "wang"), same="day"), ("li", "tue"), ("wang", "night")) == []


@pytest.mark.parametrize(("there", "excess"), [(1, 0), (2, 1), (3, 2)])
def test_each_person_beyond_the_first_counts(there: int, excess: int) -> None:
    """Three people who meet cost as much as two."""
    for same in ("session", "day"):
        problem = days(PEOPLE, same=same, level=1)
        assert vm.score(problem, schedule(problem, *((who, "mon") for who in PEOPLE[:there]))) == (excess,)


def test_a_person_twice_on_a_day_is_one_person() -> None:
    """Somebody with two duties on a day is taken for two people."""
    problem = days(("li", "wang"), same="day", level=1)
    assert breaches(problem, ("li", "mon"), ("li", "night")) == []
    laws.same_cost(problem, schedule(problem, ("li", "mon"), ("li", "night"), ("wang", "mon")))


def test_where_says_whom_it_is_about() -> None:
    """A filter is not heeded."""
    two = vm.Where(volunteers=vm.VolunteerFilter(id=("li", "wang")))
    assert breaches(days(("li", "zhao"), where=two), ("li", "mon"), ("zhao", "mon")) == []
    late = vm.Where(sessions=vm.SessionFilter(kind="late"))
    assert breaches(days(("li", "wang"), where=late), ("li", "mon"), ("wang", "mon")) == []
    assert breaches(days(("li", "wang"), same="day", where=late), ("li", "mon"), ("wang", "night")) == []


@pytest.mark.parametrize("same", ["session", "day"])
def test_words_and_columns_agree_on_the_examples(same: Same) -> None:
    """The solver allows or prices something else than the check in the very examples above."""
    two = vm.Where(volunteers=vm.VolunteerFilter(id=("li", "wang")))
    late = vm.Where(sessions=vm.SessionFilter(kind="late"))
    for sets, where in (((PEOPLE,), None), ((PEOPLE,), two), ((("li", "wang"), ("wang", "zhao")), late)):
        few = days(*sets, same=same, where=where)
        laws.same_set(attrs.evolve(few, sessions=few.sessions[:2]))
        problem = days(*sets, same=same, where=where, level=1)
        for crew in (("li",), ("li", "wang"), ("wang", "zhao"), PEOPLE):
            made = schedule(problem, *((who, "mon") for who in crew), ("wang", "night"), ("zhao", "night"))
            laws.same_cost(problem, made)


def test_sets_name_two_people_each() -> None:
    """A set with a slip in an id, of one person, or with somebody twice is taken."""
    for people, path in ((("li", "wong"), "[0][1]"), (("li",), "[0]"), (("li", "li"), "[0]")):
        with pytest.raises(vm.ProblemError) as caught:
            days(people)
        assert [fault.path for fault in caught.value.faults] == [f"rules[0].sets{path}"]


@settings(max_examples=max(25, settings().max_examples // 2))
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
