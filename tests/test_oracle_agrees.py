"""The check and the brute force, written apart from the same sentences, judge every schedule alike."""

from itertools import compress, islice, product

import attrs
from hypothesis import given
from hypothesis import strategies as st

import oracle
import volmatch as vm
from volmatch.testing import problems, rule_lists, schedules

Case = tuple[vm.Problem, vm.Schedule]

#: No more schedules of one problem are compared.
MOST_SCHEDULES = 60


def with_schedule(drawn: st.SearchStrategy[vm.Problem]) -> st.SearchStrategy[Case]:
    """Draw problems, each with one of its schedules."""
    return drawn.flatmap(lambda problem: st.tuples(st.just(problem), schedules(problem)))


def some_schedules(problem: vm.Problem) -> list[vm.Schedule]:
    """Return all schedules of a problem, or some from all over their range."""
    step = max(1, oracle.size(problem) // MOST_SCHEDULES)
    return list(islice(oracle.every_schedule(problem), 0, None, step))


def agree(problem: vm.Problem, schedule: vm.Schedule) -> None:
    """Fail unless check and oracle say the same of a schedule."""
    report, costs = vm.check(problem, schedule), oracle.costs(problem, schedule)
    assert report.ok == (costs is not None), report.breaches
    assert costs is None or report.values == costs
    if oracle.is_possible(problem, schedule):
        told = [sum(breach.excess for breach in rule.check(problem, schedule)) for rule in problem.rules]
        assert told == oracle.excesses(problem, schedule), problem.rules


@given(problems())
def test_they_agree_on_the_standard_rules(problem: vm.Problem) -> None:
    """The check and the documented meaning of a standard rule differ."""
    for schedule in some_schedules(problem):
        agree(problem, schedule)


@given(problems(rules=rule_lists))
def test_they_agree_on_rules_at_any_level_and_with_filters(problem: vm.Problem) -> None:
    """The check and the documented meaning of some rule, its filter, weight or level differ."""
    for schedule in some_schedules(problem):
        agree(problem, schedule)


@given(with_schedule(problems("small", rules=rule_lists)))
def test_they_agree_on_larger_problems(case: Case) -> None:
    """The check and the documented meaning differ where many duties, periods and rooms meet."""
    agree(*case)


def judged_alike(problem: vm.Problem, schedule: vm.Schedule) -> bool:
    """Whether check and oracle agree on whether a schedule is one; returns which."""
    is_legal = not any(violation.rule == "schedule" for violation in vm.check(problem, schedule).violations)
    assert is_legal == oracle.is_possible(problem, schedule)
    return is_legal


@given(with_schedule(problems()))
def test_they_agree_on_what_a_schedule_is(case: Case) -> None:
    """A schedule that is none passes as one, or the brute force forgets or invents schedules."""
    problem, schedule = case
    everything = set(oracle.every_schedule(problem))
    assert judged_alike(problem, schedule) == (schedule in everything)
    assert len(everything) <= oracle.size(problem)


@given(problems())
def test_they_agree_on_when_and_where_sessions_may_be(problem: vm.Problem) -> None:
    """A room that is closed, too small, elsewhere or taken is given away, or one that is free is not."""
    rooms = [None, *(room.id for room in problem.rooms)]
    ways = [
        [None, *(vm.Placement(session.id, start, room) for start in session.candidate_starts for room in rooms)]
        for session in problem.sessions
    ]
    for placed in product(*ways):
        dropped = [session.id for session, way in zip(problem.sessions, placed, strict=True) if way is None]
        judged_alike(problem, vm.Schedule(placements=[way for way in placed if way is not None], dropped=dropped))


@given(problems())
def test_they_agree_on_who_may_serve_together(problem: vm.Problem) -> None:
    """A role takes more people than it may or fewer than it can, or somebody holds two roles of a session."""
    session = attrs.evolve(problem.sessions[0], room=None)
    problem = attrs.evolve(problem, sessions=[session], volunteers=[vm.Volunteer(one.id) for one in problem.volunteers])
    placements = [vm.Placement(session.id, session.candidate_starts[0])]
    seats = [
        vm.Assignment(volunteer.id, session.id, role.name) for volunteer in problem.volunteers for role in session.roles
    ]
    for chosen in product((False, True), repeat=len(seats)):
        judged_alike(problem, vm.Schedule(compress(seats, chosen), placements))


@given(problems())
def test_every_schedule_stands_once_and_is_one(problem: vm.Problem) -> None:
    """The brute force yields a schedule twice, or something that is none."""
    everything = list(oracle.every_schedule(problem))
    assert len(set(everything)) == len(everything)
    assert all(oracle.is_possible(problem, schedule) for schedule in everything)


@given(problems(rules=rule_lists))
def test_the_best_is_reached_and_never_beaten(problem: vm.Problem) -> None:
    """The brute force overlooks a schedule, or compares levels in the wrong order."""
    found = [vm.check(problem, schedule) for schedule in oracle.every_schedule(problem)]
    assert oracle.best(problem) == min((report.values for report in found if report.ok), default=None)
