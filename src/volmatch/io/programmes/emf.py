"""Exports of EMF Camp: its shifts (role, venue, from when to when, how many), and its programme."""

from collections.abc import Sequence
from typing import Any

import attrs

from volmatch.io.programmes.event_records import HELPER, Faults, FileRecord, ProgrammeEvent, problem_of
from volmatch.problem.problem import Problem
from volmatch.problem.session import Role
from volmatch.text import Text

#: Times in these files name no zone; the camp is in England.
ZONE = "Europe/London"


def from_json(data: Sequence[Any], *, timezone: str | None = None, roles: Sequence[Role] = HELPER) -> Problem:
    """Return the problem of a list of shifts or of a programme.

    Parameters
    ----------
    data
        What the file holds.
    timezone
        IANA name of the zone of all times; by default the camp's.
    roles
        Whom each event of a programme needs; shifts say it themselves.

    Raises
    ------
    ProblemError
        With every fault found, each with its place.
    """
    notes = Faults()
    found = [_shift(one) if "role" in one.data else _event(one, roles) for one in FileRecord(data, "", notes).each()]
    events = [event for event in found if event is not None]
    return problem_of(_apart(events), notes, timezone=timezone or ZONE)


def _shift(one: FileRecord) -> ProgrammeEvent | None:
    role, venue = one.text("role", required=True), one.text("venue")
    start, end = one.moment("start"), one.moment("end")
    least, most = one.count("min_needed"), one.count("max_needed")
    if most < least:
        one.notes.fault(
            f"{one.path}.max_needed", Text("max must not lie below target ({target})", {"target": least}), most
        )
    if start is None or end is None or not role or most < least:
        return None
    return ProgrammeEvent(
        path=one.path,
        id=f"{venue} {role} {start:%Y-%m-%d %H:%M}".strip(),
        name=role,
        start=start,
        end=end,
        room=venue,
        kind=role,
        roles=(Role(role, min=least, target=most, max=most),),
    )


def _event(one: FileRecord, roles: Sequence[Role]) -> ProgrammeEvent | None:
    id_, start, end = one.text("id", required=True), one.moment("start_date"), one.moment("end_date")
    if start is None or end is None:
        return None
    kind, venue = one.text("type"), one.text("venue")
    name = one.text("title") or f"{kind} {id_}".strip()
    return ProgrammeEvent(path=one.path, id=id_, name=name, start=start, end=end, room=venue, kind=kind, roles=roles)


def _apart(events: Sequence[ProgrammeEvent]) -> Sequence[ProgrammeEvent]:
    """Return the events with a number behind the id of shifts that are alike in role, venue and start."""
    seen: dict[str, int] = {}
    found = []
    for one in events:
        seen[one.id] = number = seen.get(one.id, 0) + 1
        is_shift = len(one.roles) == 1 and one.roles[0].name == one.name == one.kind
        found.append(one if number == 1 or not is_shift else attrs.evolve(one, id=f"{one.id} ({number})"))
    return found
