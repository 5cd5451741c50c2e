"""`Weekends`: too many, fewer and exactly as many as may be, and what columns make of it."""

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


def drawn(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule for a problem."""
    return at_random(Weekends, problem, max=st.sampled_from((0, 0, 1)))


@settings(max_examples=25)
@given(week_cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
