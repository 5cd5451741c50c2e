"""Grids in which a column is a day and a cell says which hours of it, or a column hours and a cell which days."""

from collections.abc import Iterator

import attrs

from volmatch.io.tables.cells import Cell
from volmatch.io.tables.free_time import FreeTime
from volmatch.io.tables.weekdays import NotACell
from volmatch.io.tables.when_free import free_times


def in_a_grid(column: FreeTime, cell: Cell) -> list[FreeTime]:
    """Return what a cell says of the days or hours of its column; nothing where it says neither.

    Where somebody ticked several boxes of a row, a form writes them with commas between, as in ``Morning, Afternoon``.
    """
    try:
        told = free_times(str(cell))
    except NotACell:
        return []
    return [column] if told is None else list(_put_together(column, told))


def _put_together(column: FreeTime, told: list[FreeTime]) -> Iterator[FreeTime]:
    says_days = column.days is not None and column.span is None
    says_hours = column.days is None and column.span is not None
    for one in told:
        if says_days and one.days is None:
            yield attrs.evolve(column, span=one.span)
        elif says_hours and one.days is not None and one.span is None:
            yield attrs.evolve(one, span=column.span)
        else:
            return
