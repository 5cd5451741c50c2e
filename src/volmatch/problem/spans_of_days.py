"""The spans of days that limits count in: days, weeks from Monday on, months, quarters, years, seasons, any stretches, or all."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from volmatch.problem.volunteer import Days, Per, Season

#: First and last day of a period.
Span = tuple[dt.date, dt.date]
T = TypeVar("T")

_LENGTH = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}
#: How many months of the calendar make a period, counted from January.
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_ONE_DAY = dt.timedelta(days=1)


def monday_of(day: dt.date) -> dt.date:
    """Return the Monday with which the week of a day begins."""
    return day - dt.timedelta(days=day.weekday())


def length_of(per: Per) -> int | None:
    """Return how many days a period has at most; ``None`` for the horizon, which has as many as the problem."""
    if isinstance(per, Season):
        return (per.until - per.since).days + 1
    return per.days if isinstance(per, Days) else _LENGTH.get(per)


def spans_in(per: Per, days: Sequence[dt.date]) -> Iterator[Span]:
    """Yield the periods of a problem's days, in order; stretches of days overlap."""
    for first in dict.fromkeys(first for day in days for first in first_days(per, days, day)):
        yield first, first + _ONE_DAY * (_length_from(first, per, days) - 1)


def first_days(per: Per, days: Sequence[dt.date], day: dt.date) -> Sequence[dt.date]:
    """Return the first day of each period in which a day lies, in order; none of a day out of season."""
    if per == "day":
        return (day,)
    if per == "week":
        return (monday_of(day),)
    if per == "horizon":
        return (days[0],)
    if isinstance(per, Season):
        return (per.since,) if per.since <= day <= per.until else ()
    if isinstance(per, str):
        return (day.replace(month=day.month - (day.month - 1) % _MONTHS[per], day=1),)
    number, longer = day.toordinal(), per.days - 1
    first = max(days[0].toordinal(), number - longer)
    last = min(number, max(days[0].toordinal(), days[-1].toordinal() - longer))
    return [dt.date.fromordinal(one) for one in range(first, last + 1)]


def by_period(per: Per, days: Sequence[dt.date], dated: Iterable[tuple[dt.date, T]]) -> list[tuple[dt.date, list[T]]]:
    """Return the first day of each period that something falls into, and what does; things keep their order."""
    found: dict[dt.date, list[T]] = defaultdict(list)
    for day, thing in dated:
        for first in first_days(per, days, day):
            found[first].append(thing)
    return sorted(found.items(), key=lambda one: one[0])


def asked_of(amount: int, span: Span, days: Sequence[dt.date]) -> int:
    """Return how much of what is wanted a period asks for: of one that reaches beyond the problem, its share of days, rounded up."""
    inside = sum(span[0] <= day <= span[1] for day in days)
    return -(-amount * inside // ((span[1] - span[0]).days + 1))


def _length_from(first: dt.date, per: Per, days: Sequence[dt.date]) -> int:
    if isinstance(per, str) and per in _MONTHS:
        months = first.month - 1 + _MONTHS[per]
        return (first.replace(year=first.year + months // 12, month=months % 12 + 1) - first).days
    return length_of(per) or len(days)
