"""The check and the brute force, written apart from the same sentences, judge every schedule alike."""

from hypothesis import event, given
from hypothesis import strategies as st

import oracle
import volmatch as vm
from volmatch.testing import problems, rule_lists, schedules

Case = tuple[vm.Problem, vm.Schedule]

#: Trying every schedule of a few problems would take long; of most it does not.
MOST_SCHEDULES = 200


def with_schedule(drawn: st.SearchStrategy[vm.Problem]) -> st.SearchStrategy[Case]:
    """Draw problems, each with one of its schedules."""
    return drawn.flatmap(lambda problem: st.tuples(st.just(problem), schedules(problem)))


def agree(problem: vm.Problem, schedule: vm.Schedule) -> None:
    """Fail unless check and oracle say the same of a schedule."""
    report, costs = vm.check(problem, schedule), oracle.costs(problem, schedule)
    event(f"must holds: {report.ok}")
    assert report.ok == (costs is not None), report.breaches
    if costs is not None:
        assert report.values == costs


@given(with_schedule(problems()))
def test_they_agree_on_the_standard_rules(case: Case) -> None:
    """The check and the documented meaning of the standard rules differ."""
    agree(*case)


@given(with_schedule(problems(rules=rule_lists)))
def test_they_agree_on_rules_at_any_level_and_with_filters(case: Case) -> None:
    """The check and the documented meaning of some rule, its filter, weight or level differ."""
    agree(*case)


@given(with_schedule(problems("small", rules=rule_lists)))
def test_they_agree_on_larger_problems(case: Case) -> None:
    """The check and the documented meaning differ where many duties, periods and rooms meet."""
    agree(*case)


@given(with_schedule(problems()))
def test_they_agree_on_what_a_schedule_is(case: Case) -> None:
    """A schedule that is none passes as one, or the brute force forgets or invents schedules."""
    problem, schedule = case
    is_legal = not any(violation.rule == "schedule" for violation in vm.check(problem, schedule).violations)
    assert is_legal == oracle.is_possible(problem, schedule)
    if oracle.size(problem) <= MOST_SCHEDULES:
        everything = list(oracle.every_schedule(problem))
        assert is_legal == (schedule in everything)
        assert len(set(everything)) == len(everything) <= oracle.size(problem)
        assert all(oracle.is_possible(problem, one) for one in everything)


@given(with_schedule(problems(rules=rule_lists)))
def test_no_schedule_is_better_than_the_best(case: Case) -> None:
    """The brute force overlooks a schedule, or adds up levels in the wrong order."""
    problem, schedule = case
    costs = oracle.costs(problem, schedule)
    if costs is not None:
        best = oracle.best(problem)
        assert best is not None
        assert best <= vm.score(problem, schedule)
