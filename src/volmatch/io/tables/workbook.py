"""Workbooks read: every sheet of an Excel file with its cells as they are, dates as dates, and formulas without a result as faults."""

from collections.abc import Iterator, Mapping

import attrs

from volmatch.errors import Fault
from volmatch.io.files import AnyPath, contents
from volmatch.io.tables.cell_texts import Contents, Formats, Related, Texts
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.extents import refuse_too_many_cells, refuse_too_many_texts
from volmatch.io.tables.grid import Grid, unescaped
from volmatch.io.tables.guard import Part, elements, not_a_workbook, unpacked
from volmatch.io.tables.headings import OWN, PRIVATE
from volmatch.io.tables.needed_packages import openpyxl
from volmatch.io.tables.sheet import Sheet, sheet_of_rows
from volmatch.text import Text

_FAILED = Text("the formula in this cell failed; mend it, or type what should stand here")
_UNREADY = Text("the formula in this cell has no result yet; open the workbook in a spreadsheet and save it")
_USUAL_PLACE = "xl/workbook.xml"


def workbook_sheets(path: AnyPath, most_bytes: int) -> list[Sheet]:
    """Return the sheets of a workbook; formulas that failed, or have no result yet, are faults of their sheets.

    Raises
    ------
    FileError
        If the file cannot be read.
    ProblemError
        If it is no workbook, or too large once unpacked.
    """
    openpyxl()  # before anything is read, so that a missing package is told at once
    parts = {name.casefold(): part for name, part in unpacked(contents(path, most_bytes), most_bytes).items()}
    package = _related(parts, "")
    place = package.part("officeDocument") or _USUAL_PLACE
    book, related = Contents(), _related(parts, place)
    elements(_part(parts, place), book)
    texts, formats = Texts(), Formats(since_1904=book.since_1904)
    for taker, kind in ((texts, "sharedStrings"), (formats, "styles")):
        part = related.part(kind) or f"{related.folder}/{kind}.xml".casefold()
        if part in parts:
            if taker is texts:
                refuse_too_many_texts(parts[part], parts.values())
            elements(parts[part], taker)
    shared = [unescaped(text) for text in texts.all]
    sheets = []
    for name, relation in book.sheets:
        if (name == OWN or not name.startswith(PRIVATE)) and related.leads_to_cells(relation):
            grid = Grid(shared, formats)
            cells = _part(parts, related.targets.get(relation, ""))
            refuse_too_many_cells(cells)
            elements(cells, grid)
            sheets.append(attrs.evolve(_sheet(name, grid), is_hidden=name in book.hidden))
    return sheets


def _related(parts: Mapping[str, Part], place: str) -> Related:
    """Return where the relations of a part lead."""
    folder, _, name = place.rpartition("/")
    related = Related(folder)
    told = parts.get(f"{folder}/_rels/{name}.rels".removeprefix("/"))
    if told is not None:
        elements(told, related)
    return related


def _part(parts: Mapping[str, Part], name: str) -> Part:
    if name not in parts:
        raise not_a_workbook()
    return parts[name]


def _sheet(name: str, grid: Grid) -> Sheet:
    rows = [(number, _cells(cells)) for number, cells in sorted(grid.rows.items())]
    sheet = sheet_of_rows(name, rows)
    areas = tuple((first, left - 1, last, right - 1) for first, left, last, right in grid.merged)
    return attrs.evolve(sheet, merged=areas, faults=tuple(_faults(sheet, grid)), filled=tuple(_hidden(sheet, grid)))


def _cells(cells: Mapping[int, Cell]) -> tuple[Cell, ...]:
    return tuple(cells.get(column) for column in range(1, max(cells) + 1))


def _hidden(sheet: Sheet, grid: Grid) -> Iterator[Fault]:
    """Yield a note of the rows that a spreadsheet does not show, as where a filter is on: they count."""
    hidden = set(grid.hidden)
    rows = [number for number, _ in sheet.rows if number in hidden]
    if rows:
        yield Fault(sheet.place(rows[0], None), _hidden_rows(len(rows)))


def _hidden_rows(count: int) -> Text:
    return Text.counted(
        "{n} row is hidden, and was read as well: this one; delete it if it is not meant",
        "{n} rows are hidden, and were read as well, this one first; delete those that are not meant",
        {"n": count},
    )


def _faults(sheet: Sheet, grid: Grid) -> Iterator[Fault]:
    """Yield the faults of formulas, from the top to the bottom."""
    told = [(*place, _FAILED) for place in grid.failed] + [(*place, _UNREADY) for place in grid.unready]
    for row, column, wanted in sorted(told, key=lambda one: one[:2]):
        yield Fault(sheet.place(row, column - 1), wanted)
