"""Dates of birth as people type them: with a year, and long before the sessions."""

import datetime as dt

from volmatch.io.tables import clocks
from volmatch.io.tables.said_days import DAY_FIRST, MONTH_FIRST, Around, said_day, with_strokes
from volmatch.io.tables.weekdays import NotACell
from volmatch.text import Text

_CENTURY = 100
_NO_YEAR = Text("a date of birth needs its year, such as 2008-03-05")


def birth_said(text: str, around: Around) -> dt.date | None:
    """Return the date of birth that a text says, or ``None`` where it says no date, or one that nobody can read otherwise.

    Of 5/3/2008 other cells say whether the month comes first. A year of two figures is of the hundred years before the sessions.

    Raises
    ------
    NotACell
        If there is no year, or nothing says which of two dates was meant.
    """
    if clocks.day_text(text) is not None:
        return None
    said = said_day(with_strokes(text.strip(), is_date=True))
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
            one, other, *_ = dates.values()
            raise NotACell(
                Text("this may be {one} or {other}; write the one that is meant", {"one": one, "other": other})
            )
        dates = {order: dates[order]}
    (found,) = dates.values()
    return _before(found, around.first)


def _before(day: dt.date, sessions: dt.date | None) -> dt.date:
    """Return the date a hundred years earlier where nobody could have been born by the first session."""
    if sessions is None or day <= sessions:
        return day
    year = day.year - _CENTURY
    return dt.date(year, day.month, 1) + dt.timedelta(days=day.day - 1)
