"""Dates and times of day as the bare numbers that spreadsheets keep them as: 46235 is 2026-08-01, and 0.375 is 09:00."""

import datetime as dt
import re

from volmatch.io.tables.cells import Cell

_FIRST = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet knows no zone
#: Numbers of days from 1954 to 2119; no other number of a sheet is likely to stand in a column of dates.
_DAYS = range(20_000, 80_001)
#: Numbers of days from 1905; smaller ones are years.
_BIRTHS = range(2_101, _DAYS.stop)
_NUMBER = re.compile(r"\d{1,5}(?:\.\d{1,20})?|\.\d{1,20}", re.ASCII)
_MINUTES_OF_A_DAY = 24 * 60
_NEARLY = 0.02


def serial_date(cell: Cell) -> dt.date | None:
    """Return the date that a bare number stands for, or ``None``."""
    number = _number(cell)
    if number is None or not number.is_integer() or int(number) not in _DAYS:
        return None
    return (_FIRST + dt.timedelta(days=number)).date()


def serial_birth(cell: Cell) -> dt.date | None:
    """Return the date of birth that a bare number stands for, or ``None``: a day a hundred years ago as well, but no year."""
    number = _number(cell)
    if number is None or not number.is_integer() or int(number) not in _BIRTHS:
        return None
    return (_FIRST + dt.timedelta(days=number)).date()


def serial_time(cell: Cell) -> dt.time | dt.datetime | None:
    """Return the time of day, or the date with one, that a bare number stands for, or ``None``."""
    number = _number(cell)
    if number is None:
        return None
    day, part = divmod(number, 1)
    minutes = round(part * _MINUTES_OF_A_DAY)
    if abs(part * _MINUTES_OF_A_DAY - minutes) > _NEARLY:
        return None
    moment = _FIRST + dt.timedelta(days=day, minutes=minutes)
    if int(day) in _DAYS:
        return moment
    return moment.time() if day == 0 and minutes < _MINUTES_OF_A_DAY else None


def _number(cell: Cell) -> float | None:
    if isinstance(cell, bool) or not isinstance(cell, (int, float, str)):
        return None
    if isinstance(cell, str):
        return float(cell) if _NUMBER.fullmatch(cell.strip()) else None
    return float(cell) if 0 <= cell < max(_DAYS) + 1 else None
