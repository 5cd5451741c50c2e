"""Which sessions fall into the same day, week, month or stretch of days."""

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction

import volmatch as vm
from benchmarks.handmade.candidates import Option

_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def period_keys(problem: vm.Problem, limit: vm.Limit, options: Sequence[Option]) -> dict[dt.date, list[int]]:
    """Return, for each period of a limit that holds any, by its first day, the positions of the options that count in it."""
    periods: dict[dt.date, list[int]] = defaultdict(list)
    for position, option in enumerate(options):
        if limit.kind is None or option.session.kind == limit.kind:
            for first in _begins(problem, limit, option.moment.date()):
                periods[first].append(position)
    return {first: periods[first] for first in sorted(periods)}


def share_of(problem: vm.Problem, limit: vm.Limit, first: dt.date) -> Fraction:
    """Return which part of a period's days are days of the problem: so much of what is wanted is asked for."""
    named = {"day": 1, "week": 7, "horizon": len(problem.days)}
    if isinstance(limit.per, vm.Season):
        days = (limit.per.until - limit.per.since).days + 1
    elif isinstance(limit.per, vm.Days):
        days = limit.per.days
    else:
        days = named.get(limit.per) or _days_of_months(first, _MONTHS[limit.per])
    inside = sum(first <= day < first + dt.timedelta(days=days) for day in problem.days)
    return Fraction(inside, days)


def _days_of_months(first: dt.date, count: int) -> int:
    return sum(calendar.monthrange(first.year, first.month + step)[1] for step in range(count))


def _begins(problem: vm.Problem, limit: vm.Limit, day: dt.date) -> list[dt.date]:
    """Return the first days of the periods that a day lies in."""
    if limit.per == "horizon":
        return [problem.days[0]]
    if limit.per == "day":
        return [day]
    if limit.per == "week":
        return [day - dt.timedelta(days=day.weekday())]
    if isinstance(limit.per, vm.Season):
        return [limit.per.since] if limit.per.since <= day <= limit.per.until else []
    if isinstance(limit.per, str):
        return [day.replace(month=day.month - (day.month - 1) % _MONTHS[limit.per], day=1)]
    length = dt.timedelta(days=limit.per.days)
    latest = max(problem.days[0], problem.days[-1] - length + dt.timedelta(days=1))
    return [first for first in problem.days if first <= latest and first <= day < first + length]
