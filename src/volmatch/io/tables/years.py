"""Dates without a year, such as 12月5日 or 5 Dec: they are of the year that brings them nearest to the dates around them."""

import datetime as dt
from collections.abc import Iterator, Sequence

import attrs

from volmatch.errors import Fault
from volmatch.io.tables import clocks
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.sheet import Sheet
from volmatch.text import Text

_TAKEN = Text("this says no year, and was taken for {day}")


def without_year(day: tuple[int, int], near: dt.date | None) -> dt.date | None:
    """Return the date of a month and day that is nearest to another date; ``None`` where there is none, or no such day."""
    found = []
    for year in () if near is None else (near.year - 1, near.year, near.year + 1):
        try:
            found.append(dt.date(year, *day))
        except ValueError:
            continue
    return min(found, key=lambda date: (abs(date - near), date), default=None) if near else None


def dated(sheet: Sheet, columns: Sequence[int], near: dt.date | None) -> tuple[Sheet, list[Fault]]:
    """Return a sheet whose dates in some columns have their years, and what each was taken for.

    A date is of the year of the nearest row that tells one, first above and then below; in a sheet without any, of that
    nearest to another date.
    """
    known = {number: day for number, cells in sheet.rows for day in _days(cells, columns)}
    rows, told = [], []
    last = next(iter(known.values()), near)
    for number, cells in sheet.rows:
        last = known.get(number, last)
        line = list(cells)
        for index in columns:
            cell = line[index] if index < len(line) else None
            said = clocks.day_without_year(cell) if isinstance(cell, str) else None
            day = without_year(said, last) if said else None
            if day is not None:
                line[index] = last = day
                told.append(Fault.of(sheet.place(number, index), attrs.evolve(_TAKEN, facts={"day": day}), cell))
        rows.append((number, tuple(line)))
    return attrs.evolve(sheet, rows=tuple(rows)), told


def first_day(sheet: Sheet, columns: Sequence[int]) -> dt.date | None:
    """Return the first whole date in some columns."""
    return next((day for _, cells in sheet.rows for day in _days(cells, columns)), None)


def _days(cells: Sequence[Cell], columns: Sequence[int]) -> Iterator[dt.date]:
    for index in columns:
        text = clocks.day_text(cells[index]) if index < len(cells) else None
        if text is not None:
            yield dt.date.fromisoformat(text)
