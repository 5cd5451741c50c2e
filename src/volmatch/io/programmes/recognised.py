"""Which system a file comes from: told by what stands in it, so that a command reads it like any problem."""

import importlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from volmatch.doors import door
from volmatch.errors import Fault, FileError, OptionError, ProblemError
from volmatch.installing import command
from volmatch.io.files import AnyPath, contents, replace
from volmatch.io.programmes import emf, engelsystem, frab, frab_out
from volmatch.io.programmes.event_records import HELPER
from volmatch.io.strict import parsed
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.problem.session import Role
from volmatch.schedule import Schedule
from volmatch.text import Text

#: A larger file is refused unread.
MOST_BYTES = 64 * 2**20
#: One of these stands in each shift or event of Engelsystem and EMF.
_SIGNS = frozenset({"needed_angel_types", "starts_at", "min_needed", "start_date"})
#: Endings that mean a programme whatever stands in the file.
ENDINGS = (".ics", ".xml")


@door
def is_programme(data: Any) -> bool:
    """Whether what a JSON file holds is a programme or a list of shifts of another system."""
    try:
        return _looks_so(data)
    except Exception:  # noqa: BLE001 - data that break when they are looked at are no programme
        return False


def _looks_so(data: Any) -> bool:
    if isinstance(data, Mapping):
        if "format" in data:
            return False
        return isinstance(data.get("schedule"), Mapping) or any(
            _is_listed(data.get(name)) for name in ("shifts", "data")
        )
    return _is_listed(data)


def _is_listed(found: Any) -> bool:
    """Whether this is a list of shifts or events, bare or in an answer."""
    listed = found.get("data") if isinstance(found, Mapping) else found
    first = listed[0] if isinstance(listed, list) and listed else None
    return isinstance(first, Mapping) and bool(first.keys() & _SIGNS)


@door
def read_programme(
    path: AnyPath,
    *,
    timezone: str | None = None,
    roles: Sequence[Role] = HELPER,
    zones: Mapping[str, str] | None = None,
) -> Problem:
    """Read a programme of another system as a problem: frab, pretalx, Engelsystem, EMF Camp, or a calendar of sessions.

    Parameters
    ----------
    path
        The file: .json, .xml or .ics.
    timezone
        IANA name, where the file names no zone; one that it names goes first.
    roles
        Whom each event needs, where the file does not say: one helper.
    zones
        IANA names of zones that a calendar calls by names of its own, such as ``{"Customized Time Zone": "Europe/Berlin"}``.

    Raises
    ------
    FileError
        If the file cannot be read; for a calendar, also without ``volmatch[calendars]``.
    ProblemError
        With every fault found, each with its place in the file; or if no system is known that writes such a file.
    """
    raw = contents(path, MOST_BYTES)
    ending = Path(path).suffix.lower()
    if ending == ".ics":
        found: Problem = _calendar_reader(path).from_ics(raw, timezone=timezone, roles=roles, zones=zones)
        return found
    if ending == ".xml":
        return frab.from_xml(raw, timezone=timezone, roles=roles)
    data, faults = parsed(raw)
    if faults:
        raise ProblemError(faults)
    return programme_of(data, timezone=timezone, roles=roles)


def _calendar_reader(path: AnyPath) -> Any:
    """Return what reads calendars; it needs an extra, which other programmes do without."""
    try:
        return importlib.import_module("volmatch.io.programmes.sessions_ics")
    except ImportError as error:
        facts = {"command": command("calendars")}
        raise FileError(Text("reading a calendar needs icalendar: {command}", facts), str(path)) from error


@door
def programme_of(data: Any, *, timezone: str | None = None, roles: Sequence[Role] = HELPER) -> Problem:
    """Return the problem of what a JSON file of another system holds; see `read_programme`."""
    if not is_programme(data):
        raise ProblemError(
            [Fault("", Text("no programme is known that looks so: wanted frab, pretalx, Engelsystem or EMF"))]
        )
    if isinstance(data, Mapping):
        if "schedule" in data:
            return frab.from_json(data, timezone=timezone, roles=roles)
        return engelsystem.from_json(data, timezone=timezone)
    if data[0].keys() & {"needed_angel_types", "starts_at"}:
        return engelsystem.from_json({"shifts": data}, timezone=timezone)
    return emf.from_json(data, timezone=timezone, roles=roles)


@door
def write_programme(problem: Problem, outcome: Outcome | Schedule | None, path: AnyPath) -> None:
    """Write a plan as a schedule of frab, .json or .xml: who serves stands among the persons of an event.

    Raises
    ------
    OptionError
        If the name ends otherwise, or nothing takes place at a known time.
    FileError
        If the file cannot be written.
    """
    makers = {".json": frab_out.to_json, ".xml": frab_out.to_xml}
    make = makers.get(Path(path).suffix.lower())
    if make is None:
        facts = {"path": str(path), "kinds": tuple(makers)}
        raise OptionError(Text("{path}: wanted a name that ends in one of {kinds}", facts))
    replace(path, make(problem, outcome).encode())
