"""A duty that stays open is cut after the fact, so that somebody may serve a part of it."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

import attrs

from volmatch.doors import door
from volmatch.errors import OptionError
from volmatch.outcome import Outcome, schedule_given
from volmatch.patterns.split import split
from volmatch.problem.problem import Problem
from volmatch.problem.session import Session
from volmatch.problem.volunteer import Volunteer
from volmatch.rule import Rule, name_of
from volmatch.rules import only
from volmatch.schedule import Assignment, Placement, Schedule
from volmatch.text import Text


@door
def split_open(
    problem: Problem,
    outcome: Schedule | Outcome,
    session: str,
    *,
    at: Iterable[dt.datetime | dt.time | str] = (),
    longest_minutes: int | None = None,
) -> tuple[Problem, Schedule]:
    """Return a problem and its schedule in which one session is cut into parts, as `split` cuts it.

    Whoever serves in the session serves in all of its parts, so nobody is disturbed. `volmatch.repair`, substitutes and open
    seats then find who could cover one part, though nobody could serve the whole. What rules and wishes said of the session, they say
    of each part.

    Parameters
    ----------
    problem, outcome
        What is planned, and who serves where.
    session
        Id of the session that is cut, with a start, an end and no room.
    at, longest_minutes
        Where it is cut, as in `split`.

    Raises
    ------
    OptionError
        If nobody knows the session, it cannot be cut so, or a rule names it in a way that has no meaning for parts.
    """
    schedule, whole = schedule_given(outcome).settled(problem), problem.session(session)
    if whole is None:
        raise OptionError(Text("no session has the id {id}", {"id": session}))
    plan = split(whole, at=at, longest_minutes=longest_minutes, level=None)
    parts = [one.id for one in plan.sessions]
    if not parts[1:]:
        return problem, schedule
    cut = attrs.evolve(
        problem,
        sessions=[new for one in problem.sessions for new in (plan.sessions if one.id == session else (one,))],
        volunteers=[_wishing(one, session, parts) for one in problem.volunteers],
        rules=only([*(_about_parts(rule, session, parts) for rule in problem.rules), *plan.rules]),
    )
    return cut, _in_parts(schedule, session, plan.sessions)


def _in_parts(schedule: Schedule, session: str, parts: Sequence[Session]) -> Schedule:
    """Return a schedule in which whoever served in a session serves in all of its parts."""
    duties = [
        attrs.evolve(one, session=part.id) if one.session == session else one
        for one in schedule.assignments
        for part in (parts if one.session == session else parts[:1])
    ]
    places: list[Placement] = []
    for one in schedule.placements:
        starts = [Placement(part.id, cast("dt.datetime", part.start)) for part in parts]
        places += starts if one.session == session else [one]
    dropped = [new for one in schedule.dropped for new in ([part.id for part in parts] if one == session else [one])]
    return Schedule(list[Assignment](duties), places, dropped)


def _wishing(volunteer: Volunteer, session: str, parts: Sequence[str]) -> Volunteer:
    if all(wish.session != session for wish in volunteer.wishes):
        return volunteer
    wishes = [
        attrs.evolve(wish, session=part) if wish.session == session else wish
        for wish in volunteer.wishes
        for part in (parts if wish.session == session else parts[:1])
    ]
    return attrs.evolve(volunteer, wishes=wishes)


def _about_parts(rule: Rule, session: str, parts: Sequence[str]) -> Rule:
    """Return a rule that says of each part what it said of a session."""
    changed: dict[str, Any] = {}
    for field in attrs.fields(cast("Any", type(rule))):
        value = getattr(rule, field.name)
        if field.name == "where":
            told = _where(value, session, parts)
        elif field.name.startswith("session") and (value == session or session in (value or ())):
            facts = {"rule": name_of(type(rule)), "id": session}
            raise OptionError(Text("the rule {rule} names {id}, and would not know which of its parts is meant", facts))
        else:
            told = _listed(value, session, parts)
        if told is not value:
            changed[field.name] = told
    return cast("Rule", attrs.evolve(cast("Any", rule), **changed)) if changed else rule


def _where(where: Any, session: str, parts: Sequence[str]) -> Any:
    named = None if where.sessions is None else where.sessions.id
    ids = (named,) if isinstance(named, str) else tuple(named or ())
    if session not in ids:
        return where
    told = [new for one in ids for new in (parts if one == session else (one,))]
    return attrs.evolve(where, sessions=attrs.evolve(where.sessions, id=told))


def _listed(value: Any, session: str, parts: Sequence[str]) -> Any:
    """Return a list in which each record of a session stands once for each of its parts; anything else as it is."""
    if isinstance(value, (str, Mapping)) or not isinstance(value, Sequence):
        return value
    told = [new for item in value for new in _records(item, session, parts)]
    return value if len(told) == len(value) else told


def _records(item: Any, session: str, parts: Sequence[str]) -> Iterator[Any]:
    if attrs.has(type(item)) and getattr(item, "session", None) == session:
        yield from (attrs.evolve(item, session=part) for part in parts)
    else:
        yield item
