"""Numbers with what they count, as people type them: 8小时, 1h30, 90 minutes, 3次, 30元, 8,5."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from volmatch.io.tables import clocks
from volmatch.io.tables.cells import NUMBER, Cell, Kind, number
from volmatch.io.tables.lengths import minutes_said
from volmatch.io.tables.table_words import plain
from volmatch.text import Text

_NUMBER = r"(\d{1,9}(?:\.\d{1,9})?)"
_TIMES = re.compile(rf"{_NUMBER}\s*(?:次|场|个|回|times?|x|sessions?|duties|shifts?)", re.ASCII)
_MONEY = re.compile(rf"(?:[¥€$£]|rmb|cny|eur|usd|gbp)?\s*{_NUMBER}\s*(?:元|块|人民币|yuan|rmb|cny|eur|euros?|usd|gbp|[€$£¥])?", re.ASCII)  # fmt: skip
#: One or two figures behind a comma are a part of one; three may be thousands.
_COMMA = re.compile(r"([+-]?\d{1,9}),(\d{1,2})", re.ASCII)
_AN_HOUR = 60


def _minutes_in(cell: Cell) -> Decimal | None:
    """Return the minutes of a length that says its units, or ``None``."""
    if isinstance(cell, (dt.time, dt.timedelta)):
        clock = clocks.clock_text(cell)
        return None if clock is None else Decimal(int(clock[:2]) * _AN_HOUR + int(clock[3:]))
    text = plain(cell) if isinstance(cell, str) else ""
    if found := clocks.CLOCK.fullmatch(text):
        return None if int(found[3] or 0) or found[4] else Decimal(int(found[1]) * _AN_HOUR + int(found[2]))
    return minutes_said(text)


def _plain_number(cell: Cell) -> Any:
    found = _COMMA.fullmatch(cell.strip()) if isinstance(cell, str) else None
    return number(f"{found[1]}.{found[2]}" if found else cell)


def _hours(cell: Cell) -> Any:
    minutes = _minutes_in(cell)
    return _plain_number(cell) if minutes is None else number(float(minutes / _AN_HOUR))


def _minutes(cell: Cell) -> Any:
    minutes = _minutes_in(cell)
    return _plain_number(cell) if minutes is None else number(float(minutes))


def _counted(pattern: re.Pattern[str]) -> Callable[[Cell], Any]:
    def read(cell: Cell) -> Any:
        found = pattern.fullmatch(plain(cell)) if isinstance(cell, str) else None
        return number(found[1]) if found else _plain_number(cell)

    return read


HOURS = Kind(_hours, NUMBER.write, Text("Hours: 8, 7.5 or 7h30."))
MINUTES = Kind(_minutes, NUMBER.write, Text("Minutes: 90, or 1h30."))
TIMES = Kind(_counted(_TIMES), NUMBER.write, Text("How many: 3, or 3 times."))
MONEY = Kind(_counted(_MONEY), NUMBER.write, Text("An amount of money, such as 30."))
#: Which kind of number each column holds; those that say nothing else are plain.
MEASURES: Mapping[str, Kind] = {
    **dict.fromkeys(("max_hours", "min_hours", "served_hours", "effort_hours"), HOURS),
    **dict.fromkeys(("minutes", "max_travel_minutes", "default_travel_minutes", "turnaround_minutes"), MINUTES),
    **dict.fromkeys(("max_sessions", "min_sessions"), TIMES),
    **dict.fromkeys(("cost", "cost_per_hour"), MONEY),
}
