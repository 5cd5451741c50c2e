"""What stands in a programme of another system, read one field at a time: whatever is wrong is noted with its place."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from volmatch.errors import Fault, ProblemError
from volmatch.problem.place import Place
from volmatch.problem.problem import Problem
from volmatch.problem.session import Role, Session
from volmatch.problem.volunteer import Volunteer
from volmatch.text import Text

#: What one person does at an event that says nothing of helpers.
HELPER = (Role("helper"),)
_NO_ZONE = Text(
    "this file names no time zone, only how far its clocks are from others: say which zone it is, such as --timezone Europe/Berlin (in Python, timezone=)"
)
_LENGTH = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d\d)(?::00)?", re.ASCII)
#: Two numbers are hours and minutes, three are days, hours and minutes.
_MINUTES_OF_A_DAY = 24 * 60


@attrs.define
class Faults:
    """The faults found so far."""

    faults: list[Fault] = attrs.field(factory=list)

    def fault(self, path: str, wanted: Text, given: object = None) -> None:
        """Note a fault at a place of the file."""
        self.faults.append(Fault(path, wanted) if given is None else Fault.of(path, wanted, given))

    def refuse(self) -> None:
        """Raise what was noted, if anything was.

        Raises
        ------
        ProblemError
            With every fault.
        """
        if self.faults:
            raise ProblemError(self.faults)


@attrs.frozen
class FileRecord:
    """A record of the file, where it stands, and where its faults go."""

    data: Any
    path: str
    notes: Faults

    def inside(self, name: str, kind: type = Mapping) -> "FileRecord":
        """Return what stands in a field; a record or list of another shape is a fault, and empty."""
        path = f"{self.path}.{name}" if self.path else name
        found = self.data.get(name) if isinstance(self.data, Mapping) else None
        if not isinstance(found, kind):
            wanted = Text("wanted a list") if kind is list else Text("wanted a record")
            self.notes.fault(path, wanted, found if found is not None else "")
            found = kind() if kind is list else {}
        return FileRecord(found, path, self.notes)

    def each(self) -> Iterator["FileRecord"]:
        """Yield the records of a list; what is no record is a fault."""
        for number, one in enumerate(self.data):
            path = f"{self.path}[{number}]"
            if isinstance(one, Mapping):
                yield FileRecord(one, path, self.notes)
            else:
                self.notes.fault(path, Text("wanted a record"), one)

    def text(self, name: str, *, required: bool = False) -> str:
        """Return a field in one line; texts in several languages give the first, a record its name."""
        found = self.data.get(name)
        if isinstance(found, Mapping):
            found = found.get("name") or next((one for one in found.values() if isinstance(one, str)), None)
        told = " ".join(str(found).split()) if isinstance(found, (str, int)) and not isinstance(found, bool) else ""
        if not told and (required or isinstance(found, (list, float, bool))):
            self.notes.fault(f"{self.path}.{name}", Text("wanted a text"), "" if found is None else found)
        return told

    def count(self, name: str) -> int:
        """Return a field that is a whole number from 0 on."""
        found = self.data.get(name)
        if isinstance(found, str) and found.isdecimal() and found.isascii():
            found = int(found)
        if not isinstance(found, int) or isinstance(found, bool) or found < 0:
            self.notes.fault(
                f"{self.path}.{name}", Text("wanted a whole number from 0 on"), "" if found is None else found
            )
            return 0
        return found

    def moment(self, name: str) -> dt.datetime | None:
        """Return a field that is a date and time, with or without an offset."""
        found = self.data.get(name)
        try:
            return dt.datetime.fromisoformat(found)
        except (TypeError, ValueError):
            wanted = Text("wanted a date and time such as 2026-08-01T10:00")
            self.notes.fault(f"{self.path}.{name}", wanted, "" if found is None else found)
            return None

    def length(self, name: str) -> dt.timedelta | None:
        """Return a field that is a length such as 00:45, or 1:02:00 for a day and two hours."""
        found = self.data.get(name)
        read = _LENGTH.fullmatch(found.strip()) if isinstance(found, str) else None
        if read is None:
            self.notes.fault(
                f"{self.path}.{name}", Text("wanted a length such as 00:45"), "" if found is None else found
            )
            return None
        days, hours, minutes = (int(one or 0) for one in read.groups())
        return dt.timedelta(minutes=days * _MINUTES_OF_A_DAY + 60 * hours + minutes)


@attrs.frozen(kw_only=True)
class ProgrammeEvent:
    """One event or shift of a programme, and where it stands in the file."""

    path: str
    id: str
    name: str
    start: dt.datetime
    end: dt.datetime
    room: str = ""
    kind: str = ""
    tags: Sequence[str] = ()
    roles: Sequence[Role] = HELPER


def problem_of(
    events: Sequence[ProgrammeEvent],
    notes: Faults,
    *,
    timezone: str | None,
    volunteers: Sequence[Volunteer] = (),
) -> Problem:
    """Return the problem of a programme: a session for each event, a place for each room.

    Raises
    ------
    ProblemError
        With every fault found, each with its place in the file.
    """
    first: dict[str, str] = {}
    for one in events:
        if first.setdefault(one.id, one.path) != one.path:
            notes.fault(one.path, Text("the same id stands at {path}", {"path": first[one.id]}), one.id)
        if (one.start.utcoffset() is None) != (one.end.utcoffset() is None) or one.end <= one.start:
            notes.fault(one.path, Text("it ends before it begins, or lasts no time"), [one.start, one.end])
    if timezone is None and any(one.start.utcoffset() for one in events):
        notes.fault("timezone", _NO_ZONE)
    notes.refuse()
    sessions = [
        Session(
            one.id,
            name=one.name,
            start=one.start,
            end=one.end,
            place=one.room or None,
            kind=one.kind or None,
            tags=list(dict.fromkeys(tag for tag in one.tags if tag)),
            roles=one.roles,
        )
        for one in events
    ]
    places = [Place(room) for room in dict.fromkeys(one.room for one in events if one.room)]
    if timezone is None:
        return Problem(volunteers, sessions, places=places)
    return Problem(volunteers, sessions, places=places, timezone=timezone)
