"""A day of the month alone, 5号 or the 5th, below a date that says the month: the next such day, where no other can be meant."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator

import attrs

from volmatch.io.tables.said_days import Around, without_weekday
from volmatch.io.tables.weekdays import NotACell
from volmatch.text import Text

_ALONE = re.compile(r"(?:the\s+)?(\d{1,2})\s*(?:号|日|st|nd|rd|th)", re.ASCII)
_NO_MONTH = Text("this says no month, and no date above it does; write the month")
_TWO_DAYS = Text("this may be {day} or {other}; write the year first, as in 2026-08-01")
_NONE = Text("this says no month, and there is no such day in that of the date above it; write the month")
TAKEN = Text("this says no month, and was taken for {day}")
_MONTHS = 12


def day_alone(text: str, last: dt.date | None, around: Around) -> dt.date | None:
    """Return the date of a day of the month, or ``None`` for any other text.

    It is of the month of the date above, or of the next month if it comes before that in the month; where both are
    within the other dates, nobody knows which was meant.

    Raises
    ------
    NotACell
        If the month cannot be told.
    """
    bare, weekday = without_weekday(unicodedata.normalize("NFKC", text).strip().casefold())
    found = _ALONE.fullmatch(bare)
    if found is None:
        return None
    if last is None:
        raise NotACell(_NO_MONTH)
    days = [day for day in _candidates(int(found[1]), last) if weekday is None or day.weekday() == weekday]
    if len(days) > 1 and around.first is not None and around.last is not None:
        within = [day for day in days if around.first <= day <= around.last]
        days = within if len(within) == 1 else days
    if not days:
        raise NotACell(_NONE)
    if len(days) > 1:
        raise NotACell(attrs.evolve(_TWO_DAYS, facts={"day": days[0], "other": days[1]}))
    return days[0]


def _candidates(day: int, last: dt.date) -> Iterator[dt.date]:
    """Yield the day in the month of another one and, if it comes before that in the month, in the next."""
    for step in range(2 if day < last.day else 1):
        year, month = last.year + (last.month + step - 1) // _MONTHS, (last.month + step - 1) % _MONTHS + 1
        try:
            yield dt.date(year, month, day)
        except ValueError:
            continue


def is_day_alone(text: str) -> bool:
    """Whether a text says a day of the month and nothing else."""
    bare, _ = without_weekday(unicodedata.normalize("NFKC", text).strip().casefold())
    return _ALONE.fullmatch(bare) is not None
