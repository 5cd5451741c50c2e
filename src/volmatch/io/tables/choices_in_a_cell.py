"""Cells in which somebody chose several things at once: Fri evening; Sat morning; Tea for all."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import Any

import attrs

from volmatch.io.tables.asked import Asked, asked
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.sheet import is_empty
from volmatch.io.tables.spoken import Span, is_part_of_the_day
from volmatch.io.tables.table_words import plain
from volmatch.io.tables.weekdays import NotACell
from volmatch.io.tables.when_free import FreeTime, free_times
from volmatch.problem.window import WEEKDAYS, Weekly, Window
from volmatch.text import Text

_BETWEEN = re.compile(r"[;；\n]")  # noqa: RUF001 - people type the wide one
_ALSO_BETWEEN = re.compile(r"([,，、])")  # noqa: RUF001 - people type the wide one
#: A name with more commas than that is not put together again.
_MOST_PARTS = 6
_LONGEST = 2_000
#: Forms write the question before each row of a grid: "When are you free? [Fri evening]".
_OF_A_QUESTION = re.compile(r"[^\[\]]*\S[^\[\]]*\[([^\[\]]+)\]")
#: What people write above the column in which somebody says when they are free.
_WHEN = frozenset(
    map(plain, ("when free", "when are you free", "when are you free?", "when can you come", "when can you come?",
                "when can you help?", "availability", "available", "times", "何时有空", "什么时候有空", "空闲时间", "可参加时间", "可服务时间"))
)  # fmt: skip
_ALWAYS = Asked((Weekly(list(WEEKDAYS), dt.time(), dt.time()),))
_WANTED = Text("wanted sessions by their names, or when somebody is free, with ; between them")


@attrs.frozen
class CellChoice:
    """One thing that was chosen: what it is, the hours a part of the day was taken for, and whether nothing else can be meant."""

    asked: Asked
    guess: Span | None = None
    is_telling: bool = True


def chosen(cell: Cell, sessions: Mapping[str, Asked], near: dt.date | None) -> list[CellChoice]:
    """Return what was chosen in a cell; days without a year are those nearest to a date.

    Raises
    ------
    NotACell
        If a piece is neither a session nor a time.
    """
    text = str(cell)
    if len(text) > _LONGEST:
        raise NotACell(_WANTED)
    known = asked(text, sessions)
    if known is not None:
        return [CellChoice(known)]
    return [one for piece in _BETWEEN.split(text) if piece.strip() for one in _in_piece(piece, sessions, near)]


def asked_in_header(header: str, sessions: Mapping[str, Asked], near: dt.date | None) -> CellChoice | None:
    """Return what a column's header asks about, or ``None``; a part of the day is one, hours that may be two are none."""
    known = asked(header, sessions)
    if known is not None:
        return CellChoice(known)
    inner = _OF_A_QUESTION.fullmatch(header.strip())
    if inner:
        return asked_in_header(inner[1], sessions, near)
    try:
        told = free_times(header)
        found = [_choice(one, near) for one in told or ()]
    except NotACell:
        return None
    is_plain = len(found) == 1 and (guess := found[0].guess) is not None and is_part_of_the_day(guess)
    return found[0] if is_plain else None


def is_of_choices(header: Cell, cells: list[Cell], sessions: Mapping[str, Asked], near: dt.date | None) -> bool:
    """Whether a column holds choices: its header says so, or a cell that can be nothing else."""
    if plain(str(header)) in _WHEN:
        return True
    return any(not is_empty(cell) and _is_telling(cell, sessions, near) for cell in cells)


def _is_telling(cell: Cell, sessions: Mapping[str, Asked], near: dt.date | None) -> bool:
    try:
        return isinstance(cell, str) and any(one.is_telling for one in chosen(cell, sessions, near))
    except NotACell:
        return False


def _in_piece(piece: str, sessions: Mapping[str, Asked], near: dt.date | None) -> list[CellChoice]:
    """Return what stands in a piece: names of sessions with commas in and between them go before times."""
    named, rest = _named(_ALSO_BETWEEN.split(piece), sessions)
    if not named:
        return _times(piece, near)
    return named + [one for part in rest for one in _times(part, near)]


def _named(parts: list[str], sessions: Mapping[str, Asked]) -> tuple[list[CellChoice], list[str]]:
    """Return what is named, with as many parts put together as can be, and the parts that name nothing."""
    found, rest = [], []
    while parts:
        joined = list(accumulate(parts[: 2 * _MOST_PARTS - 1]))[::2]
        known = ((index, asked(text, sessions)) for index, text in reversed(list(enumerate(joined))))
        index, one = next(((index, one) for index, one in known if one is not None), (0, None))
        if one is not None:
            found.append(CellChoice(one))
        elif parts[0].strip():
            rest.append(parts[0])
        parts = parts[2 * index + 2 :]
    return found, rest


def _times(text: str, near: dt.date | None) -> list[CellChoice]:
    try:
        told = free_times(text)
    except NotACell:
        raise NotACell(_WANTED) from None
    if told is None:
        return [CellChoice(_ALWAYS, is_telling=False)]
    return [_choice(one, near) for one in told]


def _choice(told: FreeTime, near: dt.date | None) -> CellChoice:
    windows = tuple(map(_window, told.windows(near)))
    guess = told.span if told.span and told.span.is_guess else None
    return CellChoice(Asked(windows), guess, is_telling=told.span is not None)


def _window(told: Mapping[str, Any]) -> Weekly | Window:
    if "weekly" in told:
        return Weekly(told["weekly"], dt.time.fromisoformat(told["from"]), dt.time.fromisoformat(told["to"]))
    return Window(told["from"], told["to"])


def guesses(choices: list[CellChoice]) -> Iterator[Text]:
    """Yield what parts of the day were taken for."""
    for span in dict.fromkeys(one.guess for one in choices if one.guess):
        yield Text("taken for {start} to {end}", {"start": span.first, "end": span.last})
