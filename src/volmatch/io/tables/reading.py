"""Sheets read as a problem: whatever is wrong is told with the sheet, row and column where people typed it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs

from volmatch.errors import Fault, ProblemError
from volmatch.io.tables.assembly import Assembly
from volmatch.io.tables.cancelled_rows import without_cancelled
from volmatch.io.tables.counted_columns import with_counted
from volmatch.io.tables.days_beside_hours import with_days_beside
from volmatch.io.tables.headings import known_sheets
from volmatch.io.tables.notes import Told, warn
from volmatch.io.tables.origins import Origin
from volmatch.io.tables.settled_cells import settled_sheets
from volmatch.io.tables.several_words import parted_sheets
from volmatch.io.tables.sheet import Sheet
from volmatch.io.tables.swept_rows import swept
from volmatch.io.tables.unasked_words import resembling
from volmatch.problem.problem import Problem
from volmatch.text import Text

_LAST_STEP = re.compile(r"(?:\.[^.\[\]]+|\[[^\[\]]*\])$")


def problem_of(sheets: Sequence[Sheet], told: Told = warn) -> Problem:
    """Return the problem that some sheets describe; `told` is called with what was understood in a way worth knowing.

    Raises
    ------
    ProblemError
        With every fault found, each with its sheet, row and column.
    """
    read = assembled(sheets)
    faults = list(read.faults)
    try:
        problem = Problem.from_data(read.data)
    except ProblemError as error:
        said = {(fault.path, fault.wanted) for fault in faults}
        once = dict.fromkeys(read.placed(error.faults))  # a row may stand for several days or parts
        faults += [fault for fault in once if (fault.path, fault.wanted) not in said]
    else:
        if not faults:
            for note in read.notes:
                told(note)
            return problem
    raise ProblemError(faults)


@attrs.frozen(eq=False)
class Assembled:
    """What some sheets say, as JSON would hold it.

    Parameters
    ----------
    data
        All of it.
    faults, notes
        What was wrong with rows, and what is worth knowing of how they were understood.
    """

    data: Mapping[str, Any]
    faults: Sequence[Fault]
    notes: Sequence[Fault]
    _origins: Mapping[str, Origin]

    def placed(self, faults: Iterable[Fault]) -> list[Fault]:
        """Return faults of the data in terms of the sheets; those of a row that could not be read come from that."""
        told = []
        for fault in faults:
            origin, way = _origin(fault.path, self._origins)
            if origin is None:
                told.append(fault)
            elif not origin.row.faults or origin.is_apart(way):
                told.append(attrs.evolve(fault, path=origin.place(way), wanted=_moved(fault.wanted, self._origins)))
        return told


def assembled(sheets: Sequence[Sheet]) -> Assembled:
    """Return what some sheets say, though they may be no whole problem.

    Raises
    ------
    ProblemError
        If a sheet is unreadable, or lacks a column without which none of its rows can be read.
    """
    sheets = list(swept(sheets))
    unreadable = [fault for sheet in sheets for fault in sheet.faults]
    if unreadable:
        raise ProblemError(unreadable)
    known, faults = known_sheets(sheets)
    known, around, settled = settled_sheets(known)
    known, clashes = with_days_beside(known)
    faults += clashes
    known, cancelled = without_cancelled(known)
    known, parted = parted_sheets(known)
    parted += resembling(known)
    known = with_counted(known)
    # when people are free, they say beside all dates: there is no row above that is nearer than the others
    assembly = Assembly(around=attrs.evolve(around, day=around.day if around.first is None else None))
    assembly.take(known)
    faults += assembly.faults()
    of_sheets = (note for one in known.values() for note in (*one.notes, *one.sheet.notes()))
    notes = [*settled, *cancelled, *parted, *of_sheets, *assembly.notes()]
    return Assembled(assembly.data, faults, notes, assembly.origins)


def _origin(path: str, origins: Mapping[str, Origin]) -> tuple[Origin | None, str]:
    """Return the row of the record in which a fault lies, and the way from the record to the fault."""
    record = path
    while record:
        origin = origins.get(record)
        if origin is not None:
            return origin, path[len(record) :]
        found = _LAST_STEP.search(record)
        record = record[: found.start()] if found else ""
    return None, ""


def _moved(wanted: Text, origins: Mapping[str, Origin]) -> Text:
    """Return a sentence in which the paths of records are the places of their rows."""
    facts: dict[str, Any] = {
        name: origins[fact].place("id") if isinstance(fact, str) and fact in origins else fact
        for name, fact in wanted.facts
    }
    return attrs.evolve(wanted, facts=facts)
