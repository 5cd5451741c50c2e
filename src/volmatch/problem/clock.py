"""Dates and times as people write them, made exact: an instant with the offset that holds there.

A settled datetime carries a *fixed* offset, never a zone with rules: Python subtracts two datetimes of the same zone as
wall-clock times and so loses an hour on the days the clocks change.
"""

import datetime as dt
import re
from typing import Any
from zoneinfo import ZoneInfo

from volmatch.text import Text

FIRST_YEAR, LAST_YEAR = 1980, 2199
_ISO_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?", re.ASCII)
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_ISO_CLOCK = re.compile(r"\d{2}:\d{2}", re.ASCII)


class NotATime(ValueError):  # noqa: N818 - never leaves the package: a Reader turns it into a fault
    """A value that is no time; `wanted` says what would be."""

    def __init__(self, wanted: Text) -> None:
        self.wanted = wanted
        super().__init__(wanted)


def settle_moment(given: Any, zone: ZoneInfo) -> dt.datetime:  # noqa: ANN401 - input is anything, by nature
    """Return the moment as an aware datetime with the fixed offset that holds in `zone` at that instant.

    Raises
    ------
    NotATime
        For values that are no date and time, seconds, years out of range, and wall-clock times that the zone skips
        (the gap in spring) or shows twice (the fold in autumn).
    """
    moment = _parsed(given)
    if moment.second or moment.microsecond:
        raise NotATime(Text("wanted a time to the minute: seconds are refused"))
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise NotATime(Text("wanted a year from {first} to {last}", {"first": FIRST_YEAR, "last": LAST_YEAR}))
    aware = _localised(moment, zone) if moment.utcoffset() is None else moment.astimezone(zone)
    offset = aware.utcoffset()
    if offset is None or offset % dt.timedelta(minutes=1):
        raise NotATime(Text("wanted an offset of whole minutes"))
    return aware.replace(tzinfo=dt.timezone(offset), fold=0)


def _parsed(given: Any) -> dt.datetime:  # noqa: ANN401
    wanted = NotATime(Text("wanted a date and time such as 2026-08-01T10:00"))
    if isinstance(given, dt.datetime):
        return given
    if not isinstance(given, str) or not _ISO_MOMENT.fullmatch(given):
        raise wanted
    try:
        return dt.datetime.fromisoformat(given)
    except ValueError:
        raise wanted from None


def _localised(moment: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    early, late = moment.replace(tzinfo=zone, fold=0), moment.replace(tzinfo=zone, fold=1)
    if early.utcoffset() == late.utcoffset():
        return early
    back = early.astimezone(dt.UTC).astimezone(zone).replace(tzinfo=None)
    if back != moment.replace(fold=0):
        raise NotATime(Text("the clocks skip this time in {zone}; choose another", {"zone": zone.key}))
    raise NotATime(
        Text("the clocks show this time twice in {zone}; add an offset such as +01:00", {"zone": zone.key})
    )


def day_of(given: Any) -> dt.date:  # noqa: ANN401
    """Return the calendar day, or raise `NotATime`."""
    wanted = NotATime(Text("wanted a day such as 2026-08-01"))
    if isinstance(given, dt.date) and not isinstance(given, dt.datetime):
        day = given
    elif isinstance(given, str) and _ISO_DAY.fullmatch(given):
        try:
            day = dt.date.fromisoformat(given)
        except ValueError:
            raise wanted from None
    else:
        raise wanted
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise NotATime(Text("wanted a year from {first} to {last}", {"first": FIRST_YEAR, "last": LAST_YEAR}))
    return day


def clock_of(given: Any) -> dt.time:  # noqa: ANN401
    """Return the time of day to the minute, or raise `NotATime`."""
    wanted = NotATime(Text("wanted a time of day such as 09:30"))
    if isinstance(given, dt.time) and not (given.second or given.microsecond or given.tzinfo):
        return given
    if not isinstance(given, str) or not _ISO_CLOCK.fullmatch(given):
        raise wanted
    try:
        return dt.time.fromisoformat(given)
    except ValueError:
        raise wanted from None


def wall_clock(day: dt.date, clock: dt.time, zone: ZoneInfo) -> dt.datetime:
    """Return the instant at which a recurring time of day falls on a day, with its fixed offset.

    A time the zone shows twice means the first; a time it skips means the instant it would have been.
    """
    instant = dt.datetime.combine(day, clock, tzinfo=zone).astimezone(dt.UTC).astimezone(zone)
    return instant.replace(tzinfo=dt.timezone(instant.utcoffset() or dt.timedelta()), fold=0)
