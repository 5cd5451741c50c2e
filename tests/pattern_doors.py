"""One good call of each public function of the patterns; see `doors`."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import volmatch as vm
from faults.programmes import quick

MONDAY = dt.date(2026, 3, 2)


def of_patterns(solved: vm.Outcome) -> Iterator[tuple[str, Any]]:
    """Yield each function's name and good arguments, given the outcome of a small problem."""
    for name, call in (*_of_days(), *_of_people(solved), *_of_lists(solved)):
        yield f"volmatch.patterns.{name}", call


def _of_days() -> Iterator[tuple[str, Any]]:
    like = vm.Session("tea", kind="tea", attendance=4, roles=[vm.Role("helper")])
    days = {"weekdays": ["mon"], "holidays": ["2026-03-09"]}
    begin = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
    suits = [vm.Window(begin, begin + dt.timedelta(hours=2))]
    asked = [vm.patterns.Request("r1", minutes=60, windows=suits, role=vm.Role("helper"))]
    projects = [vm.Session("p1", start=begin, end=begin + dt.timedelta(hours=1), cost=5)]
    yield "days_between", {"since": MONDAY, "until": "2026-03-20", **days}
    yield "next_days", {"first": MONDAY, "count": 2, **days}
    yield "nth_weekdays", {"first": MONDAY, "months": 2, "nth": 1, "weekday": "mon", "holidays": ["2026-03-09"]}
    yield "open_hours", {"like": like, "days": [MONDAY], "demand": [("09:00", 2)], "closes": "12:00",
                         "longest_minutes": 60}  # fmt: skip
    yield "throughput", {"like": like, "days": [MONDAY], "opens": "09:00", "closes": "12:00", "minutes_each": 30,
                         "chairs": 2, "fewest": 1}  # fmt: skip
    yield "course", {"like": like, "days": [MONDAY, "2026-03-09"], "starts": "09:00", "minutes": 60, "same": ["helper"],
                     "level": 1}  # fmt: skip
    yield "monthly_event", {"like": like, "days": [MONDAY], "starts": "09:00", "minutes": 60, "circles": {"helper": 1},
                            "themes": ["spring"]}  # fmt: skip
    yield "appointments", {"requests": asked, "kind": "talk", "every_minutes": 30, "optional": True, "since": begin}
    yield "catalogue", {"projects": projects, "votes": {"p1": 3}, "grant": 10, "level": 1}
    stall = vm.Session("stall", start=begin, end=begin + dt.timedelta(hours=6), roles=[vm.Role("keeper")])
    yield "split", {"session": stall, "at": ["12:00"], "longest_minutes": 120, "level": 5}
    desk = vm.Session(
        "desk", start=begin, end=begin + dt.timedelta(hours=6), roles=[vm.Role("a"), vm.Role("b", skill="b")]
    )
    yield "one_desk", {"session": desk, "level": 2}
    yield "companions", {"sessions": [stall], "of": {"lily": ["mum"]}, "level": 3}
    yield "with_backup", {"plan": vm.patterns.Plan(sessions=projects), "level": 2, "people": 2}
    yield "people_for", {"guests": 10, "ratio": 3, "floor": 1}
    yield "seats_for", {"guests": 10, "minutes_each": 30, "open_minutes": 180}
    yield "visits", {"clients": clients(), "since": MONDAY, "until": "2026-03-20", "bonds": {"c1": "li"},
                     "every_minutes": 60, "least_days": 0, "level": 1}  # fmt: skip


def clients() -> list[Any]:
    """Return somebody who is visited."""
    suits = [vm.Weekly(["mon"], dt.time(9), dt.time(12), since=MONDAY, until=dt.date(2026, 3, 30))]
    return [vm.patterns.Client("c1", suits=suits)]


def _of_people(solved: vm.Outcome) -> Iterator[tuple[str, Any]]:
    people = [vm.Volunteer(own) for own in ("li", "wu", "xu")]
    bonds = {"clients": clients(), "volunteers": people}
    parted = vm.patterns.teams(people, [vm.patterns.Team("red", least=2, most=3)])
    found, plan = vm.solve(parted, time_limit=10), solved.schedule
    assert plan is not None
    yield "bonds", {**bonds, "most": 1, "before": {"c1": "li"}, "places": [], "travel": vm.Travel()}
    yield "acquainted", {**bonds, "pairs": {"c1": "li"}}
    yield "pair_list", {**bonds, "pairs": {"c1": "li"}}
    yield "pairs", {"outcome": vm.solve(vm.patterns.bonds(clients(), people, most=1), time_limit=10)}
    yield "teams", {"people": people, "wanted": [vm.patterns.Team("red", least=2, most=3)], "before": {"red": ["li"]}}
    yield "members", {"outcome": found}
    yield "joined", {"people": people, "outcome": found}
    yield "team_list", {"problem": parted, "outcome": found}
    yield "keeping", {"problem": quick(), "plan": plan, "now": dt.datetime(2026, 3, 1, tzinfo=dt.UTC)}


def _of_lists(solved: vm.Outcome) -> Iterator[tuple[str, Any]]:
    plan = {"problem": quick(), "schedule": solved.schedule}
    yield "desk_list", plan
    yield "split_open", {"problem": quick(), "outcome": solved.schedule, "session": quick().sessions[0].id,
                         "at": [], "longest_minutes": 30}  # fmt: skip
    begin = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
    turn = vm.patterns.GuestTurn(guest="Ann", start=begin, session="s0", volunteer="v1")
    yield "turns", {**plan, "guests": {"": ["Ann"], "s0": ["Bo"]}, "kind": "art", "minutes_each": 30}
    yield "turn_list", {**plan, "listed": [turn]}
    yield "takings_list", {**plan, "listed": [turn], "kind": "art", "price": 5, "currency": "yuan"}
    yield "ratio_list", {**plan, "minutes": 30}
    yield "series_list", plan
    yield "grant_list", {**plan, "currency": "yuan"}
