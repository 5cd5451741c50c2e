"""A sheet as every source gives it: a name, a row of headers, and rows of cells that know where they stand."""

from collections.abc import Iterable, Sequence

import attrs

from volmatch.io.tables.cells import Cell

_LETTERS = 26


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
    """

    name: str
    header: tuple[Cell, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    header_row: int = 1

    def place(self, row: int, column: int | None) -> str:
        """Return where a cell stands, such as ``volunteers!C4 (skills)``, or a row, such as ``volunteers!4:4``."""
        if column is None:
            return f"{self.name}!{row}:{row}"
        header = self.header[column] if column < len(self.header) else None
        is_told = not is_empty(header) and str(header).isprintable() and row != self.header_row
        told = f" ({header})" if is_told else ""
        return f"{self.name}!{letters(column)}{row}{told}"


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
    filled = filled_rows(grid, 1)
    if not filled:
        return Sheet(name=name, header=(), rows=())
    (header_row, header), *rows = filled
    return Sheet(name=name, header=header, rows=tuple(rows), header_row=header_row)


def filled_rows(grid: Iterable[Iterable[Cell]], first: int) -> list[tuple[int, tuple[Cell, ...]]]:
    """Return the rows in which something stands, with their numbers."""
    numbered = ((number, tuple(row)) for number, row in enumerate(grid, start=first))
    return [(number, cells) for number, cells in numbered if not all(map(is_empty, cells))]


def is_empty(cell: Cell) -> bool:
    """Whether nothing stands in a cell but spaces."""
    return cell is None or (isinstance(cell, str) and (not cell or cell.isspace()))
