"""Visits are as often as agreed, well spread, when it suits, and by somebody known."""

import datetime as dt
from collections import defaultdict
from itertools import pairwise

import pytest

import volmatch as vm
from volmatch.patterns import Client, visits

MORNINGS = vm.Weekly(["mon", "thu"], "09:00", "11:00", except_=["2026-08-06"])
WU = Client("wu", times=4, suits=[MORNINGS], place="east")


def test_each_stretch_of_days_has_one_visit_at_hours_that_suit() -> None:
    """Two visits fall into one week and none into the next, or one is on a day that does not suit."""
    sessions = visits([WU], "2026-08-03", "2026-08-30").sessions
    assert [one.id for one in sessions] == ["wu-1", "wu-2", "wu-3", "wu-4"]
    for number, one in enumerate(sessions):
        week = [dt.date(2026, 8, 3) + dt.timedelta(7 * number + step) for step in range(7)]
        assert {start.date() for start in one.candidate_starts} <= set(week)
        assert {f"{start:%a %H}" for start in one.candidate_starts} <= {"Mon 09", "Mon 10", "Thu 09", "Thu 10"}
    assert dt.date(2026, 8, 6) not in {start.date() for start in sessions[0].candidate_starts}


def test_one_person_visits_throughout_and_visits_keep_their_distance() -> None:
    """The visitor changes without need, or two visits follow each other at once."""
    plan = visits([WU, Client("li", times=2, suits=[MORNINGS])], "2026-08-03", "2026-08-30", least_days=6)
    outcome = vm.solve(plan.problem([vm.Volunteer("a"), vm.Volunteer("b")], places=[vm.Place("east")]))
    assert outcome.schedule is not None
    visitors = defaultdict(set)
    for one in outcome.schedule.assignments:
        visitors[one.session.partition("-")[0]].add(one.volunteer)
    assert {client: len(people) for client, people in visitors.items()} == {"wu": 1, "li": 1}
    days = sorted(one.start.date() for one in outcome.schedule.placements if one.session.startswith("wu"))
    assert all((later - day).days >= 6 for day, later in pairwise(days))


def test_a_bond_says_who_comes() -> None:
    """Somebody else comes although the one they know could."""
    plan = visits([WU], "2026-08-03", "2026-08-30", bonds={"wu": "b"})
    people = [vm.Volunteer("a"), vm.Volunteer("b", served_hours=100)]
    outcome = vm.solve(plan.problem(people, places=[vm.Place("east")]))
    assert outcome.schedule is not None
    assert {one.volunteer for one in outcome.schedule.assignments} == {"b"}


def test_single_windows_and_nights_suit_as_well() -> None:
    """A window given once, or one that ends after midnight, is passed over."""
    once = vm.Window("2026-08-04T09:00", "2026-08-04T10:00")
    night = vm.Weekly(["wed"], "23:00", "01:00")
    starts = visits([Client("wu", suits=[once, night])], "2026-08-03", "2026-08-05").sessions[0].candidate_starts
    assert [f"{one:%d %H}" for one in starts] == ["04 09", "05 23", "06 00"]


def test_a_visit_without_an_hour_is_refused() -> None:
    """A visit that cannot take place vanishes without a word."""
    with pytest.raises(vm.OptionError, match="wu: no hour suits for visit 2 of 4"):
        visits([WU], "2026-08-03", "2026-08-09")
