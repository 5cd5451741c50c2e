"""Workbooks read: every sheet of an Excel file with its cells as they are, dates as dates and failed formulas as faults."""

import datetime as dt
import io
import posixpath
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree import ElementTree as ET

from volmatch.errors import Fault, ProblemError
from volmatch.io.files import AnyPath, contents
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.extents import error_cells, not_a_workbook
from volmatch.io.tables.extras import calamine
from volmatch.io.tables.guard import harmless
from volmatch.io.tables.headings import PRIVATE
from volmatch.io.tables.sheet import Sheet, sheet_of
from volmatch.text import Text

_HALF_A_SECOND = dt.timedelta(milliseconds=500)
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FAILED = Text("the formula in this cell failed; mend it, or type what should stand here")


def workbook_sheets(path: AnyPath, most_bytes: int) -> list[Sheet]:
    """Return the sheets of a workbook.

    Raises
    ------
    FileError
        If the file cannot be read.
    ProblemError
        If it is no workbook, is too large once unpacked, or has cells in which a formula failed.
    """
    reader = calamine()
    raw, parts = harmless(contents(path, most_bytes), most_bytes)
    sheets = _sheets(reader, raw)
    failed = list(_failed_cells(parts, {sheet.name: sheet for sheet in sheets}))
    if failed:
        raise ProblemError(failed)
    return sheets


def _sheets(reader: Any, raw: bytes) -> list[Sheet]:
    try:
        book = reader.CalamineWorkbook.from_filelike(io.BytesIO(raw))
        return [
            sheet_of(name, map(_tidy, _rows(book.get_sheet_by_name(name))))
            for name in book.sheet_names
            if not name.startswith(PRIVATE)
        ]
    except (reader.CalamineError, ValueError, OSError):
        raise not_a_workbook() from None
    except BaseException as error:
        if (
            type(error).__name__ != "PanicException"
        ):  # what a failure inside the reader is called; it has no better base
            raise
        raise not_a_workbook() from None


def _rows(sheet: Any) -> Iterator[list[Any]]:
    rows: Iterator[list[Any]] = sheet.iter_rows() if sheet.start is not None else iter(())
    return rows


def _tidy(row: list[Any]) -> list[Cell]:
    return [_round(cell) if isinstance(cell, (dt.datetime, dt.time)) else None if cell == "" else cell for cell in row]


def _round(cell: dt.datetime | dt.time) -> Cell:
    """Return a time to the second: a spreadsheet reckons times as shares of a day and misses by a hair."""
    if not cell.microsecond:
        return cell
    if isinstance(cell, dt.time):
        late = dt.datetime.combine(dt.date.min, cell) + _HALF_A_SECOND
        return late.time().replace(microsecond=0)
    return (cell + _HALF_A_SECOND).replace(microsecond=0)


def _failed_cells(parts: Mapping[str, bytes], sheets: Mapping[str, Sheet]) -> Iterator[Fault]:
    failed = {name: cells for name, part in parts.items() if (cells := error_cells(part))}
    if not failed:
        return
    for title, name in _names_of_parts(parts).items():
        for row, column in failed.get(name, ()):
            sheet = sheets.get(title)
            if sheet is not None:
                yield Fault(sheet.place(row, column), _FAILED)


def _names_of_parts(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return in which part of the file each sheet lies."""
    try:
        related = ET.fromstring(parts["xl/_rels/workbook.xml.rels"])  # noqa: S314 - nothing is declared in it: the guard looked
        book = ET.fromstring(parts["xl/workbook.xml"])  # noqa: S314 - the same
    except (KeyError, ET.ParseError):
        return {}
    attributes = [{name.casefold(): told for name, told in one.items()} for one in related]
    targets = {
        told.get("id", ""): posixpath.normpath(posixpath.join("xl", told.get("target", ""))) for told in attributes
    }
    return {
        one.get("name", ""): targets.get(one.get(_RELATION, ""), "").removeprefix("/")
        for one in book.iter()
        if one.tag.rpartition("}")[2] == "sheet"
    }
