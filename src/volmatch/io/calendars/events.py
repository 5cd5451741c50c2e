"""When somebody is busy, by the events and the free/busy lists of a calendar."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

import attrs

from volmatch.io.calendars.allowance import STEPS_OF_A_STRETCH, STEPS_OF_A_TIME, NotACalendar
from volmatch.io.calendars.lines import Component, Property
from volmatch.io.calendars.repeating import occurrences
from volmatch.io.calendars.rules import rule
from volmatch.io.calendars.values import DAY, Length, Moment, between, instant, length, moment, period
from volmatch.io.calendars.zones import Zones
from volmatch.text import Text

#: Zones differ from UTC by less than this.
_MARGIN = 2 * DAY
_DAY = re.compile(r"\d{8}", re.ASCII)
#: What makes an event more than one.
_REPEATS = ("RRULE", "RDATE", "RECURRENCE-ID")

Stretch = tuple[dt.datetime, dt.datetime]


@attrs.frozen
class Absent:
    """Occurrences that do not happen: instants in UTC, and whole days."""

    instants: frozenset[dt.datetime]
    days: frozenset[dt.date]

    @classmethod
    def of(cls, moments: Iterable[Moment], *, of_days: bool) -> "Absent":
        """Return what is left out; where the event itself is of days, only days count."""
        listed = list(moments)
        days = frozenset(one.local.date() for one in listed if one.is_day or of_days)
        return cls(frozenset(one.instant for one in listed if not one.is_day), days)

    def holds(self, local: dt.datetime, zone: dt.tzinfo) -> bool:
        """Whether an occurrence is left out."""
        return local.date() in self.days or instant(local, zone) in self.instants


@attrs.frozen
class Agenda:
    """The events of all calendars in a file, and what is needed to read them.

    Parameters
    ----------
    zones
        The file's time zones; they also know from when to when somebody asks.
    """

    zones: Zones

    def stretches(self, calendars: list[Component]) -> Iterator[Stretch]:
        """Yield every stretch, in UTC, in which the person is busy; those far outside may be missing."""
        for stretch in self._all(calendars):
            self.zones.allowance.spend(STEPS_OF_A_STRETCH)
            yield stretch

    def _all(self, calendars: list[Component]) -> Iterator[Stretch]:
        for calendar in calendars:
            for component in calendar.named("VFREEBUSY"):
                yield from self._told(component)
            if calendar.word("METHOD") != "CANCEL":
                yield from self._of_events(_latest(calendar.named("VEVENT")))

    def _told(self, component: Component) -> Iterator[Stretch]:
        for line in component.all("FREEBUSY"):
            if line.parameters.get("FBTYPE", "BUSY").upper() != "FREE":
                for start, lasts in self._periods(line):
                    yield start.instant, lasts.after(start.local, start.zone)

    def _periods(self, line: Property) -> Iterator[tuple[Moment, Length]]:
        zone = self.zones.of(line)
        for one in line.value.split(","):
            self.zones.allowance.spend(STEPS_OF_A_TIME)
            yield period(one, zone)

    def _of_events(self, events: list[Component]) -> Iterator[Stretch]:
        moved: dict[str, list[Property]] = defaultdict(list)
        for event in events:
            override = event.one("RECURRENCE-ID")
            if override is not None:
                if override.parameters.get("RANGE"):
                    raise NotACalendar(Text("an event changes all later ones of its series, which is not understood"))
                moved[_uid(event)].append(override)
        for event in events:
            if _takes_time(event) and not self._lies_far(event):
                yield from self._of_event(event, moved)

    def _lies_far(self, event: Component) -> bool:
        """Whether a single event is plainly outside; ten years of history would cost seconds otherwise."""
        start, end = event.one("DTSTART"), event.one("DTEND")
        if start is None or not _DAY.match(start.value) or event.has(*_REPEATS):
            return False
        first, last = (f"{day:%Y%m%d}" for day in (self.zones.since - _MARGIN, self.zones.until + _MARGIN))
        return start.value[:8] > last or (end is not None and start.value[:8] <= end.value[:8] < first)

    def _of_event(self, event: Component, moved: Mapping[str, list[Property]]) -> Iterator[Stretch]:
        line = event.one("DTSTART")
        if line is None:
            raise NotACalendar(Text("an event in it has no beginning"))
        start = self.zones.moment(line)
        lasts = self._length(event, start)
        if not event.has(*_REPEATS) or event.has("RECURRENCE-ID"):
            yield start.instant, lasts.after(start.local, start.zone)
            return
        left_out = [one for line in event.all("EXDATE") for one, _ in self._moments(line)]
        left_out += [self.zones.moment(line) for line in moved.get(_uid(event), ())]
        absent = Absent.of(left_out, of_days=start.is_day)
        for local, zone, own in chain(self._happens(event, start, lasts), self._dated(event, lasts)):
            if not absent.holds(local, zone):
                yield instant(local, zone), own.after(local, zone)

    def _happens(
        self, event: Component, start: Moment, lasts: Length
    ) -> Iterator[tuple[dt.datetime, dt.tzinfo, Length]]:
        """Yield the occurrences by rules; the first happens whether or not the rule says so."""
        not_then = {one for line in event.all("EXRULE") for one in self._by_rule(line, start, lasts)}
        wanted = {one for line in event.all("RRULE") for one in self._by_rule(line, start, lasts)}
        for local in sorted((wanted | {start.local}) - not_then):
            if self._is_near(local, lasts):
                yield local, start.zone, lasts

    def _by_rule(self, line: Property, start: Moment, lasts: Length) -> Iterator[dt.datetime]:
        read = rule(line.value)
        last = None if read.until is None else _last(moment(read.until, start.zone), start)
        since, until = self.zones.since - lasts.about - _MARGIN, self.zones.until + _MARGIN
        return occurrences(read, start.local, since, until, last, self.zones.allowance)

    def _dated(self, event: Component, lasts: Length) -> Iterator[tuple[dt.datetime, dt.tzinfo, Length]]:
        for line in event.all("RDATE"):
            for one, own in self._moments(line):
                if self._is_near(one.local, own or lasts):
                    yield one.local, one.zone, own or lasts

    def _is_near(self, local: dt.datetime, lasts: Length) -> bool:
        return self.zones.since - _MARGIN - lasts.about <= local <= self.zones.until + _MARGIN

    def _moments(self, line: Property) -> Iterator[tuple[Moment, Length | None]]:
        if line.parameters.get("VALUE", "").upper() == "PERIOD":
            yield from self._periods(line)
            return
        zone = self.zones.of(line)
        for one in line.value.split(","):
            self.zones.allowance.spend(STEPS_OF_A_TIME)
            yield moment(one, zone), None

    def _length(self, event: Component, start: Moment) -> Length:
        end, lasts = event.one("DTEND"), event.one("DURATION")
        if end is not None:
            return between(start, self.zones.moment(end))
        if lasts is not None:
            return length(lasts.value)
        return Length(days=1) if start.is_day else Length()


def _takes_time(event: Component) -> bool:
    return event.word("TRANSP") != "TRANSPARENT" and event.word("STATUS") != "CANCELLED"


def _uid(event: Component) -> str:
    found = event.one("UID")
    return f" {id(event)}" if found is None else found.value


def _last(until: Moment, start: Moment) -> dt.datetime:
    """Return a rule's end as the event's own clock shows it; a day counts to its end."""
    if until.is_day or start.is_day:
        return dt.datetime.combine(until.local.date(), dt.time.max)
    return instant(until.local, until.zone).astimezone(start.zone).replace(tzinfo=None)


def _latest(events: list[Component]) -> list[Component]:
    """Return each event, or each changed occurrence of one, as it was sent last."""
    newest: dict[tuple[str, str], int] = {}
    keyed = []
    for event in events:
        override = event.one("RECURRENCE-ID")
        key = _uid(event), "" if override is None else override.value
        told = event.word("SEQUENCE")
        number = int(told) if told.isdecimal() and len(told) < len("9999999999") else 0
        newest[key] = max(newest.get(key, 0), number)
        keyed.append((key, number, event))
    return [event for key, number, event in keyed if newest[key] == number]
