"""A desk on a Monday, people who repair things, and orders by hand."""

import datetime as dt
from functools import reduce
from typing import Any

import volmatch as vm
from volmatch.live import Desk, DeskState
from volmatch.live.dispatch.desk_steps import after

MONDAY, TUESDAY = "2026-03-02T", "2026-03-03T"
EIGHT = dt.datetime(2026, 3, 2, 8, tzinfo=dt.UTC)
HOURS = [vm.Weekly(["mon", "tue", "wed"], "08:00", "18:00")]


def person(id_: str, **fields: Any) -> vm.Volunteer:
    """Return somebody who repairs things on the first three days of the week."""
    return vm.Volunteer(id_, skills={"fix": 1}, available=HOURS, **fields)


def problem(*people: vm.Volunteer, **fields: Any) -> vm.Problem:
    """Return some people, two unless told otherwise, and the kind of what will be ordered."""
    return vm.Problem(people or [person("li"), person("wang")], [], words=vm.Words(kinds=["repair"]), **fields)


def order(id_: str, *starts: str, **role: Any) -> vm.Session:
    """Return an order of an hour for one of some starts."""
    return vm.Session(id_, kind="repair", minutes=60, starts=starts, roles=[vm.Role("helper", skill="fix", **role)])


def opened(*people: vm.Volunteer, **fields: Any) -> Desk:
    """Return a desk that opens on Monday at eight."""
    return Desk(problem(*people), at=f"{MONDAY}08:00", **fields)


def asked(desk: Desk, at: str) -> list[tuple[str, str, str]]:
    """Return whom a dispatch asks, for what and at which hour."""
    found = desk.dispatch(at=at)
    if found.problem is None or found.outcome is None:
        assert not found.offers
        return []
    made = found.outcome.schedule
    assert made is not None
    assert vm.check(found.problem, made).ok
    here = [one for one in desk.schedule.assignments if found.problem.session(one.session)]
    assert set(here) <= set(made.assignments)
    return [(one.volunteer, one.session, f"{one.start:%a %H}") for one in found.offers]


def replayed(desk: Desk) -> DeskState:
    """Return the state that the log makes, event by event."""
    return reduce(
        lambda state, one: after(one[1], state, one[0]), desk.history, DeskState.opened(desk.state.problem, EIGHT)
    )
