"""What each kind of cell may hold: how people's typing is read, and how a value is written."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cache
from typing import Any

import attrs

from volmatch.io.tables import clocks
from volmatch.io.tables.dated_words import DATED, dated, dated_text
from volmatch.io.tables.day_and_hours import span_of_a_day
from volmatch.io.tables.items import ANY, EMPTY, in_quotes, item_text, items, list_text, one_word, word_text
from volmatch.io.tables.nothing_words import says_nothing
from volmatch.io.tables.of_the_month import of_the_month, of_the_month_cell
from volmatch.io.tables.skill_levels import leveled
from volmatch.io.tables.spoken import Span, late_clock_in, span_in
from volmatch.io.tables.strokes import may_be_several
from volmatch.io.tables.table_words import VALUES, plain, understood, written
from volmatch.io.tables.unclear_hours import wanted_hours
from volmatch.io.tables.weekdays import NotACell, Unclear, weekdays_in
from volmatch.text import Text

#: What a cell holds, whichever file it came from; ``None`` is an empty cell.
Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None

YES_OR_NO = ("yes", "no")

_NUMBER = re.compile(r"[+-]?\d{1,20}(?:\.\d{1,20})?(?:[eE][+-]?\d{1,3})?", re.ASCII)
_COLONS = str.maketrans("：", ":")  # noqa: RUF001 - people type the wide one
_MOST_DIGITS = 9
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,9})?)\s*%", re.ASCII)


@attrs.frozen
class Kind:
    """One kind of cell.

    Parameters
    ----------
    read
        Makes of a cell what a problem in JSON holds, or raises `NotACell`. What only the problem can judge, such as the
        bounds of a number, passes as it is.
    write
        Makes of that a cell again, in a language.
    help
        Tells people what to type.
    """

    read: Callable[[Any], Any]
    write: Callable[[Any, str], Cell]
    help: Text


#: A line that was broken within a cell is one line; what could be a formula behind a break is none of anybody's name.
_BREAK = re.compile(r"[^\S\r\n]*\r?\n[^\S\r\n]*(?![=+\-@\s])")


def _word(cell: Cell) -> str:
    if isinstance(cell, str):
        return one_word(_BREAK.sub(" ", cell))
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, (int, float)):
        return str(cell)
    raise NotACell(Text("wanted a text, but this is a time: format the cell as text and type it again"))


def _words(cell: Cell) -> list[str]:
    if not isinstance(cell, str):
        return [_word(cell)]
    return [] if cell.strip() == EMPTY else [item.text for item in items(cell)]


def _rooms(cell: Cell) -> Any:
    return ANY if isinstance(cell, str) and cell.strip() == ANY else _words(cell)


def _rooms_cell(rooms: Any, _lang: str) -> str:
    return ANY if rooms == ANY else list_text(rooms)


def number(cell: Cell) -> Any:
    """Return the number that a text says, a whole one as an int; anything else as it is."""
    if isinstance(cell, str):
        narrow = plain(cell) if not cell.isascii() else cell.strip()
        if share := _PERCENT.fullmatch(narrow):
            return number(float(Decimal(share[1]) / 100))
        if not _NUMBER.fullmatch(narrow):
            return cell
        cell = int(narrow) if narrow.lstrip("+-").isdigit() else float(narrow)
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


@cache
def _meanings(names: tuple[str, ...]) -> dict[str, str]:
    return understood(VALUES, names)


def meaning(cell: Cell, names: tuple[str, ...]) -> str | None:
    """Return which of some values a cell means, or ``None``."""
    return _meanings(names).get(plain(str(cell)))


def _flag(cell: Cell) -> bool:
    told = meaning(int(cell) if isinstance(cell, (bool, float)) else cell, YES_OR_NO)
    if told is None:
        raise NotACell(Text("wanted yes or no"))
    return told == "yes"


def _needed(told: str | None, wanted: Text) -> str:
    if told is None:
        raise NotACell(wanted)
    return told


_WANTED_DAY = Text("wanted a day such as 2026-08-01")
_A_TIME = Text("this says a time as well: write the day alone here, and the time into the column of times")
_WANTED_MOMENT = Text("wanted a date and time such as 2026-08-01T10:00")


def _day(cell: Cell) -> str:
    if isinstance(cell, Unclear):
        raise NotACell(cell.wanted)
    return _needed(clocks.day_text(cell), _A_TIME if clocks.moment_text(cell) else _WANTED_DAY)


def _day_or_weekdays(cell: Cell) -> str | list[str]:
    try:
        return _day(cell)
    except NotACell:
        if isinstance(cell, Unclear) or not isinstance(cell, str):
            raise
        try:
            return weekdays_in(_words(cell))
        except NotACell:
            raise NotACell(_WANTED_DAY) from None


def _clock(cell: Cell) -> str | Span:
    found = span_of_a_day(cell) if isinstance(cell, str) else None
    if found is None and isinstance(cell, str):
        found = span_in(cell)
    clock = clocks.clock_text(cell) or clocks.zoned_clock_text(cell) or clocks.dotted_clock_text(cell)
    return found or _needed(clock or clocks.moment_text(cell), wanted_hours(cell))


def _end_clock(cell: Cell) -> str | Span:
    late = late_clock_in(cell) if isinstance(cell, str) else None
    return late or _clock(cell)


def _parts(cell: Cell, read: Callable[[str], str]) -> list[str]:
    return [read(item.text) for item in items(cell)] if isinstance(cell, str) else [read(cell)]  # type: ignore[arg-type]


def _start(cell: Cell) -> str:
    clock = clocks.clock_text(cell) or clocks.zoned_clock_text(cell)
    return _needed(clocks.moment_text(cell) or clock, _WANTED_MOMENT)


def _weekdays(cell: Cell) -> list[str]:
    return [] if isinstance(cell, str) and cell.strip() == EMPTY else weekdays_in(_words(cell))


def _never(cell: Cell) -> bool:
    told = meaning(int(cell) if isinstance(cell, bool) else cell, ("never", *YES_OR_NO))
    return _needed(told, Text("leave this empty, or write never for somebody who is not free at all")) != "yes"


def _skills(cell: Cell) -> dict[str, Any]:
    return _by_name(_skill(item.word, item.rest) for item in items(_text(cell)))


def _amounts(cell: Cell) -> dict[str, Any]:
    return _by_name(_amount(item.word, item.rest) for item in items(_text(cell)))


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else _word(cell)


def _by_name(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise NotACell(Text("{name} stands twice in this cell; keep one", {"name": name}))
        found[name] = value
    return found


def _amount(word: str | None, rest: str) -> tuple[str, Any]:
    """Return a name and the number behind it, 1 where there is none."""
    name, colon, told = (part.strip() for part in rest.translate(_COLONS).rpartition(":"))
    told = unicodedata.normalize("NFKC", told)
    is_number = bool(colon) and told.isascii() and told.isdigit() and len(told) <= _MOST_DIGITS
    if word is not None:
        if rest and (name or not is_number):
            raise NotACell(Text("behind a word in quotes, wanted a colon and a number"))
        return word, int(told) if is_number else 1
    return (rest[: len(name)], int(told)) if name and is_number else (rest, 1)


def _skill(word: str | None, rest: str) -> tuple[str, Any]:
    rest, days = dated(rest)
    found = leveled(rest) if word is None else None
    name, level = (found.skill, found.level) if found else _amount(word, rest)
    return name, {"level": level, **days} if days else level


def _skill_cell(word: str, _lang: str) -> str:
    return in_quotes(word) if says_nothing(word) or leveled(word) or may_be_several(word) else word_text(word)


def _amounts_cell(amounts: Any, _lang: str) -> str:
    return "; ".join(_named(name, f": {count}", _amount, count) for name, count in amounts.items()) or EMPTY


def _skills_cell(skills: Any, lang: str) -> str:
    return "; ".join(_skill_text(name, skill, lang) for name, skill in skills.items()) or EMPTY


def _skill_text(name: str, skill: Any, lang: str) -> str:
    full = skill if isinstance(skill, dict) else {"level": skill}
    level = full.get("level", 1)
    days = {field: full[field] for field in DATED if field in full}
    value = {"level": level, **days} if days else level
    return _named(name, (f": {level}" if level != 1 else "") + dated_text(days, lang), _skill, value)


def _named(name: str, tail: str, read: Callable[[str | None, str], tuple[str, Any]], value: Any) -> str:
    """Return a name with what belongs to it; in quotes where it would be read otherwise."""
    found = list(items(f"{name}{tail}"))
    if item_text(name) == name and len(found) == 1 and read(found[0].word, found[0].rest) == (name, value):
        return f"{name}{tail}"
    return in_quotes(name) + tail


def _as_it_is(value: Any, _lang: str) -> Any:
    return value


def _clock_cell(clock: str, _lang: str) -> Cell:
    return dt.time.fromisoformat(clock) if clocks.CLOCK.fullmatch(clock) else clock


def _days_cell(days: Any, _lang: str) -> str:
    return "; ".join(days) or EMPTY


def _days(cell: Cell) -> list[str]:
    return [] if isinstance(cell, str) and cell.strip() == EMPTY else _parts(cell, _day)


WORD = Kind(_word, lambda word, _: word_text(word), Text("A word of your choice."))
#: A word that may be missing, said as none; one that is called so stands in quotes.
SKILL = Kind(lambda cell: leveled(cell) or _word(cell), _skill_cell, WORD.help)
LIST = Kind(_words, lambda words, _: list_text(words), Text("Words with ; between them."))
NUMBER = Kind(number, _as_it_is, Text("A number."))
FLAG = Kind(_flag, lambda told, lang: written(VALUES["yes" if told else "no"], lang), Text("yes or no; empty is no."))
DAY = Kind(_day, lambda day, _: dt.date.fromisoformat(day), Text("A day such as 2026-08-01."))
CLOCK = Kind(_clock, _clock_cell, Text("A time of day such as 09:30."))
DAY_OR_WEEKDAYS = Kind(_day_or_weekdays, DAY.write, DAY.help)
END_CLOCK = Kind(_end_clock, _clock_cell, CLOCK.help)
DAYS = Kind(_days, _days_cell, Text("Days such as 2026-08-01, with ; between them."))
STARTS = Kind(
    lambda cell: _parts(cell, _start),
    _days_cell,
    Text("Times such as 2026-08-01 10:00, with ; between them; one of them will be chosen."),
)
WEEKDAY_LIST = Kind(
    _weekdays,
    lambda days, lang: "; ".join(written(VALUES[day], lang) for day in days) or EMPTY,
    Text("Days of the week, such as mon; wed or mon-fri."),
)
OF_THE_MONTH = Kind(
    lambda cell: of_the_month(_words(cell)),
    of_the_month_cell,
    Text("Which ones of the month, such as 1; 3 or last; empty is all."),
)
NEVER = Kind(
    _never,
    lambda _, lang: written(VALUES["never"], lang),
    Text("never for somebody who is not free at all; else empty."),
)
SKILLS = Kind(
    _skills,
    _skills_cell,
    Text("Skills with ; between them, each with its level: tutoring: 2; first-aid from 2026-03-01 until 2026-12-31."),
)
AMOUNTS = Kind(_amounts, _amounts_cell, Text("Things with ; between them, each with how many: easel: 10; chair: 30."))
ROOMS = Kind(_rooms, _rooms_cell, Text("Rooms with ; between them, of which it gets one; * is any room."))
SETTINGS = Kind(_text, _as_it_is, Text("What else the rule says: hours=8; 8 hours; 8小时; or as JSON."))
