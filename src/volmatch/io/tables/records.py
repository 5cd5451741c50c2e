"""What the rows of each sheet mean: how the cells of a row become a record of a problem, and a record cells."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import attrs

from volmatch.io.tables.clocks import moment_on, zone_named
from volmatch.io.tables.head_counts import with_heads
from volmatch.io.tables.items import ANY
from volmatch.io.tables.spoken import Span
from volmatch.io.tables.stretches import (
    Flat,
    Notes,
    is_moment,
    spread,
    start_texts,
    stretch,
    stretch_cells,
    window,
    window_cells,
)
from volmatch.io.tables.trait_cells import apart
from volmatch.problem.clock import NotATime, settle_moment
from volmatch.text import Text

#: The name of a role that a row of a session wants without naming it.
HELPER = "helper"
#: The same by the language of the headers.
HELPERS = {"en": HELPER, "zh": "帮手"}

_ROLE = {
    "role": "name",
    "skill": "skill",
    "skill_level": "level",
    "alternatives": "alternatives",
    "min": "min",
    "target": "target",
    "max": "max",
    "traits": "traits",
    "standby": "standby",
}
_ROOM = {"room": "any_of", "needed_features": "features", "wanted_features": "wants"}
_TIMES = ("date", "end_date", "start", "end", "minutes", "starts")


@attrs.frozen
class SheetMeaning:
    """What a sheet means.

    Parameters
    ----------
    fold
        Makes of the cells of a row a record, as problems in JSON hold it; it is given a zone for reckoning with times.
    steps
        The column in which each field of the record stands, where the two go by different names.
    owner
        Of a sheet whose records belong to those of another: that sheet, the column with its ids, and the field in which it
        keeps them.
    rest
        The column for whatever field has none of its own.
    """

    fold: Callable[[Flat, Notes, dt.tzinfo], Any]
    steps: Mapping[str, str] = {}
    owner: tuple[str, str, str] | None = None
    rest: str | None = None


def _as_it_is(flat: Flat, _notes: Notes, _zone: dt.tzinfo) -> dict[str, Any]:
    return dict(flat)


def renamed(record: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Return a record with some of its fields under other names."""
    return {names.get(name, name): value for name, value in record.items()}


def turned(names: Mapping[str, str]) -> dict[str, str]:
    """Return the same pairs the other way round."""
    return {new: old for old, new in names.items()}


def _volunteer(flat: Flat, _notes: Notes, _zone: dt.tzinfo) -> dict[str, Any]:
    record = renamed(flat, {"person_name": "name"})
    if "traits" in record:
        record["traits"], days = apart(record["traits"])
        record |= {"trait_days": days} if days else {}
    is_never = record.pop("available", False)
    return {**record, "available": []} if is_never else record


def _window(flat: Flat, notes: Notes, zone: dt.tzinfo) -> dict[str, Any]:
    return window(flat, notes, zone)


def _skill(flat: Flat, _notes: Notes, _zone: dt.tzinfo) -> tuple[Any, dict[str, Any]]:
    return flat.get("skill"), renamed({name: flat[name] for name in flat if name != "skill"}, {"skill_level": "level"})


def _role(flat: Flat, notes: Notes, _zone: dt.tzinfo) -> dict[str, Any]:
    return renamed(with_heads(flat, notes), _ROLE)


def _way(flat: Flat, _notes: Notes, _zone: dt.tzinfo) -> list[Any]:
    return [flat.get(name) for name in ("place_a", "place_b", "minutes")]


def _session(flat: Flat, notes: Notes, zone: dt.tzinfo) -> dict[str, Any]:
    flat = with_heads(flat, notes)
    set_apart = {*_TIMES, *_ROLE, *_ROOM}
    record = {name: value for name, value in flat.items() if name not in set_apart}
    need = {field: flat[name] for name, field in _ROOM.items() if name in flat}
    if need:
        record["room"] = {field: value for field, value in need.items() if not (field == "any_of" and value == ANY)}
    role = {field: flat[name] for name, field in _ROLE.items() if name in flat}
    if role:
        record["roles"] = [{"name": HELPER, **role}]
    return {**record, **_times(flat, notes, zone)}


def _times(flat: Flat, notes: Notes, zone: dt.tzinfo) -> dict[str, Any]:
    """Return when a session is: start and end, start and length, or a length and possible starts."""
    times = {name: flat[name] for name in ("minutes", "starts") if name in flat}
    if "starts" in times:
        times["starts"] = [_dated(start, flat, notes) for start in times["starts"]]
        if {"start", "end"} & flat.keys():
            notes.note("starts", Text("wanted one start or possible starts, not both"))
    elif "start" in flat and ("end" in flat or isinstance(flat["start"], Span)):
        times |= stretch(flat, notes, "start", "end", zone)
    elif "start" in flat:
        start = stretch({name: flat[name] for name in flat if name != "end_date"}, notes, "start", "end").get("start")
        if "end_date" in flat or "minutes" not in flat:
            notes.note("end", Text("wanted an end, or minutes"))
        if "minutes" in times and not isinstance(times["minutes"], int):
            notes.note("minutes", Text("wanted a whole number of minutes, or hours and minutes such as 1h30"))
        if start is not None:
            times = {"start": start, "end": _after(start, times.get("minutes"), zone)}
    else:
        spread(flat, notes, "start", "end")
    return times


