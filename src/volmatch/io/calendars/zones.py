"""The time zones that an .ics file names: IANA's names, those of Windows, and the zones that the file itself defines."""

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

import attrs
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from volmatch.errors import quoted
from volmatch.io.calendars.allowance import STEPS_OF_A_TIME, Allowance, NotACalendar
from volmatch.io.calendars.lines import Component, Property
from volmatch.io.calendars.repeating import occurrences
from volmatch.io.calendars.rules import rule
from volmatch.io.calendars.values import Moment, moment
from volmatch.text import Text

#: Two changes of clocks and some days: what a zone shows at a time is known from a stretch of this length before it.
YEAR_AND_MORE = dt.timedelta(days=400)
_OFFSET = re.compile(r"([+-])(\d\d)(\d\d)(\d\d)?", re.ASCII)
_PRIVATE_ZONES = ("localtime", "posix", "right/", "Factory")
#: Names such as America/Argentina/Buenos_Aires have three parts.
_MOST_PARTS = 3


@attrs.frozen
class Change:
    """One change of a zone's clocks: the instant in UTC (without offset), and the offsets before and after."""

    at: dt.datetime
    before: dt.timedelta
    after: dt.timedelta


class OwnZone(dt.tzinfo):
    """A zone that a file defines: the changes of its clocks, in order; before the first, what held before it."""

    def __init__(self, changes: list[Change]) -> None:
        self._changes = changes
        self._instants = [change.at for change in changes]
        # A time that a change skips still counts by the offset before it, one that stands twice means the first.
        self._shown = [change.at + max(change.before, change.after) for change in changes]

    def utcoffset(self, local: dt.datetime | None) -> dt.timedelta | None:
        """Return the offset when the clock shows a time."""
        return None if local is None else self._offset(self._shown, local)

    def fromutc(self, moment: dt.datetime) -> dt.datetime:
        """Return what the clock shows at an instant."""
        return moment + self._offset(self._instants, moment)

    def dst(self, _local: dt.datetime | None) -> dt.timedelta | None:
        """Return nothing: a file does not say."""
        return None

    def tzname(self, _local: dt.datetime | None) -> str | None:
        """Return nothing: no name is needed."""
        return None

    def _offset(self, marks: list[dt.datetime], moment: dt.datetime) -> dt.timedelta:
        index = bisect_right(marks, moment.replace(tzinfo=None))
        return self._changes[index - 1].after if index else self._changes[0].before


@attrs.define
class Zones:
    """The zones of one file.

    Parameters
    ----------
    floating
        Zone of times that name none.
    defined
        The file's own definitions, by name.
    since, until
        The stretch in UTC (without offset) in which the zones must be right.
    allowance
        The work that may still be done.
    """

    floating: ZoneInfo
    defined: Mapping[str, Component]
    since: dt.datetime
    until: dt.datetime
    allowance: Allowance
    _known: dict[str, dt.tzinfo] = attrs.field(factory=dict)

    def named(self, name: str) -> dt.tzinfo:
        """Return the zone of a name; a name that everybody knows means what everybody takes it for.

        Raises
        ------
        NotACalendar
            If neither this machine nor the file knows it.
        """
        if name not in self._known:
            self._known[name] = _familiar(name) or self._own(name)
        return self._known[name]

    def of(self, line: Property) -> dt.tzinfo:
        """Return the zone that a line names, or the one for times that name none."""
        name = line.parameters.get("TZID")
        return self.floating if name is None else self.named(name)

    def moment(self, line: Property) -> Moment:
        """Read the one time on a line."""
        return moment(line.value, self.of(line))

    def _own(self, name: str) -> dt.tzinfo:
        definition = self.defined.get(name)
        if definition is None:
            raise NotACalendar(Text("it names the time zone {zone}, which nobody knows", {"zone": quoted(name)}))
        changes: dict[dt.datetime, Change] = {}
        for part in definition.named("STANDARD", "DAYLIGHT"):
            before, after = _offset_of(part, "TZOFFSETFROM"), _offset_of(part, "TZOFFSETTO")
            for local in self._onsets(part, before):
                changes[local - before] = Change(local - before, before, after)
        if not changes:
            raise NotACalendar(Text("it defines the time zone {zone} without an offset", {"zone": quoted(name)}))
        return OwnZone([changes[at] for at in sorted(changes)])

    def _onsets(self, part: Component, offset: dt.timedelta) -> Iterator[dt.datetime]:
        """Yield when a part of a definition sets in, as the clock shows it until then."""
        start = part.one("DTSTART")
        if start is None:
            raise NotACalendar(Text("a time zone in it does not say since when"))
        first = moment(start.value, dt.UTC).local
        yield first
        for line in part.all("RDATE"):
            for one in line.value.split(","):
                self.allowance.spend(STEPS_OF_A_TIME)
                yield moment(one, dt.UTC).local
        for line in part.all("RRULE"):
            read = rule(line.value)
            last = None if read.until is None else _last(read.until, offset)
            since = min(self.since, last or self.since) - YEAR_AND_MORE
            yield from occurrences(read, first, since, self.until, last, self.allowance)


def _familiar(name: str) -> dt.tzinfo | None:
    """Return the zone of an IANA name or a Windows name; programs put their own path before the former."""
    for candidate in _readings(name):
        try:
            if not candidate.startswith(_PRIVATE_ZONES):
                return ZoneInfo(candidate)
        except (KeyError, ValueError, OSError):
            continue
    return None


def _readings(name: str) -> Iterator[str]:
    clean = name.strip("/ ")
    yield clean
    if clean in WINDOWS_TO_OLSON:
        yield WINDOWS_TO_OLSON[clean]
    if name.startswith("/"):
        parts = clean.split("/")
        for count in range(min(_MOST_PARTS, len(parts) - 1), 0, -1):
            yield "/".join(parts[-count:])


def _last(until: str, offset: dt.timedelta) -> dt.datetime:
    """Return a rule's end as the clock shows it."""
    end = moment(until, dt.timezone(dt.timedelta()))
    return end.local + offset if until.endswith("Z") else end.local


def _offset_of(part: Component, name: str) -> dt.timedelta:
    line = part.one(name)
    found = None if line is None else _OFFSET.fullmatch(line.value.strip())
    if found is None:
        raise NotACalendar(Text("a time zone in it has no {name} such as +0800", {"name": name}))
    sign, hours, minutes, seconds = found.groups()
    size = dt.timedelta(hours=int(hours), minutes=int(minutes), seconds=int(seconds or 0))
    if size >= dt.timedelta(days=1):
        raise NotACalendar(Text("a time zone in it has no {name} such as +0800", {"name": name}))
    return -size if sign == "-" else size
