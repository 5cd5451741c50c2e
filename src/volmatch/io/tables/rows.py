"""The rows of a sheet, cell by cell: what each column says, and a fault for every cell that holds something else."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import attrs

from volmatch.errors import MOST_FAULTS, Fault
from volmatch.io.tables.asides import COLUMNS_WITH_ASIDES, TAKEN_WITHOUT, without_aside
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.columns import COLUMNS
from volmatch.io.tables.headings import Known
from volmatch.io.tables.nothing_words import COLUMNS_WITH_NOTHING, TAKEN_FOR_NOTHING, says_nothing
from volmatch.io.tables.own_columns import own_text
from volmatch.io.tables.sheet import is_empty
from volmatch.io.tables.skill_levels import Leveled
from volmatch.io.tables.table_words import plain
from volmatch.io.tables.weekdays import NotACell
from volmatch.text import Text

#: So long a length may be in hours, where its header does not say minutes.
_HOURS = 12
_MINUTES = frozenset(("minutes", "分钟"))
_HOURS_OR_MINUTES = Text("this may be hours or minutes: write {n}h or {n} min")
_OTHER_LEVEL = Text("the skill beside it says the level {level}; keep one")
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
    is_out
        Whether it says of somebody that they do not take part.
    denied
        Skills and traits of which it says that somebody has them not.
    assigned
        Ids of the people of whom it says that they are there.
    """

    known: Known
    number: int
    flat: dict[str, Any]
    cells: Sequence[Cell] = ()
    faults: list[Fault] = attrs.field(factory=list)
    notes: list[Fault] = attrs.field(factory=list)
    is_out: bool = False
    denied: list[str] = attrs.field(factory=list)
    assigned: list[str] = attrs.field(factory=list)

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
    nothing: set[str] = set()
    for number, cells in known.sheet.rows:
        row, width = Row(known, number, {}, cells), len(cells)
        for name, index, kind in read:
            if index < width and not is_empty(cell := cells[index]):
                if name in COLUMNS_WITH_NOTHING and says_nothing(cell):
                    _tell_nothing(row, name, cell, nothing)
                    continue
                try:
                    _put(row.flat, name, _read(row, name, kind, cell))
                    _demand_unit(known, name, row.flat[name])
                except NotACell as fault:
                    row.faults.append(Fault.of(known.place(number, name), fault.wanted, cell))
        told = {header: text for header, index in known.own.items() if (text := own_text(cells, index))}
        if told:
            row.flat["data"] = {**row.flat.get("data", {}), **told}
        _count(row)
        if not (row.flat or row.faults or row.denied):
            continue
        yield row
        found += len(row.faults)
        if found >= MOST_FAULTS:
            return


def _read(row: Row, name: str, kind: Callable[[Cell], Any], cell: Cell) -> Any:
    """Return what a cell says; a remark in brackets behind it is passed over where nothing else can be meant, and told."""
    try:
        return kind(cell)
    except NotACell:
        found = without_aside(cell, name) if name in COLUMNS_WITH_ASIDES else None
        if found is None:
            raise
        bare, aside = found
        try:
            told = kind(bare)
        except NotACell:
            told = None
        if told is None:
            raise
        row.tell(name, attrs.evolve(TAKEN_WITHOUT, facts={"words": aside}))
        return told


def _count(row: Row) -> None:
    """Count what people's own columns say that others ask for."""
    for column in row.known.counted:
        cell = row.cells[column.index] if column.index < len(row.cells) else None
        if is_empty(cell):
            continue
        try:
            column.take(row, cell)
        except NotACell as fault:
            row.faults.append(Fault.of(row.known.sheet.place(row.number, column.index), fault.wanted, cell))


def _put(flat: dict[str, Any], name: str, value: Any) -> None:
    """Put what a cell says into its row; a level behind a skill belongs to the column of levels."""
    if name == "skill_level" and flat.get(name, value) != value:
        raise NotACell(attrs.evolve(_OTHER_LEVEL, facts={"level": flat[name]}))
    if isinstance(value, Leveled):
        flat[name], flat["skill_level"] = value.skill, value.level
    else:
        flat[name] = value


def _demand_unit(known: Known, name: str, value: object) -> None:
    """Refuse a few minutes under a header that may mean hours as well."""
    header = plain(str(known.sheet.header[known.at[name]]))
    if name == "minutes" and header not in _MINUTES and isinstance(value, (int, float)) and 0 < value <= _HOURS:
        raise NotACell(attrs.evolve(_HOURS_OR_MINUTES, facts={"n": value}))


def _tell_nothing(row: Row, name: str, cell: Cell, known: set[str]) -> None:
    """Tell once a sheet and word that it was taken for nothing."""
    if str(cell) not in known:
        known.add(str(cell))
        row.tell(name, attrs.evolve(TAKEN_FOR_NOTHING, facts={"word": str(cell).strip()}))
