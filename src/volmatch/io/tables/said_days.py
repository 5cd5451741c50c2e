"""One date as people say it: 5 Dec, 12月5日, 12/7, 1.8., 5.12.26, Sat 1 August 2026; and which date that is beside the dates around it."""

import calendar
import datetime as dt
import re
from collections.abc import Iterator, Mapping

import attrs

from volmatch.io.tables import clocks
from volmatch.io.tables.table_words import VALUES, plain, understood
from volmatch.io.tables.weekdays import NotACell
from volmatch.problem.values import FrozenMap
from volmatch.problem.window import WEEKDAYS
from volmatch.text import Text

#: What may stand first in a date of numbers alone.
MONTH_FIRST, DAY_FIRST, YEAR_FIRST = "month first", "day first", "year first"
#: With strokes between, the month comes first in some countries and the day in others.
_STROKES = re.compile(r"(\d{1,2})\s*/\s*(\d{1,2})(?:\s*/\s*(\d{4}|\d{1,2}))?", re.ASCII)
_DASHES = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4}|\d{1,2})", re.ASCII)
_YEAR_AND_STROKE = re.compile(r"\d{4}\s*[/.]", re.ASCII)
_DOTS = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.(\d{1,2})?", re.ASCII)
_DOTS_AND_YEAR = re.compile(r"\d{1,2}\.\s*\d{1,2}\.\s*\d{4}", re.ASCII)
#: Month and day with a dot and nothing behind; minutes in fives may be those of an hour.
_ONE_DOT = re.compile(r"(?<![\d.:/])(\d{1,2})\.(\d{1,2})(?![\d.:/]|\s*(?:h\b|uhr|am\b|pm\b))", re.ASCII)
_MINUTES = re.compile(r"[0-5][05]", re.ASCII)
_ONE_DASH = re.compile(r"\s*(\d{1,2})\s*-\s*(\d{1,2})\s*", re.ASCII)
_TOGETHER = re.compile(r"(20\d{2})(\d{2})(\d{2})", re.ASCII)
_CHINESE_DAY = r"(?:周|星期|礼拜)[一二三四五六日天]"
_BRACKETS = r"[(（]\s*{}\s*[)）]"  # noqa: RUF001 - people type the wide ones
_ENGLISH_DAY = r"[a-z]{3,9}\.?"
_IN_FRONT = re.compile(
    rf"(?:{_BRACKETS.format(f'({_CHINESE_DAY}|[一二三四五六日天]|{_ENGLISH_DAY})')}|({_CHINESE_DAY}|{_ENGLISH_DAY}))\s*[,，]?\s*(?:the\s+)?(?=\d|[a-z])",  # noqa: RUF001
    re.ASCII,
)
_BEHIND = re.compile(
    rf"[,，]?\s*(?:{_BRACKETS.format(f'({_CHINESE_DAY}|[一二三四五六日天月火水木金土]|{_ENGLISH_DAY})')}|({_CHINESE_DAY})|(?<=\d)\s+([一二三四五六])|\s({_ENGLISH_DAY}))$",  # noqa: RUF001
    re.ASCII,
)
_IN_BRACKETS = re.compile(rf"({_CHINESE_DAY}|{_ENGLISH_DAY})\s*[(（]([^()（）]+)[)）]", re.ASCII)  # noqa: RUF001
_NAMES = understood(VALUES, WEEKDAYS) | dict(zip("月火水木金土", WEEKDAYS, strict=False))
_LONGEST = 60
#: A year in which every day of every month is one.
_LEAP = 2_000
#: Two figures are a year from this one on, where other figures of the date may be it as well.
_EARLIEST = 2_020
_FIGURES = 2
#: A date so near to the others is meant, whatever its day of the week.
_NEAR = dt.timedelta(days=31)
_NO_YEAR = Text("no date says in which year this is; write the year")
_OTHER_WEEKDAY = Text("the day of the week and the date do not go together; mend one of them")
Reading = tuple[int, int, int]


