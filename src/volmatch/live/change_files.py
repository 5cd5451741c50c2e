"""Changes as files: JSON that keeps everything, and a CSV sheet that a coordinator fills in on the phone."""

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import attrs

from volmatch.doors import door, door_but
from volmatch.errors import MOST_FAULTS, ChangeError, Fault, InputError, OptionError, quoted
from volmatch.io.files import AnyPath, contents, replace
from volmatch.io.formats import MOST_BYTES
from volmatch.io.layout import laid_out
from volmatch.io.plain import record_of
from volmatch.io.strict import parsed
from volmatch.io.tables.file_kinds import changes_refusal
from volmatch.io.tables.ids_meant import IdsMeant
from volmatch.live.applying import applied, taken
from volmatch.live.change_sheets import SHEETS, sheet_changes
from volmatch.live.changes import TAG, Change, name_of
from volmatch.problem.problem import Problem
from volmatch.text import Text

CHANGES_FORMAT = "volmatch-changes/1"
_PLACE = re.compile(r"^changes\[(\d+)\]")


@door
def read_changes(path: AnyPath, problem: Problem, *, most_bytes: int = MOST_BYTES) -> tuple[Change, ...]:
    """Read changes to a problem from a JSON file or a CSV sheet.

    Parameters
    ----------
    path
        The file; one that ends in ``.csv`` or ``.tsv`` is a sheet, in which people, sessions and rooms are told by id or by name.
    problem
        What they change: their times are read in its time zone, and what it does not know is a fault.
    most_bytes
        A larger file is refused unread.

    Raises
    ------
    FileError
        If the file cannot be read.
    ChangeError
        With every fault found, each with its place.
    """
    name = str(path)
    raw = contents(path, most_bytes)
    wanted = changes_refusal(name)
    if wanted is not None:
        raise ChangeError([Fault("", wanted)])
    if not name.lower().endswith(SHEETS):
        return loads_changes(raw, problem, most_bytes=most_bytes)
    listed, lines = sheet_changes(Path(name).name, raw)
    places = [f"{Path(name).name}:{line}" for line in lines]
    return _fitting(problem, _with_ids(problem, listed, places), places.__getitem__)


def _with_ids(problem: Problem, listed: Iterable[Mapping[str, Any]], places: Iterable[str]) -> list[dict[str, Any]]:
    """Return changes of a sheet with an id wherever a person, a session or a room is told by name."""
    ids = IdsMeant(problem)
    told = [[*ids.row(row, place)] for row, place in zip(listed, places, strict=True)]
    faults = [one for row in told for one in row if isinstance(one, Fault)]
    if faults:
        raise ChangeError(faults[:MOST_FAULTS])
    return [dict(one for one in row if not isinstance(one, Fault)) for row in told]


@door
def loads_changes(text: str | bytes, problem: Problem, *, most_bytes: int = MOST_BYTES) -> tuple[Change, ...]:
    """Read changes to a problem from JSON text; as `read_changes`.

    Raises
    ------
    ChangeError
        With every fault found, each with its place.
    """
    if not isinstance(text, (str, bytes, bytearray)):
        raise OptionError(Text("wanted JSON as text or bytes, not {given}", {"given": quoted(text)}))
    raw = text.encode(errors="surrogatepass") if isinstance(text, str) else bytes(text)
    if len(raw) > most_bytes:
        raise ChangeError([Fault("", Text("wanted at most {most} bytes", {"most": most_bytes}))])
    try:
        data, faults = parsed(raw)
    except InputError as error:
        raise ChangeError(error.faults) from None
    try:
        found = _fitting(problem, _listed(data), "changes[{}]".format)
    except ChangeError as error:
        raise ChangeError([*faults, *error.faults]) from None
    if faults:
        raise ChangeError(faults)
    return found


@door_but("changes")
def dumps_changes(changes: Iterable[Change | Mapping[str, Any]], problem: Problem) -> str:
    """Return changes to a problem as JSON text, with their times as its clocks show them.

    Raises
    ------
    ChangeError
        If a change cannot be read.
    """
    listed = [{TAG: name_of(change), **_record(change)} for change in taken(problem, changes)]
    return laid_out({"format": CHANGES_FORMAT, "changes": listed})


@door_but("changes")
def write_changes(path: AnyPath, changes: Iterable[Change | Mapping[str, Any]], problem: Problem) -> None:
    """Write changes to a problem to a JSON file, in one stroke.

    Raises
    ------
    FileError
        If the file cannot be written.
    ChangeError
        If a change cannot be read.
    """
    replace(path, dumps_changes(changes, problem).encode())


def _record(change: Change) -> dict[str, Any]:
    kind: Any = type(change)
    return record_of(kind)(change)


def _listed(data: Any) -> Any:
    """Return the list of changes in parsed JSON."""
    wanted = {"wanted": CHANGES_FORMAT}
    if not isinstance(data, Mapping):
        raise ChangeError([Fault.of("", Text("wanted a record whose field format is {wanted}", wanted), data)])
    faults = [
        Fault.of("", Text("changes have no field of this name; remove or rename it"), key)
        for key in data
        if key not in ("format", "changes")
    ]
    if data.get("format") != CHANGES_FORMAT:
        faults.append(Fault.of("format", Text("wanted {wanted}", wanted), data.get("format")))
    if "changes" not in data:
        faults.append(Fault("changes", Text("this field is required")))
    if faults:
        raise ChangeError(faults)
    return data["changes"]


def _fitting(problem: Problem, listed: Any, place: Callable[[int], str]) -> tuple[Change, ...]:
    """Return changes that can be read and fit the problem one after the other; faults are told by their place."""
    try:
        found = taken(problem, listed)
        applied(problem, found)
    except ChangeError as error:
        raise ChangeError([attrs.evolve(fault, path=_placed(fault.path, place)) for fault in error.faults]) from None
    return found


def _placed(path: str, place: Callable[[int], str]) -> str:
    return _PLACE.sub(lambda found: place(int(found.group(1))), path)
