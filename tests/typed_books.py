"""Workbooks as somebody types them: nothing but the rows of each sheet."""

from collections.abc import Mapping, Sequence

import openpyxl

from volmatch.io.tables.cells import Cell

Rows = Sequence[Sequence[Cell]]


def book_of(sheets: Mapping[str, Rows]) -> openpyxl.Workbook:
    """Return a workbook with these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(list(row))
    return book
