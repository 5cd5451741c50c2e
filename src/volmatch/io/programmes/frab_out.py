"""A plan as a schedule of frab, in JSON or XML, which pretalx' readers, Engelsystem and apps for visitors import."""

import datetime as dt
import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.etree import ElementTree as ET

from volmatch.errors import OptionError
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.problem.session import Session
from volmatch.schedule import Placement, Schedule
from volmatch.text import Text

_NAMESPACE = uuid.UUID("5b0ef4a4-3f1c-5c55-9a55-1f1ef6b8a3b1")
_NOWHERE = "-"


def to_json(problem: Problem, found: Outcome | Schedule | None = None) -> str:
    """Return a plan as schedule.json; whoever serves stands among the persons of an event.

    Parameters
    ----------
    problem
        The problem. Sessions without a fixed time need a schedule.
    found
        What `solve` returned, or a schedule; without it the programme alone is written, with nobody.

    Raises
    ------
    OptionError
        If nothing takes place at a known time, or the outcome has no schedule.
    """
    return json.dumps({"schedule": _schedule(problem, found)}, ensure_ascii=False, indent=2) + "\n"


def to_xml(problem: Problem, found: Outcome | Schedule | None = None) -> str:
    """Return a plan as schedule.xml; see `to_json`."""
    told = _schedule(problem, found)
    root = ET.Element("schedule")
    _fields(root, {"version": told["version"]})
    conference = told["conference"]
    _fields(
        ET.SubElement(root, "conference"),
        {name: value for name, value in conference.items() if name not in {"days", "rooms"}},
    )
    for day in conference["days"]:
        about = {name: str(day[name]) for name in ("index", "date")}
        own = ET.SubElement(root, "day", {**about, "start": day["day_start"], "end": day["day_end"]})
        for name, events in day["rooms"].items():
            room = ET.SubElement(own, "room", {"name": name})
            for event in events:
                _event(ET.SubElement(room, "event", {"guid": event["guid"], "id": str(event["id"])}), event)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _event(into: ET.Element, event: Mapping[str, Any]) -> None:
    _fields(into, {name: value for name, value in event.items() if name not in {"guid", "id", "persons"}})
    persons = ET.SubElement(into, "persons")
    for person in event["persons"]:
        ET.SubElement(persons, "person", {"id": str(person["id"])}).text = person["public_name"]


def _fields(into: ET.Element, fields: Mapping[str, Any]) -> None:
    for name, value in fields.items():
        ET.SubElement(into, name).text = str(value)


def _schedule(problem: Problem, found: Outcome | Schedule | None) -> dict[str, Any]:
    schedule = found.schedule if isinstance(found, Outcome) else found
    if found is not None and schedule is None:
        raise OptionError(Text("there is no schedule to write: what must hold contradicts itself"))
    placed = [(session, one) for session in problem.sessions if (one := _placement(session, schedule)) is not None]
    if not placed:
        raise OptionError(Text("nothing takes place at a known time, so there is no programme to write"))
    placed.sort(key=lambda pair: (pair[1].start, pair[0].id))
    days = sorted({problem.day_of(one.start) for _, one in placed})
    rooms = list(dict.fromkeys(_room(problem, session, one) for session, one in placed))
    conference = {
        "acronym": "volmatch",
        "title": "volmatch",
        "start": days[0].isoformat(),
        "end": days[-1].isoformat(),
        "daysCount": len(days),
        "timeslot_duration": "00:05",
        "time_zone_name": problem.timezone,
        "rooms": [{"name": name} for name in rooms],
        "days": [_day(problem, schedule, number, day, placed) for number, day in enumerate(days, 1)],
    }
    return {"version": "1", "conference": conference}


def _placement(session: Session, schedule: Schedule | None) -> Placement | None:
    if schedule is not None:
        return schedule.placement_of.get(session.id)
    return None if session.start is None else Placement(session.id, session.start)


def _room(problem: Problem, session: Session, placement: Placement) -> str:
    room = None if placement.room is None else problem.room(placement.room)
    place = None if session.place is None else problem.place(session.place)
    return room.label if room is not None else place.label if place is not None else _NOWHERE


def _day(
    problem: Problem,
    schedule: Schedule | None,
    number: int,
    day: dt.date,
    placed: Sequence[tuple[Session, Placement]],
) -> dict[str, Any]:
    rooms: dict[str, list[dict[str, Any]]] = {}
    for serial, (session, one) in enumerate(placed, 1):
        if problem.day_of(one.start) == day:
            event = _told(problem, schedule, serial, session, one)
            rooms.setdefault(event["room"], []).append(event)
    begin, end = map(problem.beginning_of, (day, day + dt.timedelta(days=1)))
    return {
        "index": number,
        "date": day.isoformat(),
        "day_start": begin.isoformat(),
        "day_end": end.isoformat(),
        "rooms": rooms,
    }


def _told(
    problem: Problem, schedule: Schedule | None, serial: int, session: Session, placement: Placement
) -> dict[str, Any]:
    start = placement.start.astimezone(problem.zone)
    hours, minutes = divmod(session.length_minutes, 60)
    return {
        "guid": _guid(session.id),
        "id": int(session.id) if session.id.isdecimal() and session.id.isascii() else serial,
        "date": start.isoformat(),
        "start": f"{start:%H:%M}",
        "duration": f"{hours:02}:{minutes:02}",
        "room": _room(problem, session, placement),
        "slug": _guid(session.id),
        "title": session.label,
        "subtitle": "",
        "track": session.tags[0] if session.tags else "",
        "type": session.kind or "",
        "language": "",
        "abstract": "",
        "persons": list(_persons(problem, schedule, session)),
    }


def _guid(id_: str) -> str:
    """Return the guid that the session came with, or one that is the same for ever."""
    try:
        return str(uuid.UUID(id_))
    except ValueError:
        return str(uuid.uuid5(_NAMESPACE, id_))


def _persons(problem: Problem, schedule: Schedule | None, session: Session) -> Iterator[dict[str, Any]]:
    numbers = {person.id: number for number, person in enumerate(problem.volunteers, 1)}
    for one in () if schedule is None else schedule.assignments:
        person = problem.volunteer(one.volunteer)
        if one.session == session.id and person is not None:
            yield {"id": numbers[person.id], "public_name": person.label, "role": one.role}
