"""Dates, times and lengths as .ics files write them."""

import datetime as dt
import re

import attrs

from volmatch.io.calendars.allowance import NotACalendar
from volmatch.text import Text

DAY = dt.timedelta(days=1)
#: Nothing in a person's calendar lasts longer than a century.
_LONGEST = dt.timedelta(days=36_525)

_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?", re.ASCII)
_LENGTH = re.compile(r"\+?P(?:(\d{1,5})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,7})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?", re.ASCII)
_LEAP_SECOND = 60


@attrs.frozen
class Moment:
    """A time as its clock shows it: without offset in `local`, with the clock's zone beside it.

    Parameters
    ----------
    local
        What the clock shows; midnight where only a day was given.
    zone
        Whose clock it is; that of the reader where the file does not say.
    is_day
        Whether only a day was given.
    """

    local: dt.datetime
    zone: dt.tzinfo
    is_day: bool

    @property
    def instant(self) -> dt.datetime:
        """The same in UTC; of a time shown twice the first, a skipped one as if the clock had not changed yet."""
        return instant(self.local, self.zone)


@attrs.frozen
class Length:
    """How long something lasts: days as the clock counts them, then exact time."""

    days: int = 0
    exact: dt.timedelta = dt.timedelta()

    def after(self, local: dt.datetime, zone: dt.tzinfo) -> dt.datetime:
        """Return the end, in UTC, of what begins when a zone's clock shows `local`."""
        return instant(local + self.days * DAY, zone) + self.exact

    @property
    def about(self) -> dt.timedelta:
        """The length where no clock changes meanwhile."""
        return self.days * DAY + self.exact

    def checked(self) -> "Length":
        """Return this length, or refuse one that nobody means."""
        if self.about < dt.timedelta():
            raise NotACalendar(Text("an event ends before it begins"))
        if self.about > _LONGEST:
            raise NotACalendar(Text("an event lasts longer than a century"))
        return self


def instant(local: dt.datetime, zone: dt.tzinfo) -> dt.datetime:
    """Return in UTC when a zone's clock shows a time."""
    return local.replace(tzinfo=zone).astimezone(dt.UTC)


def moment(value: str, zone: dt.tzinfo) -> Moment:
    """Read ``20260801``, ``20260801T100000`` or ``20260801T020000Z``.

    Raises
    ------
    NotACalendar
        For anything else.
    """
    found = _TIME.fullmatch(value.strip())
    try:
        if found is None:
            raise ValueError  # noqa: TRY301 - one sentence for both ways to be wrong
        year, month, day, hour, minute, second, universal = found.groups()
        if hour is None:
            return Moment(dt.datetime(int(year), int(month), int(day)), zone, is_day=True)  # noqa: DTZ001 - wall-clock
        clock = int(hour), int(minute), min(int(second), _LEAP_SECOND - 1) if second == "60" else int(second)
        local = dt.datetime(int(year), int(month), int(day), *clock)  # noqa: DTZ001 - wall-clock
    except ValueError:
        raise NotACalendar(
            Text("a time in it is none, or does not exist; wanted one such as 20260801T100000")
        ) from None
    return Moment(local, dt.UTC if universal else zone, is_day=False)


def length(value: str) -> Length:
    """Read ``PT1H30M``, ``P1D`` or ``P2W``.

    Raises
    ------
    NotACalendar
        For anything else; lengths below zero are none.
    """
    value = value.strip().upper()
    found = _LENGTH.fullmatch(value)
    if found is None or value[-1] in "PT":
        raise NotACalendar(Text("a length in it is none; wanted one such as PT1H30M"))
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return Length(7 * weeks + days, dt.timedelta(hours=hours, minutes=minutes, seconds=seconds)).checked()


def period(value: str, zone: dt.tzinfo) -> tuple[Moment, Length]:
    """Read ``start/end`` or ``start/length``."""
    first, slash, second = value.partition("/")
    if not slash:
        raise NotACalendar(Text("a period in it is none; wanted one such as 20260801T020000Z/PT1H30M"))
    start = moment(first, zone)
    if second.lstrip("+")[:1] in {"P", "p"}:
        return start, length(second)
    return start, between(start, moment(second, start.zone))


def between(start: Moment, end: Moment) -> Length:
    """Return the length from a start to an end: whole days between days, exact time between times."""
    if start.is_day != end.is_day:
        raise NotACalendar(Text("an event begins at a time and ends on a day, or the other way round"))
    if start.is_day:
        # Some programs let an event of one day end on the day it begins.
        return Length(days=(end.local - start.local).days or 1).checked()
    return Length(exact=end.instant - start.instant).checked()
