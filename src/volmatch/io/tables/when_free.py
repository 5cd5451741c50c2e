"""When somebody is free, as they say it in one cell: 周末; 每周二、四 18:00-20:00; Sat 9-11am; 5月1日上午; always."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from volmatch.io.tables import clocks
from volmatch.io.tables.cells import Cell, Kind
from volmatch.io.tables.days_in_a_cell import said_days
from volmatch.io.tables.free_pieces import free_pieces
from volmatch.io.tables.free_time import NOT_FREE_TIME, FreeTime
from volmatch.io.tables.free_words import ALWAYS, NEVER, other_meaning
from volmatch.io.tables.items import EMPTY
from volmatch.io.tables.narrow_letters import narrowed
from volmatch.io.tables.said_days import Around
from volmatch.io.tables.table_words import plain
from volmatch.io.tables.weekdays import NotACell
from volmatch.text import Text

_LONGEST = 2_000


def free_times(text: str) -> list[FreeTime] | None:
    """Return when somebody is free; ``None`` is always, and nothing at all never.

    Raises
    ------
    NotACell
        If a piece says something else.
    """
    if len(text) > _LONGEST:
        raise NotACell(NOT_FREE_TIME)
    narrow = narrowed(text)
    word = plain(narrow).strip(" .。!")
    if word in ALWAYS:
        return None
    if word in NEVER or narrow.strip() == EMPTY:
        return []
    other = other_meaning(narrow)
    if other is not None:
        raise NotACell(other)
    return list(free_pieces(narrow))


def guesses(told: Iterable[FreeTime], around: Around) -> Iterator[Text]:
    """Yield what dates, parts of the day and times without a day were taken for, each once."""
    told = list(told)
    said = (days for one in told for days in (one.days, one.but) if days and days.is_guess(around))
    for days in dict.fromkeys(said):
        meant = days.told(days.dates(around))
        if meant is not None:
            yield meant
    yield from dict.fromkeys(bound for one in told for bound in one.bounds(around))
    yield from dict.fromkeys(guess for one in told for guess in one.guesses())


def _read(cell: Cell) -> list[FreeTime] | str:
    if isinstance(cell, (dt.datetime, dt.date)):
        day = clocks.day_text(cell)
        days = said_days(day) if day else None
        if days is None:
            raise NotACell(NOT_FREE_TIME)
        return [FreeTime(days)]
    told = free_times(str(cell))
    return "always" if told is None else told


def _write(_free_times: Any, _lang: str) -> Cell:
    return None  # times are written in the sheet of availability


FREE = Kind(
    _read, _write, Text("When somebody is free: 周末; Tue, Thu 18:00-20:00; 2026-08-01 9-11am. Empty is always.")
)
