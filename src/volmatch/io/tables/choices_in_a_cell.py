"""Cells in which somebody chose several things at once: Fri evening; Sat morning; Tea for all."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import Any

import attrs

from volmatch.io.tables.asked import Asked, asked
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.free_time import FreeTime
from volmatch.io.tables.named_times import session_at
from volmatch.io.tables.numbered_questions import is_of_a_question, question_and_choice, unnumbered
from volmatch.io.tables.said_days import Around
from volmatch.io.tables.serials import serial_date
from volmatch.io.tables.sheet import is_empty
from volmatch.io.tables.strokes import AND_IN_CHINESE, BETWEEN
from volmatch.io.tables.table_words import plain
from volmatch.io.tables.unclear_hours import HALF
from volmatch.io.tables.weekdays import NotACell
from volmatch.io.tables.when_free import free_times
from volmatch.io.tables.when_free import guesses as of_times
from volmatch.problem.window import WEEKDAYS, Weekly, Window
from volmatch.text import Text

_BETWEEN = re.compile(r"[;；┋\n]")  # noqa: RUF001 - people type the wide one, and forms write the bar
_ALSO_BETWEEN = re.compile(r"([,，、])")  # noqa: RUF001 - people type the wide one
#: A name with more commas than that is not put together again.
_MOST_PARTS = 6
_LONGEST = 2_000
#: Forms write the question before each row of a grid: "When are you free? [Fri evening]".
_OF_A_QUESTION = re.compile(r"[^\[\]]*\S[^\[\]]*\[([^\[\]]+)\]")
_BRACKETS = str.maketrans("【】［］〔〕「」", "[][][][]")  # noqa: RUF001 - people type them
#: What forms write behind a question.
_HINT = re.compile(
    r"\s*[(\[\uff08【](?:可?多选题?|单选题?|必填|选填|multiple choice|(?:tick|select|check|choose) .*|optional|required)[)\]\uff09】]|\s*\*$",
    re.IGNORECASE,
)
#: Letters before a choice and dots before a line: A. Saturday.
_BULLET = re.compile(r"^\s*(?:[-–•·*▪●◦]+\s+|[A-Z][.、．]\s*(?=\S\S))")  # noqa: RUF001
#: What people write above the column in which somebody says when they are free.
_WHEN = frozenset(
    map(plain, ("when free", "when are you free", "when are you free?", "when can you come", "when can you come?",
                "when can you help?", "availability", "available", "times", "何时有空", "您何时有空", "您什么时候有空", "什么时候有空", "空闲时间", "可参加时间", "可服务时间"))
)  # fmt: skip
_ALWAYS = Asked((Weekly(list(WEEKDAYS), dt.time(), dt.time()),))
_WANTED = Text("wanted sessions by their names, or when somebody is free, with ; between them")


@attrs.frozen
class CellChoice:
    """One thing that was chosen: what it is, how its time was said, and whether nothing else can be meant."""

    asked: Asked
    told: FreeTime | None = None
    is_telling: bool = True
    wrong: Text | None = None


def chosen(cell: Cell, sessions: Mapping[str, Asked], around: Around) -> list[CellChoice]:
    """Return what was chosen in a cell; days without a year are settled beside others.

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
    pieces = [_BULLET.sub("", piece) for piece in _BETWEEN.split(text)]
    return [one for piece in pieces if piece.strip() for one in _in_piece(piece, sessions, around)]


def asked_in_header(header: str, sessions: Mapping[str, Asked], around: Around) -> CellChoice | None:
    """Return what a column's header asks about, or ``None``; what was guessed of it is told."""
    known = asked(header, sessions)
    try:
        known = known or session_at(unnumbered(header), sessions, around)
    except NotACell as fault:
        return CellChoice(Asked(()), wrong=fault.wanted)
    return CellChoice(known) if known is not None else _asked_in_question(header, sessions, around)


