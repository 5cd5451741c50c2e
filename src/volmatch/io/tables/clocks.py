"""Days and times of day as people type them into a sheet, made into the one form that problems are written in."""

import datetime as dt
import re
import unicodedata
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from volmatch.io.tables import spoken
from volmatch.io.tables.chinese_hours import days_in_figures

_DAY = r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?"
_CLOCK = r"(\d{1,2})\s*[:：]\s*(\d{2})(?:[:：](\d{2}))?\s*(?:([AaPp])\.?[Mm]\.?)?"  # noqa: RUF001 - people type it
_OFFSET = r"(Z|[+-]\d{2}:\d{2})?"
DAY = re.compile(_DAY, re.ASCII)
CLOCK = re.compile(_CLOCK, re.ASCII)
_ZONED_CLOCK = re.compile(rf"{_CLOCK}\s*(Z|[+-]\d{{2}}:\d{{2}})", re.ASCII)
MOMENT = re.compile(rf"{_DAY}(?:\s*T\s*|\s+){_CLOCK}\s*{_OFFSET}", re.ASCII)
#: The first of August as it is written where the day comes first; with dots it means nothing else.
_DOTTED = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})", re.ASCII)
_DOTTED_CLOCK = re.compile(r"(\d{1,2})\.(\d{2})", re.ASCII)
_MIDNIGHT = "24:00"
#: Exports write the midnight of a date behind it.
_MIDNIGHT_BEHIND = re.compile(r"(?<=\d)(?:\s+|T)0?0:00(?::00(?:\.0+)?)?$")
_NOON = 12
#: The same few days and times stand in thousands of cells.
_OFTEN = 2_048


def day_text(cell: Any) -> str | None:
    """Return a day as ``2026-08-01``, or ``None`` for what is no day."""
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() and cell.tzinfo is None else None
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return _day_in(cell) if isinstance(cell, str) else None


def clock_text(cell: Any) -> str | None:
    """Return a time of day as ``09:30``, with ``24:00`` for the midnight at the end, or ``None`` for what is none."""
    if isinstance(cell, dt.timedelta) and dt.timedelta() <= cell <= dt.timedelta(days=1):
        seconds = round(cell.total_seconds())
        return f"{seconds // 3600:02}:{seconds // 60 % 60:02}" if seconds % 60 == 0 else None
    if isinstance(cell, dt.time):
        return cell.isoformat("minutes") if not (cell.second or cell.microsecond or cell.tzinfo) else None
    return _clock_in(cell) if isinstance(cell, str) else None


def zoned_clock_text(cell: Any) -> str | None:
    """Return a time of day with its offset as ``02:30+01:00``, or ``None``: clocks that are put back show it twice."""
    found = _ZONED_CLOCK.fullmatch(unicodedata.normalize("NFKC", cell).strip()) if isinstance(cell, str) else None
    clock = None if found is None else _clock(found.groups()[:4])
    return None if found is None or clock is None else f"{clock}{found.groups()[-1]}"


def dotted_clock_text(cell: Any) -> str | None:
    """Return a time of day with a dot, as 18.30, or ``None``; only where it can be no date."""
    found = _DOTTED_CLOCK.fullmatch(unicodedata.normalize("NFKC", cell).strip()) if isinstance(cell, str) else None
    return None if found is None else _clock((found[1], found[2], None, None))


def moment_text(cell: Any) -> str | None:
    """Return a day with a time of day as ``2026-08-01T09:30``, with an offset where one was given, or ``None``."""
    if isinstance(cell, dt.datetime):
        return cell.isoformat(timespec="minutes") if not (cell.second or cell.microsecond) else None
    found = MOMENT.fullmatch(unicodedata.normalize("NFKC", cell).strip()) if isinstance(cell, str) else None
    if found is None:
        return None
    day, clock, offset = _day(found.groups()[:3]), _clock(found.groups()[3:7]), found.group(8) or ""
    return None if day is None or clock is None else f"{moment_on(day, clock)}{offset}"


@lru_cache(maxsize=_OFTEN)
def _day_in(text: str) -> str | None:
    text = days_in_figures(_MIDNIGHT_BEHIND.sub("", unicodedata.normalize("NFKC", text).strip()))
    found = DAY.fullmatch(text)
    if found is None and (dotted := _DOTTED.fullmatch(text)):
        return _day(dotted.groups()[::-1])
    if found is None and (named := _named(text)) and named[0]:
        return _day(tuple(map(str, named)))
    return None if found is None else _day(found.groups())


