"""Time zones as an .ics defines them, for as long as its events need them.

The library's own definitions look for changes of clocks 64 days apart, and so miss those around Ramadan in Morocco; and they
begin summer time an hour late.
"""

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from zoneinfo import ZoneInfo

import icalendar

_SECOND, _DAY = dt.timedelta(seconds=1), dt.timedelta(days=1)


@lru_cache(maxsize=64)
def definition(zone: ZoneInfo, first_year: int, last_year: int) -> icalendar.Timezone:
    """Return a zone's definition, good from the year before the first to the year after the last."""
    since = dt.datetime(first_year - 1, 1, 1, tzinfo=dt.UTC)
    until = dt.datetime(last_year + 2, 1, 1, tzinfo=dt.UTC)
    found = icalendar.Timezone()
    found.add("tzid", zone.key)
    before = _offset(zone, since)
    for instant in (since, *_changes(zone, since, until)):
        found.add_component(_part(zone, instant, before))
        before = _offset(zone, instant)
    return found


def _part(zone: ZoneInfo, instant: dt.datetime, before: dt.timedelta) -> icalendar.cal.Component:
    """Return one change of clocks; each stands alone, since some programs read no more than the first of a list."""
    shown = instant.astimezone(zone)
    part = icalendar.TimezoneDaylight() if shown.dst() else icalendar.TimezoneStandard()
    part.add("dtstart", instant.replace(tzinfo=None) + before)  # on the clock as it goes until then
    part.add("tzoffsetfrom", before)
    part.add("tzoffsetto", _offset(zone, instant))
    part.add("tzname", shown.tzname() or zone.key)
    return part


def _changes(zone: ZoneInfo, since: dt.datetime, until: dt.datetime) -> Iterator[dt.datetime]:
    """Yield the instants at which the zone's clocks change; no zone changes them twice in a day."""
    day = since
    while day < until:
        if _offset(zone, day) != _offset(zone, day + _DAY):
            yield _change_in(zone, day, day + _DAY)
        day += _DAY


def _change_in(zone: ZoneInfo, low: dt.datetime, high: dt.datetime) -> dt.datetime:
    before = _offset(zone, low)
    while high - low > _SECOND:
        middle = low + (high - low) // 2
        middle = middle.replace(microsecond=0)
        if _offset(zone, middle) == before:
            low = middle
        else:
            high = middle
    return high


def _offset(zone: ZoneInfo, instant: dt.datetime) -> dt.timedelta:
    return instant.astimezone(zone).utcoffset() or dt.timedelta()
