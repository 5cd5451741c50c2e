"""`ConsecutiveDays`: runs of workdays of every length, at the edge of the horizon and inside, and what columns make of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import TO_COME, schedule, session, told
from days_at_random import every_pattern, week_cases
from histories_by_hand import after
from rules_at_random import Case, at_random
from volmatch.rules import ConsecutiveDays, only

DAYS = tuple(range(20, 28))


def working(rule: vm.Rule, *days: int) -> list[tuple[tuple[str, ...], tuple[str, ...], int, str]]:
    """Return what the rule says when li works on these days of July 2026; there are sessions from the 20th to the 27th."""
    sessions = [session(f"d-{day}", "10:00", "11:00", day=day, kind="art" if day % 2 else "visit") for day in DAYS]
    problem = vm.Problem([vm.Volunteer("li", name="Li")], sessions, rules=only([rule]), words=TO_COME)
    return told(problem, schedule(problem, *(("li", f"d-{day}") for day in days)), "consecutive_days")


def test_kept() -> None:
    """Runs that are neither too long nor too short are reported; or somebody who never works."""
    rule = ConsecutiveDays(min=2, max=4)
    assert working(rule, 21, 22, 23, 25, 26) == []
    assert working(rule) == []


def test_broken() -> None:
    """A run that is too long or too short passes, or the days it is off by are miscounted."""
    said = "Li works 4 days in a row from Tue 2026-07-21, more than 2"
    assert working(ConsecutiveDays(max=2), 21, 22, 23, 24) == [(("li",), ("d-21", "d-22", "d-23", "d-24"), 2, said)]
    said = "Li works only 1 day in a row from Tue 2026-07-21, wanted at least 3"
    assert working(ConsecutiveDays(min=3), 21) == [(("li",), ("d-21",), 2, said)]
    said = "Li works only 2 days in a row from Tue 2026-07-21, wanted at least 3"
    assert [one[2:] for one in working(ConsecutiveDays(min=3), 21, 22, 24, 25, 26)] == [(1, said)]


def test_on_the_boundary() -> None:
    """A run of exactly the most or the least is misjudged."""
    assert working(ConsecutiveDays(min=3, max=3), 21, 22, 23) == []
    assert len(working(ConsecutiveDays(max=3), 21, 22, 23, 24)) == 1
    assert len(working(ConsecutiveDays(min=3), 21, 22)) == 1


def test_runs_at_the_edge_are_never_too_short() -> None:
    """A run that may have begun before the horizon, or may go on after it, is held to the minimum; or escapes the maximum."""
    rule = ConsecutiveDays(min=3, max=3)
    assert working(rule, 20, 21, 27) == []
    assert [one[2] for one in working(rule, 20, 21, 22, 23)] == [1]


def test_a_day_with_two_sessions_is_one_day() -> None:
    """Sessions are counted instead of days, or both halves of a night watch."""
    night = session("night", "22:00", "23:59", day=21)
    sessions = [session("morning", "10:00", "11:00", day=21), night, session("last", "10:00", "11:00", day=23)]
    sessions.append(session("first", "10:00", "11:00", day=19))
    problem = vm.Problem([vm.Volunteer("li")], sessions, rules=only([ConsecutiveDays(min=2, max=2)]), words=TO_COME)
    made = schedule(problem, ("li", "morning"), ("li", "night"))
    assert [one[1:3] for one in told(problem, made, "consecutive_days")] == [(("morning", "night"), 1)]


def test_a_filter_on_sessions_says_what_makes_a_workday() -> None:
    """Days of other work count; or the filter on people is not heeded."""
    art = vm.Where(sessions=vm.SessionFilter(kind="art"))
    adults = vm.Where(volunteers=vm.VolunteerFilter(trait="adult"))
    assert working(ConsecutiveDays(max=1, where=art), 21, 22, 23) == []
    assert len(working(ConsecutiveDays(max=1), 21, 22, 23)) == 1
    assert working(ConsecutiveDays(max=1, where=adults), 21, 22, 23) == []


@pytest.mark.parametrize(
    ("rule", "told_"),
    [
        (ConsecutiveDays(), r"rules\[0\].min: the rule needs min, max or both"),
        (ConsecutiveDays(min=3, max=2), r"rules\[0\].min: min must not exceed max"),
    ],
)
def test_rules_that_say_nothing_or_too_much_are_refused(rule: vm.Rule, told_: str) -> None:
    """A slip turns the rule into one that nobody can keep, or that judges nothing."""
    with pytest.raises(vm.ProblemError, match=told_):
        vm.Problem([], [], rules=only([rule]), words=TO_COME)


@pytest.mark.parametrize("least", [2, 3, 5])
def test_every_pattern_of_a_week_costs_the_same_in_columns(least: int) -> None:
    """A run of some length, somewhere in the horizon, is priced otherwise than it is judged."""
    for problem, made in every_pattern(ConsecutiveDays(level=1, weight=2, min=least, max=max(least, 3))):
        laws.same_cost(problem, made)


def test_a_run_goes_on_from_the_history() -> None:
    """Five days of the plan before and one of this are a run of one; or days too many of the past are counted again."""
    most = ConsecutiveDays(max=3)
    assert after([17, 18, 19], most, 20) == [(1, "Li works 4 days in a row from Fri 2026-07-17, more than 3")]
    assert after([18, 19], most, 20) == []
    assert after([15, 16, 17, 18, 19], most, 20) == [(1, "Li works 6 days in a row from Wed 2026-07-15, more than 3")]
    assert after([15, 16, 17, 18, 19], most) == []
    assert [one[0] for one in after([14, 15, 19], most, 20, 21, 22, 23)] == [2]


def test_a_run_that_the_history_begins_is_long_enough_together() -> None:
    """Days of the history do not make a run longer, or a run of the history alone is held to the minimum."""
    least = ConsecutiveDays(min=3)
    assert after([10, 18, 19], least, 20) == []
    assert after([10, 19], least, 20) == [(1, "Li works only 2 days in a row from Sun 2026-07-19, wanted at least 3")]
    assert after([10, 19], least) == []
    assert after([10], least, 20) == [(2, "Li works only 1 day in a row from Mon 2026-07-20, wanted at least 3")]
    assert after([19], least, 20) == [], "what was before the first day known may have been longer"


@pytest.mark.parametrize(
    "past", [(15,), (14, 15), (10, 15), (10, 13, 15), (12, 13, 14, 15), (10, 17), (10, 18, 19), (15, 22)]
)
def test_every_pattern_costs_the_same_in_columns_after_a_history(past: tuple[int, ...]) -> None:
    """A run that reaches into the history, or over a day of it, is priced otherwise than it is judged."""
    for problem, made in every_pattern(ConsecutiveDays(level=1, weight=2, min=3, max=3), 5, past):
        laws.same_cost(problem, made)
    problem, _ = next(every_pattern(ConsecutiveDays(min=2, max=3), 5, past))
    laws.same_set(problem)


@st.composite
def drawn(draw: st.DrawFn, problem: vm.Problem) -> vm.Rule:
    """Draw the rule for a problem: a maximum, a minimum or both."""
    least, most = draw(st.sampled_from(((2, None), (3, None), (4, None), (None, 1), (None, 2), (2, 2), (1, 3), (2, 3))))
    return draw(at_random(ConsecutiveDays, problem, min=st.just(least), max=st.just(most)))


@settings(max_examples=25)
@given(week_cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
