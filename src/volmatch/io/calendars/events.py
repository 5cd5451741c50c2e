"""When somebody is busy, by the events and the free/busy lists of all calendars in a file."""

import re
from collections import defaultdict
from collections.abc import Iterator

import attrs

from volmatch.io.calendars.allowance import STEPS_OF_A_STRETCH, STEPS_OF_A_TIME, NotACalendar
from volmatch.io.calendars.calendar_values import period
from volmatch.io.calendars.gathered import Event, gathered
from volmatch.io.calendars.lines import Property
from volmatch.io.calendars.series import MARGIN, Series, Stretch, begin, is_for_later, lasting
from volmatch.io.calendars.zones import Zones
from volmatch.text import Text

_DAY = re.compile(r"\d{8}", re.ASCII)
#: What makes an event more than one.
_REPEATS = ("RRULE", "RDATE")


@attrs.frozen
class CalendarFile:
    """All calendars of one file.

    Parameters
    ----------
    calendars
        The zones of each, which know their calendar, and from when to when somebody asks.
    """

    calendars: list[Zones]

    def stretches(self) -> Iterator[Stretch]:
        """Yield every stretch, in UTC, in which the person is busy; those far outside may be missing."""
        for zones in self.calendars:
            yield from self._told(zones)
        for _, stretch in self.happenings():
            yield stretch

    def happenings(self) -> Iterator[tuple[Event, Stretch]]:
        """Yield each event that takes time with each time that it happens; a changed occurrence is an event of its own."""
        for event, changes in self._events():
            for stretch in _of_event(event, changes):
                event.zones.allowance.spend(STEPS_OF_A_STRETCH)
                yield event, stretch

    def _told(self, zones: Zones) -> Iterator[Stretch]:
        for component in zones.calendar.named("VFREEBUSY"):
            for line in component.all("FREEBUSY"):
                if line.parameters.get("FBTYPE", "BUSY").upper() != "FREE":
                    yield from _periods(line, zones)

    def _events(self) -> Iterator[tuple[Event, list[Event]]]:
        """Yield each event, with the changed occurrences of its series."""
        events = gathered(self.calendars)
        changes: dict[str, list[Event]] = defaultdict(list)
        for event in events:
            if event.changes is not None:
                changes[event.uid].append(event)
        series = {event.uid for event in events if event.changes is None}
        for event in events:
            if event.changes is not None and is_for_later(event) and event.uid not in series:
                raise NotACalendar(Text("an event changes all later ones of its series, and the series is not there"))
            yield event, [] if event.changes is not None else changes.get(event.uid, [])


def _of_event(event: Event, changes: list[Event]) -> Iterator[Stretch]:
    if event.changes is None and event.component.has(*_REPEATS):
        yield from Series.of(event, changes).stretches()
    elif event.takes_time and not _lies_far(event):
        start = begin(event)
        yield start.instant, lasting(event, start).after(start.local, start.zone)


def _periods(line: Property, zones: Zones) -> Iterator[Stretch]:
    zone = zones.of(line)
    for one in line.value.split(","):
        zones.allowance.spend(STEPS_OF_A_TIME + STEPS_OF_A_STRETCH)
        start, lasts = period(one, zone)
        yield start.instant, lasts.after(start.local, start.zone)


def _lies_far(event: Event) -> bool:
    """Whether a single event is plainly outside; ten years of history would cost seconds otherwise."""
    zones, start, end = event.zones, event.component.one("DTSTART"), event.component.one("DTEND")
    if start is None or not _DAY.match(start.value):
        return False
    first, last = (f"{day:%Y%m%d}" for day in (zones.since - MARGIN, zones.until + MARGIN))
    return start.value[:8] > last or (end is not None and start.value[:8] <= end.value[:8] < first)
