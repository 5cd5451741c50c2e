"""`Weekends`: too many, fewer and exactly as many as may be, and what columns make of it."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import TO_COME, at, schedule, session, told
from days_at_random import week_cases
from rules_at_random import Case, at_random
from volmatch.rules import Weekends, only

#: Fridays, Saturdays, Sundays and Mondays of July 2026.
DAYS = (10, 11, 12, 13, 17, 18, 19, 20, 24, 25, 26, 27)


def working(rule: vm.Rule, *days: int) -> list[tuple[tuple[str, ...], tuple[str, ...], int, str]]:
    """Return what the rule says when li works on these days of July 2026."""
    sessions = [session(f"d-{day}", "10:00", "11:00", day=day, kind="art" if day % 2 else "visit") for day in DAYS]
    problem = vm.Problem([vm.Volunteer("li", name="Li")], sessions, rules=only([rule]), words=TO_COME)
    return told(problem, schedule(problem, *(("li", f"d-{day}") for day in days)), "weekends")


def test_kept() -> None:
    """Fridays and Mondays count, or both days of a weekend count as two."""
    assert working(Weekends(max=1), 10, 13, 11, 12, 17, 20, 24, 27) == []
    assert working(Weekends(max=0), 10, 13) == []


def test_broken() -> None:
    """A weekend too many passes, or two count as one."""
    said = "Li works on 2 weekends, more than 1"
    assert working(Weekends(max=1), 11, 19) == [(("li",), ("d-11", "d-19"), 1, said)]
    assert [one[2] for one in working(Weekends(max=1), 12, 18, 25, 26)] == [2]
    assert [one[3] for one in working(Weekends(max=0), 11)] == ["Li works on 1 weekend, more than 0"]


def test_on_the_boundary() -> None:
    """The last weekend that may be worked is one too many; or a Sunday and the Saturday after it are one weekend."""
    assert working(Weekends(max=2), 11, 19) == []
    assert len(working(Weekends(max=1), 12, 18)) == 1


def test_a_session_counts_on_the_local_day_it_starts() -> None:
    """A Friday night makes a weekend because it ends on Saturday; or the day is told by the clock of Greenwich."""
    night = vm.Session("night", start=at("22:00", 17), end=at("02:00", 18), roles=[vm.Role("helper")])
    for zone, is_weekend in (("UTC", False), ("Asia/Shanghai", True)):
        problem = vm.Problem([vm.Volunteer("li")], [night], rules=only([Weekends(max=0)]), timezone=zone, words=TO_COME)
        assert bool(told(problem, schedule(problem, ("li", "night")), "weekends")) is is_weekend
        laws.same_set(problem)


def test_where_says_whose_and_which_sessions_count() -> None:
    """A filter is not heeded."""
    art = vm.Where(sessions=vm.SessionFilter(kind="art"))
    adults = vm.Where(volunteers=vm.VolunteerFilter(trait="adult"))
    assert working(Weekends(max=0, where=art), 12, 18) == []
    assert len(working(Weekends(max=0, where=art), 11)) == 1
    assert working(Weekends(max=0, where=adults), 11) == []


def after(past: Sequence[int], rule: vm.Rule, *days: int) -> list[tuple[int, str]]:
    """Return what the rule says when li worked on some days before the 10th, and works on others from then on."""
    history = [vm.PastDuty("li", at("10:00", day), at("11:00", day)) for day in past]
    sessions = [session(f"d-{day}", "12:00", "13:00", day=day) for day in DAYS]
    problem = vm.Problem([vm.Volunteer("li", name="Li")], sessions, history=history, rules=only([rule]))
    made = schedule(problem, *(("li", f"d-{day}") for day in days))
    laws.same_cost(problem, made)
    return [one[2:] for one in told(problem, made, "weekends")]


def test_every_second_weekend() -> None:
    """Two weekends in a row pass, or two with one between do not."""
    second = Weekends(max=1, of=2, level=1)
    assert after([], second, 11, 25) == []
    assert after([], second, 11, 19) == [(1, "Li works on 2 of the 2 weekends up to Sat 2026-07-18, more than 1")]
    assert [one[0] for one in after([], second, 11, 19, 25)] == [1, 1]


def test_weekends_of_the_history_are_taken_off() -> None:
    """The weekend before the plan is forgotten, or what the past had too much is counted again."""
    second = Weekends(max=1, of=2, level=1)
    assert after([4], second, 12) == [(1, "Li works on 2 of the 2 weekends up to Sat 2026-07-11, more than 1")]
    assert after([4], second, 18) == []
    assert after([3], second, 12) == [], "a Friday is no weekend"
    assert after([4, 5], Weekends(max=0, of=2, level=1)) == []
    assert [one[0] for one in after([4], Weekends(max=0, of=2, level=1), 12)] == [1, 1]
    assert after([11], second, 12) == [], "a weekend that is worked already is no new one"
    assert after([4], Weekends(max=1, level=1), 12) == [], "without `of` the horizon alone counts"


def drawn(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule for a problem."""
    return at_random(Weekends, problem, max=st.sampled_from((0, 0, 1)), of=st.sampled_from((None, 1, 2, 2, 3)))


@settings(max_examples=25)
@given(week_cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
