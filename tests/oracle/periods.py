"""The days of each period of a limit: days, weeks, parts of a year, seasons, stretches of days, or all."""

import datetime as dt

import volmatch as vm
from oracle.times import ONE_DAY
from oracle.world import World

_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def length_of_period(limit: vm.Limit, day: dt.date, world: World) -> int:
    """Return how many days the period of a day has when it lies in the horizon as a whole."""
    if limit.per in _MONTHS:
        return sum(_part(limit, day) == _part(limit, day + number * ONE_DAY) for number in range(-366, 367))
    if isinstance(limit.per, vm.Season):
        return sum(limit.per.since <= limit.per.since + number * ONE_DAY <= limit.per.until for number in range(1000))
    if isinstance(limit.per, vm.Days):
        return limit.per.days
    return {"day": 1, "week": 7, "horizon": len(world.days)}[limit.per]


def _part(limit: vm.Limit, day: dt.date) -> tuple[int, int]:
    """Return the year of a day, and the number of the month, or of the three or twelve months, in which it lies."""
    assert isinstance(limit.per, str)
    return day.year, (day.month - 1) // _MONTHS[limit.per]


def periods(limit: vm.Limit, world: World, *, with_past: bool = False) -> list[list[dt.date]]:
    """Return the days of each period of a limit; with the past, whole weeks and months, and stretches that reach into the history."""
    days = world.days
    if limit.per == "day":
        return [[day] for day in days]
    if limit.per == "week":
        weeks = sorted({day.isocalendar()[:2] for day in days})
        known = world.known_days if with_past else days
        return [[day for day in known if day.isocalendar()[:2] == week] for week in weeks]
    if limit.per == "horizon":
        return [days] if days else []
    if isinstance(limit.per, vm.Season):
        known = world.known_days if with_past else days
        inside = [day for day in known if day >= limit.per.since and day <= limit.per.until]
        return [inside] if set(inside) & set(days) else []
    if isinstance(limit.per, str):
        known = world.known_days if with_past else days
        parts = sorted({_part(limit, day) for day in days})
        return [[day for day in known if _part(limit, day) == part] for part in parts]
    if with_past and days:
        far = limit.per.days - 1
        days = [day for day in world.known_days if -far <= (day - days[0]).days and (day - days[-1]).days <= far]
    longest = min(limit.per.days, len(days))
    return [days[first : first + longest] for first in range(len(days) - longest + 1)] if days else []
