"""When something that repeats happens within a stretch of time, found in a bounded number of steps whatever the rule.

The well-known library for this runs for ever on rules that never come true (the 31st of February each day), and a generator
cannot be stopped from outside; the tests compare with it wherever it ends.
"""

import calendar
import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import product

from volmatch.io.calendars.allowance import STEPS_OF_AN_OCCURRENCE, Allowance
from volmatch.io.calendars.rules import RecurrenceRule

_Span = tuple[int, int]
_MONTHS = range(1, 13)


def occurrences(
    rule: RecurrenceRule,
    first: dt.datetime,
    since: dt.datetime,
    until: dt.datetime,
    last: dt.datetime | None,
    allowance: Allowance,
) -> Iterator[dt.datetime]:
    """Yield in order when a rule comes true in ``[since, until]``.

    Parameters
    ----------
    first
        When it first happens; like all times here what a clock shows, without offset.
    last
        The rule's own end, if it has one.

    Raises
    ------
    NotACalendar
        When the allowance is spent.
    """
    rule = rule.completed(first)
    end = until if last is None else min(until, last)
    from_day = first if rule.count is not None else max(first, since)
    left = rule.count
    for spans in _periods(rule, first.date(), from_day.date(), end.date()):
        allowance.spend()
        for moment in _in_period(rule, first, spans, allowance):
            if moment < first:
                continue
            if moment > end or left == 0:
                return
            left = None if left is None else left - 1
            if moment >= since:
                yield moment


def _periods(rule: RecurrenceRule, first: dt.date, start: dt.date, end: dt.date) -> Iterator[list[_Span]]:
    """Yield the days of each year, month, week or day in turn, as spans of ordinals, from the one that holds `start`."""
    if rule.frequency == "YEARLY":
        for year in _steps(first.year, start.year, end.year, rule.interval):
            yield _of_year(rule, year)
    elif rule.frequency == "MONTHLY":
        for month in _steps(_month(first), _month(start), _month(end), rule.interval):
            yield _of_month(rule, month // 12, month % 12 + 1)
    elif rule.frequency == "WEEKLY":
        origin = first.toordinal() - (first.weekday() - rule.week_start) % 7
        for day in _steps(origin, start.toordinal(), end.toordinal(), 7 * rule.interval):
            yield _of_week(rule, day)
    else:
        interval = 1 if rule.frequency == "HOURLY" else rule.interval
        for day in _steps(first.toordinal(), start.toordinal(), end.toordinal(), interval):
            yield [(day, day)]


def _steps(origin: int, start: int, end: int, interval: int) -> range:
    """Return every so many from the origin, from the last at or before the start on."""
    return range(origin + max(0, start - origin) // interval * interval, end + 1, interval)


def _month(day: dt.date) -> int:
    """Return the number of a day's month, counted through the years."""
    return 12 * day.year + day.month - 1


def _of_week(rule: RecurrenceRule, first: int) -> list[_Span]:
    """Return the wanted days of the week that begins on a day."""
    wanted = {weekday for _, weekday in rule.weekdays} or range(7)
    return [(day, day) for day in range(max(first, 1), first + 7) if (day - 1) % 7 in wanted]


def _of_year(rule: RecurrenceRule, year: int) -> list[_Span]:
    """Return the parts of a year in which weekdays are counted and days are looked for."""
    if rule.months:
        return [span for month in rule.months for span in _of_month(rule, year, month)]
    if rule.month_days and not rule.counts_weekdays:
        return [span for month in _MONTHS for span in _of_month(rule, year, month)]
    return [(dt.date(year, 1, 1).toordinal(), dt.date(year, 12, 31).toordinal())]


def _of_month(rule: RecurrenceRule, year: int, month: int) -> list[_Span]:
    if rule.months and month not in rule.months:
        return []
    size = calendar.monthrange(year, month)[1]
    before = dt.date(year, month, 1).toordinal() - 1
    if not rule.month_days or rule.counts_weekdays:
        return [(before + 1, before + size)]
    wanted = {day if day > 0 else size + 1 + day for day in rule.month_days}
    return [(before + day, before + day) for day in sorted(wanted) if 1 <= day <= size]


def _in_period(
    rule: RecurrenceRule, first: dt.datetime, spans: list[_Span], allowance: Allowance
) -> Iterator[dt.datetime]:
    moments = (moment for day in _days(rule, spans, allowance) for moment in _times(rule, first, day, allowance))
    if not rule.positions:
        yield from moments
        return
    found = list(moments)
    wanted = {place - 1 if place > 0 else len(found) + place for place in rule.positions}
    yield from (found[place] for place in sorted(wanted) if 0 <= place < len(found))


def _days(rule: RecurrenceRule, spans: list[_Span], allowance: Allowance) -> Iterator[dt.date]:
    for low, high in spans:
        for ordinal in range(low, min(high, dt.date.max.toordinal()) + 1):
            allowance.spend()
            day = dt.date.fromordinal(ordinal)
            if _is_wanted(rule, day, ordinal - low, high - ordinal):
                yield day


def _is_wanted(rule: RecurrenceRule, day: dt.date, before: int, after: int) -> bool:
    """Whether a day with so many before it and after it in its part of the year is one of the rule's."""
    if rule.months and day.month not in rule.months:
        return False
    if rule.month_days:
        size = calendar.monthrange(day.year, day.month)[1]
        if day.day not in rule.month_days and day.day - size - 1 not in rule.month_days:
            return False
    if rule.year_days:
        number, size = day.timetuple().tm_yday, 366 if calendar.isleap(day.year) else 365
        if number not in rule.year_days and number - size - 1 not in rule.year_days:
            return False
    if rule.weeks and not _is_in_weeks(rule, day):
        return False
    if not rule.weekdays:
        return True
    weekday, which = day.weekday(), (0, before // 7 + 1, -(after // 7) - 1)
    return any(own == weekday and wanted in which for wanted, own in rule.weekdays)


def _is_in_weeks(rule: RecurrenceRule, day: dt.date) -> bool:
    """Whether a day lies in one of the wanted weeks; a week belongs to the year in which most of its days lie."""
    middle = day.toordinal() - (day.weekday() - rule.week_start) % 7 + 3
    decides = dt.date.fromordinal(min(max(middle, 1), dt.date.max.toordinal()))
    before = decides.timetuple().tm_yday - 1
    after = dt.date(decides.year, 12, 31).toordinal() - decides.toordinal()
    return before // 7 + 1 in rule.weeks or -(after // 7) - 1 in rule.weeks


def _times(rule: RecurrenceRule, first: dt.datetime, day: dt.date, allowance: Allowance) -> Iterator[dt.datetime]:
    hours: Iterable[int] = rule.hours or range(24)
    if rule.frequency == "HOURLY":
        offset = (day - first.date()).days * 24 - first.hour
        hours = [hour for hour in hours if (offset + hour) % rule.interval == 0]
    for clock in product(hours, rule.minutes, rule.seconds):
        allowance.spend(STEPS_OF_AN_OCCURRENCE)
        yield dt.datetime.combine(day, dt.time(*clock))
