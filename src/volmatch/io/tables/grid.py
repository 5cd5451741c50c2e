"""The cells of one sheet of a workbook, read from its XML once: values, dates, merged cells, and formulas that say nothing."""

import datetime as dt
import re
from collections.abc import Mapping

import attrs

from volmatch.io.tables import extents
from volmatch.io.tables.cell_texts import Formats
from volmatch.io.tables.cells import Cell

_WIDEST, _LONGEST = 16_384, 1_048_576
_MOST_DIGITS = 64
_REFERENCE = re.compile(r"\s*([A-Za-z]{1,3})(\d{1,7})\s*", re.ASCII)
_NUMBER = re.compile(r"[-+.\deE]+", re.ASCII)
#: Letters that XML lacks, as workbooks write them.
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_HALF_A_SECOND = dt.timedelta(milliseconds=500)
_SURROGATES = range(0xD800, 0xE000)
_PIECES = frozenset({"v", "t"})

Area = tuple[int, int, int, int]


def number_of(name: str) -> int:
    """Return the number of a column, counted from 1: of ``AA``, 27."""
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _place(name: str) -> tuple[int, int]:
    """Return row and column, both counted from 1."""
    found = _REFERENCE.fullmatch(name)
    row, column = (int(found[2]), number_of(found[1])) if found else (0, 0)
    if not (1 <= row <= _LONGEST and 1 <= column <= _WIDEST):
        raise ValueError
    return row, column


@attrs.define
class Grid:
    """The cells of a sheet; rows and columns are counted from 1.

    Parameters
    ----------
    texts
        What cells share.
    formats
        Which numbers are dates.
    rows
        Values of the cells in which something stands, by row and column.
    failed
        Cells in which a formula failed.
    unready
        Cells with a formula whose result nobody has reckoned yet.
    merged
        First row and column, last row and column of cells that are one.
    hidden
        Rows that a spreadsheet does not show.
    """

    texts: list[str]
    formats: Formats
    rows: dict[int, dict[int, Cell]] = attrs.field(factory=dict)
    failed: list[tuple[int, int]] = attrs.field(factory=list)
    unready: list[tuple[int, int]] = attrs.field(factory=list)
    merged: list[Area] = attrs.field(factory=list)
    hidden: list[int] = attrs.field(factory=list)
    _row: int = 0
    _column: int = 0
    _count: int = 0
    _letters: int = 0
    _last: tuple[int, int] = (0, 0)
    _told: Mapping[str, str] | None = None
    _is_formula: bool = False
    _pieces: list[str] | None = None
    _spoken: int = 0
    _said: list[str] = attrs.field(factory=list)

    def begin(self, name: str, told: Mapping[str, str]) -> None:
        """Take the beginning of a row, of a cell or of what stands in one."""
        if name == "row":
            self._row, self._column = int(told.get("r", self._row + 1)), 0
            self.hidden += [self._row] if told.get("hidden") in ("1", "true") else []
            if self._row > _LONGEST:
                raise ValueError
        elif name == "c":
            self._begin_cell(told)
        elif name == "mergeCell":
            ends = [_place(end) for end in told["ref"].split(":")]
            self.merged.append((*ends[0], *ends[-1]))
        elif self._told is not None:
            self._is_formula |= name == "f"
            self._spoken += name == "rPh"
            self._pieces = self._said if name in _PIECES and not self._spoken else None

    def text(self, text: str) -> None:
        """Take a piece of what stands in a cell."""
        if self._pieces is not None:
            self._pieces.append(text)

    def end(self, name: str) -> None:
        """Take the end of a cell."""
        self._pieces = None
        self._spoken -= name == "rPh" and self._told is not None
        if name == "c" and self._told is not None:
            self._end_cell(self._told, "".join(self._said))
            self._told = None

    def _begin_cell(self, told: Mapping[str, str]) -> None:
        self._count += 1
        if self._count > extents.MOST_CELLS:
            raise extents.too_many_cells()
        self._column += 1
        if "r" in told:
            self._row, self._column = _place(told["r"])
        if not (1 <= self._row <= _LONGEST and self._column <= _WIDEST):
            raise ValueError
        self._told, self._is_formula, self._said = told, False, []

    def _end_cell(self, told: Mapping[str, str], said: str) -> None:
        kind, here = told.get("t", "n"), (self._row, self._column)
        if kind == "e":
            self.failed.append(here)
        elif self._is_formula and not said and kind != "str":
            self.unready.append(here)
        value = None if kind == "e" or not said else self._value(kind, said, int(told.get("s", 0)))
        if value is None or value == "":
            return
        row = self.rows.setdefault(self._row, {})
        if self._column in row:
            raise ValueError
        row[self._column] = value
        self._make_room(value)

    def _make_room(self, value: Cell) -> None:
        self._last = max(self._last[0], self._row), max(self._last[1], self._column)
        if self._last[0] * self._last[1] > extents.MOST_CELLS:
            raise extents.too_many_cells()
        self._letters += len(value) if isinstance(value, str) else 0
        if self._letters > extents.MOST_LETTERS:
            raise extents.too_many_letters()

    def _value(self, kind: str, said: str, style: int) -> Cell:
        if kind == "s":
            return self.texts[_index(said)]
        if kind in ("str", "inlineStr"):
            return unescaped(said)
        if kind == "b":
            return said.strip() in ("1", "true")
        if kind == "d":
            return dt.datetime.fromisoformat(said.strip())
        if len(said) > _MOST_DIGITS or not _NUMBER.fullmatch(said.strip()):
            raise ValueError
        return _round(self.formats.value(float(said), style))


def _index(said: str) -> int:
    if len(said) > _MOST_DIGITS or not said.strip().isdigit():
        raise ValueError
    return int(said)


def unescaped(text: str) -> str:
    """Return a text with the letters that XML lacks."""
    return _ESCAPED.sub(_letter, text) if "_x" in text else text


def _letter(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return found[0] if code in _SURROGATES else chr(code)


def _round(cell: Cell) -> Cell:
    """Return a time to the second: a spreadsheet reckons times as shares of a day and misses by a hair."""
    if isinstance(cell, dt.timedelta):
        return dt.timedelta(seconds=round(cell.total_seconds()))
    if not isinstance(cell, (dt.datetime, dt.time)) or not cell.microsecond:
        return cell
    if isinstance(cell, dt.time):
        late = dt.datetime.combine(dt.date.min, cell) + _HALF_A_SECOND
        return late.time().replace(microsecond=0)
    return (cell + _HALF_A_SECOND).replace(microsecond=0)
