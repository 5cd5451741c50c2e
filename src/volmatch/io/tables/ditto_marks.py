"""Marks that say the same as the cell above: ", 〃, 同上, ditto; they are filled down, and that is told."""

from collections.abc import Collection, Sequence

import attrs

from volmatch.errors import Fault
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.nothing_words import says_again
from volmatch.io.tables.sheet import Sheet, is_empty
from volmatch.text import Text

_SAME = Text("taken for {word}, which stands above")


def without_dittos(sheet: Sheet, columns: Collection[int]) -> Sheet:
    """Return a sheet with what stands above in each cell of some columns that says so; such a mark below nothing stays as it is."""
    above: dict[int, Cell] = {}
    rows: list[tuple[int, tuple[Cell, ...]]] = []
    told: list[Fault] = []
    for number, cells in sheet.rows:
        line = list(cells)
        for index, cell in enumerate(cells):
            if index in columns and index in above and says_again(cell):
                line[index] = above[index]
                wanted = attrs.evolve(_SAME, facts={"word": str(above[index])})
                told.append(Fault.of(sheet.place(number, index), wanted, cell))
        above |= _filled(line)
        rows.append((number, tuple(line)))
    return attrs.evolve(sheet, rows=tuple(rows), filled=(*sheet.filled, *told)) if told else sheet


def _filled(cells: Sequence[Cell]) -> dict[int, Cell]:
    return {index: cell for index, cell in enumerate(cells) if not is_empty(cell)}