@attrs.frozen
class Around:
    """What is known of the other dates of a file.

    Parameters
    ----------
    day
        A date without a year is the one nearest to this; where there is none, nearest to the first and last.
    is_month_first
        What stands first in 12/7, as far as other cells prove it.
    first, last
        The earliest and the latest whole date.
    order
        What is taken to stand first while the readings of a date are tried.
    """

    day: dt.date | None = None
    is_month_first: bool | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    order: str | None = None

    def away(self, day: dt.date) -> dt.timedelta:
        """Return how far a date is from those that are known."""
        if self.day is not None or self.first is None or self.last is None:
            return abs(day - (self.day or day))
        return max(self.first - day, day - self.last, dt.timedelta())


@attrs.frozen
class SaidDay:
    """A date that was said.

    Parameters
    ----------
    readings
        Year (0 where none was said), month and day (0 for the last of the month), by what stands first: of numbers alone there
        may be several.
    weekday
        The day of the week that was said with it, 0 for Monday.
    is_month_first
        What it proves of dates with strokes: 2026/8/1 and 7/13 have the month before the day, 13/7 has it behind.
    is_day_first
        Whether the day stands first unless other dates say otherwise, as in 5.12.
    is_of_a_month
        Whether it is the first or last day of a month of which nothing else was said.
    """

    readings: Mapping[str, Reading]
    weekday: int | None = None
    is_month_first: bool | None = None
    is_day_first: bool = False
    is_of_a_month: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether it is one date, whatever stands around it."""
        return len(self.readings) == 1 and self.first[0] > 0

    @property
    def first(self) -> Reading:
        """The first reading."""
        return next(iter(self.readings.values()))

    def whole(self) -> dt.date | None:
        """Return the date, if it is one whatever stands around it."""
        return dt.date(*self.first) if self.is_plain and self.first[2] else None


def said_day(text: str) -> SaidDay | None:
    """Return the date that a text says, or ``None`` where it says something else."""
    if len(text) > _LONGEST:
        return None
    bare, weekday = without_weekday(text.strip().casefold())
    told = dict(_readings(bare))
    readings = {order: one for order, one in told.items() if _is_a_day(*one)}
    if not readings:
        return None
    if _is_short(bare) and any(one[0] >= _EARLIEST for one in readings.values()):
        readings = {order: one for order, one in readings.items() if one[0] >= _EARLIEST}
    is_day_first = _DOTS.fullmatch(bare) is not None and DAY_FIRST in readings
    proof = _proof(bare, told, readings)
    return SaidDay(
        FrozenMap(readings), weekday, _proof_of_weekday(readings, weekday) if proof is None else proof, is_day_first
    )


def _proof_of_weekday(readings: Mapping[str, Reading], weekday: int | None) -> bool | None:
    """Return what a day of the week proves of a date with its year: Sat 5/12/2026 is in December."""
    if (
        weekday is None
        or not {MONTH_FIRST, DAY_FIRST} <= readings.keys()
        or not all(one[0] for one in readings.values())
    ):
        return None
    fitting = [order for order, one in readings.items() if dt.date(*one).weekday() == weekday]
    return fitting == [MONTH_FIRST] if len(fitting) == 1 and fitting != [YEAR_FIRST] else None


def _proof(text: str, told: Mapping[str, Reading], readings: Mapping[str, Reading]) -> bool | None:
    """Return whether a date proves that months come first; ``None`` where it proves nothing."""
    if _YEAR_AND_STROKE.match(text) or tuple(readings) == (YEAR_FIRST,):
        return True
    if _DOTS_AND_YEAR.fullmatch(text):
        return False
    is_open = {MONTH_FIRST, DAY_FIRST} <= told.keys() and told[MONTH_FIRST] != told[DAY_FIRST]
    return MONTH_FIRST in readings if is_open and len(readings) == 1 else None


def without_weekday(text: str) -> tuple[str, int | None]:
    """Return a text without the day of the week before or behind a date, and that day."""
    if around := _IN_BRACKETS.fullmatch(text):
        text = f"{around[1]} {around[2]}"
    front = _IN_FRONT.match(text)
    behind = _BEHIND.search(text)
    named = [(next(filter(None, front.groups())), text[front.end() :])] if front else []
    named += [(next(filter(None, behind.groups())), text[: behind.start()])] if behind else []
    for name, rest in named:
        found = _NAMES.get(plain(name.rstrip(".")))
        if found is not None and rest.strip():
            return rest.strip(), WEEKDAYS.index(found)
    return text, None


def with_strokes(text: str, *, is_date: bool = False) -> str:
    """Return a text in which month and day have a stroke between instead of a dot or dash: either may come first, as in 12/7.

    What may as well be hours, such as 9.30 or 9-11, is left as it is, unless nothing but a date can be meant.
    """
    if is_date and (dashed := _ONE_DASH.fullmatch(text)):
        return "/".join(dashed.groups())
    return _ONE_DOT.sub(
        lambda found: found[0] if not is_date and _MINUTES.fullmatch(found[2]) else f"{found[1]}/{found[2]}", text
    )


def _readings(text: str) -> Iterator[tuple[str, Reading]]:
    whole = clocks.day_text(text)
    if whole is not None:
        day = dt.date.fromisoformat(whole)
        yield MONTH_FIRST, (day.year, day.month, day.day)
    elif found := _STROKES.fullmatch(text) or _DASHES.fullmatch(text):
        yield from _of_figures((found[1], found[2], found[3]), (MONTH_FIRST, DAY_FIRST, YEAR_FIRST))
    elif found := _DOTS.fullmatch(text):
        yield from _of_figures((found[1], found[2], found[3]), (DAY_FIRST, YEAR_FIRST, MONTH_FIRST))
    elif found := _TOGETHER.fullmatch(text):
        yield MONTH_FIRST, (int(found[1]), int(found[2]), int(found[3]))
    elif named := clocks.day_without_year(text):
        yield MONTH_FIRST, (0, *named)


def _of_figures(figures: tuple[str, str, str | None], orders: tuple[str, ...]) -> Iterator[tuple[str, Reading]]:
    """Yield what three numbers, or two, may mean; a year of two figures may stand in front as well."""
    first, second, third = figures
    one, two, year = int(first), int(second), clocks.expanded_year(third)
    readings: dict[str, Reading] = {}
    if third is None or len(third) > 1:
        readings = {MONTH_FIRST: (year, one, two), DAY_FIRST: (year, two, one)}
    if third is not None and len(third) <= _FIGURES == len(first) and clocks.expanded_year(first) >= _EARLIEST:
        readings[YEAR_FIRST] = (clocks.expanded_year(first), two, int(third))
    known = set[Reading]()
    for order in orders:
        reading = readings.get(order)
        if reading is not None and reading not in known:
            known.add(reading)
            yield order, reading


def _is_short(text: str) -> bool:
    """Whether a date has two figures for the year, or none."""
    return re.search(r"\d\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{1,2}$", text, re.ASCII) is not None


def _is_a_day(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year or _LEAP, month, day)
    except ValueError:
        return False
    return True


def settled(said: SaidDay, around: Around, after: dt.date | None = None) -> dt.date:
    """Return the date that was meant, beside the dates around it.

    A date without a year is of the year that brings it nearest to the others, or of one in which its day of the week is
    right. Of several readings the one is taken in which that stands first that `around` says, or else the first. The end of a
    month is none before the day given as `after`.

    Raises
    ------
    NotACell
        If there is none.
    """
    reading = said.readings.get(around.order or "", said.first)
    found = _nearest(reading, said.weekday, around, after)
    if found is None:
        has_year = reading[0] or around.day is not None or around.first is not None
        raise NotACell(_OTHER_WEEKDAY if has_year else _NO_YEAR)
    return found


def _nearest(reading: Reading, weekday: int | None, around: Around, after: dt.date | None) -> dt.date | None:
    every = candidates(reading, around)
    fitting = [date for date in every if weekday is None or date.weekday() == weekday]
    nearest = min(every, key=lambda date: (around.away(date), date), default=None)
    if nearest is not None and nearest not in fitting and around.away(nearest) <= _NEAR:
        return None  # a slip in the day of the week is likelier than another year
    if after is not None:
        fitting = [date for date in fitting if date >= after]
    return min(fitting, key=lambda date: (around.away(date), date), default=None)


def candidates(reading: Reading, around: Around) -> list[dt.date]:
    """Return the dates that a reading may mean, one a year that comes into question."""
    year, month, day = reading
    first, last = around.day or around.first, around.day or around.last
    near = () if first is None or last is None else range(first.year - 1, last.year + 2)
    years = [one for one in ((year,) if year else near) if 1 <= one <= dt.MAXYEAR]
    ends = [(one, day or calendar.monthrange(one, month)[1]) for one in years]
    return [dt.date(one, month, end) for one, end in ends if _is_a_day(one, month, end)]
