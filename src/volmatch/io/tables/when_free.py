"""When somebody is free, as they say it in one cell: 周末; 每周二、四 18:00-20:00; Sat 9-11am; 5月1日上午; always."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from volmatch.io.tables import clocks
from volmatch.io.tables.cells import Cell, Kind
from volmatch.io.tables.items import EMPTY
from volmatch.io.tables.items import items as parts_of
from volmatch.io.tables.spoken import Span, span_in
from volmatch.io.tables.table_words import plain
from volmatch.io.tables.weekdays import NotACell, weekdays_in
from volmatch.io.tables.years import without_year
from volmatch.text import Text

ALWAYS = frozenset(
    [
        "always",
        "any time",
        "anytime",
        "all the time",
        "flexible",
        "随时",
        "都可以",
        "都行",
        "任何时间",
        "全天",
        "都有空",
        "一直有空",
        "不限",
    ]
)
NEVER = frozenset(["never", "not at all", "no", "没空", "从不", "都没空", "不行"])
_BETWEEN = re.compile(r"[;；\n]")  # noqa: RUF001 - people type the wide one
_ALSO_BETWEEN = re.compile(r"[,，、]|\band\b")  # noqa: RUF001 - people type the wide one
_TO = re.compile(r"\s*(?:[-–—~〜至到]|\bto\b)\s*")  # noqa: RUF001 - people type them
_MOST_DAYS = 400
_LONGEST = 2_000
_WANTED = Text("wanted when somebody is free, such as 周末; Tue, Thu 18:00-20:00; 2026-08-01 9-11am; always; never")


@attrs.frozen
class FreeTime:
    """A stretch of free time: days of the week, or dates of which some lack their year, and from when to when."""

    weekdays: tuple[str, ...] = ()
    first: str | tuple[int, int] | None = None
    last: str | tuple[int, int] | None = None
    span: Span | None = None

    def windows(self, near: dt.date | None) -> Iterator[dict[str, Any]]:
        """Yield the windows as a problem in JSON holds them; dates without a year are the ones nearest to a day."""
        start, end = (self.span.first, self.span.last) if self.span else ("00:00", "24:00")
        if self.weekdays:
            closing = "00:00" if end == "24:00" else end
            yield {"weekly": list(self.weekdays), "from": start, "to": closing}
            return
        first, last = (_dated(day, near) for day in (self.first, self.last or self.first))
        if not first <= last <= first + dt.timedelta(days=_MOST_DAYS):
            raise NotACell(_WANTED)
        while first <= last:
            closes = first if start < end != "24:00" else first + dt.timedelta(days=1)
            yield {"from": f"{first}T{start}", "to": f"{closes}T{'00:00' if end == '24:00' else end}"}
            first += dt.timedelta(days=1)


def _dated(day: str | tuple[int, int] | None, near: dt.date | None) -> dt.date:
    if isinstance(day, str):
        return dt.date.fromisoformat(day)
    found = without_year(day, near) if day else None
    if found is None:
        raise NotACell(Text("no date says in which year this is; write the year"))
    return found


def free_times(text: str) -> list[FreeTime] | None:
    """Return when somebody is free; ``None`` is always, and nothing at all never.

    Raises
    ------
    NotACell
        If a piece says something else.
    """
    if len(text) > _LONGEST:
        raise NotACell(_WANTED)
    if plain(text) in ALWAYS:
        return None
    if plain(text) in NEVER or text.strip() == EMPTY:
        return []
    found: list[FreeTime] = []
    for piece in filter(str.strip, _BETWEEN.split(text)):
        whole = _free(piece)
        for part in () if whole else filter(str.strip, _ALSO_BETWEEN.split(piece)):
            one = _free(part)
            if one is None:
                raise NotACell(_WANTED)
            found.append(one)
        found += [whole] if whole else []
    return found


def _free(piece: str) -> FreeTime | None:
    """Return what a piece says: days, and perhaps times behind them."""
    text = piece.strip(" .。,，、")  # noqa: RUF001 - people type the wide ones
    for at in [len(text), *range(len(text) - 1, 0, -1)]:
        day, time = text[:at].rstrip(" ,，:："), text[at:].strip(" ,，:：")  # noqa: RUF001 - people type the wide ones
        span = span_in(time) if time else None
        if bool(time) != (span is not None):
            continue
        found = _days(day)
        if found is not None and not _goes_on(text, at, span):
            return attrs.evolve(found, span=span)
    return None


def _goes_on(text: str, at: int, span: Span | None) -> bool:
    """Whether a number would be torn apart between the days and the times."""
    return span is not None and text[at - 1].isdigit() and text[at].isdigit()


def _days(text: str) -> FreeTime | None:
    try:
        return FreeTime(weekdays=tuple(weekdays_in(_words(text))))
    except NotACell:
        pass
    ends = [_date(end) for end in (_TO.split(text) if _date(text) is None else [text])]
    if len(ends) == 2 and ends[1] is None:  # noqa: PLR2004 - a stretch has two ends
        ends[1] = _day_of_the_same_month(ends[0], _TO.split(text)[1])
    if not 1 <= len(ends) <= 2 or None in ends:  # noqa: PLR2004 - a stretch has two ends
        return None
    return FreeTime(first=ends[0], last=ends[-1])


def _words(text: str) -> Iterable[str]:
    return [item.text for item in parts_of(text)]


def _date(text: str) -> str | tuple[int, int] | None:
    return clocks.day_text(text) or clocks.day_without_year(text)


def _day_of_the_same_month(first: str | tuple[int, int] | None, text: str) -> str | tuple[int, int] | None:
    day = text.strip().removesuffix("日").removesuffix("号")
    if not (day.isascii() and day.isdigit()) or first is None:
        return None
    return clocks.day_text(f"{first[:8]}{day}") if isinstance(first, str) else (first[0], int(day))


def _read(cell: Cell) -> list[FreeTime] | str:
    if isinstance(cell, (dt.datetime, dt.date)):
        day = clocks.day_text(cell)
        return [FreeTime(first=day)] if day else "never"
    told = free_times(str(cell))
    return "always" if told is None else told


def _write(_free_times: Any, _lang: str) -> Cell:
    return None  # times are written in the sheet of availability


FREE = Kind(
    _read, _write, Text("When somebody is free: 周末; Tue, Thu 18:00-20:00; 2026-08-01 9-11am. Empty is always.")
)
