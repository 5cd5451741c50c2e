"""Headings among the rows of a list, such as a merged Kitchen team, or Saturday 5 June above the activities of that day."""

import datetime as dt
from collections.abc import Sequence

import attrs

from volmatch.errors import Fault
from volmatch.io.tables import clocks
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.day_and_hours import span_of_a_day
from volmatch.io.tables.days_in_a_cell import said_days
from volmatch.io.tables.said_days import with_strokes
from volmatch.io.tables.serials import serial_time
from volmatch.io.tables.sheet import Sheet, is_empty
from volmatch.text import Text

_HEADING = Text("this row is a heading and was passed over")
_OF_A_DAY = Text("this row is a heading; it is the date of the rows below that have none")
_FILLED = Text("where a row has no date, it has that of the row above: {n} rows, this one first")


def without_banners(sheet: Sheet, date: int | None) -> Sheet:
    """Return a sheet without rows that are headings; a date in one goes down its column of dates, if the sheet has one.

    A heading is one cell merged across most of the columns or, among activities, a text alone in the column of dates.
    """
    width = sum(not is_empty(cell) for cell in sheet.header)
    wide = {
        first for first, left, last, right in sheet.merged if first == last and right - left + 1 >= max(2, width / 2)
    }
    rows, told, heads = list[tuple[int, tuple[Cell, ...]]](), list[Fault](), set[int]()
    for number, cells in sheet.rows:
        filled = [index for index, cell in enumerate(cells) if not is_empty(cell)]
        is_heading = len(filled) == 1 and (number in wide or (filled[0] == date and width > 1))
        if not is_heading or not (isinstance(cells[filled[0]], str) or filled[0] == date or number in wide):
            rows.append((number, cells))
            continue
        heads.add(number)
        cell = cells[filled[0]]
        is_day = date is not None and _is_a_day(cell)
        told.append(Fault.of(sheet.place(number, None), _OF_A_DAY if is_day else _HEADING, cell))
        if is_day:
            rows.append((number, _put((), date or 0, cell)))
    merged = tuple(area for area in sheet.merged if area[0] not in heads)
    return attrs.evolve(sheet, rows=tuple(rows), merged=merged, filled=(*sheet.filled, *told)) if told else sheet


def with_dates_below(sheet: Sheet, date: int | None, start: int | None) -> Sheet:
    """Return a sheet in which a row with hours and no date has the date above it; rows with nothing but a date are gone."""
    if date is None or start is None:
        return sheet
    above: Cell = None
    rows, filled = list[tuple[int, tuple[Cell, ...]]](), list[int]()
    for number, cells in sheet.rows:
        cell = cells[date] if date < len(cells) else None
        others = [one for index, one in enumerate(cells) if index != date and not is_empty(one)]
        above = above if is_empty(cell) else cell
        if not others and not is_empty(cell):
            continue
        hours = cells[start] if start < len(cells) else None
        is_open = is_empty(cell) and not is_empty(above) and not is_empty(hours) and not _has_a_day(hours)
        rows.append((number, _put(cells, date, above) if is_open else cells))
        filled += [number] if is_open else []
    if len(rows) == len(sheet.rows) and not filled:
        return sheet
    told = [Fault(sheet.place(filled[0], date), attrs.evolve(_FILLED, facts={"n": len(filled)}))] if filled else []
    return attrs.evolve(sheet, rows=tuple(rows), filled=(*sheet.filled, *told))


def _is_a_day(cell: Cell) -> bool:
    if clocks.day_text(cell) is not None:
        return True
    days = said_days(with_strokes(cell, is_date=True)) if isinstance(cell, str) else None
    return days is not None and bool(days.stretches) and not days.is_a_month()


def _has_a_day(cell: Cell) -> bool:
    is_said = isinstance(cell, str) and span_of_a_day(cell) is not None
    return is_said or clocks.moment_text(cell) is not None or isinstance(serial_time(cell), dt.datetime)


def _put(cells: Sequence[Cell], index: int, cell: Cell) -> tuple[Cell, ...]:
    line = [*cells, *(None,) * (index + 1 - len(cells))]
    line[index] = cell
    return tuple(line)
