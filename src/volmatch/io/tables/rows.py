"""The rows of a sheet, cell by cell: what each column says, and a fault for every cell that holds something else."""

from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from volmatch.errors import MOST_FAULTS, Fault
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.columns import COLUMNS
from volmatch.io.tables.headings import Known
from volmatch.io.tables.own_columns import own_text
from volmatch.io.tables.sheet import is_empty
from volmatch.io.tables.weekdays import NotACell
from volmatch.text import Text

_BESIDE = {"end": "start", "to": "from"}


@attrs.define
class Row:
    """A row that was read.

    Parameters
    ----------
    known
        Its sheet.
    number
        Its number, as people see it.
    flat
        What its cells say, by column; empty cells are left out.
    cells
        Its cells, as they were typed.
    faults
        What is wrong in it; whatever else is found wrong with a row that has a fault may come from that one.
    notes
        What was understood in a way worth knowing.
    """

    known: Known
    number: int
    flat: dict[str, Any]
    cells: Sequence[Cell] = ()
    faults: list[Fault] = attrs.field(factory=list)
    notes: list[Fault] = attrs.field(factory=list)

    def tell(self, column: str | None, meant: Text) -> None:
        """Note how something was understood, where that is worth knowing."""
        column = self._said_in(column)
        given = self._given(column)
        place = self.known.place(self.number, column)
        self.notes.append(Fault(place, meant) if is_empty(given) else Fault.of(place, meant, given))

    def note(self, column: str | None, wanted: Text) -> None:
        """Note a fault of a row that has none so far."""
        if not self.faults:
            column = self._said_in(column)
            given = self._given(column)
            place = self.known.place(self.number, column)
            self.faults.append(Fault(place, wanted) if is_empty(given) else Fault.of(place, wanted, given))

    def has(self, column: str) -> bool:
        """Whether something stands in the cell of a column."""
        return not is_empty(self._given(column))

    def _said_in(self, column: str | None) -> str | None:
        """Return the column in which a thing was said: an end stands beside the beginning where it has no column."""
        return _BESIDE.get(column or "", column) if column not in self.known.at else column

    def _given(self, column: str | None) -> Cell:
        index = None if column is None else self.known.at.get(column)
        return None if index is None or index >= len(self.cells) else self.cells[index]


def rows(known: Known) -> Iterator[Row]:
    """Yield the rows of a sheet, until so many faults were found that reading on would help nobody."""
    read = [
        (column.name, known.at[column.name], column.kind.read)
        for column in COLUMNS[known.key]
        if column.name in known.at
    ]
    found = 0
    for number, cells in known.sheet.rows:
        row, width = Row(known, number, {}, cells), len(cells)
        for name, index, kind in read:
            if index < width and not is_empty(cell := cells[index]):
                try:
                    row.flat[name] = kind(cell)
                except NotACell as fault:
                    row.faults.append(Fault.of(known.place(number, name), fault.wanted, cell))
        told = {header: text for header, index in known.own.items() if (text := own_text(cells, index))}
        if told:
            row.flat["data"] = {**row.flat.get("data", {}), **told}
        if not row.flat and not row.faults:
            continue
        yield row
        found += len(row.faults)
        if found >= MOST_FAULTS:
            return
