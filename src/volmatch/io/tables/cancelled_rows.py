"""Activities that a column says are cancelled: left out, with what other sheets say of them, and told."""

from collections.abc import Callable, Mapping, Sequence

import attrs

from volmatch.errors import Fault
from volmatch.io.tables.alike_words import alike
from volmatch.io.tables.asking_headers import asked_in
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.counting_headers import CANCELLED, HELD, STATES
from volmatch.io.tables.headings import Known
from volmatch.io.tables.yes_or_no import answered, word_in
from volmatch.text import Text

_OFF = CANCELLED | {"off", "not happening", "will not take place", "暂停", "停办", "不办", "取消了"}
_PASSED_OVER = Text("this activity is cancelled, by this cell, and was left out")
#: Sheets whose rows are about an activity and go with it.
_ABOUT = ("roles", "wishes")


def without_cancelled(known: Mapping[str, Known]) -> tuple[dict[str, Known], list[Fault]]:
    """Return sheets without the activities that are cancelled, and what was told of these."""
    sessions = known.get("sessions")
    if sessions is None:
        return dict(known), []
    columns = [(header, index, set(asked_in(header))) for header, index in sessions.own.items()]
    columns = [one for one in columns if not one[2].isdisjoint(CANCELLED | HELD | STATES)]
    off: dict[int, Fault] = {}
    for number, cells in sessions.sheet.rows:
        for _, index, looks in columns:
            cell = cells[index] if index < len(cells) else None
            if _is_off(cell, looks):
                off[number] = Fault.of(sessions.sheet.place(number, index), _PASSED_OVER, cell)
    if not off:
        return dict(known), []
    names = {
        number: {alike(str(cells[at])) for at in _labels(sessions) if at < len(cells)}
        for number, cells in sessions.sheet.rows
    }
    left = set[str]().union(*(words for number, words in names.items() if number not in off))
    gone = set[str]().union(*(words for number, words in names.items() if number in off)) - left
    found = dict(known)
    found["sessions"] = _without(sessions, lambda number, _: number not in off)
    for key in _ABOUT:
        if key in found and "session" in found[key].at:
            found[key] = _without_those_of(found[key], gone)
    return found, list(off.values())


def _is_off(cell: Cell, looks: set[str]) -> bool:
    word = word_in(cell)
    if word in _OFF:
        return True
    told = answered(cell)
    if told is None:
        return False
    return told if not looks.isdisjoint(CANCELLED) else not told and not looks.isdisjoint(HELD)


def _labels(sessions: Known) -> list[int]:
    return [sessions.at[name] for name in ("id", "name") if name in sessions.at]


def _without_those_of(known: Known, gone: set[str]) -> Known:
    """Return a sheet without the rows about activities of some names."""
    at = known.at["session"]
    return _without(known, lambda _, cells: at >= len(cells) or alike(str(cells[at])) not in gone)


def _without(known: Known, keeps: Callable[[int, Sequence[Cell]], bool]) -> Known:
    rows = tuple(row for row in known.sheet.rows if keeps(*row))
    return attrs.evolve(known, sheet=attrs.evolve(known.sheet, rows=rows))
