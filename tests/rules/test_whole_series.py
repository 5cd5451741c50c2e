"""Examples by hand for `WholeSeries`, and its laws: courses held, left out, begun and not ended, and staffed by half."""

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from both_worlds import Told, judged
from by_hand import TO_COME, at, schedule, session
from rules_at_random import at_random
from supplies_at_random import Case, cases
from volmatch.rules import Cover, Drop, WholeSeries, only

DAYS = {"a": 20, "b": 21, "c": 22}
WORDS = "course is not whole: {} of its 3 sessions {} not take place"


def drawn(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule for a problem."""
    return at_random(WholeSeries, problem)


def lesson(id_: str, day: int, series: str | None = "course") -> vm.Session:
    """Return a session of a series that may be dropped."""
    return attrs.evolve(session(id_, "10:00", "11:00", day, kind=id_), series=series, optional=True)


def course(*more: vm.Session, where: vm.Where | None = None, series: str | None = "course") -> vm.Problem:
    """Return a problem with three lessons on three days."""
    lessons = [lesson(id_, day, series) for id_, day in DAYS.items()]
    return vm.Problem(
        [vm.Volunteer("li")], [*lessons, *more], rules=only([WholeSeries(where=where or vm.Where())]), words=TO_COME
    )


def said(problem: vm.Problem, dropped: str) -> Told:
    """Return what the rule says when some sessions are dropped, each named by one letter."""
    return judged(problem, schedule(problem, dropped=list(dropped)), "whole_series")


def test_kept() -> None:
    """A course that takes place from end to end is said not to be whole, or sessions without a series make one."""
    assert said(course(), "") == []
    assert said(course(series=None), "ab") == []


def test_broken() -> None:
    """A course that is begun and not ended passes, or counts once instead of each session that is missing."""
    assert said(course(), "c") == [((), ("a", "b", "c"), 1, WORDS.format(1, "does"))]
    assert said(course(), "ab") == [((), ("a", "b", "c"), 2, WORDS.format(2, "do"))]


def test_on_the_boundary() -> None:
    """A course that is left out altogether costs something, or one held with nobody in it counts as left out."""
    assert said(course(), "abc") == []
    assert schedule(course()).assignments == ()
    assert said(course(), "") == []


def test_each_series_is_whole_by_itself() -> None:
    """One course that is left out is missing from another, two broken ones are told as one, or one session is no series."""
    others = [lesson("x", 20, "other"), lesson("y", 21, "other"), lesson("z", 22, "alone")]
    assert said(course(*others), "xy") == []
    assert said(course(*others), "z") == []
    assert [(one[1], one[2]) for one in said(course(*others), "abx")] == [(("a", "b", "c"), 2), (("x", "y"), 1)]


def test_where_says_which_sessions() -> None:
    """A filter on sessions is not heeded, or one on volunteers is."""
    two = vm.Where(sessions=vm.SessionFilter(kind=("a", "b")))
    assert said(course(where=two), "c") == []
    assert [one[1:3] for one in said(course(where=two), "bc")] == [(("a", "b"), 1)]
    assert len(said(course(where=vm.Where(volunteers=vm.VolunteerFilter(trait="adult"))), "c")) == 1


def test_a_session_that_always_takes_place() -> None:
    """A lesson that cannot be dropped does not count as held, so the others may be left out for nothing."""
    problem = course(attrs.evolve(lesson("d", 23), optional=False))
    assert [one[2] for one in said(problem, "abc")] == [3]
    assert said(problem, "") == []
    fixed = attrs.evolve(problem, sessions=[attrs.evolve(one, optional=False) for one in problem.sessions])
    assert said(fixed, "") == []


def test_a_session_with_a_choice_of_times() -> None:
    """A lesson with several starts counts once for each, or is missing where it takes another than the first."""
    moving = vm.Session("d", minutes=60, starts=[at("10:00", 23), at("12:00", 23)], series="course")
    problem = course(moving)
    assert [one[2] for one in said(problem, "d")] == [1]
    assert [one[2] for one in said(problem, "abc")] == [3]
    late = attrs.evolve(
        schedule(problem, dropped=["a"]),
        placements=[vm.Placement(id_, at("12:00" if id_ == "d" else "10:00", day)) for id_, day in
                    (("b", 21), ("c", 22), ("d", 23))],
    )  # fmt: skip
    assert [one[2] for one in judged(problem, late, "whole_series")] == [1]


def test_a_session_without_a_room() -> None:
    """A lesson that no room fits is forgotten in the columns, and the others are held without it."""
    crowded = attrs.evolve(lesson("d", 23), room=vm.RoomNeed(), attendance=90)
    problem = attrs.evolve(course(crowded), places=[vm.Place("house")], rooms=[vm.Room("red", "house", capacity=20)])
    assert [one[2] for one in said(problem, "d")] == [1]
    assert said(problem, "abcd") == []
    assert best(problem, Drop(level=1)) == []


def best(problem: vm.Problem, *goals: vm.Rule) -> list[str]:
    """Return which sessions the best schedule holds, with the rule as a must and some goals."""
    outcome = vm.solve(attrs.evolve(problem, rules=only([WholeSeries(), *goals])))
    assert outcome.status == "optimal"
    assert outcome.schedule is not None
    return sorted(one.session for one in outcome.schedule.placements)


def test_staffed_from_end_to_end_or_dropped() -> None:
    """The rule is heeded in words only: of a course that cannot be staffed to its end, the first lessons are held."""
    away = vm.Volunteer("li", away=[vm.Window(at("00:00", 22), at("00:00", 23))])
    other = [lesson("x", 20, "other"), lesson("y", 21, "other")]
    problem = attrs.evolve(course(*other), volunteers=[away, vm.Volunteer("wang", available=[])])
    goals = Drop(level=0, whole=True), Drop(level=1)
    assert best(problem, *goals) == ["x", "y"]
    steady = attrs.evolve(problem, volunteers=[vm.Volunteer("li")])
    assert best(steady, *goals) == ["a", "b", "c"]


def test_as_a_goal_it_gives_way_to_those_before_it() -> None:
    """A lower level costs a higher one a unit, or the session missing costs other than 1."""
    away = vm.Volunteer("li", away=[vm.Window(at("00:00", 22), at("00:00", 23))])
    problem = attrs.evolve(course(), volunteers=[away])
    for levels, values in (((1, 2), [1, 1]), ((2, 1), [0, 3])):
        drop, whole = levels
        rules = [Drop(level=0, whole=True), Drop(level=drop), WholeSeries(level=whole)]
        outcome = vm.solve(attrs.evolve(problem, rules=only(rules)))
        assert [one.value for one in outcome.levels] == values


def test_a_clash_is_told() -> None:
    """Where a lesson that must be held has a series that cannot be, nothing says that they belong together."""
    fixed = attrs.evolve(lesson("d", 23), optional=False)
    crowded = attrs.evolve(lesson("e", 24), room=vm.RoomNeed(), attendance=90)
    problem = vm.Problem([], [fixed, crowded], places=[vm.Place("house")], rooms=[vm.Room("red", "house", capacity=20)])
    problem = attrs.evolve(problem, rules=only([WholeSeries(), Cover(level=1)]))
    found = vm.explain.clash(problem)
    assert found is not None
    assert [str(one.part) for one in found.members] == ["the rule “whole series”", "d must take place"]
    assert "course is not whole: 1 of its 2 sessions does not take place" in found.sentence()


@settings(max_examples=25)
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
