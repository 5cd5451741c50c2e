"""Stretches of time in which somebody is free, away, or a room is closed."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import attrs

from volmatch.problem.clock import wall_clock
from volmatch.problem.given import clock, days, maybe_day, moment
from volmatch.problem.shapes import Clock, Day, Moment, Positive, Whole
from volmatch.problem.values import tidy
from volmatch.text import Text

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
#: Which Monday of a month: 1 for the first to 5 for the fifth, -1 for the last.
Nth = Annotated[int, Whole(-1, 5)]
_WEEK = 7
_LAST = -1
_ONE_DAY = dt.timedelta(days=1)

WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@attrs.frozen(field_transformer=tidy)
class Window:
    """A half-open stretch of time ``[from, to)``.

    Parameters
    ----------
    from_, to
        First instant inside and first instant after; ISO 8601 text is accepted too.
    if_needed
        Free only if nothing else works: counts as free and costs at the goal ``if_needed``.
    """

    from_: Moment = attrs.field(converter=moment)
    to: Moment = attrs.field(converter=moment)
    if_needed: bool = attrs.field(default=False, kw_only=True)

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong between the fields."""
        if not self.from_ < self.to:
            yield "to", Text("a window must end after it begins")


@attrs.frozen(field_transformer=tidy)
class Weekly:
    """The same stretch of the clock on some days of each week, of every second week, or of each month.

    Parameters
    ----------
    weekly
        Days of the week on which a stretch begins.
    from_, to
        Times of day; ``to`` at or before ``from`` means the next day (``00:00`` is the midnight at the end).
    since, until
        First and last day on which a stretch begins.
    except_
        Days left out.
    every
        Only every so manieth week: 1 is each, 2 every second. The week (from Monday) of `since` is one that counts.
    nth
        Only these of the month: with ``["mon"]`` 1 is the first Monday, -1 the last; empty is all.
    if_needed
        As in `Window`.
    """

    weekly: Sequence[Weekday]
    from_: Clock = attrs.field(converter=clock)
    to: Clock = attrs.field(converter=clock)
    since: Day | None = attrs.field(default=None, converter=maybe_day, kw_only=True)
    until: Day | None = attrs.field(default=None, converter=maybe_day, kw_only=True)
    except_: Sequence[Day] = attrs.field(default=(), converter=days, kw_only=True)
    every: Positive = attrs.field(default=1, kw_only=True)
    nth: Sequence[Nth] = attrs.field(default=(), kw_only=True)
    if_needed: bool = attrs.field(default=False, kw_only=True)

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong between the fields."""
        if not self.weekly:
            yield "weekly", Text("name at least one day of the week")
        if self.since and self.until and self.since > self.until:
            yield "until", Text("the last day must not lie before the first")
        if self.every > 1 and self.since is None:
            yield "since", Text("say a day of a week that counts, to tell one week from the next")
        if 0 in self.nth:
            yield "nth", Text("wanted 1 for the first to 5 for the fifth of the month, or -1 for the last")

    def falls_on(self, day: dt.date) -> bool:
        """Whether a stretch begins on this day."""
        return (
            WEEKDAYS[day.weekday()] in self.weekly
            and (self.since is None or self.since <= day)
            and (self.until is None or day <= self.until)
            and day not in self.except_
            and self._is_week_of(day)
            and self._is_nth(day)
        )

    def _is_week_of(self, day: dt.date) -> bool:
        if self.every == 1 or self.since is None:
            return True
        monday, first = (one - dt.timedelta(days=one.weekday()) for one in (day, self.since))
        return (monday - first).days // _WEEK % self.every == 0

    def _is_nth(self, day: dt.date) -> bool:
        is_last = (day + dt.timedelta(days=_WEEK)).month != day.month
        return not self.nth or (day.day - 1) // _WEEK + 1 in self.nth or (is_last and _LAST in self.nth)

    def on(self, day: dt.date, zone: ZoneInfo) -> Window | None:
        """Return the stretch that begins on this day, or ``None``.

        A stretch that the change of clocks swallows whole is ``None`` as well.
        """
        stretch = self.stretch_on(day, zone)
        return None if stretch is None else Window(*stretch, if_needed=self.if_needed)

    def stretch_on(self, day: dt.date, zone: ZoneInfo) -> tuple[dt.datetime, dt.datetime] | None:
        """Return the first instant of the stretch that begins on this day and the first after it, or ``None``."""
        if not self.falls_on(day):
            return None
        last_day = day if self.from_ < self.to else day + _ONE_DAY
        start, end = wall_clock(day, self.from_, zone), wall_clock(last_day, self.to, zone)
        return (start, end) if start < end else None
