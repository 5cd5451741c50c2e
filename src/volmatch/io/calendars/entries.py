"""What stands in the calendar of a volunteer, a room or a place: one entry for each session, and never too many names."""

import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, get_args

import attrs

from volmatch.errors import Fault, OptionError, ScheduleError, quoted
from volmatch.legal import illegalities
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.problem.session import Session
from volmatch.schedule import Duty, Placement, Schedule
from volmatch.text import Text

#: Whose calendar it is.
Owner = Literal["volunteer", "room", "place"]
OWNERS: tuple[Owner, ...] = get_args(Owner)
_UID_DIGITS = 32


@attrs.frozen(kw_only=True)
class Entry:
    """One session in somebody's calendar.

    Parameters
    ----------
    uid
        The same for ever for the same owner and session, whatever else changes; says nothing about either.
    start, end
        From when to when.
    title, where, details
        What it is, where (room and place, as far as known), and more, a line each.
    """

    uid: str
    start: dt.datetime
    end: dt.datetime
    title: Text | str
    where: tuple[str, ...] = ()
    details: tuple[Text, ...] = ()


def uid(kind: Owner, owner: str, session: str) -> str:
    """Return what a session is called for ever in the calendar of an owner; the ids cannot be read from it."""
    told = json.dumps(["volmatch calendars", kind, owner, session])
    return f"{hashlib.sha256(told.encode()).hexdigest()[:_UID_DIGITS]}@volmatch"


def schedule_in(problem: Problem, outcome: Outcome | Schedule) -> Schedule:
    """Return the schedule, if every line of it can stand in a calendar.

    Raises
    ------
    OptionError
        If there is none.
    ScheduleError
        If it names what the problem does not know, or staffs what does not take place.
    """
    schedule = outcome.schedule if isinstance(outcome, Outcome) else outcome
    if schedule is None:
        raise OptionError(Text("there is no schedule to put into calendars: what must hold contradicts itself"))
    if not isinstance(schedule, Schedule):
        raise OptionError(Text("wanted an outcome or a schedule, not {given}", {"given": quoted(schedule)}))
    known = all(
        problem.session(one.session) and (one.room is None or problem.room(one.room)) for one in schedule.placements
    )
    if not known or len(schedule.duties(problem)) < len(schedule.assignments):
        raise ScheduleError([Fault("", found.message) for found in illegalities(problem, schedule)])
    return schedule.settled(problem)


def entries(problem: Problem, schedule: Schedule, kind: Owner, *, names: bool) -> Mapping[str, tuple[Entry, ...]]:
    """Return what stands in the calendars of one kind, by owner id; who has nothing in theirs is left out.

    A volunteer's entries name nobody else. Those of rooms and places say how many people come, and who they are only where
    `names` asks for it. A place's calendar holds what takes place there or in any place that lies in it.
    """
    if kind not in OWNERS:
        raise OptionError(Text("wanted one of {words}, not {given}", {"words": OWNERS, "given": quoted(kind)}))
    schedule = schedule.settled(problem)
    found: dict[str, list[Entry]] = defaultdict(list)
    listed = (
        _of_volunteers(problem, schedule) if kind == "volunteer" else _of_sites(problem, schedule, kind, names=names)
    )
    for owner, entry in listed:
        found[owner].append(entry)
    return {owner: tuple(sorted(listed, key=lambda entry: entry.uid)) for owner, listed in sorted(found.items())}


def _of_volunteers(problem: Problem, schedule: Schedule) -> Iterator[tuple[str, Entry]]:
    roles: dict[tuple[str, str], list[Duty]] = defaultdict(list)
    for duty in schedule.duties(problem):
        roles[duty.volunteer.id, duty.session.id].append(duty)
    for (own, session), duties in roles.items():
        named = tuple(duty.role.name for duty in duties)
        yield (
            own,
            Entry(
                uid=uid("volunteer", own, session),
                start=duties[0].start,
                end=duties[0].end,
                title=Text("{session} ({role})", {"session": duties[0].session.label, "role": named}),
                where=_where(problem, schedule, duties[0].session),
            ),
        )


def _of_sites(problem: Problem, schedule: Schedule, kind: Owner, *, names: bool) -> Iterator[tuple[str, Entry]]:
    for placement in schedule.placements:
        session = problem.session(placement.session)
        assert session is not None, "schedule_in saw to it"
        told = tuple(_people(problem, schedule, session, names=names))
        for own in _sites(problem, schedule, kind, session, placement):
            yield (
                own,
                Entry(
                    uid=uid(kind, own, session.id),
                    start=placement.start,
                    end=placement.start + session.length,
                    title=session.label,
                    where=_where(problem, schedule, session),
                    details=told,
                ),
            )


def _sites(problem: Problem, schedule: Schedule, kind: Owner, session: Session, placement: Placement) -> Iterable[str]:
    if kind == "room":
        return () if placement.room is None else (placement.room,)
    place = schedule.place_of(session, problem)
    return () if place is None else problem.enclosing_places(place)


def _people(problem: Problem, schedule: Schedule, session: Session, *, names: bool) -> Iterator[Text]:
    """Yield a line for each role: how many people hold it, or who."""
    for role in session.roles:
        holders = [one.volunteer for one in schedule.crews.get(session.id, ()) if one.role == role.name]
        facts = {"role": role.name, "n": len(holders)}
        if names and holders:
            people = tuple(person.label for own in holders if (person := problem.volunteer(own)))
            yield Text("{role}: {people}", {"role": role.name, "people": people})
        else:
            yield Text.counted("{role}: {n} person", "{role}: {n} people", facts)


def _where(problem: Problem, schedule: Schedule, session: Session) -> tuple[str, ...]:
    """Return room and place as people call them."""
    placement = schedule.placement_of[session.id]
    room = None if placement.room is None else problem.room(placement.room)
    own = schedule.place_of(session, problem)
    place = None if own is None else problem.place(own)
    return tuple(site.label for site in (room, place) if site is not None)
