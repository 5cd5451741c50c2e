"""One date as people say it: 5 Dec, 12月5日, 12/7, 1.8., Sat 1 August 2026; and which date that is beside the dates around it."""

import datetime as dt
import re
from collections.abc import Iterator

import attrs

from volmatch.io.tables import clocks
from volmatch.io.tables.table_words import VALUES, plain, understood
from volmatch.io.tables.weekdays import NotACell
from volmatch.problem.window import WEEKDAYS
from volmatch.text import Text

#: With strokes between, the month comes first in some countries and the day in others.
_STROKES = re.compile(r"(\d{1,2})\s*/\s*(\d{1,2})(?:\s*/\s*(\d{4}))?", re.ASCII)
_DASHES = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})", re.ASCII)
_YEAR_AND_STROKE = re.compile(r"\d{4}\s*/", re.ASCII)
_DOTS = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.", re.ASCII)
_TOGETHER = re.compile(r"(20\d{2})(\d{2})(\d{2})", re.ASCII)
_CHINESE_DAY = r"(?:周|星期|礼拜)[一二三四五六日天]"
_BRACKETS = r"[(（]\s*{}\s*[)）]"  # noqa: RUF001 - people type the wide ones
_ENGLISH_DAY = r"[a-z]{3,9}\.?"
_IN_FRONT = re.compile(rf"({_CHINESE_DAY}|{_ENGLISH_DAY})\s*[,，]?\s*(?=\d|[a-z])", re.ASCII)  # noqa: RUF001
_BEHIND = re.compile(
    rf"[,，]?\s*(?:{_BRACKETS.format(f'({_CHINESE_DAY}|[一二三四五六日天]|{_ENGLISH_DAY})')}|({_CHINESE_DAY})|\s({_ENGLISH_DAY}))$",  # noqa: RUF001
    re.ASCII,
)
_NAMES = understood(VALUES, WEEKDAYS)
_LONGEST = 60
#: A year in which every day of every month is one.
_LEAP = 2_000
_NO_YEAR = Text("no date says in which year this is; write the year")
_OTHER_WEEKDAY = Text("the day of the week and the date do not go together; mend one of them")


@attrs.frozen
class Around:
    """What is known of the other dates of a file.

    Parameters
    ----------
    day
        A date without a year is the one nearest to this.
    is_month_first
        What stands first in 12/7, as far as other cells prove it.
    first, last
        The earliest and the latest whole date.
    """

    day: dt.date | None = None
    is_month_first: bool | None = None
    first: dt.date | None = None
    last: dt.date | None = None


@attrs.frozen
class SaidDay:
    """A date that was said.

    Parameters
    ----------
    readings
        Year (0 where none was said), month and day; twice where month and day may change places, the month first first.
    weekday
        The day of the week that was said with it, 0 for Monday.
    is_month_first
        What it proves of dates with strokes: 2026/8/1 and 7/13 have the month before the day, 13/7 has it behind.
    """

    readings: tuple[tuple[int, int, int], ...]
    weekday: int | None = None
    is_month_first: bool | None = None

    @property
    def is_plain(self) -> bool:
        """Whether it is one date, whatever stands around it."""
        return len(self.readings) == 1 and self.readings[0][0] > 0


def said_day(text: str) -> SaidDay | None:
    """Return the date that a text says, or ``None`` where it says something else."""
    if len(text) > _LONGEST:
        return None
    bare, weekday = without_weekday(text.strip().casefold())
    told = tuple(_readings(bare))
    readings = tuple(one for one in told if _is_a_day(*one))
    if not readings:
        return None
    is_proof = ("/" in bare or _DASHES.fullmatch(bare)) and len(readings) == 1 and told[0][1:] != told[-1][1:]
    is_month_first = readings == told[:1] if is_proof else True if _YEAR_AND_STROKE.match(bare) else None
    return SaidDay(readings, weekday, is_month_first)


def without_weekday(text: str) -> tuple[str, int | None]:
    """Return a text without the day of the week before or behind a date, and that day."""
    front = _IN_FRONT.match(text)
    behind = _BEHIND.search(text)
    named = [(front[1], text[front.end() :])] if front else []
    named += [(next(filter(None, behind.groups())), text[: behind.start()])] if behind else []
    for name, rest in named:
        found = _NAMES.get(plain(name.rstrip(".")))
        if found is not None and rest.strip():
            return rest.strip(), WEEKDAYS.index(found)
    return text, None


def _readings(text: str) -> Iterator[tuple[int, int, int]]:
    whole = clocks.day_text(text)
    if whole is not None:
        day = dt.date.fromisoformat(whole)
        yield day.year, day.month, day.day
    elif found := _STROKES.fullmatch(text) or _DASHES.fullmatch(text):
        first, second, year = (int(part or 0) for part in found.groups())
        yield year, first, second
        if first != second:
            yield year, second, first
    elif found := _DOTS.fullmatch(text):
        yield 0, int(found[2]), int(found[1])
    elif found := _TOGETHER.fullmatch(text):
        yield int(found[1]), int(found[2]), int(found[3])
    elif named := clocks.day_without_year(text):
        yield 0, *named


def _is_a_day(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year or _LEAP, month, day)
    except ValueError:
        return False
    return True


def settled(said: SaidDay, around: Around) -> dt.date:
    """Return the date that was meant, beside the dates around it.

    A date without a year is of the year that brings it nearest to the others, or of one in which its day of the week is
    right. Where month and day may change places, the month is taken to be first unless `around` says otherwise.

    Raises
    ------
    NotACell
        If there is none.
    """
    reading = said.readings[-1 if around.is_month_first is False else 0]
    found = _nearest(reading, said.weekday, around)
    if found is None:
        raise NotACell(_NO_YEAR if around.day is None and not reading[0] else _OTHER_WEEKDAY)
    return found


def _nearest(reading: tuple[int, int, int], weekday: int | None, around: Around) -> dt.date | None:
    year, month, day = reading
    near = around.day
    years = (year,) if year else () if near is None else (near.year - 1, near.year, near.year + 1)
    dates = [dt.date(one, month, day) for one in years if 1 <= one <= dt.MAXYEAR and _is_a_day(one, month, day)]
    fitting = [date for date in dates if weekday is None or date.weekday() == weekday]
    return min(fitting, key=lambda date: (abs(date - near) if near else dt.timedelta(), date), default=None)
