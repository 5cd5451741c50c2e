"""Any schedule may be given to begin from, and the outcome is never worse than it."""

from collections.abc import Callable
from functools import cache

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import volmatch as vm
from faults.programmes import HOUR, MONDAY, checked, hard, quick, values
from volmatch.rules import Wishes, only
from volmatch.testing import problems, rule_lists, schedules

Case = tuple[vm.Problem, vm.Schedule]


@cache
def best() -> vm.Schedule:
    """Return the best schedule of the quick problem."""
    schedule = vm.solve(quick(), time_limit=30).schedule
    assert schedule is not None
    return schedule


def everybody_everywhere() -> vm.Schedule:
    """Return the schedule in which all serve in everything: overfull, overlapping, over every limit."""
    people, sessions = quick().volunteers, quick().sessions
    crew = [vm.Assignment(person.id, session.id, "helper") for person in people for session in sessions]
    return attrs.evolve(best(), assignments=crew)


def of_another_problem() -> vm.Schedule:
    """Return a schedule in which no id is known."""
    return vm.Schedule(
        [vm.Assignment("nobody", "nowhere", "nothing"), vm.Assignment("v1", "nowhere", "helper")],
        [vm.Placement("nowhere", MONDAY), vm.Placement("elsewhere", MONDAY, "hall")],
        ["never"],
    )


def moved(change: Callable[[vm.Placement], vm.Placement]) -> vm.Schedule:
    """Return the best schedule with every placement changed."""
    return attrs.evolve(best(), placements=[change(one) for one in best().placements])


STARTS = {
    "the best": best,
    "empty": vm.Schedule,
    "assignments only": lambda: attrs.evolve(best(), placements=()),
    "half of the people": lambda: attrs.evolve(best(), assignments=best().assignments[::2]),
    "half of the sessions": lambda: attrs.evolve(best(), placements=best().placements[::2]),
    "everything twice": lambda: vm.Schedule(best().assignments * 2, best().placements * 2),
    "placed and dropped": lambda: attrs.evolve(best(), dropped=[session.id for session in quick().sessions]),
    "everybody everywhere": everybody_everywhere,
    "another problem": of_another_problem,
    "unknown role": lambda: attrs.evolve(best(), assignments=[vm.Assignment("v1", "s1", "king")]),
    "at no hour of theirs": lambda: moved(lambda one: attrs.evolve(one, start=MONDAY - HOUR)),
    "rooms where there are none": lambda: moved(lambda one: attrs.evolve(one, room="hall")),
}


@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS)
@pytest.mark.parametrize("time_limit", [0, 30])
def test_any_start_is_accepted(start: Callable[[], vm.Schedule], time_limit: float) -> None:
    """A start that is partial, wrong or foreign ends in an error, keeps the best from being found, or is returned as it is."""
    outcome = vm.solve(quick(), time_limit=time_limit, start=start())
    found = checked(quick(), outcome)
    if time_limit:
        assert outcome.status == "optimal"
        assert found == vm.score(quick(), best())


def test_a_good_start_is_kept() -> None:
    """A start that no search would find in time is lost."""
    good = vm.solve(hard(), time_limit=2)
    assert good.schedule is not None
    outcome = vm.solve(hard(), time_limit=0, start=good.schedule)
    assert checked(hard(), outcome) <= values(good)


def test_a_good_start_beats_what_is_built_upon_it() -> None:
    """A start is lost because the first schedule that is made of it fills seats better left empty."""
    sessions = [
        vm.Session(f"s{n}", start=begin, end=begin + HOUR, roles=[vm.Role("helper")])
        for n in range(2)
        for begin in [MONDAY + n * HOUR]
    ]
    li = vm.Volunteer("li", wishes=[vm.Wish(session="s0", score=1), vm.Wish(session="s1", score=-5)])
    problem = vm.Problem([li], sessions, rules=only([Wishes(level=1, scale="scores")]))
    start = vm.Schedule(
        [vm.Assignment("li", "s0", "helper")], [vm.Placement(one.id, one.candidate_starts[0]) for one in sessions]
    )
    assert checked(problem, vm.solve(problem, time_limit=0, start=start)) == vm.score(problem, start) == (0,)


def test_a_part_of_a_good_start_is_built_upon() -> None:
    """The first schedule throws away what the start has decided."""
    start = attrs.evolve(best(), assignments=best().assignments[1:])
    outcome = vm.solve(quick(), time_limit=0, start=start)
    assert outcome.schedule is not None
    assert set(start.assignments) <= set(outcome.schedule.assignments)


@given(
    problems(rules=rule_lists).flatmap(lambda problem: st.tuples(st.just(problem), schedules(problem))),
    st.sampled_from([0, 30]),
)
def test_never_worse_than_the_start(case: Case, time_limit: float) -> None:
    """A start that keeps what must hold is better than the outcome, or the search calls its problem impossible."""
    problem, start = case
    report = vm.check(problem, start)
    if report.ok:
        assert checked(problem, vm.solve(problem, time_limit=time_limit, start=start)) <= report.values
    elif time_limit:
        outcome = vm.solve(problem, time_limit=time_limit, start=start)
        assert outcome.status in ("optimal", "infeasible")
        if outcome.schedule is not None:
            checked(problem, outcome)
