"""Requests are placed into hours that suit both sides."""

import datetime as dt

import pytest

import volmatch as vm
from volmatch.patterns import Request, appointments

MEDIATOR = vm.Role("mediator", skill="mediation")


def request(id_: str, since: str, until: str, **about: object) -> Request:
    """Return a request for one morning."""
    return Request(id_, windows=[vm.Window(since, until)], role=MEDIATOR, **about)  # type: ignore[arg-type] # fields


def test_all_starts_that_fit_are_tried() -> None:
    """An hour that would suit is not looked at, or one is that ends too late."""
    plan = appointments([request("wu", "2026-08-03T09:00", "2026-08-03T10:45")], kind="mediation")
    assert [f"{one:%H:%M}" for one in plan.sessions[0].candidate_starts] == ["09:00", "09:30"]
    assert plan.sessions[0].optional


def test_two_requests_share_one_mediator_by_taking_turns() -> None:
    """A request is left out although the hours could be parted."""
    asked = [request(own, "2026-08-03T09:00", "2026-08-03T11:00") for own in ("wu", "xu", "yu")]
    plan = appointments(asked, kind="mediation", every_minutes=60)
    outcome = vm.solve(plan.problem([vm.Volunteer("he", skills={"mediation": 1})]))
    assert outcome.schedule is not None
    assert len(outcome.schedule.assignments) == 2
    assert len(outcome.schedule.dropped) == 1
    assert len({one.start for one in outcome.schedule.placements}) == 2


def test_what_is_over_is_not_tried() -> None:
    """A batch places an appointment into the past."""
    plan = appointments(
        [request("wu", "2026-08-03T09:00", "2026-08-03T11:00")],
        kind="m",
        since=dt.datetime.fromisoformat("2026-08-03T10:00"),
    )
    assert [f"{one:%H:%M}" for one in plan.sessions[0].candidate_starts] == ["10:00"]


def test_a_request_without_an_hour_is_refused() -> None:
    """A request that cannot take place vanishes without a word."""
    with pytest.raises(vm.OptionError, match="wu: no window"):
        appointments([request("wu", "2026-08-03T09:00", "2026-08-03T09:30")], kind="m")
