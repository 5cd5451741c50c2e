"""A stretch of free time that somebody said: on which days, and from when to when."""

import datetime as dt
from collections.abc import Iterator
from typing import Any, Protocol

import attrs

from volmatch.io.tables import clocks
from volmatch.io.tables.said_days import Around
from volmatch.io.tables.several_days import SaidDays
from volmatch.io.tables.spoken import Span, earlier
from volmatch.io.tables.spoken import is_late as is_late_clock
from volmatch.io.tables.weekdays import NotACell
from volmatch.problem.window import WEEKDAYS
from volmatch.text import Text


class Bound(Protocol):
    """A day from which free time holds, or up to which."""

    @property
    def day(self) -> SaidDays:
        """The day that was said."""

    @property
    def end(self) -> str:
        """What it is of a weekly window: ``since`` or ``until``."""

    @property
    def is_within(self) -> bool:
        """Whether the day itself is one of them."""


NOT_FREE_TIME = Text(
    "wanted when somebody is free, such as weekends; Tue, Thu 18:00-20:00; 2026-08-01 9-11am; always; never"
)


@attrs.frozen
class FreeTime:
    """A stretch of free time: days, and from when to when; every day where none was said.

    Parameters
    ----------
    days
        The days; ``None`` where none were said.
    span
        From when to when; ``None`` is the whole day.
    said
        The days as they were typed.
    is_carried
        Whether the days are those of what stands before it, as in ``Sat 9-12, 14-17``.
    is_rest
        Whether the days are all but those that were typed.
    but
        Dates that are left out.
    bound
        The day from which it holds, or up to which.
    denied
        Days of which it says that they do not suit, as Wednesdays in ``not Wednesdays``.
    """

    days: SaidDays | None = None
    span: Span | None = None
    said: str = ""
    is_carried: bool = False
    is_rest: bool = False
    but: SaidDays | None = None
    bound: Bound | None = None
    denied: SaidDays | None = None

    def windows(self, around: Around) -> Iterator[dict[str, Any]]:
        """Yield the windows as a problem in JSON holds them; dates that are not told whole are settled beside others.

        Raises
        ------
        NotACell
            If a date cannot be told.
        """
        start, end = (self.span.first, self.span.last) if self.span else ("00:00", "24:00")
        but = self.but.dates(around) if self.but else []
        is_late, end = is_late_clock(end), (earlier(end) if is_late_clock(end) else end)
        if self.days is None or not self.days.stretches:
            if is_late and start <= end:
                raise NotACell(NOT_FREE_TIME)
            yield {
                "weekly": list(self.days.weekdays if self.days else WEEKDAYS),
                "from": start,
                "to": "00:00" if end == "24:00" else end,
                **({"nth": list(self.days.nth)} if self.days and self.days.nth else {}),
                **({"except": [str(day) for day in but]} if but else {}),
                **({self.bound.end: str(_first_or_last(self.bound, around))} if self.bound else {}),
            }
            return
        for day in (day for day in self.days.dates(around) if day not in but):
            closes = day if start < end and not is_late else day + dt.timedelta(days=1)
            yield {"from": clocks.moment_on(str(day), start), "to": clocks.moment_on(str(closes), end)}

    def bounds(self, around: Around) -> Iterator[Text]:
        """Yield the day from which it holds, or up to which."""
        if self.bound is not None:
            day = _first_or_last(self.bound, around)
            yield (
                Text("taken for {day} and later", {"day": day})
                if self.bound.end == "since"
                else Text("taken for {day} and earlier", {"day": day})
            )

    def guesses(self) -> Iterator[Text]:
        """Yield what parts of the day, times without a day and days left out were taken for."""
        if self.is_rest:
            yield Text("taken for all days but {days}", {"days": self.said})
        if self.span is None:
            return
        facts = {"start": self.span.first, "end": self.span.last}
        if self.days is None:
            yield Text("this says no day, and was taken for every day from {start} to {end}", facts)
        elif self.is_carried:
            facts["days"] = self.said
            yield Text("this says no day, and was taken for {start} to {end} of the same days, {days}", facts)
        elif self.span.is_guess:
            yield Text("taken for {start} to {end}", facts)


def _first_or_last(bound: Bound, around: Around) -> dt.date:
    """Return the first day, or the last one, of those that a bound leaves."""
    (day,) = bound.day.dates(around)
    if bound.is_within:
        return day
    return day + dt.timedelta(days=1 if bound.end == "since" else -1)
