"""The verdict that a search goes by is the one that everybody is told."""

import attrs
from hypothesis import given
from hypothesis import strategies as st

import volmatch as vm
from rules_at_random import Case, with_schedule
from volmatch.check import verdict
from volmatch.schedule import Assignment
from volmatch.testing import problems


@given(with_schedule(problems()), st.sampled_from([(), (Assignment("nobody", "nothing", "none"),)]))
def test_the_verdict_is_that_of_the_check(case: Case, more: tuple[Assignment, ...]) -> None:
    """A search keeps a schedule that breaks something, or counts other costs than those that are told."""
    problem, schedule = case
    schedule = attrs.evolve(schedule, assignments=[*schedule.assignments, *more])
    told, found = vm.check(problem, schedule), verdict(problem, schedule)
    assert found.ok == told.ok
    assert found.breach == next(iter(told.breaches), None)
    assert [(one, one.rules) for one in found.levels] == [(one, one.rules) for one in told.levels]
