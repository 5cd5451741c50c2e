"""The spans of days that limits count in: days, weeks from Monday to Sunday, stretches of days in a row, or all there are."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, TypeVar

from volmatch.problem.volunteer import Days

#: What a limit counts by.
Per = Literal["day", "week", "horizon"] | Days
#: First and last day of a period.
Span = tuple[dt.date, dt.date]
T = TypeVar("T")

_LENGTH = {"day": 1, "week": 7}


def monday_of(day: dt.date) -> dt.date:
    """Return the Monday with which the week of a day begins."""
    return day - dt.timedelta(days=day.weekday())


def length_of(per: Per) -> int | None:
    """Return how many days a period has; ``None`` for the horizon, which has as many as the problem."""
    return per.days if isinstance(per, Days) else _LENGTH.get(per)


def spans_in(per: Per, days: Sequence[dt.date]) -> Iterator[Span]:
    """Yield the periods of a problem's days, in order; stretches of days overlap."""
    if days:
        yield from _begun(per, days, days[0], days[-1])


def spans_around(per: Per, days: Sequence[dt.date], day: dt.date) -> Iterator[Span]:
    """Yield the periods in which a day lies, in order."""
    first = day - dt.timedelta(days=per.days - 1) if isinstance(per, Days) else day
    yield from _begun(per, days, first, day)


def by_period(per: Per, days: Sequence[dt.date], dated: Iterable[tuple[dt.date, T]]) -> list[tuple[dt.date, list[T]]]:
    """Return the first day of each period that something falls into, and what does; things keep their order."""
    found: dict[dt.date, list[T]] = defaultdict(list)
    for day, thing in dated:
        for first, _ in spans_around(per, days, day):
            found[first].append(thing)
    return sorted(found.items(), key=lambda one: one[0])


def asked_of(amount: int, span: Span, days: Sequence[dt.date]) -> int:
    """Return how much of what is wanted a period asks for: of one that reaches beyond the problem, its share of days, rounded up."""
    inside = sum(span[0] <= day <= span[1] for day in days)
    return -(-amount * inside // ((span[1] - span[0]).days + 1))


def _begun(per: Per, days: Sequence[dt.date], since: dt.date, until: dt.date) -> Iterator[Span]:
    """Yield the periods that begin from one day to another, a week on any of its days; stretches lie among the problem's days."""
    length = length_of(per)
    if length is None:
        yield days[0], days[-1]
        return
    longer = dt.timedelta(days=length - 1)
    if isinstance(per, Days):
        since, until = max(days[0], since), min(until, max(days[0], days[-1] - longer))
    elif per == "week":
        since = monday_of(since)
    step = dt.timedelta(days=7 if per == "week" else 1)
    while since <= until:
        yield since, since + longer
        since += step
