"""`DaysOff`: breaks of every length, between workdays and at the edge of the horizon, and what columns make of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import TO_COME, schedule, session, told
from days_at_random import every_pattern, week_cases
from histories_by_hand import after
from rules_at_random import Case, at_random
from volmatch.rules import DaysOff, only

DAYS = tuple(range(20, 28))


def working(rule: vm.Rule, *days: int) -> list[tuple[tuple[str, ...], tuple[str, ...], int, str]]:
    """Return what the rule says when li works on these days of July 2026; there are sessions from the 20th to the 27th."""
    sessions = [session(f"d-{day}", "10:00", "11:00", day=day, kind="art" if day % 2 else "visit") for day in DAYS]
    problem = vm.Problem([vm.Volunteer("li", name="Li")], sessions, rules=only([rule]), words=TO_COME)
    return told(problem, schedule(problem, *(("li", f"d-{day}") for day in days)), "days_off")


def test_kept() -> None:
    """A long break, or no break at all, is reported."""
    assert working(DaysOff(min=2), 20, 21, 26, 27) == []
    assert working(DaysOff(min=2), 22, 23, 24) == []
    assert working(DaysOff(min=1), 21, 23) == []
    assert working(DaysOff(min=2)) == []


def test_broken() -> None:
    """A break that is too short passes, or the missing days are miscounted."""
    said = "Li has only 1 day off from Wed 2026-07-22, wanted at least 3 in a row"
    assert working(DaysOff(min=3), 21, 23) == [(("li",), ("d-21", "d-23"), 2, said)]
    said = "Li has only 2 days off from Wed 2026-07-22, wanted at least 3 in a row"
    assert [one[2:] for one in working(DaysOff(min=3), 21, 24)] == [(1, said)]
    assert [one[2] for one in working(DaysOff(min=3), 20, 22, 24)] == [2, 2]


def test_on_the_boundary() -> None:
    """Exactly the days wanted are too few."""
    assert working(DaysOff(min=2), 21, 24) == []
    assert len(working(DaysOff(min=3), 21, 24)) == 1


def test_breaks_at_the_edge_are_not_judged() -> None:
    """Days off at the beginning or end of the horizon, which may be longer than we see, count as too few."""
    assert working(DaysOff(min=4), 21, 22, 23, 24, 25, 26) == []


def test_a_filter_on_sessions_says_what_makes_a_workday() -> None:
    """Days of other work break a break; or the filter on people is not heeded."""
    art = vm.Where(sessions=vm.SessionFilter(kind="art"))
    adults = vm.Where(volunteers=vm.VolunteerFilter(trait="adult"))
    assert [one[1] for one in working(DaysOff(min=2, where=art), 21, 22, 23)] == [("d-21", "d-23")]
    assert working(DaysOff(min=2), 21, 22, 23) == []
    assert working(DaysOff(min=2, where=adults), 21, 23) == []


@pytest.mark.parametrize("least", [2, 3, 5])
def test_every_pattern_of_a_week_costs_the_same_in_columns(least: int) -> None:
    """A break of some length, somewhere in the horizon, is priced otherwise than it is judged."""
    for problem, made in every_pattern(DaysOff(level=1, weight=2, min=least)):
        laws.same_cost(problem, made)


def drawn(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule for a problem."""
    return at_random(DaysOff, problem, min=st.sampled_from((2, 2, 3, 4, 1)))


def test_a_break_begins_in_the_history() -> None:
    """A single free day at the border of two plans passes, or a break between two days of the past is judged."""
    assert after([18], DaysOff(min=2), 20) == [
        (1, "Li has only 1 day off from Sun 2026-07-19, wanted at least 2 in a row")
    ]
    assert after([17], DaysOff(min=2), 20) == []
    assert after([19], DaysOff(min=2), 20) == []
    assert after([16, 18], DaysOff(min=3)) == []
    assert [one[0] for one in after([16, 18], DaysOff(min=3), 21)] == [1]


@pytest.mark.parametrize("past", [(15,), (14,), (13, 15), (11,), (10, 13, 14), (17,), (15, 18)])
def test_every_pattern_costs_the_same_in_columns_after_a_history(past: tuple[int, ...]) -> None:
    """A break that begins in the history, or over a day of it, is priced otherwise than it is judged."""
    for problem, made in every_pattern(DaysOff(level=1, weight=2, min=4), 5, past):
        laws.same_cost(problem, made)
    problem, _ = next(every_pattern(DaysOff(min=3), 5, past))
    laws.same_set(problem)


@settings(max_examples=25)
@given(week_cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
