"""The spans of days that limits count in: days, weeks from Monday to Sunday, months, stretches of days, or all there are."""

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, TypeVar

from volmatch.problem.volunteer import Days

#: What a limit counts by.
Per = Literal["day", "week", "month", "horizon"] | Days
#: First and last day of a period.
Span = tuple[dt.date, dt.date]
T = TypeVar("T")

_LENGTH = {"day": 1, "week": 7, "month": 31}
_ONE_DAY = dt.timedelta(days=1)


def monday_of(day: dt.date) -> dt.date:
    """Return the Monday with which the week of a day begins."""
    return day - dt.timedelta(days=day.weekday())


def length_of(per: Per) -> int | None:
    """Return how many days a period has at most; ``None`` for the horizon, which has as many as the problem."""
    return per.days if isinstance(per, Days) else _LENGTH.get(per)


def spans_in(per: Per, days: Sequence[dt.date]) -> Iterator[Span]:
    """Yield the periods of a problem's days, in order; stretches of days overlap."""
    for first in dict.fromkeys(first for day in days for first in first_days(per, days, day)):
        yield first, first + _ONE_DAY * (_length_from(first, per, days) - 1)


def first_days(per: Per, days: Sequence[dt.date], day: dt.date) -> Sequence[dt.date]:
    """Return the first day of each period in which a day lies, in order."""
    if per == "day":
        return (day,)
    if per == "week":
        return (monday_of(day),)
    if per == "month":
        return (day.replace(day=1),)
    if per == "horizon":
        return (days[0],)
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
    if per == "month":
        return calendar.monthrange(first.year, first.month)[1]
    return length_of(per) or len(days)
