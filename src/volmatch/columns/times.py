"""Availability as columns: windows and weekly habits become disjoint stretches of minutes."""

import datetime as dt
from collections.abc import Iterable
from functools import cache

import numpy as np

from volmatch.columns.intervals import Stretches, difference
from volmatch.columns.programme import minutes_of
from volmatch.columns.ragged import Ints, whole
from volmatch.problem.problem import Problem
from volmatch.problem.window import WEEKDAYS, Weekly, Window

Triple = tuple[int, int, int]
_DAY = 24 * 60
_EPOCH = dt.date(1970, 1, 1).toordinal()
#: Wider than any time a problem may name, in minutes since 1970.
_ALWAYS = (-(10**9), 10**9)


def free_time(problem: Problem) -> tuple[Stretches, Stretches]:
    """Return (free, gladly): free time less absences; and what is offered without ``if_needed``, absences left in."""
    offered: list[Triple] = []
    gladly: list[Triple] = []
    away: list[Triple] = []
    clock = _Clock(problem)
    for row, volunteer in enumerate(problem.volunteers):
        away += [(row, minutes_of(gone.from_), minutes_of(gone.to)) for gone in volunteer.away]
        if volunteer.available is None:
            offered.append((row, *_ALWAYS))
            gladly.append((row, *_ALWAYS))
        for offer in volunteer.available or ():
            stretches = [(row, start, end) for start, end in clock.stretches(offer)]
            offered += stretches
            gladly += [] if offer.if_needed else stretches
    return difference(_columns(offered), _columns(away)), difference(_columns(gladly), _columns([]))


def _columns(triples: Iterable[Triple]) -> tuple[Ints, Ints, Ints]:
    columns = np.array(list(triples), dtype=np.int64).reshape(-1, 3).T
    return whole(columns[0]), whole(columns[1]), whole(columns[2])


class _Clock:
    """Wall-clock times of one problem as minutes since 1970, each worked out once."""

    def __init__(self, problem: Problem) -> None:
        self._zone = problem.zone
        longest = max((session.length_minutes for session in problem.sessions), default=0)
        days = problem.days
        self._first = days[0].toordinal() - 1 if days else 0
        self._last = days[-1].toordinal() + longest // _DAY + 1 if days else -1
        self._instant = cache(self._instant_of)

    def stretches(self, offer: Weekly | Window) -> Iterable[tuple[int, int]]:
        """Return the stretches of an offer that may matter to some session."""
        if isinstance(offer, Window):
            return [(minutes_of(offer.from_), minutes_of(offer.to))]
        first = max(self._first, offer.since.toordinal() if offer.since else self._first)
        last = min(self._last, offer.until.toordinal() if offer.until else self._last)
        weekdays = {WEEKDAYS.index(name) for name in offer.weekly}
        left_out = {day.toordinal() for day in offer.except_}
        begins, ends = _minute_of_day(offer.from_), _minute_of_day(offer.to)
        overnight = int(ends <= begins)
        found = (
            (self._instant(day, begins), self._instant(day + overnight, ends))
            for day in range(first, last + 1)
            if (day - 1) % 7 in weekdays and day not in left_out
        )
        return [(start, end) for start, end in found if start < end]

    def _instant_of(self, day: int, minute: int) -> int:
        """Return the instant of a minute of a day by the clock; the first of two, and across a gap as if there were none."""
        shown = dt.datetime.combine(dt.date.fromordinal(day), dt.time(*divmod(minute, 60)), tzinfo=self._zone)
        offset = shown.utcoffset() or dt.timedelta()
        return (day - _EPOCH) * _DAY + minute - offset // dt.timedelta(minutes=1)


def _minute_of_day(clock: dt.time) -> int:
    return clock.hour * 60 + clock.minute


def clock_at(minute: Ints, problem: Problem) -> Ints:
    """Return what local clocks and calendars show at moments, in minutes since 1970-01-01 00:00 on the clock; shape (n,)."""
    moments, position = np.unique(minute, return_inverse=True)
    shown = [dt.datetime.fromtimestamp(one * 60, problem.zone).replace(tzinfo=dt.UTC) for one in moments.tolist()]
    return whole([minutes_of(one) for one in shown])[position]
