"""A folder of calendars, one file for each owner, rewritten only where something changed."""

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import attrs

from volmatch.doors import door
from volmatch.errors import FileError, InputError, OptionError, quoted
from volmatch.io.calendars.busy import MOST_BYTES
from volmatch.io.calendars.entries import Owner, entries, schedule_in
from volmatch.io.calendars.vevents import Told, told_before
from volmatch.io.calendars.writing import Edition, calendar_name
from volmatch.io.files import AnyPath, contents, made_folder, replace
from volmatch.outcome import Outcome
from volmatch.problem.place import Place, Room
from volmatch.problem.problem import Problem
from volmatch.problem.volunteer import Volunteer
from volmatch.schedule import Schedule
from volmatch.text import Text

_LONGEST_NAME = 40
_DIGITS = 16
_FILE = re.compile(rf"(volunteer|room|place)-.*[0-9a-f]{{{_DIGITS}}}\.ics", re.ASCII | re.DOTALL)


@attrs.frozen(kw_only=True)
class Written:
    """What became of one calendar.

    Parameters
    ----------
    path
        Its file.
    owner
        The id of its owner; ``None`` for one the problem no longer has.
    added, changed, cancelled, kept
        How many events are new, say something else than before, no longer take place, or stayed as they were.
    """

    path: Path
    owner: str | None
    added: int
    changed: int
    cancelled: int
    kept: int


@door
def file_name(kind: Owner, own: str) -> str:
    """Return the name of an owner's file: safe on every system whatever the id, and different for different ids."""
    told = hashlib.sha256(own.encode(errors="surrogatepass")).hexdigest()[:_DIGITS]
    words = "".join(letter if letter.isalnum() else "-" for letter in own[:_LONGEST_NAME])
    return "-".join(part for part in (kind, words.strip("-"), f"{told}.ics") if part)


@door
def write_calendars(
    problem: Problem,
    outcome: Outcome | Schedule,
    folder: AnyPath,
    *,
    by: Owner = "volunteer",
    before: Mapping[str, bytes] | AnyPath | None = None,
    stamp: dt.datetime | None = None,
    lang: str = "en",
    names: bool = False,
) -> tuple[Written, ...]:
    """Write a calendar (an .ics) for each volunteer, room or place that has something in it.

    Each event keeps its UID for ever, raises its SEQUENCE when it says something else than before, and stays as cancelled when
    it no longer takes place; calendar programs that read the file again show the change. Use a folder of its own for each
    problem: what stands in the folder and not in the schedule is cancelled.

    Parameters
    ----------
    problem
        The problem.
    outcome
        What `solve` returned, or a schedule.
    folder
        Where the files go; made if it does not exist. Nothing is written elsewhere.
    by
        Whose calendars.
    before
        What was given out before: another folder, or calendars by owner id; ``None`` is what stands in `folder`.
    stamp
        When these calendars are made; ``None`` is now.
    lang
        ``en`` or ``zh``.
    names
        Whether calendars of rooms and places say who comes, or only how many. A volunteer's never names anybody else.

    Returns
    -------
    tuple of Written
        By file name.

    Raises
    ------
    FileError
        If a file cannot be read or written.
    OptionError
        If there is no schedule, or an option makes no sense.
    ScheduleError
        If the schedule names what the problem does not know.
    """
    edition = Edition.of(problem, stamp, lang)
    found = entries(problem, schedule_in(problem, outcome), by, names=names)
    owners = {file_name(by, own): own for own in _owners(problem, by)}
    target = made_folder(folder)
    earlier = dict(_by_owner(before, by) if isinstance(before, Mapping) else _in_folder(before or folder, by))
    drafts = []
    for name in sorted({file_name(by, own) for own in found} | earlier.keys()):
        own, old = owners.get(name), earlier.get(name)
        events = edition.events(found.get(own or "", ()), old)
        title = Text("Duties") if own is None else calendar_name(problem, by, own)
        drafts.append((_written(target / name, own, events, old), edition.calendar(title, events)))
    for written, raw in drafts:
        _write(written.path, raw)
    return tuple(written for written, _ in drafts)


def _owners(problem: Problem, kind: Owner) -> Iterator[str]:
    listed: Mapping[Owner, Sequence[Volunteer] | Sequence[Room] | Sequence[Place]] = {
        "volunteer": problem.volunteers,
        "room": problem.rooms,
        "place": problem.places,
    }
    return (owner.id for owner in listed[kind])


def _by_owner(before: Mapping[str, bytes], kind: Owner) -> Iterator[tuple[str, bytes]]:
    for own, raw in before.items():
        if not isinstance(own, str) or not isinstance(raw, bytes):
            wanted = Text("wanted calendars as bytes by owner id, not {given}", {"given": quoted(raw)})
            raise OptionError(wanted)
        yield file_name(kind, own), raw


def _in_folder(folder: AnyPath, kind: Owner) -> Iterator[tuple[str, bytes]]:
    """Yield the calendars of a kind that stand in a folder, by file name."""
    try:
        paths = sorted(Path(folder).iterdir())
    except (OSError, ValueError, TypeError):
        return  # none there: nothing was given out before
    for path in paths:
        match = _FILE.fullmatch(path.name)
        if match and match[1] == kind and path.is_file() and not path.is_symlink():
            try:
                yield path.name, contents(path, MOST_BYTES)
            except InputError as error:
                facts = {"path": str(path), "reason": error.faults[0].wanted}
                raise FileError(Text("cannot read {path}: {reason}", facts), str(path)) from None


def _written(path: Path, own: str | None, events: list[Told], before: bytes | None) -> Written:
    old = {} if before is None else {event.uid: event for event in told_before(before)}
    kept = sum(old.get(event.uid) == event for event in events)
    added = sum(event.uid not in old for event in events)
    cancelled = sum(event.is_cancelled and old.get(event.uid) != event for event in events)
    changed = len(events) - kept - added - cancelled
    return Written(path=path, owner=own, added=added, changed=changed, cancelled=cancelled, kept=kept)


def _write(path: Path, raw: bytes) -> None:
    """Write a file unless it says the same already; a link is never followed, since it may lead out of the folder."""
    if path.is_symlink():
        facts = {"path": str(path), "reason": Text("it is a link")}
        raise FileError(Text("cannot write {path}: {reason}", facts), str(path))
    if not (path.is_file() and path.read_bytes() == raw):
        replace(path, raw)
