"""Rows that are nobody's: totals below a list, and headers that stand there again; they are passed over, and that is told."""

import re
from collections.abc import Iterator, Sequence

import attrs

from volmatch.errors import Fault
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.sheet import Sheet, is_empty
from volmatch.io.tables.table_words import plain
from volmatch.text import Text

_TOTAL = re.compile(
    r"(?:(?:grand |sub)?totals?|in total|sum|summe|gesamt|insgesamt|合计|总计|共计|小计|总数|总人数|汇总)\s*[:：]?\s*[\d.]*\s*(?:people|persons?|volunteers?|人|名|位|场|个)?"  # noqa: RUF001
)
_NUMBER = re.compile(r"[\d.,]+\s*(?:人|名|位|场|个|小时|people|h)?", re.ASCII)
_PLACE = re.compile(r"[A-Z]+(\d+)(?: .*)?", re.DOTALL)
_SUMMED = Text("this row sums up others and was passed over")
_AGAIN = Text("this row has the headers again and was passed over")


def without_sums(sheet: Sheet) -> Sheet:
    """Return a sheet without the rows that sum up others, and without what is wrong in those alone."""
    faulty = {number: [fault for fault in sheet.faults if _row_of(fault, sheet) == number] for number, _ in sheet.rows}
    sums = {number: cells for number, cells in sheet.rows if _is_sum(cells, has_formulas=bool(faulty[number]))}
    if not sums:
        return sheet
    told = [Fault.of(sheet.place(number, None), _SUMMED, _first(cells)) for number, cells in sums.items()]
    faults = tuple(fault for fault in sheet.faults if _row_of(fault, sheet) not in sums)
    return _without(attrs.evolve(sheet, faults=faults), frozenset(sums), told)


def without_headers(sheet: Sheet) -> Sheet:
    """Return a sheet without rows that have its headers once more, as where several lists were put together."""
    header = _words(sheet.header)
    again = {number: cells for number, cells in sheet.rows if len(header) > 1 and _words(cells) == header}
    told = [Fault.of(sheet.place(number, None), _AGAIN, _first(cells)) for number, cells in again.items()]
    return _without(sheet, frozenset(again), told) if again else sheet


def _without(sheet: Sheet, numbers: frozenset[int], told: Sequence[Fault]) -> Sheet:
    rows = tuple(row for row in sheet.rows if row[0] not in numbers)
    return attrs.evolve(sheet, rows=rows, filled=(*sheet.filled, *told))


def _is_sum(cells: Sequence[Cell], *, has_formulas: bool) -> bool:
    """Whether a row begins with a word such as total, and has nothing but numbers behind it."""
    told = [cell for cell in cells if not is_empty(cell)]
    if not told or not isinstance(told[0], str) or not _TOTAL.fullmatch(plain(told[0])):
        return False
    return (len(told) > 1 or has_formulas or (bool(cells) and not is_empty(cells[0]))) and all(
        map(_is_number, told[1:])
    )


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, (int, float)) or (isinstance(cell, str) and _NUMBER.fullmatch(cell.strip()) is not None)


def _row_of(fault: Fault, sheet: Sheet) -> int | None:
    found = _PLACE.fullmatch(fault.path.removeprefix(f"{sheet.name}!"))
    return int(found[1]) if found else None


def _words(cells: Sequence[Cell]) -> tuple[tuple[int, str], ...]:
    return tuple((index, plain(str(cell))) for index, cell in enumerate(cells) if not is_empty(cell))


def _first(cells: Sequence[Cell]) -> Cell:
    return next((cell for cell in cells if not is_empty(cell)), None)


def swept(sheets: Sequence[Sheet]) -> Iterator[Sheet]:
    """Yield sheets without their rows of sums."""
    yield from map(without_sums, sheets)
