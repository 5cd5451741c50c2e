"""Several days in one cell: 12/7-12/9; 1-3 Aug; 8月1日、2日; 每周二、四 12/1-12/31; or days of the week alone."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

import attrs

from volmatch.io.tables.chinese_hours import days_in_figures
from volmatch.io.tables.items import items
from volmatch.io.tables.of_the_month import days_of_the_month, of_the_month
from volmatch.io.tables.said_days import Around, SaidDay, said_day, settled, without_weekday
from volmatch.io.tables.weekdays import NotACell, weekdays_in
from volmatch.problem.window import WEEKDAYS, Weekly
from volmatch.text import Text

_TO = re.compile(r"\s*(?:[-–—~〜至到]|\bto\b)\s*")  # noqa: RUF001 - people type them
_BETWEEN = re.compile(r"[;；\n]")  # noqa: RUF001 - people type the wide one
_AND = re.compile(r"[,，、&+]|\band\b|和|及")  # noqa: RUF001 - people type the wide ones
#: What a text has that names days of the week.
_WEEKDAYS = re.compile(r"周|星期|礼拜|[日天]|mon|tue|wed|thu|fri|sat|sun|day|week", re.IGNORECASE)
_DAY_ALONE = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.|日|号)?", re.ASCII)
_EVERY = re.compile(r"\b(?:every|each)\b|每|s\b", re.IGNORECASE)
_AHEAD = re.compile(r"^\s*from\s+(?=\d|[a-z]{3,9}\s+\d)(?=.*\bto\b)", re.IGNORECASE)
_AROUND_DAYS = " \t,，:：()（）"  # noqa: RUF001 - people type the wide ones
_LONGEST = 120
_MOST_DAYS = 400
#: The same few days stand in many cells.
_OFTEN = 2_048
#: Which of two dates was meant is plain where only one is within a month of the others.
_NEAR = dt.timedelta(days=31)
_TWO_DAYS = Text("this may be {day} or {other}; write the year first, as in 2026-08-01")
_WANTED = Text("wanted a day, or from which day to which, such as 2026-08-01 to 2026-08-03; at most {most} days")


@attrs.frozen
class SaidDays:
    """Days that were said in one cell.

    Parameters
    ----------
    stretches
        First and last day of each stretch of dates.
    weekdays
        Days of the week: of these stretches, or of every week where there are none.
    nth
        Only these of each month, -1 for the last; nothing is all.
    """

    stretches: tuple[tuple[SaidDay, SaidDay], ...] = ()
    weekdays: tuple[str, ...] = ()
    nth: tuple[int, ...] = ()

    def dates(self, around: Around) -> list[dt.date]:
        """Return the dates that were meant, in their order, each once.

        Raises
        ------
        NotACell
            If one cannot be told, or there is none.
        """
        found: list[list[dt.date]] = []
        fault: NotACell | None = None
        for is_month_first in self._orders(around):
            try:
                dates = self._dates(attrs.evolve(around, is_month_first=is_month_first))
            except NotACell as wrong:
                fault = wrong
                continue
            found += [] if dates in found else [dates]
        if len(found) > 1 and around.first and around.last:
            first, last = around.first - _NEAR, around.last + _NEAR
            found = [days for days in found if first <= days[0] and days[-1] <= last] or found
        if len(found) > 1:
            raise NotACell(attrs.evolve(_TWO_DAYS, facts={"day": found[0][0], "other": found[1][0]}))
        if not found:
            assert fault is not None
            raise fault
        return found[0]

    def _orders(self, around: Around) -> Sequence[bool]:
        """Return whether months may come first, and whether they may come behind the days."""
        if around.is_month_first is not None:
            return (around.is_month_first,)
        ends = [day for stretch in self.stretches for day in stretch]
        proofs = {day.is_month_first for day in ends} - {None}
        if len(proofs) == 1:
            return [one for one in proofs if one is not None]
        return (True, False) if any(len(day.readings) > 1 for day in ends) else (True,)

    def _dates(self, around: Around) -> list[dt.date]:
        found: list[dt.date] = []
        for first, last in self.stretches:
            begin = settled(first, around)
            end = begin if last is first else settled(last, attrs.evolve(around, day=begin))
            if not begin <= end < begin + dt.timedelta(days=_MOST_DAYS):
                raise NotACell(attrs.evolve(_WANTED, facts={"most": _MOST_DAYS}))
            found += [begin + dt.timedelta(days=step) for step in range((end - begin).days + 1)]
        known = dict.fromkeys(filter(self._falls_on, found))
        if not known:
            raise NotACell(attrs.evolve(_WANTED, facts={"most": _MOST_DAYS}))
        return list(known)

    def _falls_on(self, day: dt.date) -> bool:
        days = [name for name in WEEKDAYS if name in self.weekdays]
        return not days or Weekly(days, dt.time(), dt.time(), nth=self.nth).falls_on(day)

    def told(self, dates: Sequence[dt.date]) -> Text | None:
        """Return what the days were taken for, where that is worth knowing: a year or an order was guessed, or there are several."""
        ends = [day for stretch in self.stretches for day in stretch]
        if len(dates) > 1:
            return Text(
                "taken for {n} days, from {day} to {last}", {"n": len(dates), "day": dates[0], "last": dates[-1]}
            )
        if all(day.is_plain for day in ends):
            return None
        if any(day.readings[0][0] for day in ends):
            return Text("taken for {day}", {"day": dates[0]})
        return Text("this says no year, and was taken for {day}", {"day": dates[0]})

    def is_open(self) -> bool:
        """Whether month and day may change places in one of its dates."""
        return any(len(day.readings) > 1 for stretch in self.stretches for day in stretch)


@lru_cache(maxsize=_OFTEN)
def said_days(text: str) -> SaidDays | None:
    """Return the days that a text says, or ``None`` where it says something else."""
    if len(text) > _LONGEST:
        return None
    text = _AHEAD.sub("", days_in_figures(unicodedata.normalize("NFKC", text)))
    repeated = _repeated(text)
    if repeated is not None:
        return repeated
    if not any(map(str.isdigit, text)):
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
    for at in _TO.finditer(text):
        first, last = text[: at.start()], text[at.end() :]
        begin, end = said_day(first), said_day(last)
        if begin is None and end is not None:
            begin = _in_month_of(end, first)
        elif end is None and begin is not None:
            end = _in_month_of(begin, last)
        if begin is not None and end is not None and (begin.weekday is None) == (end.weekday is None):
            return begin, end
    return None


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
    if found is None or len(day.readings) > 1:
        return None
    ((year, month, _),) = day.readings
    told = said_day(f"{year}-{month}-{found[1]}" if year else f"{month}月{found[1]}日")
    return None if told is None else attrs.evolve(told, weekday=weekday)


def _every(text: str) -> SaidDays | None:
    """Return the days of the week of a stretch of dates, as in 每周二、四 12/1-12/31; a single one needs an every."""
    for first, last in _cut(text):
        for days, dates in ((first, last), (last, first)):
            repeated = _repeated(days)
            if repeated is not None and (len(repeated.weekdays) > 1 or repeated.nth or _EVERY.search(days)):
                stretches = _stretches(dates)
                if stretches:
                    return attrs.evolve(repeated, stretches=stretches)
    return None


def _cut(text: str) -> Iterator[Sequence[str]]:
    """Yield a text in two, wherever it may be cut between days of the week and dates."""
    if _WEEKDAYS.search(text):
        for at in range(1, len(text)):
            yield text[:at].strip(_AROUND_DAYS), text[at:].strip(_AROUND_DAYS)
