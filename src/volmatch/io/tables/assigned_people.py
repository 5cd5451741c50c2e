"""Columns of activities that name who is there already: volunteers, assigned, 已安排; who is named stays there, as by the rule pinned."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from volmatch.errors import Fault
from volmatch.io.tables.asking_headers import asked_in
from volmatch.io.tables.called import Called
from volmatch.io.tables.cells import WORD, Cell
from volmatch.io.tables.companions import names_in
from volmatch.io.tables.counting_headers import ASSIGNED
from volmatch.io.tables.head_counts import PEOPLE
from volmatch.io.tables.headings import Known
from volmatch.io.tables.nothing_words import says_nothing
from volmatch.io.tables.origins import Origin
from volmatch.io.tables.rows import Row
from volmatch.io.tables.sheet import is_empty
from volmatch.io.tables.table_words import plain
from volmatch.io.tables.weekdays import NotACell
from volmatch.plugs import load
from volmatch.text import Text

_SHEETS = ("sessions", "roles")
_HEADS = ("min", "target", "max")
#: What stands behind a name, as in Ana (lead).
_NOTE = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")  # noqa: RUF001 - people type the wide ones
_OPEN = frozenset(("tbd", "tbc", "tba", "open", "free", "empty", "vacant", "待定", "未定", "空缺", "空", "待安排"))


@attrs.frozen
class AssignedColumn:
    """A column that names people who are there already."""

    index: int
    people: Called

    def take(self, row: Row, cell: Cell) -> None:
        """Note who is named, and that as many are needed where the row does not say how many."""
        ids = dict.fromkeys(self._ids(row, cell))
        if not ids:
            return
        row.assigned += [own for own in ids if own not in row.assigned]
        needed = max((figure for name in _HEADS for figure in _figures(row.flat.get(name))), default=0)
        if not any(name in row.flat for name in _HEADS):
            row.flat["min"] = len(row.assigned)
        elif len(row.assigned) > needed > 0:
            raise NotACell(attrs.evolve(_TOO_MANY, facts={"n": len(row.assigned), "most": needed}))

    def names_somebody(self, cells: Sequence[Cell]) -> bool:
        """Whether any cell names one of the people."""
        return any(self._meant(name) for cell in cells for name in _names(cell))

    def _ids(self, row: Row, cell: Cell) -> Iterator[str]:
        whole = () if isinstance(cell, bool) else self.people.ids(str(cell).strip())
        for name in [str(cell).strip()] if whole else _names(cell):
            ids = self._meant(name)
            if len(ids) > 1:
                raise NotACell(attrs.evolve(_ANY_OF, facts={"words": tuple(ids)}))
            if not ids:
                row.notes.append(Fault.of(row.known.sheet.place(row.number, self.index), self._nobody(name), name))
            yield from ids

    def _meant(self, name: str) -> Sequence[str]:
        return self.people.ids(name) or self.people.ids(_NOTE.sub("", name))

    def _nobody(self, name: str) -> Text:
        near = self.people.near(name)
        return attrs.evolve(_NEAR, facts={"nearest": near}) if near else _NOBODY


def with_assigned(known: Mapping[str, Known]) -> dict[str, Known]:
    """Return sheets of activities and roles in which columns count that name people of the file."""
    people = Called.of(_people(known["volunteers"]) if "volunteers" in known else ())
    return {key: _with_assigned(one, people) if key in _SHEETS else one for key, one in known.items()}


def pin_assigned(data: dict[str, Any], origins: dict[str, Origin]) -> None:
    """Add the rule that keeps people where a column names them, to a problem in the making."""
    rows = [(path, one.row) for path, one in origins.items() if one.row.assigned and path.startswith("sessions[")]
    at = len(data.get("rules", ()))
    pins: list[dict[str, str]] = []
    for path, row in rows:
        if (row.known.key == "roles") is not (".roles[" in path):  # the role that a row of an activity has in it
            continue
        if row.has("split_at") and row.known.key == "sessions":
            row.tell(None, _SHARED)
            row.assigned.clear()
        session = data["sessions"][int(path.removeprefix("sessions[").partition("]")[0])]
        role = {"role": row.flat["role"]} if row.known.key == "roles" and "role" in row.flat else {}
        for own in row.assigned if "id" in session else ():
            origins[f"rules[{at}].stay[{len(pins)}]"] = Origin(row, {})
            pins.append({"volunteer": own, "session": session["id"], **role})
    if pins:
        data.setdefault("rules", []).append(load("staying").staying(pins))


def _with_assigned(known: Known, people: Called) -> Known:
    for header, index in known.own.items():
        column = AssignedColumn(index, people)
        cells = [cells[index] for _, cells in known.sheet.rows if index < len(cells)]
        if ASSIGNED.isdisjoint(asked_in(header)):
            continue
        if column.names_somebody(cells):
            known = attrs.evolve(_taken(known, index, _TAKEN), counted=(*known.counted, column))
        elif "min" not in known.at and _are_counts(cells):
            known = attrs.evolve(_taken(known, index, _COUNTS), at={**known.at, "min": index})
    return known


def _taken(known: Known, index: int, meant: Text) -> Known:
    """Return a sheet in which a column is no longer people's own, with what it was taken for."""
    place = known.sheet.place(known.sheet.header_row, index)
    notes = [note for note in known.notes if note.path != place]
    own = {name: at for name, at in known.own.items() if at != index}
    return attrs.evolve(known, own=own, notes=[*notes, Fault.of(place, meant, known.sheet.header[index])])


def _are_counts(cells: Sequence[Cell]) -> bool:
    """Whether all cells that hold something say how many people are needed."""
    filled = [cell for cell in cells if not is_empty(cell)]
    try:
        return bool(filled) and all(isinstance(PEOPLE.read(cell), (int, tuple)) for cell in filled)
    except NotACell:
        return False


def _people(known: Known) -> Iterator[tuple[str, str | None]]:
    """Yield id and name of each person of a sheet."""
    for _, cells in known.sheet.rows:
        own, name = (_word(known, cells, column) for column in ("id", "person_name"))
        if own or name:
            yield own or name, name or None


def _word(known: Known, cells: Sequence[Cell], column: str) -> str:
    index = known.at.get(column)
    cell = None if index is None or index >= len(cells) else cells[index]
    try:
        return "" if is_empty(cell) else str(WORD.read(cell))
    except NotACell:
        return ""


def _names(cell: Cell) -> list[str]:
    told = [] if is_empty(cell) or says_nothing(cell) else names_in(str(cell))
    return [name for name in told if plain(name) not in _OPEN and not says_nothing(name)]


def _figures(value: Any) -> tuple[int, ...]:
    values = value if isinstance(value, tuple) else (value,)
    return tuple(one for one in values if isinstance(one, int))


_TAKEN = Text(
    "who is named in this column stays there, as by the rule pinned; an activity that does not say how many it needs, needs these"
)
_COUNTS = Text("the numbers in this column were taken for how many people are needed")
_NOBODY = Text("nobody in the sheet of people is called so, and so nobody was kept here")
_NEAR = Text("nobody in the sheet of people is called so, and so nobody was kept here; did you mean {nearest}?")
_ANY_OF = Text("this may be any of {words}; write the id")
_TOO_MANY = Text("this names {n} people, and the row needs {most} at most: mend one of them")
_SHARED = Text(
    "people share this activity, so who is named in its row is not kept in any part of it; write a rule pinned"
)
