"""Events as the lines of an .ics, and what is told about an event that was told before."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from zoneinfo import ZoneInfo

import attrs
import icalendar
from icalendar.parser import Contentline

from volmatch.io.calendars.entries import Entry
from volmatch.io.calendars.lines import unfolded
from volmatch.report.board_words import listed
from volmatch.text import spoken

#: The largest number that a calendar program must be able to hold.
_MOST_REVISIONS = 2**31 - 1
_UID = re.compile(r"[0-9a-f]{32}@volmatch", re.ASCII)
_STAMP = re.compile(r"\d{8}T\d{6}Z", re.ASCII)
_REVISION = re.compile(r"\d{1,10}", re.ASCII)
#: What stays of an event that is cancelled: nothing that says who comes.
_OF_CANCELLED = frozenset({"UID", "DTSTART", "DTEND", "SUMMARY", "LOCATION"})
_UNIVERSAL = frozenset({"UTC", "Etc/UTC"})
_OF_REVISION = ("DTSTAMP", "LAST-MODIFIED", "SEQUENCE")


@attrs.frozen
class Told:
    """One event as the lines of a file tell it.

    Parameters
    ----------
    uid
        What it is called for ever.
    lines
        What it says, unfolded, in order; without its revision.
    revision
        How often it has changed.
    stamp
        When it changed last, as the file writes it.
    """

    uid: str
    lines: tuple[str, ...]
    revision: int
    stamp: str

    @property
    def is_cancelled(self) -> bool:
        """Whether it no longer takes place."""
        return "STATUS:CANCELLED" in self.lines

    @property
    def raw(self) -> bytes:
        """The event as it stands in a file."""
        revision = (f"DTSTAMP:{self.stamp}", f"LAST-MODIFIED:{self.stamp}", f"SEQUENCE:{self.revision}")
        return folded(("BEGIN:VEVENT", *self.lines, *revision, "END:VEVENT"))


def told(entry: Entry, zone: ZoneInfo, stamp: str, lang: str) -> Told:
    """Return an entry as an event that nobody has been told yet; its clock is that of a zone."""
    event = icalendar.Event()
    event.add("uid", entry.uid)
    for name, moment in zip(("dtstart", "dtend"), _shown(entry, zone), strict=True):
        event.add(name, moment)
    event.add("summary", plain(spoken(entry.title, lang)))
    if entry.where:
        event.add("location", plain(listed(entry.where, lang)))
    if entry.details:
        event.add("description", "\n".join(plain(line.sentence(lang)) for line in entry.details))
    event.add("status", "CONFIRMED")
    event.add("transp", "OPAQUE")
    lines = unfolded(event.to_ical()).splitlines()
    return Told(entry.uid, tuple(lines[1:-1]), 0, stamp)


def plain(text: str) -> str:
    """Return a text without control characters; a problem lets none in, but a calendar is the wrong place to find one."""
    return "".join(letter for letter in text if unicodedata.category(letter) not in {"Cc", "Cs", "Zl", "Zp"})


def folded(lines: Iterable[str]) -> bytes:
    """Return lines as a file holds them: none longer than 75 bytes, each with its end."""
    raw = (Contentline(line).to_ical() for line in lines)  # type: ignore[no-untyped-call] # the library says no types
    return b"".join(line + b"\r\n" for line in raw)


def told_before(raw: bytes) -> Iterator[Told]:
    """Yield the events of ours in an .ics; whatever else stands there is left behind."""
    open_: list[str] | None = None
    for line in unfolded(raw).split("\n"):
        if line == "BEGIN:VEVENT":
            open_ = []
        elif line == "END:VEVENT" and open_ is not None:
            found = _read(open_)
            open_ = None
            if found is not None:
                yield found
        elif open_ is not None:
            open_.append(line)


def _read(lines: list[str]) -> Told | None:
    values = {name: value for name, _, value in (line.partition(":") for line in lines)}
    uid, stamp, revision = values.get("UID", ""), values.get("DTSTAMP", ""), values.get("SEQUENCE", "0")
    if not _UID.fullmatch(uid):
        return None
    said = tuple(line for line in lines if line.partition(":")[0] not in _OF_REVISION)
    number = min(int(revision), _MOST_REVISIONS - 1) if _REVISION.fullmatch(revision) else 0
    # An event without a readable stamp is taken for one that says something else, and so is told anew.
    return Told(uid, said if _STAMP.fullmatch(stamp) else (), number, stamp)


def revised(new: Mapping[str, Told], before: Mapping[str, Told], stamp: str) -> Iterator[Told]:
    """Yield what to tell now: an event that says the same as before stays as it was, one that is gone is cancelled."""
    for uid in sorted(new.keys() | before.keys()):
        old = before.get(uid)
        wanted = new.get(uid) or _cancelled(before[uid], stamp)
        if old is None:
            yield wanted
        elif old.lines == wanted.lines:
            yield old
        else:
            yield attrs.evolve(wanted, revision=old.revision + 1)


def _cancelled(old: Told, stamp: str) -> Told:
    kept = tuple(line for line in old.lines if re.split("[;:]", line, maxsplit=1)[0] in _OF_CANCELLED)
    return Told(old.uid, (*kept, "STATUS:CANCELLED"), old.revision, stamp)


def _shown(entry: Entry, zone: ZoneInfo) -> tuple[dt.datetime, dt.datetime]:
    """Return start and end as the zone's clock shows them; in UTC where it shows one of them twice: programs disagree which."""
    start, end = (moment.astimezone(dt.UTC).astimezone(zone) for moment in (entry.start, entry.end))
    if zone.key in _UNIVERSAL or any(moment.utcoffset() != _other(moment) for moment in (start, end)):
        return start.astimezone(dt.UTC), end.astimezone(dt.UTC)
    return start, end


def _other(moment: dt.datetime) -> dt.timedelta | None:
    return moment.replace(fold=1 - moment.fold).utcoffset()
