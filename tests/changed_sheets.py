"""Sheets as somebody leaves them who changed one cell."""

from typing import Any

import attrs

from volmatch.io.tables.sheet import Sheet


def change(sheets: list[Sheet], name: str, row: int, column: str, value: Any, nth: int = 0) -> list[Sheet]:
    """Return sheets in which one cell says something else; rows are counted from 0, without the headers."""
    told = []
    for sheet in sheets:
        if sheet.name == name:
            at = [index for index, header in enumerate(sheet.header) if header == column][nth]
            rows = [list(cells) for _, cells in sheet.rows]
            rows[row][at] = value
            numbered = tuple((number, tuple(cells)) for number, cells in enumerate(rows, start=2))
            sheet = attrs.evolve(sheet, rows=numbered)  # noqa: PLW2901 - the sheet as it is after the change
        told.append(sheet)
    return told
