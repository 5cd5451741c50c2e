"""Sheets written as a workbook: texts stay texts, whatever they begin with, and the first row stays in sight."""

import datetime as dt
import io
import re
from collections.abc import Sequence
from math import ceil, inf
from typing import Any

from volmatch.io.files import AnyPath, replace
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.headings import OWN
from volmatch.io.tables.needed_packages import openpyxl
from volmatch.io.tables.sheet import Sheet, letters

_WIDEST, _NARROWEST = 40, 10
_LOOKED_AT = 200
#: Points of a line of text, and how many lines a row may have at most in a spreadsheet.
_LINE, _MOST_LINES = 15, 27
#: Workbooks write letters that XML lacks as ``_x0007_``; a text that happens to look so must not become one.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FORMATS = {dt.date: "yyyy-mm-dd", dt.time: "hh:mm"}


def write_workbook(path: AnyPath, sheets: Sequence[Sheet]) -> None:
    """Write sheets as an Excel workbook."""
    save(path, workbook(sheets))


def save(path: AnyPath, book: Any) -> None:
    """Write a workbook in one stroke."""
    raw = io.BytesIO()
    book.save(raw)
    replace(path, raw.getvalue())


def workbook(sheets: Sequence[Sheet]) -> Any:
    """Return sheets as a workbook of openpyxl; each prints on A4 across, as wide as the paper, headers on every page."""
    book = openpyxl().Workbook()
    book.remove(book.active)
    bold = openpyxl("openpyxl.styles").Font(bold=True)
    fill = openpyxl("openpyxl.styles").PatternFill
    fitting = openpyxl("openpyxl.worksheet.properties").PageSetupProperties(fitToPage=True)
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        page.sheet_state = "hidden" if sheet.name == OWN else "visible"
        for row, cells in [(1, sheet.header), *sheet.rows]:
            for column, cell in enumerate(cells, start=1):
                if cell is not None:
                    put(page.cell(row, column), cell)
        for cell in page[1]:
            cell.font = bold
        for row, colour in sheet.colours.items():
            for cell in page[row]:
                cell.fill = fill("solid", fgColor=colour)
        for (row, column), colour in sheet.fills.items():
            page.cell(row, column + 1).fill = fill("solid", fgColor=colour)
        page.freeze_panes = "A2"
        page.print_title_rows = "1:1"
        page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
        page.sheet_properties.pageSetUpPr = fitting
        page.page_setup.fitToHeight = 0
        widths = [_width(sheet, index) for index in range(len(sheet.header))]
        for index, width in enumerate(widths):
            page.column_dimensions[letters(index)].width = width
        _break_lines(page, sheet, widths)
    return book


def _break_lines(page: Any, sheet: Sheet, widths: Sequence[float]) -> None:
    """Let texts of several lines, or too long for a column with others behind it, be seen whole; no program makes room by itself."""
    alignment = openpyxl("openpyxl.styles").Alignment
    room = [*widths[:-1], inf]
    for row, cells in sheet.rows:
        lines = [_lines(cell, width) for cell, width in zip(cells, room, strict=False)]
        if max(lines, default=1) > 1:
            page.row_dimensions[row].height = _LINE * min(_MOST_LINES, max(lines))
            for column, count in enumerate(lines, start=1):
                page.cell(row, column).alignment = alignment(wrap_text=count > 1, vertical="top")


def _lines(cell: Cell, width: float) -> int:
    """Return how many lines a text takes in a column of a width."""
    return sum(max(1, ceil(_room(line) / width)) for line in cell.split("\n")) if isinstance(cell, str) else 1


def _room(line: str) -> int:
    """Return how wide a line is; letters of Chinese take twice the room."""
    return len(line) + sum(ord(letter) > 0x2E7F for letter in line)  # noqa: PLR2004


def put(place: Any, cell: Cell) -> None:
    """Put a value into a cell of a workbook: a text as a text, never as a formula."""
    if isinstance(cell, float) and float(f"{cell:.16g}") != cell:
        cell = repr(cell)  # a workbook keeps sixteen figures of a number, and this one needs more
    place.value = _ESCAPE.sub("_x005F_", cell) if isinstance(cell, str) else cell
    if isinstance(cell, str):
        place.data_type = "s"
        place.quotePrefix = True
    elif type(cell) in _FORMATS:
        place.number_format = _FORMATS[type(cell)]


def _width(sheet: Sheet, index: int) -> float:
    """Return how wide a column has to be to show most of its cells."""
    cells = [sheet.header[index], *(cells[index] for _, cells in sheet.rows[:_LOOKED_AT])]
    lines = [line for cell in cells for line in str(cell).split("\n")]
    longest = max(map(_room, lines))
    return min(_WIDEST, max(_NARROWEST, longest + 2))
