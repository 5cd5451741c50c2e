"""The next problem: what a problem has become once some changes are taken into it, one after the other."""

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import singledispatch
from typing import Any

import attrs

from volmatch.doors import door_but
from volmatch.errors import ChangeError, Fault, OptionError, ProblemError, quoted
from volmatch.live.change_reading import settled
from volmatch.live.changes import (
    Absence,
    Added,
    Cancelled,
    Change,
    Closed,
    Joined,
    Moved,
    Needs,
    NoShow,
    Served,
    Withdrawn,
)
from volmatch.live.forgetting import without_session
from volmatch.live.pins import pinned, released
from volmatch.problem.problem import Problem
from volmatch.problem.session import Role, RoomNeed, Session
from volmatch.problem.window import Window
from volmatch.rules import Pin
from volmatch.text import Text

_UNKNOWN: Mapping[str, Text] = {
    "volunteer": Text("the problem has no volunteer of this id"),
    "session": Text("the problem has no session of this id"),
    "room": Text("the problem has no room of this id"),
    "place": Text("the problem has no place of this id"),
}


@door_but("changes")
def apply(problem: Problem, changes: Iterable[Change | Mapping[str, Any]]) -> Problem:
    """Return the problem as it is after some changes, each of which finds what those before it left.

    Parameters
    ----------
    problem
        The problem of the published schedule.
    changes
        Values such as ``Absence("li", "2026-08-04", "2026-08-06")``, or mappings as files hold them.

    Returns
    -------
    Problem
        An ordinary problem: whoever is absent is ``away``, what was given back is pinned as never to come again, what was
        served is pinned to stay, and a session that is cancelled is there no more.

    Raises
    ------
    ChangeError
        With every fault of every change, each with its place: ``changes[2].session``.
    """
    return applied(problem, taken(problem, changes))


def taken(problem: Problem, changes: Iterable[Change | Mapping[str, Any]]) -> tuple[Change, ...]:
    """Return changes settled in a problem's time zone; what is no problem or no change is refused."""
    if not isinstance(problem, Problem):
        raise OptionError(Text("problem: wanted a Problem, not {given}", {"given": quoted(problem)}))
    return settled(problem, changes)


def applied(problem: Problem, changes: Iterable[Change]) -> Problem:
    """Return the problem after changes that are settled already; a change that does not fit is passed over, and told of."""
    faults: list[Fault] = []
    for index, change in enumerate(changes):
        at = f"changes[{index}]"
        wrong = [attrs.evolve(fault, path=f"{at}.{fault.path}") for fault in _unknown(problem, change)]
        faults += wrong
        if wrong:
            continue
        try:
            problem = _after(change, problem)
        except ProblemError as error:
            faults += [attrs.evolve(fault, path=f"{at}: {fault.path}" if fault.path else at) for fault in error.faults]
    if faults:
        raise ChangeError(faults)
    return problem


def _unknown(problem: Problem, change: Change) -> list[Fault]:
    """Return a fault for each id of a change that the problem does not know, and for each that it should not know."""
    lookup = {"volunteer": problem.volunteer, "session": problem.session, "room": problem.room, "place": problem.place}
    if isinstance(change, (Added, Joined)):
        name, record = ("session", change.session) if isinstance(change, Added) else ("volunteer", change.volunteer)
        is_there = lookup[name](record.id) is not None
        return [Fault.of(f"{name}.id", Text("this id is taken already"), record.id)] if is_there else []
    named = [(name, given) for name in lookup if isinstance(given := getattr(change, name, None), str)]
    faults = [Fault.of(name, _UNKNOWN[name], given) for name, given in named if lookup[name](given) is None]
    role, session = getattr(change, "role", None), problem.session(getattr(change, "session", ""))
    if role is not None and session is not None and session.role(role) is None:
        faults.append(Fault.of("role", Text("this session has no role of this name"), role))
    return faults


@singledispatch
def _after(change: Change, problem: Problem) -> Problem:
    """Return the problem after one change whose ids are known."""
    raise TypeError(change, problem)


@_after.register
def _absent(change: Absence, problem: Problem) -> Problem:
    window = Window(change.from_, change.to)
    people = [
        attrs.evolve(one, away=(*one.away, window)) if one.id == change.volunteer else one for one in problem.volunteers
    ]
    gone = [
        Pin(volunteer=change.volunteer, session=one.id)
        for one in problem.sessions
        if all(_meets(window, start, one.length) for start in one.candidate_starts)
    ]
    return attrs.evolve(released(problem, gone), volunteers=people)


def _meets(window: Window, start: dt.datetime, length: dt.timedelta) -> bool:
    return start < window.to and window.from_ < start + length


@_after.register(Withdrawn)
@_after.register(NoShow)
def _not_there(change: Withdrawn | NoShow, problem: Problem) -> Problem:
    return pinned(problem, never=[Pin(volunteer=change.volunteer, session=change.session, role=change.role)])


@_after.register
def _served(change: Served, problem: Problem) -> Problem:
    return pinned(problem, stay=[Pin(volunteer=change.volunteer, session=change.session, role=change.role)])


@_after.register
def _cancelled(change: Cancelled, problem: Problem) -> Problem:
    return without_session(problem, change.session)


@_after.register
def _moved(change: Moved, problem: Problem) -> Problem:
    def move(session: Session) -> Session:
        fields: dict[str, Any] = {}
        if change.start is not None:
            end = change.end or change.start + session.length
            fields |= {"start": change.start, "end": end, "minutes": None, "starts": None}
        if change.room is not None:
            fields |= {"room": RoomNeed(any_of=[change.room]), "place": None}
        if change.place is not None:
            fields |= {"room": None, "place": change.place}
        return attrs.evolve(session, **fields)

    return _with_session(problem, change.session, move)


@_after.register
def _added(change: Added, problem: Problem) -> Problem:
    return attrs.evolve(problem, sessions=(*problem.sessions, change.session))


@_after.register
def _needs(change: Needs, problem: Problem) -> Problem:
    def resize(session: Session) -> Session:
        roles = [_resized(role, change) if role.name == change.role else role for role in session.roles]
        return attrs.evolve(session, roles=roles)

    return _with_session(problem, change.session, resize)


def _resized(role: Role, change: Needs) -> Role:
    """Return a role with new head-counts; those that are not told give way."""
    most = role.max if change.max is None else change.max
    least = role.min if change.min is None else change.min
    wanted = role.target if change.target is None else change.target
    if change.max is None:
        most = max(most, *(one for one in (change.min, change.target) if one is not None))
    if change.min is None:
        least = min(least, most, wanted if change.target is not None else least)
    if change.target is None:
        wanted = min(max(wanted, least), most)
    return attrs.evolve(role, min=least, target=wanted, max=most)


@_after.register
def _closed(change: Closed, problem: Problem) -> Problem:
    window = Window(change.from_, change.to)
    rooms = [attrs.evolve(one, closed=(*one.closed, window)) if one.id == change.room else one for one in problem.rooms]
    return attrs.evolve(problem, rooms=rooms)


@_after.register
def _joined(change: Joined, problem: Problem) -> Problem:
    return attrs.evolve(problem, volunteers=(*problem.volunteers, change.volunteer))


def _with_session(problem: Problem, id_: str, change: Any) -> Problem:
    return attrs.evolve(problem, sessions=[change(one) if one.id == id_ else one for one in problem.sessions])