def _dated(start: str, flat: Flat, notes: Notes) -> str:
    if is_moment(start):
        return start
    if "date" not in flat:
        notes.note("starts", Text("wanted a date and time such as 2026-08-01T10:00"))
        return start
    return moment_on(flat["date"], start)


def _after(start: str, minutes: Any, zone: dt.tzinfo) -> str:
    """Return the moment so many minutes later; the start itself, which no session takes, where that cannot be told."""
    try:
        return (settle_moment(start, zone) + dt.timedelta(minutes=minutes)).isoformat(timespec="minutes")
    except (NotATime, TypeError, OverflowError):
        return start


def _past_duty(flat: Flat, notes: Notes, zone: dt.tzinfo) -> dict[str, Any]:
    record = {name: value for name, value in flat.items() if name not in _TIMES}
    return {**record, **stretch(flat, notes, "start", "end", zone)}


PARTS: Mapping[str, SheetMeaning] = {
    "volunteers": SheetMeaning(_volunteer, {"name": "person_name", "trait_days": "traits"}),
    "availability": SheetMeaning(_window, {"weekly": "weekdays"}, ("volunteers", "volunteer", "available")),
    "away": SheetMeaning(_window, {"weekly": "weekdays"}, ("volunteers", "volunteer", "away")),
    "limits": SheetMeaning(_as_it_is, {}, ("volunteers", "volunteer", "limits")),
    "wishes": SheetMeaning(_as_it_is, {}, ("volunteers", "volunteer", "wishes")),
    "skills": SheetMeaning(_skill, {"level": "skill_level"}, ("volunteers", "volunteer", "skills")),
    "sessions": SheetMeaning(_session, {"any_of": "room"}),
    "roles": SheetMeaning(_role, turned(_ROLE), ("sessions", "session", "roles")),
    "places": SheetMeaning(_as_it_is),
    "rooms": SheetMeaning(_as_it_is),
    "closed": SheetMeaning(_window, {}, ("rooms", "room", "closed")),
    "travel": SheetMeaning(_way, {"[0]": "place_a", "[1]": "place_b", "[2]": "minutes"}),
    "history": SheetMeaning(_past_duty),
    "rules": SheetMeaning(_as_it_is, rest="settings"),
    "problem": SheetMeaning(_as_it_is, {"default_minutes": "default_travel_minutes"}),
}
#: In which column the fields of a role stand that a row of a session wants.
ROLE_STEPS: Mapping[str, str] = turned(_ROLE)


def role_cells(role: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the cells of a row say for a role; how many people are needed is always said."""
    return renamed({"min": 1, **role}, turned(_ROLE))


def session_cells(session: Mapping[str, Any], zone: dt.tzinfo, *, with_role: bool) -> dict[str, Any]:
    """Return what the cells of a row say for a session; with its one role, if asked for."""
    cells = {name: value for name, value in session.items() if name not in {"start", "end", "starts", "room", "roles"}}
    if "start" in session:
        cells |= stretch_cells(session["start"], session["end"], zone, "start", "end")
    if "starts" in session:
        cells["starts"] = start_texts(session["starts"], zone)
    if "room" in session:
        cells |= renamed({"any_of": ANY, **session["room"]}, turned(_ROOM))
    for role in session.get("roles", ()) if with_role else ():
        cells |= role_cells(role)
    return cells


def past_cells(duty: Mapping[str, Any], zone: dt.tzinfo) -> dict[str, Any]:
    """Return what the cells of a row say for a duty of the history."""
    cells = {name: value for name, value in duty.items() if name not in {"start", "end"}}
    return {**cells, **stretch_cells(duty["start"], duty["end"], zone, "start", "end")}


def children_cells(data: Mapping[str, Any], sheet: str, zone: dt.tzinfo) -> Iterator[dict[str, Any]]:
    """Yield what the rows of a sheet say whose records belong to those of another."""
    owner = PARTS[sheet].owner
    assert owner is not None
    parents, column, field = owner
    for parent in data.get(parents, ()):
        own = zone_named(parent["timezone"]) if "timezone" in parent else zone
        for record in parent.get(field) or ():
            yield {column: parent["id"], **_child_cells(sheet, record, own)}


def _child_cells(sheet: str, record: Mapping[str, Any], zone: dt.tzinfo) -> Mapping[str, Any]:
    if sheet == "roles":
        return role_cells(record)
    return record if sheet in {"limits", "wishes"} else window_cells(record, zone)
