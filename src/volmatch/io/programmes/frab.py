"""Schedules of conferences as frab and pretalx publish them: schedule.json and schedule.xml, read into one shape."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.etree import ElementTree as ET

from volmatch.errors import Fault, ProblemError
from volmatch.io.programmes.event_records import HELPER, Faults, FileRecord, ProgrammeEvent, problem_of
from volmatch.problem.problem import Problem
from volmatch.problem.session import Role
from volmatch.text import Text

_CLOCK = re.compile(r"(?:\d{4}-\d\d-\d\d[T ])?(\d{1,2}):(\d\d)(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?", re.ASCII)
#: When a day of a conference ends that does not say so.
_USUAL_CHANGE = "04:00"
_FORBIDDEN = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def from_json(data: Mapping[str, Any], *, timezone: str | None = None, roles: Sequence[Role] = HELPER) -> Problem:
    """Return the problem of a schedule.json: ``schedule.conference.days[].rooms{}[]``.

    Parameters
    ----------
    data
        What the file holds.
    timezone
        IANA name, where the file names no ``time_zone_name``.
    roles
        Whom each event needs; the file does not say.

    Raises
    ------
    ProblemError
        With every fault found, each with its place.
    """
    notes = Faults()
    conference = FileRecord(data, "", notes).inside("schedule").inside("conference")
    days = conference.inside("days", list)
    events = [event for day in days.each() for event in _of_day(day, roles, conference.text("day_change"))]
    return problem_of(events, notes, timezone=conference.text("time_zone_name") or timezone)


def from_xml(raw: bytes, *, timezone: str | None = None, roles: Sequence[Role] = HELPER) -> Problem:
    """Return the problem of a schedule.xml: ``schedule/day/room/event``; see `from_json`.

    Raises
    ------
    ProblemError
        With every fault found, each with its place.
    """
    root = _root(raw)
    notes = Faults()
    if root.tag != "schedule":
        raise ProblemError([Fault.of("", Text("wanted a schedule of frab or pretalx"), root.tag)])
    conference = root.find("conference")
    zone, change = (
        (conference.findtext(name) if conference is not None else None) or ""
        for name in ("time_zone_name", "day_change")
    )
    events = [
        event
        for number, day in enumerate(root.findall("day"))
        for event in _of_day(FileRecord(_record_of_day(day), f"day[{number}]", notes), roles, change)
    ]
    return problem_of(events, notes, timezone=zone.strip() or timezone)


def _of_day(day: FileRecord, roles: Sequence[Role], change: str) -> Iterator[ProgrammeEvent]:
    """Yield the events of a day, which goes on past midnight up to the hour at which days change."""
    rooms = day.inside("rooms")
    begins = _clock(day.text("day_start")) or _clock(change) or _USUAL_CHANGE
    for room in rooms.data:
        for one in rooms.inside(room, list).each():
            event = _event(one, room, (day.text("date"), begins), roles)
            if event is not None:
                yield event


def _event(one: FileRecord, room: str, day: tuple[str, str], roles: Sequence[Role]) -> ProgrammeEvent | None:
    data = dict(one.data)
    if not data.get("date") and day[0] and isinstance(data.get("start"), str):
        data["date"] = _moment(data["start"], *day)
    own = FileRecord(data, one.path, one.notes)
    id_ = own.text("guid") or own.text("id", required=True)
    name, start, length = own.text("title", required=True), own.moment("date"), own.length("duration")
    if start is None or length is None:
        return None
    tags = [own.text("track"), own.text("language")]
    where = own.text("room") or " ".join(room.split())
    end = _later(start, length)
    return ProgrammeEvent(
        path=one.path,
        id=id_,
        name=name,
        start=start,
        end=end,
        room=where,
        kind=own.text("type"),
        tags=tags,
        roles=roles,
    )


def _moment(start: str, day: str, begins: str) -> str:
    """Return when an event begins that says no date: before the hour at which days change it is of the night that follows its day."""
    clock = _clock(start)
    try:
        date = dt.date.fromisoformat(day[:10]) + dt.timedelta(days=1 if clock and clock < begins else 0)
    except (ValueError, OverflowError):
        return f"{day[:10]}T{start}"
    return f"{date}T{start}"


def _clock(text: str) -> str | None:
    """Return the time of day at the end of a text, or of a moment with an offset, as ``04:00``."""
    found = _CLOCK.fullmatch(text.strip())
    return f"{int(found[1]):02}:{found[2]}" if found else None


def _later(start: dt.datetime, length: dt.timedelta) -> dt.datetime:
    try:
        return start + length
    except OverflowError:
        return start


def _root(raw: bytes) -> ET.Element:
    """Return the root of an XML text; one that defines words of its own is refused, since it may grow without end."""
    if _FORBIDDEN.search(raw):
        raise ProblemError([Fault("", Text("this XML defines a document type or entities; wanted a plain schedule"))])
    try:
        return ET.fromstring(raw)  # noqa: S314 - without entities nothing can grow
    except ET.ParseError as error:
        line, column = error.position
        facts = {"line": line, "column": column + 1}
        raise ProblemError([Fault("", Text("this is no XML: see line {line}, column {column}", facts))]) from None
    except (ValueError, LookupError):
        raise ProblemError([Fault("", Text("this is no XML in an encoding that is known"))]) from None


def _record_of_day(day: ET.Element) -> Mapping[str, Any]:
    rooms: dict[str, list[Mapping[str, Any]]] = {}
    for room in day.findall("room"):
        listed = rooms.setdefault(room.get("name", ""), [])
        for event in room.findall("event"):
            fields = {field.tag: field.text or "" for field in event if not len(field)}
            listed.append({**fields, **{name: event.get(name, "") for name in ("guid", "id")}})
    return {"date": day.get("date", ""), "day_start": day.get("start", ""), "rooms": rooms}
