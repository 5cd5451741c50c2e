"""Compiling finds the same candidates in small strides as in one, and refuses what no machine can hold."""

import numpy as np
import pytest
from hypothesis import given, settings

import volmatch as vm
from volmatch.columns import eligibility
from volmatch.columns.compile import compile_problem
from volmatch.formulation.build import build
from volmatch.formulation.interpreter import Interpreter
from volmatch.testing import problems, rule_lists


@settings(max_examples=30)
@given(problems("small", rules=rule_lists))
def test_strides_do_not_matter(problem: vm.Problem) -> None:
    """A candidate is lost or doubled at the border of two strides."""
    whole = compile_problem(problem)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(eligibility, "STRIDE", 3)
        strides = compile_problem(problem)
    for name in ("candidate_volunteer", "candidate_role", "candidate_option"):
        assert np.array_equal(getattr(whole, name), getattr(strides, name))


@settings(max_examples=30)
@given(problems("small"))
def test_candidates_are_sorted_by_volunteer_and_start(problem: vm.Problem) -> None:
    """The sweeps over a volunteer's candidates meet them out of order."""
    tables = compile_problem(problem)
    order = np.lexsort((tables.candidate_start, tables.candidate_volunteer))
    assert np.array_equal(tables.candidate_start[order], tables.candidate_start)
    assert np.array_equal(tables.candidate_volunteer[order], tables.candidate_volunteer)


@pytest.mark.parametrize("limit", ["MOST_PAIRS", "MOST_CANDIDATES"])
def test_too_large_is_said_before_memory_dies(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A problem too large for the machine is begun all the same, or refused without its numbers."""
    monkeypatch.setattr(eligibility, limit, 3)
    roles = [vm.Role("lead")]
    start, end = "2026-08-01T10:00+00:00", "2026-08-01T11:00+00:00"
    problem = vm.Problem.from_data(
        {
            "volunteers": [{"id": name} for name in "ab"],
            "sessions": [{"id": name, "start": start, "end": end, "roles": roles} for name in "cd"],
        }
    )
    with pytest.raises(vm.LimitError, match="3"):
        compile_problem(problem)


def test_work_ends_where_the_caller_says() -> None:
    """A cancel during compiling is not seen until compiling is over."""

    def enough() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        compile_problem(vm.Problem([vm.Volunteer("a")], []), alive=enough)


@settings(max_examples=40)
@given(problems("small"))
def test_a_schedule_comes_back_from_columns(problem: vm.Problem) -> None:
    """A schedule changes on its way into columns and back."""
    f = build(problem)
    interpreter = Interpreter.of(f, problem)
    schedule = vm.solve(problem, time_limit=0).schedule
    assert schedule is not None
    assert interpreter.schedule(interpreter.decisions(schedule)) == schedule
