"""The naive model agrees with brute force, so that it may judge problems too large for brute force."""

import oracle
import volmatch as vm
from hypothesis import assume, given
from hypothesis import strategies as st
from naive import solve_naive
from volmatch.testing import problems, rule_lists


def is_plain(problem: vm.Problem) -> bool:
    """Whether the naive model knows such problems: fixed times, no rooms."""
    return all(session.room is None and session.start is not None for session in problem.sessions)


@given(problems())
def test_naive_model_gets_the_values_of_brute_force(problem: vm.Problem) -> None:
    """The naive model misreads a record or a rule."""
    assume(is_plain(problem))
    assert solve_naive(problem) == oracle.best(problem)


@given(st.data(), problems())
def test_naive_model_knows_rules_at_any_level(data: st.DataObject, problem: vm.Problem) -> None:
    """The naive model forbids what is only a goal, or prices what must hold, or overlooks a filter."""
    assume(is_plain(problem))
    import attrs

    problem = attrs.evolve(problem, rules=data.draw(rule_lists(problem)))
    assert solve_naive(problem) == oracle.best(problem)
