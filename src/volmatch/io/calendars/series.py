"""When the occurrences of a series happen: its rules, the dates added and left out, and the changes to one or to all later ones."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import chain

import attrs

from volmatch.io.calendars.allowance import STEPS_OF_A_TIME, NotACalendar
from volmatch.io.calendars.calendar_values import DAY, Length, Moment, between, instant, length, moment, period
from volmatch.io.calendars.gathered import Event
from volmatch.io.calendars.lines import Property
from volmatch.io.calendars.repeating import occurrences
from volmatch.io.calendars.rules import rule
from volmatch.text import Text

#: Zones differ from UTC by less than this.
MARGIN = 2 * DAY

Stretch = tuple[dt.datetime, dt.datetime]
Occurrence = tuple[dt.datetime, dt.tzinfo, Length]


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
class Turn:
    """From one occurrence on, a series happens at another time, for another length, or no longer.

    Parameters
    ----------
    since
        The first occurrence so changed, by when it would have happened, on the clock of the series.
    start
        When that one happens now.
    lasts
        How long it lasts now.
    takes_time
        Whether somebody is busy then.
    """

    since: dt.datetime
    start: Moment
    lasts: Length
    takes_time: bool

    @property
    def shift(self) -> dt.timedelta:
        """Return how much later each occurrence begins, as clocks show it."""
        return self.start.local - self.since


def begin(event: Event) -> Moment:
    """Return when an event begins.

    Raises
    ------
    NotACalendar
        If it does not say.
    """
    line = event.component.one("DTSTART")
    if line is None:
        raise NotACalendar(Text("an event in it has no beginning"))
    return event.zones.moment(line)


def lasting(event: Event, start: Moment) -> Length:
    """Return how long an event lasts; an end that names no zone is in the zone of the beginning."""
    end, lasts = event.component.one("DTEND"), event.component.one("DURATION")
    if end is not None:
        told = event.zones.moment(end, start.zone)
        if not told.is_day and _names_zone(end) and not _names_zone(event.component.all("DTSTART")[0]):
            raise NotACalendar(Text("an event begins at a time without a time zone and ends at one with a time zone"))
        return between(start, told)
    if lasts is not None:
        return length(lasts.value)
    return Length(days=1) if start.is_day else Length()


@attrs.frozen
class Series:
    """One event that repeats, with what changes it.

    Parameters
    ----------
    event
        The event.
    changes
        The changed occurrences that the file holds.
    start, lasts
        When it begins first, and how long it lasts.
    turns
        The changes to all later ones, in order.
    """

    event: Event
    changes: list[Event]
    start: Moment
    lasts: Length
    turns: list[Turn]

    @classmethod
    def of(cls, event: Event, changes: list[Event]) -> "Series":
        """Return the series of an event."""
        start = begin(event)
        turns = [_turn(change, start) for change in changes if is_for_later(change)]
        return cls(event, changes, start, lasting(event, start), sorted(turns, key=lambda turn: turn.since))

    def stretches(self) -> Iterator[Stretch]:
        """Yield when somebody is busy by it; those far from what is asked may be missing."""
        absent = Absent.of(self._left_out(), of_days=self.start.is_day)
        starts = [turn.since for turn in self.turns]
        for local, zone, own in chain(self._by_rules(), self._by_dates()):
            if absent.holds(local, zone):
                continue
            own_local = local if zone is self.start.zone else self._on_own_clock(local, zone)
            passed = bisect_right(starts, own_local)
            if passed:
                turn = self.turns[passed - 1]
                if turn.takes_time:
                    moved, lasts = own_local + turn.shift, turn.lasts if own is self.lasts else own
                    yield instant(moved, turn.start.zone), lasts.after(moved, turn.start.zone)
            elif self.event.takes_time:
                yield instant(local, zone), own.after(local, zone)

    def _on_own_clock(self, local: dt.datetime, zone: dt.tzinfo) -> dt.datetime:
        return instant(local, zone).astimezone(self.start.zone).replace(tzinfo=None)

    def _left_out(self) -> Iterator[Moment]:
        zones = self.event.zones
        for line in self.event.component.all("EXDATE"):
            for one, _ in self._moments(line):
                yield one
        for change in self.changes:
            line_of_change = change.changes
            if line_of_change is not None and not is_for_later(change):
                yield change.zones.moment(line_of_change, self.start.zone)
            zones.allowance.spend()

    def _by_rules(self) -> Iterator[Occurrence]:
        """Yield the occurrences by rules; the first happens whether or not the rule says so."""
        lines = self.event.component
        not_then = {one for line in lines.all("EXRULE") for one in self._by_rule(line)}
        wanted = {one for line in lines.all("RRULE") for one in self._by_rule(line)}
        for local in sorted((wanted | {self.start.local}) - not_then):
            if self._is_near(local, self.lasts):
                yield local, self.start.zone, self.lasts

    def _by_rule(self, line: Property) -> Iterator[dt.datetime]:
        read, zones = rule(line.value), self.event.zones
        last = None if read.until is None else _last(moment(read.until, self.start.zone), self.start)
        since, until = zones.since - self._reach(self.lasts), zones.until + self._reach()
        return occurrences(read, self.start.local, since, until, last, zones.allowance)

    def _by_dates(self) -> Iterator[Occurrence]:
        for line in self.event.component.all("RDATE"):
            for one, own in self._moments(line):
                if one.is_day != self.start.is_day and own is None:
                    raise NotACalendar(Text("an event at a time of day happens again on a day, or the other way round"))
                if self._is_near(one.local, own or self.lasts):
                    yield one.local, one.zone, own or self.lasts

    def _is_near(self, local: dt.datetime, lasts: Length) -> bool:
        zones = self.event.zones
        return zones.since - self._reach(lasts) <= local <= zones.until + self._reach()

    def _reach(self, lasts: Length | None = None) -> dt.timedelta:
        """Return how far outside of what is asked an occurrence may begin and still matter."""
        lengths = [turn.lasts.about for turn in self.turns] + ([] if lasts is None else [lasts.about])
        shifts = [abs(turn.shift) for turn in self.turns]
        return MARGIN + max(lengths, default=dt.timedelta()) + max(shifts, default=dt.timedelta())

    def _moments(self, line: Property) -> Iterator[tuple[Moment, Length | None]]:
        zones, beside = self.event.zones, self.start.zone
        is_period = line.parameters.get("VALUE", "").upper() == "PERIOD"
        for one in line.value.split(","):
            zones.allowance.spend(STEPS_OF_A_TIME)
            yield period(one, zones.of(line, beside)) if is_period else (zones.moment_of(one, line, beside), None)


def is_for_later(change: Event) -> bool:
    """Whether a changed occurrence changes all later ones as well."""
    line = change.changes
    asked = "" if line is None else line.parameters.get("RANGE", "").upper()
    if asked not in {"", "THISANDFUTURE"}:
        raise NotACalendar(Text("an event changes earlier ones of its series, which is not understood"))
    return bool(asked)


def _turn(change: Event, start: Moment) -> Turn:
    line = change.changes
    assert line is not None  # only changed occurrences turn a series
    since = change.zones.moment(line, start.zone)
    own = begin(change)
    if own.is_day != start.is_day:
        raise NotACalendar(Text("an event begins at a time and ends on a day, or the other way round"))
    local = since.instant.astimezone(start.zone).replace(tzinfo=None)
    if since.is_day or start.is_day:
        local = dt.datetime.combine(since.local.date(), start.local.time())
    return Turn(local, own, lasting(change, own), change.takes_time)


def _names_zone(line: Property) -> bool:
    return bool(line.parameters.get("TZID")) or line.value.strip().endswith("Z")


def _last(until: Moment, start: Moment) -> dt.datetime:
    """Return a rule's end as the event's own clock shows it; a day counts to its end."""
    if until.is_day or start.is_day:
        return dt.datetime.combine(until.local.date(), dt.time.max)
    return instant(until.local, until.zone).astimezone(start.zone).replace(tzinfo=None)
