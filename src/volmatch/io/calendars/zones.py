"""The time zones of one calendar: what the names in it mean, the zones that it defines itself, and the one at its head."""

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

import attrs

from volmatch.errors import quoted
from volmatch.io.calendars.allowance import STEPS_OF_A_TIME, Allowance, NotACalendar
from volmatch.io.calendars.calendar_values import Moment, moment
from volmatch.io.calendars.lines import Component, Property
from volmatch.io.calendars.repeating import occurrences
from volmatch.io.calendars.rules import rule
from volmatch.io.calendars.zone_names import plain_name, shown_zone, standard_zone
from volmatch.text import Text

#: Two changes of clocks and some days: what a zone shows at a time is known from a stretch of this length before it.
YEAR_AND_MORE = dt.timedelta(days=400)
_OFFSET = re.compile(r"([+-])(\d\d)(\d\d)(\d\d)?", re.ASCII)


@attrs.frozen
class ClockChange:
    """One change of a zone's clocks: the instant in UTC (without offset), and the offsets before and after."""

    at: dt.datetime
    before: dt.timedelta
    after: dt.timedelta


class OwnZone(dt.tzinfo):
    """A zone that a file defines: the changes of its clocks, in order; before the first, what held before it."""

    def __init__(self, changes: list[ClockChange]) -> None:
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
    """The zones of one calendar.

    Parameters
    ----------
    days
        Zone of whole days, and of times that name none where the calendar says none at its head.
    said
        What the reader was told that names mean; it goes before everything else.
    calendar
        The calendar itself: what it defines, and what stands at its head.
    since, until
        The stretch in UTC (without offset) in which the zones must be right.
    allowance
        The work that may still be done.
    """

    days: ZoneInfo
    said: Mapping[str, dt.tzinfo]
    calendar: Component
    since: dt.datetime
    until: dt.datetime
    allowance: Allowance
    _known: dict[str, dt.tzinfo] = attrs.field(factory=dict)

    def named(self, raw: str) -> dt.tzinfo:
        """Return the zone of a name; a name that everybody knows means what everybody takes it for.

        Raises
        ------
        NotACalendar
            If neither the caller, nor this machine, nor the file knows it.
        """
        if raw not in self._known:
            name = plain_name(raw)
            found = self.said.get(name) or standard_zone(name) or self._own(name) or shown_zone(name)
            if found is None:
                facts = {"zone": quoted(name)}
                raise NotACalendar(
                    Text(
                        "it names the time zone {zone}, which nobody knows: say which one it means, with `zones` (volmatch convert --zone)",
                        facts,
                    )
                )
            self._known[raw] = found
        return self._known[raw]

    def floating(self) -> dt.tzinfo:
        """Return the zone of times that name none: the one at the calendar's head, as programs for calendars do it."""
        heads = {plain_name(line.value) for line in self.calendar.all("X-WR-TIMEZONE")} - {""}
        if len(heads) > 1:
            raise NotACalendar(Text("{name} stands twice in one part of the calendar", {"name": "X-WR-TIMEZONE"}))
        return self.named(heads.pop()) if heads else self.days

    def of(self, line: Property, beside: dt.tzinfo | None = None) -> dt.tzinfo:
        """Return the zone that a line names; else the one of the times beside it, else the one for times that name none."""
        name = line.parameters.get("TZID")
        if name:
            return self.named(name)
        return beside or self.floating()

    def moment(self, line: Property, beside: dt.tzinfo | None = None) -> Moment:
        """Read the one time on a line."""
        return self.moment_of(line.value, line, beside)

    def moment_of(self, value: str, line: Property, beside: dt.tzinfo | None = None) -> Moment:
        """Read one of the times on a line."""
        days = None if line.parameters.get("TZID") else beside or self.days
        if days is not None and "T" not in value and "t" not in value:
            return moment(value, days)
        return moment(value, self.of(line, beside))

    def _own(self, name: str) -> dt.tzinfo | None:
        definition = self._definition(name)
        if definition is None:
            return None
        changes: dict[dt.datetime, ClockChange] = {}
        for part in definition.named("STANDARD", "DAYLIGHT"):
            before, after = _offset_of(part, "TZOFFSETFROM"), _offset_of(part, "TZOFFSETTO")
            for local in self._onsets(part, before):
                changes[local - before] = ClockChange(local - before, before, after)
        if not changes:
            raise NotACalendar(Text("it defines the time zone {zone} without an offset", {"zone": quoted(name)}))
        return OwnZone([changes[at] for at in sorted(changes)])

    def _definition(self, name: str) -> Component | None:
        for part in reversed(self.calendar.named("VTIMEZONE")):
            line = part.one("TZID")
            if line is not None and plain_name(line.value) == name:
                return part
        return None

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
