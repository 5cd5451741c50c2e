"""Days in one column and hours in another, as forms ask for them: days available Sat, Sun beside times available mornings."""

from collections.abc import Mapping

import attrs

from volmatch.errors import Fault
from volmatch.io.tables.asking_headers import asked_in
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.counting_headers import DAYS_FREE
from volmatch.io.tables.days_in_a_cell import said_days
from volmatch.io.tables.free_words import ALWAYS
from volmatch.io.tables.headings import Known
from volmatch.io.tables.sheet import is_empty
from volmatch.io.tables.table_words import plain
from volmatch.io.tables.weekdays import NotACell
from volmatch.io.tables.when_free import free_times
from volmatch.text import Text

_TAKEN = Text("the days in this column were taken together with the hours in column {other}")
_ALONE = Text("this column was taken for when people are free")
_TWICE = Text(
    "this and the column of times say both on which days; leave one of them empty, or write days here and hours there"
)
_BETWEEN = "; "


def with_days_beside(known: Mapping[str, Known]) -> tuple[dict[str, Known], list[Fault]]:
    """Return sheets in which people's days count whose hours stand in another column, or nowhere; and what is wrong with them."""
    people = known.get("volunteers")
    if people is None:
        return dict(known), []
    found = next((pair for pair in people.own.items() if not DAYS_FREE.isdisjoint(asked_in(pair[0]))), None)
    if found is None:
        return dict(known), []
    header, index = found
    place = people.sheet.place(people.sheet.header_row, index)
    people = attrs.evolve(
        people,
        own={name: at for name, at in people.own.items() if name != header},
        notes=[note for note in people.notes if note.path != place],
    )
    told, faults = _ALONE, list[Fault]()
    if "free" in people.at:
        told = attrs.evolve(_TAKEN, facts={"other": str(people.sheet.header[people.at["free"]])})
        people, faults = _joined(people, index)
    else:
        people = attrs.evolve(people, at={**people.at, "free": index})
    people = attrs.evolve(people, notes=[*people.notes, Fault.of(place, told, header)])
    return {**known, "volunteers": people}, faults


def _joined(people: Known, index: int) -> tuple[Known, list[Fault]]:
    """Return a sheet whose hours have their days in front, and a fault for each row of which both columns say days."""
    rows, faults, free = list[tuple[int, tuple[Cell, ...]]](), list[Fault](), people.at["free"]
    for number, cells in people.sheet.rows:
        filled = (*cells, *(None,) * (max(free, index) + 1 - len(cells)))
        try:
            both = _both(filled[index], filled[free])
        except NotACell as fault:
            faults.append(Fault.of(people.sheet.place(number, index), fault.wanted, filled[index]))
            both = filled[free]
        rows.append((number, (*filled[:free], both, *filled[free + 1 :])))
    return attrs.evolve(people, sheet=attrs.evolve(people.sheet, rows=tuple(rows))), faults


def _both(days: Cell, hours: Cell) -> Cell:
    """Return what days and hours say together; where only one of them says something, that."""
    if _says_all(days) or _says_all(hours):
        return hours if _says_all(days) else days
    pieces = [piece.strip() for piece in str(hours).split(";") if piece.strip()]
    if not (isinstance(days, str) and said_days(days) and all(map(_are_hours, pieces))):
        raise NotACell(_TWICE)
    return _BETWEEN.join(f"{days} {piece}" for piece in pieces)


def _says_all(cell: Cell) -> bool:
    return is_empty(cell) or (isinstance(cell, str) and plain(cell) in ALWAYS)


def _are_hours(text: str) -> bool:
    try:
        told = free_times(text)
    except NotACell:
        return False
    return bool(told) and all(one.days is None and one.span is not None for one in told or ())
