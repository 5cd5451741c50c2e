"""What a first schedule breaks, it gives up: an early stop returns much of it, instead of nothing at all."""

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import volmatch as vm
from example_runs import solved
from volmatch.formulation.build import build
from volmatch.formulation.interpreter import Interpreter
from volmatch.rules import MinLoad, Supervision, WholeSeries, only
from volmatch.run.dropping import without_breaches
from volmatch.search.start.greedy import greedy
from volmatch.search.state.controls import Stopped
from volmatch.testing import problems, rule_lists

DAY = "2026-08-01"


def awake() -> None:
    """Go on."""


def supervised(*sessions: vm.Session) -> vm.Problem:
    """Return sessions that need an adult for each ten guests, two at least; one keeper can come."""
    problem = vm.Problem([vm.Volunteer("ann")], sessions)
    return attrs.evolve(problem, rules=only([*problem.rules, Supervision(ratio=10)]))


def session(name: str, since: str, until: str, guests: int) -> vm.Session:
    """Return a session with one keeper."""
    roles = [vm.Role("keeper")]
    start, end = f"{DAY}T{since}", f"{DAY}T{until}"
    return vm.Session(name, start=start, end=end, attendance=guests, roles=roles, optional=True)


def test_only_what_breaks_a_rule_is_given_up() -> None:
    """A session without guests is dropped along with the one that lacks an adult, or that one is kept."""
    problem = supervised(session("art", "09:00", "10:00", 10), session("set-up", "11:00", "12:00", 0))
    both = vm.Schedule(
        [vm.Assignment("ann", "art", "keeper"), vm.Assignment("ann", "set-up", "keeper")],
        [vm.Placement(one.id, one.candidate_starts[0]) for one in problem.sessions],
    )
    found, report = without_breaches(problem, both, vm.check(problem, both), awake)
    assert report.ok
    assert found.dropped == ("art",)
    assert found.assignments == (vm.Assignment("ann", "set-up", "keeper"),)
    assert report == vm.check(problem, found)


def test_a_series_that_must_be_whole_is_given_up_whole() -> None:
    """A long course is given up lesson by lesson until patience ends, and nothing legal is left."""
    lessons = [session(f"art-{n}", f"{8 + n % 12:02}:00", f"{8 + n % 12:02}:30", 0) for n in range(40)]
    lessons = [attrs.evolve(one, series="art") for one in lessons]
    problem = supervised(*lessons, session("tea", "20:00", "21:00", 0))
    problem = attrs.evolve(problem, rules=only([WholeSeries(), *problem.rules]))
    held = [vm.Placement(one.id, one.candidate_starts[0]) for one in problem.sessions[1:]]
    broken = vm.Schedule([], held, dropped=["art-0"])
    found, report = without_breaches(problem, broken, vm.check(problem, broken), awake)
    assert report.ok
    assert [one.session for one in found.placements] == ["tea"]


def test_what_no_drop_mends_stays() -> None:
    """A breach without a session in its way makes the search for one endless, or empties the schedule."""
    problem = vm.Problem(
        [vm.Volunteer("ann", limits=[vm.Limit("day", min_hours=1)])],
        [session("art", "09:00", "10:00", 0)],
        rules=only([MinLoad(level=0)]),
    )
    empty = vm.Schedule([], [vm.Placement("art", problem.sessions[0].candidate_starts[0])])
    report = vm.check(problem, empty)
    assert [breach.sessions for breach in report.breaches] == [()]
    assert without_breaches(problem, empty, report, awake) == (empty, report)


def test_it_hears_that_time_is_over() -> None:
    """A large schedule is mended on after the caller said stop."""

    def over() -> None:
        raise Stopped

    problem = supervised(session("art", "09:00", "10:00", 10))
    held = vm.Schedule([], [vm.Placement("art", problem.sessions[0].candidate_starts[0])])
    with pytest.raises(Stopped):
        without_breaches(problem, held, vm.check(problem, held), over)


@settings(max_examples=60)
@given(st.data(), problems("small"))
def test_nothing_is_given_up_that_must_take_place(data: st.DataObject, problem: vm.Problem) -> None:
    """Under odd rules, a session that must take place is dropped, or somebody serves who did not before."""
    problem = attrs.evolve(problem, rules=only(data.draw(rule_lists(problem))))
    f = build(problem)
    before = Interpreter.of(f, problem).schedule(greedy(f))
    report = vm.check(problem, before)
    after, told = without_breaches(problem, before, report, awake)
    assert told == vm.check(problem, after)
    assert set(after.assignments) <= set(before.assignments)
    gone = set(after.dropped) - set(before.dropped)
    assert all(one.may_be_dropped for one in problem.sessions if one.id in gone)
    assert len(told.breaches) <= len(report.breaches)


def test_an_early_stop_of_the_study_halls_has_most_sessions() -> None:
    """A ratio of pupils to adults leaves an early stop with nothing."""
    problem, _ = solved("study_halls")
    f = build(problem)
    first = Interpreter.of(f, problem).schedule(greedy(f))
    report = vm.check(problem, first)
    found, told = without_breaches(problem, first, report, awake)
    assert told.ok
    assert len(found.dropped) <= len(problem.sessions) // 10