@lru_cache(maxsize=_OFTEN)
def _clock_in(text: str) -> str | None:
    found = CLOCK.fullmatch(text.strip())
    return spoken.clock_in(text) if found is None else _clock(found.groups())


def _day(parts: tuple[str | None, ...]) -> str | None:
    year, month, day = (int(part or 0) for part in parts)
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def _clock(parts: tuple[str | None, ...]) -> str | None:
    hour, minute, second = (int(part or 0) for part in parts[:3])
    half = (parts[3] or "").casefold()
    if half:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    told = f"{hour:02}:{minute:02}"
    is_right = (hour <= 23 and minute <= 59) or told == _MIDNIGHT  # noqa: PLR2004 - a clock has these numbers
    return told if is_right and second == 0 else None


def is_midnight_at_the_end(clock: str) -> bool:
    """Whether a time of day is the one after the last minute of its day."""
    return clock.startswith(_MIDNIGHT)


def moment_on(day: str, clock: str) -> str:
    """Return the moment at which clocks show a time on a day; ``24:00`` is the midnight at its end."""
    is_next = is_midnight_at_the_end(clock)
    return f"{next_day(day) if is_next else day}T{clock.replace(_MIDNIGHT, '00:00') if is_next else clock}"


def next_day(day: str) -> str:
    """Return the day after; the last day there is has none."""
    known = dt.date.fromisoformat(day)
    return day if known == dt.date.max else (known + dt.timedelta(days=1)).isoformat()


def day_before(day: str) -> str:
    """Return the day before."""
    return (dt.date.fromisoformat(day) - dt.timedelta(days=1)).isoformat()


_MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1
    )
}
_NUMBERED = re.compile(r"(?:(\d{2})\s*年\s*)?(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?", re.ASCII)
_DAY_AND_MONTH = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?(?:\.?(?:\s+(?:of|de))?[\s-]+|\.)([a-z]{3,9})\.?(?:(?:,?\s+(?:de\s+)?|-)(\d{4})|-(\d{2})|\s+'(\d{2}))?",
    re.ASCII,
)
_MONTH_AND_DAY = re.compile(r"([a-z]{3,9})\.?[\s-]+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?", re.ASCII)
_WEEKDAY = re.compile(r"[(（]?(?:周|星期|礼拜)[一二三四五六日天][)）]?$")  # noqa: RUF001 - people type the wide ones
#: A year in which every day of every month is one.
_LEAP = 2_000


def day_without_year(text: str) -> tuple[int, int] | None:
    """Return month and day of a date without a year, such as ``12月5日`` or ``5 Dec``; ``None`` for anything else."""
    found = _named(text)
    return None if found is None or found[0] else found[1:]


def _named(text: str) -> tuple[int, int, int] | None:
    """Return year (0 where none is said), month and day of a date in words."""
    bare = days_in_figures(_WEEKDAY.sub("", text.strip()).strip().casefold()).removeprefix("the ")
    if numbered := _NUMBERED.fullmatch(bare):
        year, month, day = expanded_year(numbered[1]), int(numbered[2]), int(numbered[3])
    elif found := _DAY_AND_MONTH.fullmatch(bare):
        year, month, day = expanded_year(found[3] or found[4] or found[5]), month_in(found[2]), int(found[1])
    elif found := _MONTH_AND_DAY.fullmatch(bare):
        year, month, day = int(found[3] or 0), month_in(found[1]), int(found[2])
    else:
        return None
    return None if _day((str(year or _LEAP), str(month), str(day))) is None else (year, month, day)


def expanded_year(figures: str | None) -> int:
    """Return a year, of which the last two figures may be enough; 0 where none is said."""
    year = int(figures or 0)
    return year + _CENTURY if 0 < year < _CENTURY // 20 else year


_CENTURY = 2_000
_FULL = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]


def month_in(word: str) -> int:
    """Return the number of a month by its name or the beginning of it; 0 for any other word."""
    is_month = any(full.startswith(word) for full in _FULL) or word == "sept"
    return _MONTHS.get(word[:3], 0) if is_month else 0


def zone_named(name: str) -> dt.tzinfo:
    """Return the zone of a name; UTC stands in for one that nobody knows, which the problem will refuse."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return dt.UTC
