"""Several days in one cell: 12/7-12/9; 1-3 Aug; 8月1日、2日; 每周二、四 12/1-12/31; or days of the week alone."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import attrs

from volmatch.io.tables.chinese_hours import days_in_figures
from volmatch.io.tables.items import items
from volmatch.io.tables.narrow_letters import narrowed
from volmatch.io.tables.of_the_month import days_of_the_month, of_the_month
from volmatch.io.tables.other_languages import in_english
from volmatch.io.tables.said_days import (
    DAY_FIRST,
    SaidDay,
    said_day,
    with_strokes,
    without_weekday,
)
from volmatch.io.tables.said_months import said_month
from volmatch.io.tables.several_days import SaidDays
from volmatch.io.tables.weekdays import NotACell, weekdays_in
from volmatch.problem.values import FrozenMap

_TO = re.compile(r"\s*(?:[-–—~〜至到]|\bto\b)\s*")  # noqa: RUF001 - people type them
_BETWEEN = re.compile(r"[;；\n]")  # noqa: RUF001 - people type the wide one
_AND = re.compile(r"[,，、&+]|\band\b|和|及")  # noqa: RUF001 - people type the wide ones
#: What a text has that names days of the week.
_WEEKDAYS = re.compile(r"周|星期|礼拜|[日天]|mon|tue|wed|thu|fri|sat|sun|day|week", re.IGNORECASE)
_DAY_ALONE = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.|日|号)?", re.ASCII)
_EVERY = re.compile(r"\b(?:every|each)\b|每|s\b", re.IGNORECASE)
_AHEAD = re.compile(r"^\s*from\s+(?=\d|[a-z]{3,9}\s+\d)(?=.*\bto\b)", re.IGNORECASE)
#: What may stand between a month and the days of the week in it.
_IN = re.compile(r"^(?:in|of|during|im|en)\s+", re.IGNORECASE)
_FROM = re.compile(r"^(?:from|on)\s+", re.IGNORECASE)
_ORDINAL = ("第", "最后")
#: What names a month without a number.
MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)
_AND_MONTH = re.compile(rf"(?<![\d/])(\d{{1,2}})/(?=\d{{1,2}}\.?\s+{MONTH.pattern})", re.IGNORECASE | re.ASCII)
_BETWEEN_DOTS = re.compile(r"(?<=\d\.)/(?=\d{1,2}\.)")
_AROUND_DAYS = " \t,，:：()（）的"  # noqa: RUF001 - people type the wide ones
_LONGEST = 120
#: The same few days stand in many cells.
_OFTEN = 2_048


@lru_cache(maxsize=_OFTEN)
def said_days(text: str) -> SaidDays | None:
    """Return the days that a text says, or ``None`` where it says something else."""
    if len(text) > _LONGEST:
        return None
    narrow = with_strokes(in_english(narrowed(text)))
    text = _AND_MONTH.sub(r"\1 and ", _BETWEEN_DOTS.sub(", ", _AHEAD.sub("", days_in_figures(narrow))))
    repeated = _repeated(text)
    if repeated is not None:
        return repeated
    if not (any(map(str.isdigit, text)) or MONTH.search(text)):
        return None
    stretches = _stretches(text)
    return SaidDays(stretches) if stretches else _every(text)


def _repeated(text: str) -> SaidDays | None:
    """Return the days of each week or month that a text says, without dates."""
    of_month = days_of_the_month(text)
    if of_month is None:
        weekdays = _weekdays(text)
        return SaidDays(weekdays=weekdays) if weekdays else None
    which, days = of_month
    weekdays = _weekdays(days)
    # The first Saturday and the first Sunday of a month may be of two weekends.
    is_one = "weekend" not in text.casefold()
    return SaidDays(weekdays=weekdays, nth=tuple(of_the_month([which]))) if weekdays and is_one else None


def _weekdays(text: str) -> tuple[str, ...]:
    try:
        return tuple(weekdays_in(item.text for item in items(text)))
    except NotACell:
        return ()


def _stretches(text: str) -> tuple[tuple[SaidDay, SaidDay], ...]:
    """Return the stretches of dates that a text says, nothing where any part of it says something else."""
    one = _stretch(text)
    if one is not None:
        return (one,)
    found: list[tuple[SaidDay, SaidDay]] = []
    for part in filter(str.strip, _BETWEEN.split(text)):
        whole = _stretch(part)
        pieces = [] if whole else list(filter(str.strip, _AND.split(part)))
        for at, piece in enumerate(pieces):
            told = _stretch(piece) or (
                _goes_on(found[-1][1], piece) if found else _comes_before(pieces[at + 1 :], piece)
            )
            if told is None:
                return ()
            found.append(told)
        found += [whole] if whole else []
    return tuple(found)


def _stretch(text: str) -> tuple[SaidDay, SaidDay] | None:
    day = said_day(text)
    if day is not None:
        return day, day
    month = said_month(text)
    if month is not None:
        return month
    for at in _TO.finditer(text):
        first, last = text[: at.start()], text[at.end() :]
        begin, end = _end_of(first, 0), _end_of(last, -1)
        if begin is None and end is not None:
            begin, end = _in_month_of(end, first), _of_one_month(end)
        elif end is None and begin is not None:
            begin, end = _of_one_month(begin), _in_month_of(begin, last)
        if begin is not None and end is not None and (begin.weekday is None) == (end.weekday is None):
            return begin, end
    return None


def _of_one_month(day: SaidDay) -> SaidDay:
    """Return a date whose month is sure beside a number alone: the 7.12. of 5.-7.12. is in December."""
    return attrs.evolve(day, readings=FrozenMap({DAY_FIRST: day.first})) if day.is_day_first else day


def _end_of(text: str, which: int) -> SaidDay | None:
    """Return the date that begins or ends a stretch; of a month its first day or its last."""
    day = said_day(text)
    month = said_month(text, in_words=True) if day is None else None
    return month[which] if month else day


def _goes_on(before: SaidDay, text: str) -> tuple[SaidDay, SaidDay] | None:
    """Return the days of the same month that go on from those before, as the 2日 of 8月1日、2日."""
    ends = [_in_month_of(before, part) for part in _TO.split(text)]
    first, last = ends[0], ends[-1]
    return None if first is None or last is None or len(ends) > 2 else (first, last)  # noqa: PLR2004 - a stretch has two ends


def _comes_before(behind: Sequence[str], text: str) -> tuple[SaidDay, SaidDay] | None:
    """Return the day of which only a later one says the month, as the 5 of 5 and 6 Dec."""
    after = next((told for told in map(_stretch, behind) if told is not None), None)
    day = None if after is None else _in_month_of(after[0], text)
    return None if day is None else (day, day)


def _in_month_of(day: SaidDay, text: str) -> SaidDay | None:
    """Return the day that a number alone means beside a date whose month is sure."""
    bare, weekday = without_weekday(text.strip().casefold())
    found = _DAY_ALONE.fullmatch(bare)
    if found is None or day.is_of_a_month or (len(day.readings) > 1 and not day.is_day_first):
        return None
    year, month, _ = day.first
    told = said_day(f"{year}-{month}-{found[1]}" if year else f"{month}月{found[1]}日")
    return None if told is None else attrs.evolve(told, weekday=weekday)


def _every(text: str) -> SaidDays | None:
    """Return the days of the week of a stretch of dates, as in 每周二、四 12/1-12/31 or weekends in December.

    A single day of the week needs an every beside dates, but none beside a month.
    """
    for first, last in _cut(text):
        for days, dates in ((first, last), (last, first)):
            repeated = _repeated(days) or (_repeated(f"每月{days}") if days.startswith(_ORDINAL) else None)
            stretches = _stretches(_FROM.sub("", _IN.sub("", dates))) if repeated is not None else ()
            is_month = all(begin.is_of_a_month or end.is_of_a_month for begin, end in stretches)
            if repeated is None or not stretches or (_IN.match(dates) and not is_month):
                continue
            if is_month or len(repeated.weekdays) > 1 or repeated.nth or _EVERY.search(days):
                return attrs.evolve(repeated, stretches=stretches)
    return None


def _cut(text: str) -> Iterator[Sequence[str]]:
    """Yield a text in two, wherever it may be cut between days of the week and dates."""
    if _WEEKDAYS.search(text):
        for at in range(1, len(text)):
            if not (text[at - 1].isdigit() and text[at].isdigit()):
                yield text[:at].strip(_AROUND_DAYS), text[at:].strip(_AROUND_DAYS)
