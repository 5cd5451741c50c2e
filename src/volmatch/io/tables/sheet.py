"""A sheet as every source gives it: a name, a row of headers, and rows of cells that know where they stand."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

import attrs

from volmatch.errors import Fault
from volmatch.io.tables.cells import Cell
from volmatch.text import Text

_LETTERS = 26
#: So many rows from the top are looked through for the headers.
_LOOKED_THROUGH = 20
_NAMELESS = Text("this column has no header; add one, or empty it")
_MERGED = Text("this cell is merged with others; what it says was taken to stand in each of them")
_ABOVE = Text("this row stands above the headers and was passed over")


@attrs.frozen(kw_only=True)
class Sheet:
    """A sheet.

    Parameters
    ----------
    name
        As the file calls it.
    header
        The cells of its first row that is not empty.
    rows
        Number of each row that is not empty, counted from 1 as people see it, and its cells.
    header_row
        Number of the row of headers.
    above
        Rows that stand over the headers, such as a title.
    merged
        First row and column, last row and column of cells that are one; columns are counted from 0.
    faults
        Cells that nobody can read, such as those of formulas that failed.
    filled
        What was told of merged cells when their rows were filled with what they say.
    several
        Numbers of rows that say several days, of which each has a row here.
    turned
        Of a form that was read the other way round: the number of the row that became each column.
    is_part
        Whether it is one of several tables of a sheet, whose name says nothing of it.
    is_hidden
        Whether a spreadsheet does not show it.
    colours
        Colour of the ground of rows that are to be seen first, by number, as ``FDE6E2``; only a workbook has them.
    fills
        The same of single cells, by row and by column, counted from 0.
    """

    name: str
    header: tuple[Cell, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    header_row: int = 1
    above: tuple[tuple[int, tuple[Cell, ...]], ...] = ()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    faults: tuple[Fault, ...] = ()
    filled: tuple[Fault, ...] = ()
    several: frozenset[int] = frozenset()
    turned: tuple[int, ...] = ()
    is_part: bool = False
    is_hidden: bool = False
    colours: Mapping[int, str] = attrs.field(factory=dict, eq=False)
    fills: Mapping[tuple[int, int], str] = attrs.field(factory=dict, eq=False)

    def place(self, row: int, column: int | None) -> str:
        """Return where a cell stands, such as ``volunteers!C4 (skills)``, or a row, such as ``volunteers!4:4``."""
        if self.turned:
            return self._turned_place(row, column)
        if column is None:
            return f"{self.name}!{row}:{row}"
        header = self.header[column] if column < len(self.header) else None
        is_told = not is_empty(header) and str(header).isprintable() and row != self.header_row
        told = f" ({header})" if is_told else ""
        return f"{self.name}!{letters(column)}{row}{told}"

    def _turned_place(self, row: int, column: int | None) -> str:
        """Return where a cell stood before rows and columns changed places."""
        letter = letters(row if row != self.header_row else 0)
        if column is None:
            return f"{self.name}!{letter}:{letter}"
        if row == self.header_row:
            return f"{self.name}!A{self.turned[column]}"
        return f"{self.name}!{letter}{self.turned[column]} ({self.header[column]})"

    def headed(self, is_header: Callable[[Sequence[Cell]], bool], *, may_have_groups: bool = False) -> "Sheet":
        """Return the sheet with the first row near its top for which `is_header` holds as its headers; itself where none is.

        A word alone is a title where a whole row of headers stands below it, and so are a few groups over a row of more headers.
        """
        lines = [(self.header_row, self.header), *self.rows]
        found = (index for index, (_, cells) in enumerate(islice(lines, _LOOKED_THROUGH)) if is_header(cells))
        index = next(found, None)
        if index is not None and _count(lines[index][1]) == 1:
            index = next((other for other in found if _count(lines[other][1]) > 1), index)
        if index is None:
            return self
        if may_have_groups and is_header(below := lines[index + 1][1] if index + 1 < len(lines) else ()):
            index += _count(below) > _count(lines[index][1])
        number, cells = lines[index]
        above = (*self.above, *lines[:index])
        header = (*cells, *(None,) * (len(self.header) - len(cells)))
        return attrs.evolve(self, header=header, header_row=number, rows=tuple(lines[index + 1 :]), above=above)

    def nameless(self, index: int) -> Iterator[Fault]:
        """Yield a fault for the first cell of a column that has no header and yet something in it."""
        for row, cells in self.rows:
            if index < len(cells) and not is_empty(cells[index]):
                yield Fault.of(self.place(row, index), _NAMELESS, cells[index])
                return

    def notes(self) -> list[Fault]:
        """Return what was passed over in reading the sheet."""
        above = [Fault.of(self.place(row, None), _ABOVE, _first_filled(cells)) for row, cells in self.above]
        return [*above, *self.filled]

    def unmerged(self) -> "Sheet":
        """Return the sheet with what merged cells below the headers say in each of them."""
        under = [area for area in self.merged if area[0] > self.header_row]
        if not under:
            return self
        rows, told = {number: list(cells) for number, cells in self.rows}, []
        numbers = list(rows)
        for first, left, last, right in under:
            value = rows[first][left] if first in rows and left < len(rows[first]) else None
            covered = numbers[bisect_left(numbers, first) : bisect_right(numbers, last)]
            columns = range(left, min(right + 1, len(self.header)))
            if is_empty(value) or len(covered) * len(columns) <= 1:
                continue
            told.append(Fault.of(self.place(first, left), _MERGED, value))
            for number in covered:
                cells = rows[number]
                cells.extend([None] * (columns.stop - len(cells)))
                cells[left : columns.stop] = [value if is_empty(cell) else cell for cell in cells[left : columns.stop]]
        settled = tuple((number, tuple(cells)) for number, cells in rows.items())
        return attrs.evolve(self, rows=settled, merged=(), filled=(*self.filled, *told))


def letters(column: int) -> str:
    """Return what a spreadsheet calls a column, counted from 0: ``A``, ``Z``, ``AA``."""
    told = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, _LETTERS)
        told = chr(ord("A") + letter) + told
    return told


def sheet_of(name: str, grid: Iterable[Sequence[Cell]]) -> Sheet:
    """Return a sheet from all its rows, the empty ones included; its first row that is not empty has the headers."""
    return sheet_of_rows(name, filled_rows(grid, 1))


def sheet_of_rows(name: str, filled: Sequence[tuple[int, tuple[Cell, ...]]]) -> Sheet:
    """Return a sheet from its rows that are not empty, with their numbers; the first has the headers."""
    if not filled:
        return Sheet(name=name, header=(), rows=())
    (header_row, header), *rows = filled
    return Sheet(name=name, header=padded(header, rows), rows=tuple(rows), header_row=header_row)


def padded(header: Sequence[Cell], rows: Iterable[tuple[int, Sequence[Cell]]]) -> tuple[Cell, ...]:
    """Return headers as many as the widest row has cells: what stands under none of them must not be lost."""
    width = max((len(cells) for _, cells in rows), default=0)
    return (*header, *(None,) * (width - len(header)))


def filled_rows(grid: Iterable[Iterable[Cell]], first: int) -> list[tuple[int, tuple[Cell, ...]]]:
    """Return the rows in which something stands, with their numbers."""
    numbered = ((number, tuple(row)) for number, row in enumerate(grid, start=first))
    return [(number, cells) for number, cells in numbered if not all(map(is_empty, cells))]


def is_empty(cell: Cell) -> bool:
    """Whether nothing stands in a cell but spaces."""
    return cell is None or (isinstance(cell, str) and (not cell or cell.isspace()))


def _count(cells: Iterable[Cell]) -> int:
    return sum(not is_empty(cell) for cell in cells)


def _first_filled(cells: Iterable[Cell]) -> Cell:
    return next((cell for cell in cells if not is_empty(cell)), None)
