"""Availability as columns: windows and weekly habits become disjoint stretches of minutes."""

import datetime as dt
from collections.abc import Hashable, Sequence
from functools import cache
from zoneinfo import ZoneInfo

import numpy as np

from volmatch.arrays.intervals import Stretches, difference
from volmatch.arrays.ragged import Ints, expand, whole
from volmatch.columns.sessions import minute_of_day, minutes_of
from volmatch.problem.problem import Problem
from volmatch.problem.window import WEEKDAYS, Weekly, Window

_DAY = 24 * 60
_WEEK = 7
_EPOCH = dt.date(1970, 1, 1).toordinal()
#: Wider than any time a problem may name, in minutes since 1970.
_ALWAYS = (-(10**9), 10**9)


def free_time(problem: Problem) -> tuple[Stretches, Stretches]:
    """Return (free, gladly): free time less absences; and what is offered without ``if_needed``, absences left in."""
    clock = _Clock(problem)
    owners: list[int] = []
    patterns: list[int] = []
    is_glad: list[bool] = []
    gone_owners: list[int] = []
    gone_patterns: list[int] = []
    for row, volunteer in enumerate(problem.volunteers):
        zone = volunteer.timezone or problem.timezone
        for absence in volunteer.away:
            gone_owners.append(row)
            gone_patterns.append(clock.pattern(absence, zone))
        for offer in (None,) if volunteer.available is None else volunteer.available:
            owners.append(row)
            patterns.append(clock.pattern(offer, zone))
            is_glad.append(offer is None or not offer.if_needed)
    owner, pattern, glad = whole(owners), whole(patterns), np.array(is_glad, dtype=bool)
    none = whole([])
    gladly = difference(clock.columns(owner[glad], pattern[glad]), (none, none, none))
    away = clock.columns(whole(gone_owners), whole(gone_patterns))
    return difference(clock.columns(owner, pattern), away), gladly


class _Clock:
    """Wall-clock times of one problem as minutes since 1970; people share few patterns, and each is worked out once."""

    def __init__(self, problem: Problem) -> None:
        # What clocks abroad show may be two days from what those of the problem do.
        further = 2 if any(one.timezone not in (None, problem.timezone) for one in problem.volunteers) else 0
        longest = max((session.length_minutes for session in problem.sessions), default=0)
        days = problem.days
        self._first = days[0].toordinal() - 1 - further if days else 0
        self._last = days[-1].toordinal() + longest // _DAY + 2 + further if days else -1
        self._instant = cache(self._instant_of)
        self._number: dict[Hashable, int] = {}
        self._stretches: list[Sequence[tuple[int, int]]] = []

    def pattern(self, offer: Weekly | Window | None, zone: str) -> int:
        """Return a number for the stretches of an offer that may matter to some session; ``None`` is always free."""
        if isinstance(offer, Weekly):
            days: Hashable = offer.since, offer.until, offer.except_, offer.every, offer.nth
            key: Hashable = offer.weekly, offer.from_, offer.to, days, zone
        else:
            key = offer and (offer.from_, offer.to)
        number = self._number.setdefault(key, len(self._stretches))
        if number == len(self._stretches):
            self._stretches.append(self._stretches_of(offer, zone))
        return number

    def columns(self, owner: Ints, pattern: Ints) -> tuple[Ints, Ints, Ints]:
        """Return (owner, start, end) of all stretches of the listed patterns, each with its owner."""
        ends = np.array([stretch for listed in self._stretches for stretch in listed], dtype=np.int64).reshape(-1, 2)
        last = np.cumsum([0, *map(len, self._stretches)])
        entry, position = expand(last[pattern], last[pattern + 1])
        return owner[entry], ends[position, 0], ends[position, 1]

    def _stretches_of(self, offer: Weekly | Window | None, zone: str) -> Sequence[tuple[int, int]]:
        if offer is None:
            return [_ALWAYS]
        if isinstance(offer, Window):
            return [(minutes_of(offer.from_), minutes_of(offer.to))]
        first = max(self._first, offer.since.toordinal() if offer.since else self._first)
        last = min(self._last, offer.until.toordinal() if offer.until else self._last)
        weekdays = {WEEKDAYS.index(name) for name in offer.weekly}
        left_out = {day.toordinal() for day in offer.except_}
        begins, ends = minute_of_day(offer.from_), minute_of_day(offer.to)
        overnight = int(ends <= begins)
        found = (
            (self._instant(day, begins, zone), self._instant(day + overnight, ends, zone))
            for day in range(first, last + 1)
            if (day - 1) % _WEEK in weekdays and day not in left_out and _repeats(offer, day)
        )
        return [(start, end) for start, end in found if start < end]

    def _instant_of(self, day: int, minute: int, zone: str) -> int:
        """Return the instant of a minute of a day by the clock; the first of two, and across a gap as if there were none."""
        shown = dt.datetime.combine(dt.date.fromordinal(day), dt.time(*divmod(minute, 60)), tzinfo=ZoneInfo(zone))
        offset = shown.utcoffset() or dt.timedelta()
        return (day - _EPOCH) * _DAY + minute - offset // dt.timedelta(minutes=1)


def _repeats(offer: Weekly, day: int) -> bool:
    """Whether a day, as an ordinal, is of a week and of a month's sevenths that count; ordinal 1 was a Monday."""
    if offer.since is not None and ((day - 1) // _WEEK - (offer.since.toordinal() - 1) // _WEEK) % offer.every:
        return False
    of_month, next_week = dt.date.fromordinal(day).day, dt.date.fromordinal(day + _WEEK).day
    return not offer.nth or -(-of_month // _WEEK) in offer.nth or (next_week < of_month and -1 in offer.nth)
