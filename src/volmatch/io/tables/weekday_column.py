"""A column of days of the week beside the dates of activities: nothing but a check, and one that is told where it fails."""

import datetime as dt
from collections.abc import Sequence

from volmatch.errors import Fault
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.headings import Known
from volmatch.io.tables.items import items
from volmatch.io.tables.rows import Row
from volmatch.io.tables.table_words import plain
from volmatch.io.tables.weekdays import NotACell, weekdays_in
from volmatch.problem.window import WEEKDAYS
from volmatch.text import Text

_HEADERS = frozenset(
    ("day", "weekday", "day of week", "day of the week", "dow", "星期", "周几", "星期几", "礼拜", "周")
)
_OTHER_WEEKDAY = Text("the day of the week and the date do not go together; mend one of them")


def is_of_weekdays(header: object) -> bool:
    """Whether a column beside the dates holds the days of the week."""
    return plain(str(header)) in _HEADERS


def weekday_beside(known: Known, cells: Sequence[Cell]) -> str | None:
    """Return the day of the week that stands in a row beside the date, where it is one, as ``mon``."""
    for header, index in known.own.items():
        cell = cells[index] if index < len(cells) else None
        if not (is_of_weekdays(header) and isinstance(cell, str)):
            continue
        try:
            days = weekdays_in(item.text for item in items(cell))
        except NotACell:
            continue
        return days[0] if len(days) == 1 else None
    return None


def check_weekday(row: Row) -> None:
    """Note a fault where a day of the week is none of the date beside it; what is no day of the week is people's own."""
    date = row.flat.get("date")
    for header, index in row.known.own.items():
        text = row.flat.get("data", {}).get(header, "")
        if not (isinstance(date, str) and text and is_of_weekdays(header)):
            continue
        try:
            days = weekdays_in(item.text for item in items(text))
        except NotACell:
            continue
        if WEEKDAYS[dt.date.fromisoformat(date).weekday()] not in days:
            row.faults.append(Fault.of(row.known.sheet.place(row.number, index), _OTHER_WEEKDAY, text))
