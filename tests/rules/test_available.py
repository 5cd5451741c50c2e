"""Examples by hand for `Available`: duties inside, outside and exactly filling the time a person offers."""

from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import TO_COME, at, schedule, session, span, told
from rules_at_random import Case, at_random, cases


def offering(
    *windows: vm.Window | vm.Weekly, away: tuple[vm.Window, ...] = (), where: vm.Where | None = None
) -> vm.Problem:
    """Return a problem in which li offers these windows, and one session from 10 to 11 on Monday."""
    li = vm.Volunteer("li", name="Li", available=windows, away=away)
    rules = [vm.rules.Available(where=where)] if where else []
    return vm.Problem([li], [session("art", "10:00", "11:00")], rules=vm.rules.only(rules), words=TO_COME)


def breaches(problem: vm.Problem) -> list[tuple[tuple[str, ...], tuple[str, ...], int, str]]:
    """Return what the rule says when li does the session."""
    return told(problem, schedule(problem, ("li", "art")), "available")


LATE = [(("li",), ("art",), 1, "Li is not available for art at Mon 2026-07-20 10:00")]


def test_kept() -> None:
    """A duty well inside a window, or of somebody always free, is reported."""
    assert breaches(offering(span("09:00", "12:00"))) == []
    always = vm.Problem([vm.Volunteer("li")], [session("art", "10:00", "11:00")])
    assert told(always, schedule(always, ("li", "art")), "available") == []


def test_broken() -> None:
    """A duty at a time never offered, half offered, or taken back passes."""
    assert breaches(offering()) == LATE
    assert breaches(offering(span("10:30", "12:00"))) == LATE
    assert breaches(offering(span("09:00", "10:30"))) == LATE
    assert breaches(offering(span("09:00", "12:00"), away=(span("10:30", "10:31"),))) == LATE


def test_on_the_boundary() -> None:
    """A window that begins and ends with the session does not hold it, or one a minute shorter does."""
    assert breaches(offering(span("10:00", "11:00"))) == []
    assert breaches(offering(span("10:01", "11:00"))) == LATE
    assert breaches(offering(span("10:00", "10:59"))) == LATE


def test_an_absence_may_touch_the_session() -> None:
    """Somebody away until the session starts, or from its end on, counts as away."""
    day = span("09:00", "12:00")
    assert breaches(offering(day, away=(span("09:00", "10:00"), span("11:00", "12:00")))) == []
    assert breaches(offering(day, away=(span("09:00", "10:01"),))) == LATE
    assert breaches(offering(day, away=(span("10:59", "12:00"),))) == LATE


def test_windows_that_touch_hold_a_session_together() -> None:
    """A session across two windows is refused although every minute is offered, or allowed across a gap."""
    assert breaches(offering(span("10:30", "11:00", if_needed=True), span("09:00", "10:30"))) == []
    assert breaches(offering(span("09:00", "10:30"), span("10:31", "12:00"))) == LATE


def test_a_weekly_window_that_began_the_day_before_counts() -> None:
    """The part of a nightly window after midnight is forgotten."""
    nightly = vm.Weekly(["mon"], at("23:00").time(), at("01:00").time())
    night = vm.Problem([vm.Volunteer("li", available=[nightly])], [session("watch", "00:00", "01:00", day=21)])
    assert told(night, schedule(night, ("li", "watch")), "available") == []


def test_where_says_whom_it_is_about() -> None:
    """A filter is not heeded: the rule judges people or sessions it is not about."""
    others = vm.Where(volunteers=vm.VolunteerFilter(trait="minor"))
    lessons = vm.Where(sessions=vm.SessionFilter(kind="lesson"))
    assert breaches(offering(where=others)) == []
    assert breaches(offering(where=lessons)) == []
    assert breaches(offering(where=vm.Where(sessions=vm.SessionFilter(id="art")))) == LATE


def drawn(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule for a problem."""
    return at_random(vm.rules.Available, problem)


@settings(max_examples=25)
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
