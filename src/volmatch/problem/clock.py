"""Dates and times as people write them, made exact: an instant with the offset that holds there.

A settled datetime carries a *fixed* offset, never a zone with rules: Python subtracts two datetimes of the same zone as
wall-clock times and so loses an hour on the days the clocks change.
"""

import datetime as dt
import re
from functools import lru_cache
from typing import Any

from volmatch.text import Text

FIRST_YEAR, LAST_YEAR = 1980, 2199
#: Nobody who serves was born before.
FIRST_BIRTH = 1880
_CLOCK = r"([01]\d|2[0-3]):[0-5]\d"
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_ISO_CLOCK = re.compile(_CLOCK, re.ASCII)
_ISO_MOMENT = re.compile(rf"{_ISO_DAY.pattern}[T ]{_CLOCK}(:\d{{2}}(\.\d{{1,6}})?)?(Z|[+-]{_CLOCK})?", re.ASCII)


class NotATime(ValueError):  # noqa: N818 - never leaves the package: a Reader turns it into a fault
    """A value that is no time; `wanted` says what would be."""

    def __init__(self, wanted: Text) -> None:
        self.wanted = wanted
        super().__init__(wanted)


def settle_moment(given: Any, zone: dt.tzinfo | None) -> dt.datetime:
    """Return the moment as an aware datetime with the fixed offset that holds in `zone` at that instant.

    Without a zone the moment must carry its offset, and keeps it.

    Raises
    ------
    NotATime
        For values that are no date and time, seconds, years out of range, and wall-clock times that the zone skips
        (the gap in spring) or shows twice (the fold in autumn).
    """
    moment = _parsed(given)
    _demand_year(moment)
    offset = _offset(moment)
    if offset is not None:
        instant = moment.replace(tzinfo=dt.timezone(offset), fold=0)
        _demand_shown(instant, moment)
    elif zone is None:
        raise NotATime(Text("wanted an offset such as +01:00 behind the time"))
    else:
        instant = _localised(moment, zone)
    settled = with_fixed_offset(instant, zone)
    if settled.second or settled.microsecond:
        raise NotATime(Text("wanted a time to the minute: seconds are refused"))
    _demand_year(settled)
    return settled


def with_fixed_offset(instant: dt.datetime, zone: dt.tzinfo | None) -> dt.datetime:
    """Return an instant as a zone's clocks show it, with a fixed offset; without a zone as it is."""
    shown = instant if zone is None else instant.astimezone(dt.UTC).astimezone(zone)
    return shown.replace(tzinfo=dt.timezone(shown.utcoffset() or dt.timedelta()), fold=0)


def own_instant(given: Any) -> dt.datetime | None:
    """Return an aware datetime as a plain one with the fixed offset it carries; ``None`` for anything else."""
    if type(given) is dt.datetime and type(given.tzinfo) is dt.timezone:
        return given
    try:
        moment = _parsed(given) if isinstance(given, dt.datetime) else None
        offset = None if moment is None else _offset(moment)
    except NotATime:
        return None
    return None if moment is None or offset is None else moment.replace(tzinfo=dt.timezone(offset), fold=0)


def carries_offset(given: Any) -> bool:
    """Whether a value that is a time says in itself that it is not one of UTC."""
    if isinstance(given, str):
        return len(given) > len("2026-08-01T10:00") and given[-6] in "+-" and given[-5:] != "00:00"
    return isinstance(given, dt.datetime) and bool(given.utcoffset())


def _demand_year(day: dt.date, first: int = FIRST_YEAR) -> None:
    if not first <= day.year <= LAST_YEAR:
        raise NotATime(Text("wanted a year from {first} to {last}", {"first": first, "last": LAST_YEAR}))


def _offset(moment: dt.datetime) -> dt.timedelta | None:
    """Return the offset a moment carries; its class may be anybody's and do anything."""
    try:
        return moment.utcoffset()
    except Exception:  # noqa: BLE001 - foreign code
        raise NotATime(Text("wanted a time whose zone tells its offset")) from None


def _demand_shown(instant: dt.datetime, moment: dt.datetime) -> None:
    """Refuse a moment with a zone of its own whose clocks never show it."""
    own = moment.tzinfo
    if own is None or isinstance(own, dt.timezone):
        return
    try:
        is_shown = instant.astimezone(own).replace(tzinfo=None) == moment.replace(tzinfo=None)
    except Exception:  # noqa: BLE001 - foreign code
        raise NotATime(Text("wanted a time whose zone tells its offset")) from None
    if not is_shown:
        raise NotATime(Text("the clocks skip this time in {zone}; choose another", {"zone": str(own)}))


def _parsed(given: Any) -> dt.datetime:
    wanted = NotATime(Text("wanted a date and time such as 2026-08-01T10:00"))
    try:
        if isinstance(given, dt.datetime):
            # A foreign subclass becomes a plain datetime: it might compare or subtract in ways of its own.
            date, clock = (
                (given.year, given.month, given.day),
                (given.hour, given.minute, given.second, given.microsecond),
            )
            return dt.datetime(*date, *clock, tzinfo=given.tzinfo, fold=given.fold)
        if isinstance(given, str) and _ISO_MOMENT.fullmatch(given):
            return dt.datetime.fromisoformat(given)
    except (TypeError, ValueError):
        raise wanted from None
    raise wanted


def _localised(moment: dt.datetime, zone: dt.tzinfo) -> dt.datetime:
    early, late = moment.replace(tzinfo=zone, fold=0), moment.replace(tzinfo=zone, fold=1)
    if early.utcoffset() == late.utcoffset():
        return early
    back = early.astimezone(dt.UTC).astimezone(zone).replace(tzinfo=None)
    if back != moment.replace(fold=0):
        raise NotATime(Text("the clocks skip this time in {zone}; choose another", {"zone": str(zone)}))
    raise NotATime(Text("the clocks show this time twice in {zone}; add an offset such as +01:00", {"zone": str(zone)}))


def day_of(given: Any, first: int = FIRST_YEAR) -> dt.date:
    """Return the calendar day, or raise `NotATime`."""
    wanted = NotATime(Text("wanted a day such as 2026-08-01"))
    try:
        if isinstance(given, dt.date) and not isinstance(given, dt.datetime):
            day = dt.date(given.year, given.month, given.day)
        elif isinstance(given, str) and _ISO_DAY.fullmatch(given):
            day = dt.date.fromisoformat(given)
        else:
            raise wanted
    except (TypeError, ValueError):
        raise wanted from None
    _demand_year(day, first)
    return day


def clock_of(given: Any) -> dt.time:
    """Return the time of day to the minute, or raise `NotATime`."""
    wanted = NotATime(Text("wanted a time of day such as 09:30"))
    if isinstance(given, dt.time) and not (given.second or given.microsecond) and given.tzinfo is None:
        return dt.time(given.hour, given.minute)
    if not isinstance(given, str) or not _ISO_CLOCK.fullmatch(given):
        raise wanted
    return dt.time.fromisoformat(given)


@lru_cache(maxsize=2**15)  # weekly offers of many people begin and end at the same few times, and each check asks again
def wall_clock(day: dt.date, clock: dt.time, zone: dt.tzinfo) -> dt.datetime:
    """Return the instant at which a recurring time of day falls on a day, with its fixed offset.

    A time the zone shows twice means the first; a time it skips means the instant it would have been.
    """
    return with_fixed_offset(dt.datetime.combine(day, clock, tzinfo=zone), zone)