def _asked_in_question(header: str, sessions: Mapping[str, Asked], around: Around) -> CellChoice | None:
    """Return what a header asks about whose brackets hold it, or that says a time alone."""
    inner = _OF_A_QUESTION.fullmatch(header.strip().translate(_BRACKETS))
    if inner:
        return asked_in_header(inner[1], sessions, around)
    asks = question_and_choice(header)
    if asks is not None and is_of_a_question(header, asks[0]):
        return asked_in_header(asks[1], sessions, around)
    named = None if asks is None else asked(asks[0], sessions)
    if named is not None:
        return CellChoice(named)
    try:
        told = free_times(header)
        found = [_choice(one, around) for one in told or ()]
    except NotACell:
        return None
    return found[0] if len(found) == 1 else None


def header_text(cell: Cell) -> str:
    """Return a header as a text; a date is one, even where a spreadsheet made a number of it."""
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    day = serial_date(cell)
    return str(day or cell)


def is_of_choices(header: Cell, cells: list[Cell], sessions: Mapping[str, Asked], around: Around) -> bool:
    """Whether a column holds choices: its header says so, or a cell that can be nothing else."""
    if plain(_HINT.sub("", unnumbered(str(header)))) in _WHEN:
        return True
    return any(not is_empty(cell) and _is_telling(cell, sessions, around) for cell in cells)


def _is_telling(cell: Cell, sessions: Mapping[str, Asked], around: Around) -> bool:
    try:
        return isinstance(cell, str) and any(one.is_telling for one in chosen(cell, sessions, around))
    except NotACell:
        return False


def _in_piece(piece: str, sessions: Mapping[str, Asked], around: Around) -> list[CellChoice]:
    """Return what stands in a piece: names of sessions with commas in and between them go before times."""
    named, rest = _named(_ALSO_BETWEEN.split(piece), sessions, around)
    if not named:
        return _times(piece, around)
    return named + [one for part in rest for one in _times(part, around)]


def _named(parts: list[str], sessions: Mapping[str, Asked], around: Around) -> tuple[list[CellChoice], list[str]]:
    """Return what is named, with as many parts put together as can be, and the parts that name nothing."""
    found, rest = [], []
    while parts:
        joined = list(accumulate(parts[: 2 * _MOST_PARTS - 1]))[::2]
        known = ((index, asked(text, sessions)) for index, text in reversed(list(enumerate(joined))))
        index, one = next(((index, one) for index, one in known if one is not None), (0, None))
        if one is not None:
            found.append(CellChoice(one))
        elif at := session_at(parts[0], sessions, around):
            found.append(CellChoice(at))
        elif apart := _apart(parts[0], sessions):
            found += map(CellChoice, apart)
        elif parts[0].strip():
            rest.append(parts[0])
        parts = parts[2 * index + 2 :]
    return found, rest


def _apart(text: str, sessions: Mapping[str, Asked]) -> list[Asked]:
    """Return what is named with a stroke or a word between, as in Art / Music; nothing where a part names nothing."""
    for between in (BETWEEN, AND_IN_CHINESE):
        found = [asked(part, sessions) for part in between.split(text)]
        if all(found):
            return [one for one in found if one is not None]
    return []


def _times(text: str, around: Around) -> list[CellChoice]:
    try:
        told = free_times(text)
    except NotACell as fault:
        raise NotACell(fault.wanted if fault.wanted.template == HALF.template else _WANTED) from None
    if told is None:
        return [CellChoice(_ALWAYS, is_telling=False)]
    return [_choice(one, around) for one in told]


def asked_at(told: FreeTime, around: Around) -> Asked:
    """Return a stretch of free time as what a column asks about."""
    return Asked(tuple(map(_window, told.windows(around))))


def _choice(told: FreeTime, around: Around) -> CellChoice:
    return CellChoice(asked_at(told, around), told, is_telling=told.span is not None and told.days is not None)


def _window(told: Mapping[str, Any]) -> Weekly | Window:
    if "weekly" in told:
        first, last = (dt.time.fromisoformat(told[name]) for name in ("from", "to"))
        return Weekly(told["weekly"], first, last, nth=told.get("nth", ()), except_=told.get("except", ()))
    return Window(told["from"], told["to"])


def all_called_so(about: Asked) -> Text:
    """Return that several sessions are called alike, and were all taken to be meant."""
    return Text("taken for all that are called so: {words}", {"words": about.sessions})


def guesses(choices: list[CellChoice], around: Around) -> Iterator[Text]:
    """Return what parts of the day were taken for."""
    return of_times((one.told for one in choices if one.told), around)
