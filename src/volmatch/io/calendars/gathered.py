"""The events of all calendars in one file, each as it was told last."""

from collections.abc import Iterable, Iterator

import attrs

from volmatch.io.calendars.calendar_values import Moment
from volmatch.io.calendars.lines import Component, Property
from volmatch.io.calendars.zones import Zones

_MOST_DIGITS = 9


@attrs.frozen(eq=False)
class Event:
    """An event, or one changed occurrence of a series, and the calendar in which it stands.

    Parameters
    ----------
    component
        Its lines.
    zones
        The zones of its calendar.
    is_called_off
        Whether the calendar is a message that takes its events back.
    """

    component: Component
    zones: Zones
    is_called_off: bool = False

    @property
    def uid(self) -> str:
        """Return what names it and its changes; an event without a name is like no other."""
        found = self.component.one("UID")
        return f" {id(self.component)}" if found is None else found.value

    @property
    def changes(self) -> Property | None:
        """Return which occurrence of its series it changes, if any."""
        return self.component.one("RECURRENCE-ID")

    @property
    def takes_time(self) -> bool:
        """Whether somebody is busy then: not if it is cancelled or marked as free."""
        is_free = self.component.word("TRANSP") == "TRANSPARENT" or self.component.word("STATUS") == "CANCELLED"
        return not (is_free or self.is_called_off)

    @property
    def rank(self) -> tuple[int, bool]:
        """Return how late it was told: of two tellings with the same number, the one that takes it back."""
        told = self.component.word("SEQUENCE")
        number = int(told) if told.isdecimal() and len(told) <= _MOST_DIGITS else 0
        return number, self.is_called_off


def gathered(calendars: Iterable[Zones]) -> list[Event]:
    """Return each event, or each changed occurrence of one, as it was told last in any of the calendars of a file."""
    events = list(_all(calendars))
    keyed = [((event.uid, _occurrence(event)), event) for event in events]
    newest: dict[tuple[str, str], tuple[int, bool]] = {}
    for key, event in keyed:
        newest[key] = max(newest.get(key, event.rank), event.rank)
    return [event for key, event in keyed if newest[key] == event.rank and not _went_with(event, newest)]


def _all(calendars: Iterable[Zones]) -> Iterator[Event]:
    for zones in calendars:
        is_called_off = zones.calendar.word("METHOD") == "CANCEL"
        for component in zones.calendar.named("VEVENT"):
            yield Event(component, zones, is_called_off)


def _occurrence(event: Event) -> str:
    """Return which occurrence an event changes, the same however the moment is written; empty for none."""
    line = event.changes
    if line is None:
        return ""
    told: Moment = event.zones.moment(line)
    return f"{told.local:%Y%m%d}" if told.is_day else f"{told.instant:%Y%m%dT%H%M%S}"


def _went_with(event: Event, newest: dict[tuple[str, str], tuple[int, bool]]) -> bool:
    """Whether the whole series was taken back after this occurrence of it had been changed."""
    series = newest.get((event.uid, ""), (-1, False))
    return event.changes is not None and series[1] and event.rank <= series
