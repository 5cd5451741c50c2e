"""The rows of a sheet, cell by cell: what each column says, and a fault for every cell that holds something else."""

from collections.abc import Iterator
from typing import Any

import attrs

from volmatch.errors import MOST_FAULTS, Fault
from volmatch.io.tables.columns import COLUMNS
from volmatch.io.tables.headings import Known
from volmatch.io.tables.own_columns import own_text
from volmatch.io.tables.sheet import is_empty
from volmatch.io.tables.weekdays import NotACell
from volmatch.text import Text


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
    faults
        What is wrong in it; whatever else is found wrong with a row that has a fault may come from that one.
    notes
        What was understood in a way worth knowing.
    """

    known: Known
    number: int
    flat: dict[str, Any]
    faults: list[Fault] = attrs.field(factory=list)
    notes: list[Fault] = attrs.field(factory=list)

    def tell(self, column: str | None, meant: Text) -> None:
        """Note how something was understood, where that is worth knowing."""
        self.notes.append(Fault.of(self.known.place(self.number, column), meant, self._given(column)))

    def note(self, column: str | None, wanted: Text) -> None:
        """Note a fault of a row that has none so far."""
        if not self.faults:
            given = self._given(column)
            place = self.known.place(self.number, column)
            self.faults.append(Fault(place, wanted) if given is None else Fault.of(place, wanted, given))

    def _given(self, column: str | None) -> Any:
        return None if column is None else self.flat.get(column)


def rows(known: Known) -> Iterator[Row]:
    """Yield the rows of a sheet, until so many faults were found that reading on would help nobody."""
    read = [
        (column.name, known.at[column.name], column.kind.read)
        for column in COLUMNS[known.key]
        if column.name in known.at
    ]
    found = 0
    for number, cells in known.sheet.rows:
        row, width = Row(known, number, {}), len(cells)
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
