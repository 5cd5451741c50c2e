"""Dates of birth as people type them: with a year, and long before the sessions."""

import calendar
import datetime as dt
import re

from volmatch.io.tables import clocks
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.narrow_letters import narrowed
from volmatch.io.tables.own_columns import own_text
from volmatch.io.tables.said_days import DAY_FIRST, MONTH_FIRST, Around, SaidDay, said_day, with_strokes
from volmatch.io.tables.said_months import said_month
from volmatch.io.tables.serials import serial_birth
from volmatch.io.tables.sheet import is_empty
from volmatch.io.tables.weekdays import NotACell
from volmatch.text import Text

_CENTURY = 100
_TOGETHER = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})", re.ASCII)
_YEAR_ALONE = re.compile(r"(?:19|20)\d{2}\s*年?(?:生|出生)?", re.ASCII)
_MONTH_ALONE = re.compile(
    r"((?:19|20)\d{2})\s*(?:[-/.]\s*(\d{1,2})\s*[-/.]?|年\s*(\d{1,2})\s*月?(?:份|生|出生)?)", re.ASCII
)
_MONTH_TOGETHER = re.compile(r"((?:19|20)\d{2})(0[1-9]|1[0-2])", re.ASCII)
BY_THE_MONTH = Text("a month of birth is taken for its last day, so that nobody comes of age too early")
_NO_DAY = Text("this is a year alone: a date of birth needs its month and day, such as 2008-03-05")
_NO_YEAR = Text("a date of birth needs its year, such as 2008-03-05")


def birth_said(cell: Cell, around: Around) -> dt.date | None:
    """Return the date of birth that a cell says, or ``None`` where it says no date, or one that nobody can read otherwise.

    Of 5/3/2008 other cells say whether the month comes first. A year of two figures is of the hundred years before the sessions.

    Raises
    ------
    NotACell
        If there is no year, or nothing says which of two dates was meant.
    """
    if is_empty(cell):
        return None
    text, whole = own_text([cell], 0), clocks.day_text(cell)
    if whole is not None:  # of 5-Mar-54 the year is a guess
        day = dt.date.fromisoformat(whole)
        return None if not isinstance(cell, str) or str(day.year) in narrowed(text) else _before(day, around.first)
    if figures := _TOGETHER.fullmatch(text):
        text = "-".join(figures.groups())
    elif (serial := serial_birth(cell)) is not None:
        return serial
    said = said_day(with_strokes(text.strip(), is_date=True))
    if said is None and (month := birth_month(cell)) is not None:
        return month
    return _settled(said, text, around)


def _settled(said: SaidDay | None, text: str, around: Around) -> dt.date | None:
    """Return the date of birth that was said, beside what other cells say of what stands first in it."""
    if said is None and _YEAR_ALONE.fullmatch(text):
        raise NotACell(_NO_DAY)
    if said is None:
        return None
    dates = {order: dt.date(*one) for order, one in said.readings.items() if one[0] and one[2]}
    if not dates:
        raise NotACell(_NO_YEAR)
    if len(dates) > 1:
        order = {None: DAY_FIRST if said.is_day_first else None, True: MONTH_FIRST, False: DAY_FIRST}[
            around.is_month_first
        ]
        if order not in dates:
            one, other, *_ = (_before(day, around.first) for day in dates.values())
            raise NotACell(
                Text("this may be {one} or {other}; write the one that is meant", {"one": one, "other": other})
            )
        dates = {order: dates[order]}
    (found,) = dates.values()
    return _before(found, around.first)


def birth_month(cell: Cell) -> dt.date | None:
    """Return the last day of a month of birth, as of 1953-3, 1953年3月 or March 1953; ``None`` for anything else."""
    text = "" if is_empty(cell) or isinstance(cell, (dt.date, dt.time)) else own_text([cell], 0).strip()
    found = _MONTH_ALONE.fullmatch(text) or _MONTH_TOGETHER.fullmatch(text)
    if isinstance(cell, float) and text.endswith(".1"):
        year = int(cell)
        raise NotACell(
            Text(
                "this may be {one} or {other}; write the one that is meant",
                {"one": f"{year}-01", "other": f"{year}-10"},
            )
        )
    if found is not None:
        year, *months = (int(one) for one in found.groups() if one)
    else:
        said = said_month(text)
        if said is None or not said[1].first[0]:
            return None
        year, *months = said[1].first[:2]
    if not 1 <= months[0] <= 12:  # noqa: PLR2004 - months of a year
        return None
    return dt.date(year, months[0], calendar.monthrange(year, months[0])[1])


def _before(day: dt.date, sessions: dt.date | None) -> dt.date:
    """Return the date a hundred years earlier where nobody could have been born by the first session."""
    if sessions is None or day <= sessions:
        return day
    year = day.year - _CENTURY
    return dt.date(year, day.month, 1) + dt.timedelta(days=day.day - 1)
