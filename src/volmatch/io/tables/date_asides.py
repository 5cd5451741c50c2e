"""Remarks in brackets behind dates, as in 5月1日 (劳动节) or 1 May (bank holiday): passed over, and told."""

from collections.abc import Mapping

import attrs

from volmatch.errors import Fault
from volmatch.io.tables import clocks
from volmatch.io.tables.asides import TAKEN_WITHOUT, without_aside
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.day_alone import is_day_alone
from volmatch.io.tables.days_in_a_cell import said_days
from volmatch.io.tables.headings import Known
from volmatch.io.tables.said_days import with_strokes

_DATES = ("date", "end_date", "since", "until")


def without_date_asides(known: Mapping[str, Known]) -> tuple[dict[str, Known], list[Fault]]:
    """Return sheets whose dates have no remarks behind them, and what was passed over."""
    told: list[Fault] = []
    return {key: _without(one, told) for key, one in known.items()}, told


def _without(known: Known, told: list[Fault]) -> Known:
    columns = [known.at[name] for name in _DATES if name in known.at]
    rows = []
    for number, cells in known.sheet.rows:
        line = list(cells)
        for index in columns:
            cell = cells[index] if index < len(cells) else None
            found = None if _is_a_date(cell) else without_aside(cell)
            if found is not None and _is_a_date(found[0]):
                line[index] = found[0]
                meant = attrs.evolve(TAKEN_WITHOUT, facts={"words": found[1]})
                told.append(Fault.of(known.sheet.place(number, index), meant, cell))
        rows.append((number, tuple(line)))
    return attrs.evolve(known, sheet=attrs.evolve(known.sheet, rows=tuple(rows))) if told else known


def _is_a_date(cell: Cell) -> bool:
    """Whether a cell says days, or is no text."""
    if not isinstance(cell, str):
        return True
    is_said = clocks.day_text(cell) is not None or said_days(with_strokes(cell, is_date=True)) is not None
    return is_said or is_day_alone(cell)
