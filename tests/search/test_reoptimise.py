"""A problem with more that must hold, solved from what is known of the wider one, ends where a solve from nothing does."""

from unittest import mock

import attrs
import pytest
from benchmarks.generate import neighbourhood_programme
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import volmatch as vm
from counterfactuals import Costed, all_legal
from rules_at_random import with_schedule
from search.test_paths_agree import way
from volmatch.rules import Cost, Cover, Pin, Pinned, only
from volmatch.solve import solve_narrower
from volmatch.testing import problems, rule_lists

FEW = max(20, settings().max_examples // 4)


@st.composite
def pins(draw: st.DrawFn, problem: vm.Problem) -> vm.Rule:
    """Draw a promise or a refusal or two."""
    people = st.sampled_from([volunteer.id for volunteer in problem.volunteers])
    sessions = st.sampled_from([session.id for session in problem.sessions])
    listed = st.lists(st.builds(Pin, volunteer=people, session=sessions), max_size=2)
    return Pinned(stay=draw(listed), never=draw(listed))


def narrowed(problem: vm.Problem, rule: vm.Rule) -> vm.Problem:
    """Return the problem with a rule more."""
    return attrs.evolve(problem, rules=only((*problem.rules, rule)))


def known_of(schedule: vm.Schedule, costs: tuple[int, ...], legal: list[Costed], problem: vm.Problem) -> vm.Outcome:
    """Return an outcome with all that can be proved around a schedule: level by level, the others before kept."""
    levels = []
    for position, level in enumerate(vm.check(problem, schedule).levels):
        rest = [other for _, other in legal if all(a <= b for a, b in zip(other[:position], costs, strict=False))]
        levels.append(attrs.evolve(level, bound=min(other[position] for other in rest)))
    return vm.Outcome(schedule=schedule, status="feasible", stopped_by="time", levels=tuple(levels))


@pytest.mark.parametrize("name", [None, "in parts, each bounded, raced and closed"])
def test_same_as_from_nothing(name: str | None) -> None:
    """A solve from a wider outcome, best or not, misses the optimum, proves less, or proves what is not so."""

    @settings(max_examples=FEW)
    @given(with_schedule(problems(rules=rule_lists)), st.data())
    def held(case: tuple[vm.Problem, vm.Schedule], data: st.DataObject) -> None:
        problem, given_ = case
        legal = all_legal(problem)
        assume(legal)
        of = dict(legal)
        known = given_ if given_ in of else data.draw(st.sampled_from(legal))[0]
        wider = known_of(known, of[known], legal, problem)
        problem = narrowed(problem, data.draw(pins(problem)))
        best = min((costs for _, costs in all_legal(problem)), default=None)
        starts = data.draw(st.lists(st.sampled_from([one for one, _ in legal]), max_size=2))
        if name is None:
            outcome = solve_narrower(problem, wider, starts=starts)
        else:
            with way(name):
                outcome = solve_narrower(problem, wider, starts=starts)
        if best is None:
            assert outcome.status == "infeasible"
            return
        assert outcome.status == "optimal"
        assert tuple(level.value for level in outcome.levels) == best

    held()


def changed(one: vm.Schedule, other: vm.Schedule) -> set[object]:
    """Return what only one of two schedules has: duties, and times or rooms."""
    return {*one.assignments, *one.placements} ^ {*other.assignments, *other.placements}


@settings(max_examples=FEW)
@given(problems(), st.data())
def test_nothing_changes_without_need(problem: vm.Problem, data: st.DataObject) -> None:
    """A best schedule is returned though another as good differs from the one before in fewer things, all of them its own."""
    legal = all_legal(problem)
    assume(legal)
    before = data.draw(st.sampled_from(legal))
    wider = known_of(*before, legal, problem)
    problem = narrowed(problem, data.draw(pins(problem)))
    outcome = solve_narrower(problem, wider)
    if outcome.schedule is None:
        return
    best = tuple(level.value for level in outcome.levels)
    moved = changed(outcome.schedule, before[0])
    between = [one for one, costs in all_legal(problem) if costs == best and changed(one, before[0]) < moved]
    assert not between


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("is_there", [True, False])
def test_a_neighbourhood(seed: int, is_there: bool) -> None:  # noqa: FBT001 - a case of the test
    """A programme of real size with one promise or refusal more ends elsewhere than from nothing."""
    problem = neighbourhood_programme(volunteers=20, sessions=40, seed=seed)
    wider = vm.solve(problem)
    assert wider.schedule is not None
    busy = wider.schedule.assignments[0]
    free = (pin for pin in _all_pins(problem) if _may_join(problem, wider.schedule, pin.volunteer, pin.session))
    pin = next(free) if is_there else Pin(volunteer=busy.volunteer, session=busy.session)
    rule = Pinned(stay=[pin]) if is_there else Pinned(never=[pin])
    expected = vm.solve(narrowed(problem, rule))
    outcome = solve_narrower(narrowed(problem, rule), wider, starts=[wider.schedule])
    assert [(level.value, level.bound) for level in outcome.levels] == [
        (level.value, level.bound) for level in expected.levels
    ]
    assert outcome.status == "optimal"


def _all_pins(problem: vm.Problem) -> list[Pin]:
    return [Pin(volunteer=one.id, session=other.id) for one in problem.volunteers for other in problem.sessions]


def _may_join(problem: vm.Problem, schedule: vm.Schedule, volunteer: str, session: str) -> bool:
    """Whether somebody who does not serve in a session may, with nobody else serving anywhere."""
    if any(one.volunteer == volunteer for one in schedule.crews.get(session, ())):
        return False
    known = problem.session(session)
    roles = known.roles if known else ()
    alone = [vm.Schedule([vm.Assignment(volunteer, session, role.name)], schedule.placements) for role in roles]
    return any(vm.check(problem, one).ok for one in alone)


def test_what_is_proved_is_not_proved_again() -> None:
    """A level that costs what it is proved to cost at least is given to an engine all the same."""
    problem = neighbourhood_programme(volunteers=20, sessions=40, seed=1)
    wider = vm.solve(problem)
    with mock.patch("volmatch.search.level.minimise", side_effect=AssertionError("asked")):
        again = solve_narrower(problem, wider, starts=[wider.schedule or vm.Schedule()])
    assert again.levels == wider.levels
    assert again.schedule == wider.schedule


def test_a_bound_holds_only_while_the_levels_before_cost_the_same() -> None:
    """What is proved of a level is believed although a level before costs more now, which may make this one cheaper."""
    session = vm.Session("tea", start="2026-08-01T10:00", end="2026-08-01T11:00", roles=[vm.Role("host")])
    problem = vm.Problem([vm.Volunteer("v0", cost_per_hour=5)], [session], rules=only([Cover(level=1), Cost(level=2)]))
    wider = vm.solve(problem)
    assert [(level.value, level.bound) for level in wider.levels] == [(0, 0), (500, 500)]
    outcome = solve_narrower(narrowed(problem, Pinned(never=[Pin(volunteer="v0", session="tea")])), wider)
    assert [(level.value, level.bound) for level in outcome.levels] == [(1, 1), (0, 0)]


def test_a_seat_that_is_left_is_filled_by_a_chain_at_once() -> None:
    """Without time for any engine, a seat stays empty though somebody could move up to it and somebody else take theirs."""
    able = {"ann": ["a", "b"], "bob": ["b"], "cai": ["a"]}
    sessions = [
        vm.Session(
            one, start=f"2026-08-0{day}T10:00", end=f"2026-08-0{day}T11:00", roles=[vm.Role("keeper", skill=one)]
        )
        for day, one in enumerate("ab", start=1)
    ]
    people = [
        vm.Volunteer(name, skills=dict.fromkeys(skills, 1), limits=[vm.Limit("horizon", max_sessions=1)])
        for name, skills in able.items()
    ]
    problem = vm.Problem(people, sessions)
    known = vm.Schedule(
        [vm.Assignment("ann", "a", "keeper"), vm.Assignment("bob", "b", "keeper")],
        [vm.Placement(one.id, one.candidate_starts[0]) for one in problem.sessions],
    )
    wider = vm.Outcome(
        schedule=known, status="feasible", stopped_by="time", levels=vm.check(problem, known).levels, seconds=0.0
    )
    never = Pinned(never=[Pin(volunteer="bob", session="b")])
    rest = attrs.evolve(known, assignments=known.assignments[:1])
    outcome = solve_narrower(narrowed(problem, never), wider, starts=[rest], time_limit=0.0)
    assert outcome.schedule is not None
    assert {(one.volunteer, one.session) for one in outcome.schedule.assignments} == {("ann", "b"), ("cai", "a")}
