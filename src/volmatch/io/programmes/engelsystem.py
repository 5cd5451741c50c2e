"""Shifts and angels of Engelsystem, as its interface answers: shifts with needed angel types, and users with theirs."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from volmatch.io.programmes.event_records import Faults, FileRecord, ProgrammeEvent, problem_of
from volmatch.problem.problem import Problem
from volmatch.problem.session import Role
from volmatch.problem.volunteer import Skill, Volunteer, Wish
from volmatch.problem.window import Window
from volmatch.text import Text

#: How much somebody wants to be in a shift for which they signed up.
SIGNED_UP = 5


def from_json(data: Mapping[str, Any], *, timezone: str | None = None) -> Problem:
    """Return the problem of shifts, and of angels where the file has them.

    Parameters
    ----------
    data
        One answer with shifts (``data`` is their list); or a record with ``shifts`` and ``users``, each an answer or a list.
    timezone
        IANA name; the answers name none, and without it times are taken as UTC.

    Returns
    -------
    Problem
        A session for each shift with a role for each needed angel type; whoever has signed up wishes to be there. Where the file
        says which angel types people have, a role asks for its type as a skill, and only confirmed ones count.

    Raises
    ------
    ProblemError
        With every fault found, each with its place.
    """
    notes = Faults()
    root = FileRecord(data, "", notes)
    shifts = list(_listed(root, "shifts" if "shifts" in data else ""))
    users = list(_listed(root, "users")) if "users" in data else []
    asks = any("angeltypes" in user.data for user in users)
    events = [event for shift in shifts if (event := _shift(shift, asks=asks)) is not None]
    people = {person.id: person for user in users if (person := _angel(user)) is not None}
    for name, role, session in (entry for shift in shifts for entry in _entries(shift)):
        known = people.get(name) or Volunteer(name)
        skills = {**known.skills, **({} if asks else {role: Skill(level=1)})}
        wishes = [*known.wishes, Wish(score=SIGNED_UP, session=session)]
        people[name] = attrs.evolve(known, skills=skills, wishes=wishes)
    return problem_of(events, notes, timezone=timezone, volunteers=list(people.values()))


def _listed(root: FileRecord, name: str) -> Iterator[FileRecord]:
    """Yield the records of an answer, or of a bare list."""
    found = root.data.get(name) if name else root.data
    if isinstance(found, Mapping):
        inner = root.inside(name) if name else root
        yield from inner.inside("data", list).each()
    else:
        yield from root.inside(name, list).each()


def _id_of(shift: FileRecord) -> str:
    return f"shift {shift.text('id')}"


def _shift(shift: FileRecord, *, asks: bool) -> ProgrammeEvent | None:
    shift.text("id", required=True)
    start, end = shift.moment("starts_at"), shift.moment("ends_at")
    roles = [role for one in shift.inside("needed_angel_types", list).each() if (role := _role(one, asks=asks))]
    kind = shift.text("shift_type")
    if start is None or end is None:
        return None
    name = shift.text("name") or shift.text("title") or kind
    room = shift.text("location") or shift.text("room")
    return ProgrammeEvent(
        path=shift.path, id=_id_of(shift), name=name, start=start, end=end, room=room, kind=kind, roles=tuple(roles)
    )


def _role(one: FileRecord, *, asks: bool) -> Role | None:
    name, needs = one.text("angel_type", required=True), one.count("needs")
    taken = len(one.data.get("entries") or ()) if isinstance(one.data.get("entries") or (), list) else 0
    if not name:
        return None
    return Role(name, skill=name if asks else None, min=needs, max=max(needs, taken))


def _angel(user: FileRecord) -> Volunteer | None:
    id_ = user.text("name") or user.text("id", required=True)
    if not id_:
        return None
    names = " ".join(one for one in (user.text("first_name"), user.text("last_name")) if one)
    skills = {}
    if "angeltypes" in user.data:
        for one in user.inside("angeltypes", list).each():
            if one.data.get("confirmed", True):
                skills[one.text("angeltype", required=True)] = 1
    return Volunteer(id_, name=names, skills=skills, available=_stay(user))


def _stay(user: FileRecord) -> list[Window] | None:
    """Return from when to when somebody plans to be there; who says neither is always free."""
    if not isinstance(user.data.get("dates"), Mapping):
        return None
    dates = user.inside("dates")
    first, last = (dates.moment(name) if dates.data.get(name) else None for name in _PLANNED)
    if first is None and last is None:
        return None
    since = first or dt.datetime.combine(_FIRST, dt.time())
    until = last or dt.datetime.combine(_LAST, dt.time())
    day_after = dt.datetime.combine(until.date(), dt.time(), until.tzinfo) + dt.timedelta(days=1)
    if day_after.replace(tzinfo=None) <= since.replace(tzinfo=None):
        wanted = Text("the planned departure lies before the planned arrival")
        user.notes.fault(dates.path, wanted, [since.date(), until.date()])
        return None
    return [Window(since, day_after)]


_PLANNED = ("planned_arrival", "planned_departure")
_FIRST, _LAST = dt.date(1970, 1, 1), dt.date(2200, 1, 1)


def _entries(shift: FileRecord) -> Iterator[tuple[str, str, str]]:
    """Yield angel, angel type and session of whoever has signed up for a shift."""
    needed: Sequence[Any] = shift.data.get("needed_angel_types") or ()
    if not isinstance(needed, list):
        return
    for one in FileRecord(needed, f"{shift.path}.needed_angel_types", shift.notes).each():
        if not one.data.get("entries"):
            continue
        for entry in one.inside("entries", list).each():
            name, role = entry.text("user", required=True), one.text("angel_type")
            if name and role:
                yield name, role, _id_of(shift)
