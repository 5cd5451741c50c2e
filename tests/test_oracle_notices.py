"""Mistakes planted into the check, one at a time: each makes it differ from what was written apart from the same pages."""

import builtins
import datetime as dt
import importlib
from collections.abc import Callable
from typing import Any

import attrs
import pytest

import volmatch as vm
from by_hand import at, schedule, session, span
from test_oracle_agrees import agree
from volmatch import rules

#: 22.5 minutes, exactly: 22 by the pages, 23 by who rounds halves up.
HALF_A_MINUTE = 0.375
Case = tuple[vm.Problem, vm.Schedule]


def half_up(number: float, digits: int | None = None) -> float:
    """Round whole numbers as most people do by hand."""
    return int(number + 0.5) if digits is None else builtins.round(number, digits)


def alone(rule: vm.Rule, *sessions: vm.Session, **li: Any) -> Case:
    """Return a problem in which Li does all sessions, and nothing but a rule is asked as a goal."""
    problem = vm.Problem(
        [vm.Volunteer("li", **li), vm.Volunteer("wang")], sessions, rules=rules.only([attrs.evolve(rule, level=1)])
    )
    return problem, schedule(problem, *(("li", one.id) for one in sessions))


def of(minutes: int, kind: str = "art", start: str = "10:00") -> vm.Session:
    """Return a session of so many minutes."""
    return vm.Session(
        kind, kind=kind, start=at(start), end=at(start) + dt.timedelta(minutes=minutes), roles=[vm.Role("helper")]
    )


ROUNDED = {
    "limits": alone(rules.Limits(), of(23), limits=[vm.Limit("day", max_hours=HALF_A_MINUTE)]),
    "min_load": alone(rules.MinLoad(), of(22), limits=[vm.Limit("day", min_hours=HALF_A_MINUTE)]),
    "min_rest": alone(rules.MinRest(hours=HALF_A_MINUTE), of(60), of(60, "talk", "11:22")),
    "effort": alone(rules.Effort(most=HALF_A_MINUTE, per="day"), of(23)),
    "succession": alone(
        rules.Succession(after="art", never="talk", within_hours=HALF_A_MINUTE), of(60), of(60, "talk", "11:22")
    ),
    "fair_share": alone(rules.FairShare(unit_minutes=22), of(22), served_hours=HALF_A_MINUTE),
}


def differs(problem: vm.Problem, made: vm.Schedule) -> bool:
    """Whether check and oracle say different things of a schedule."""
    try:
        agree(problem, made)
    except AssertionError:
        return True
    return False


@pytest.mark.parametrize("rule", ROUNDED)
def test_it_notices_how_hours_are_rounded(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a minute may be rounded either way, and nobody would see it."""
    assert not differs(*ROUNDED[rule])
    monkeypatch.setattr(importlib.import_module(f"volmatch.rules.{rule}"), "round", half_up, raising=False)
    assert differs(*ROUNDED[rule])


#: Gladly from 10 to 11, if needed from 11 to 12.
OFFERS = [span("10:00", "11:00"), span("11:00", "12:00", if_needed=True)]
LONG = session("long", "10:00", "12:00")
OTHER_DAY = session("next", "10:00", "12:00", day=21)


def unmarked(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function of a volunteer that forgets what is offered only if needed."""

    def forgetful(volunteer: vm.Volunteer, *others: Any) -> Any:
        kept = [offer for offer in volunteer.available or () if not offer.if_needed]
        return function(attrs.evolve(volunteer, available=kept), *others)

    return forgetful


def test_it_notices_which_windows_make_an_offer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A share by offer may leave out, or take in, what is offered only if needed."""
    module = importlib.import_module("volmatch.rules.fair_share")
    problem, _ = alone(
        rules.FairShare(by="offer"), LONG, OTHER_DAY, available=[*OFFERS, span("10:00", "12:00", day=21)]
    )
    case = problem, schedule(problem, ("li", "long"), ("wang", "next"))
    assert not differs(*case)
    monkeypatch.setattr(module, "_offered", unmarked(module._offered))
    assert differs(*case)


@pytest.mark.parametrize("is_glad", [True, False])
def test_it_notices_what_leans_on_an_if_needed_window(is_glad: bool, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001
    """A duty that a marked window holds together may cost nothing, or one inside unmarked time something."""
    case = alone(rules.IfNeeded(), session("short", "10:00", "11:00") if not is_glad else LONG, available=OFFERS)
    assert not differs(*case)
    monkeypatch.setattr("volmatch.rules.if_needed._is_gladly_offered", lambda _duty, _problem: is_glad)
    assert differs(*case)


@pytest.mark.parametrize(
    ("from_", "to", "starts"),
    [
        (dt.time(2), dt.time(2, 30), "2026-10-25T02:05+01:00"),
        (dt.time(2), dt.time(2, 30), "2026-10-25T02:05+02:00"),
        (dt.time(2, 30), dt.time(3), "2026-10-25T02:35+02:00"),
        (dt.time(2), dt.time(3), "2026-10-25T02:05+02:00"),
    ],
)
@pytest.mark.parametrize("goals", [[rules.Available(level=1)], [rules.IfNeeded(level=1), rules.Available(level=2)]])
def test_it_notices_which_of_two_hours_a_week_means(
    from_: dt.time, to: dt.time, starts: str, goals: list[vm.Rule], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A weekly window in the hour that the clocks repeat may mean the second time."""
    hour = vm.Session("hour", minutes=20, starts=[starts], roles=[vm.Role("helper")])
    li = vm.Volunteer("li", available=[vm.Weekly(["sun"], from_, to)])
    problem = vm.Problem([li], [hour], timezone="Europe/Berlin", rules=rules.only(goals))
    case = problem, schedule(problem, ("li", "hour"))
    assert not differs(*case)

    def second(day: dt.date, clock: dt.time, zone: dt.tzinfo) -> dt.datetime:
        shown = dt.datetime.combine(day, clock, tzinfo=zone).replace(fold=1)
        offset = shown.utcoffset() or dt.timedelta()
        return shown.replace(tzinfo=dt.timezone(offset), fold=0)

    monkeypatch.setattr("volmatch.problem.window.wall_clock", second)
    assert differs(*case)
