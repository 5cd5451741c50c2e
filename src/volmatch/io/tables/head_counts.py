"""How many people are needed, as people type it: 3, 3人, 2-3人, 2 to 3 people."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, Protocol

import attrs

from volmatch.io.tables.cells import NUMBER, Cell, Kind, number
from volmatch.io.tables.narrow_letters import narrowed
from volmatch.io.tables.number_words import in_figures
from volmatch.io.tables.weekdays import NotACell
from volmatch.text import Text

_WORDS = r"(?:(?:人|个人|位|名|个)(?:志愿者|义工|帮手)?|people|persons?|pers\b\.?|ppl|helpers?|volunteers?|vols?\b\.?|pax|leute|personnes?)"
_AROUND_A_NUMBER = re.compile(
    r"^(?:大?约|大概|各|每(?:班|场|次|组|天|个班次?)|about|approx\.?|approximately|around|roughly|circa|ca\.?|c\.|[~≈∼])\s*(?=\d)"  # noqa: RUF001
    r"|\s*(?:左右|上下|or so|approx\.?|(?:each|per|a|/|每|一)\s*(?:shift|session|slot|day|time|班次?|场|次|组|天)?|each)$"
)
_SEVERAL_KINDS = re.compile(r"\d\D+\d|\d\s*\+\s*\d", re.ASCII)
_WITH_WORDS = re.compile(r"(\d{1,6})\s*([^\d\s+~<>几多余来].*)", re.ASCII)
_KINDS = Text(
    "this says several numbers: write how many in all, such as 3 or 2-3, or a row for each kind of people into the sheet roles"
)
_QUALIFIED = Text(
    "write the number alone, {n}; what these people must be stands in the column skill needed, or in traits"
)
_AROUND = re.compile(r"^(?:共|[x×]\s*)|(?<=\d)\s*[x×.!]$")  # noqa: RUF001 - people type it
_AT_LEAST = re.compile(
    rf"(?:(?:at least|min\.?|至少|最少)\s*\d+.*|\d+\s*{_WORDS}?\s*(?:\+|以上|起|or more|min(?:imum)?\.?|at least))",
    re.ASCII,
)
_WANTED = Text(
    "wanted how many people are needed, such as 3 or 2-3; who is there already is named in a column assigned (已安排)"
)
_A_DATE = Text("a spreadsheet made a date or a time of this: write it as a text, such as 2 to 3")
_NO_END = Text("this says how many at least, and not how many at most: write from how many to how many, such as 2-3")
_ONE = re.compile(rf"(\d{{1,6}})\s*{_WORDS}?", re.ASCII)
_BETWEEN = re.compile(r"^(?:between (?=\d+ and)|从)")
#: Without a word, 2/3 may be two of three.
_STROKE = re.compile(rf"(\d{{1,6}})/(\d{{1,6}})\s*{_WORDS}", re.ASCII)
_SEVERAL = re.compile(
    rf"(\d{{1,6}})\s*{_WORDS}?\s*(?:[-–—~〜至到、]|to|or|bis|或)\s*(\d{{1,6}})\s*{_WORDS}?"  # noqa: RUF001 - people type them
    r"|(?:min\.?|at least|至少|最少)\s*(\d{1,6})人?,?\s*(?:and\s+)?(?:max\.?|at most|最多|至多)\s*(\d{1,6})人?",
    re.ASCII,
)


class HeadNotes(Protocol):
    """Takes note of what is wrong in a row."""

    def note(self, column: str | None, wanted: Text) -> None:
        """Note a fault."""


def _people(cell: Cell) -> Any:
    """Return how many people, or the least and the most; anything else as it is."""
    if isinstance(cell, (dt.date, dt.time)):
        raise NotACell(_A_DATE)
    text = _narrow(cell) if isinstance(cell, str) else ""
    stroke = _STROKE.fullmatch(text)
    if stroke and int(stroke[2]) == int(stroke[1]) + 1:
        return int(stroke[1]), int(stroke[2])
    if several := _SEVERAL.fullmatch(text):
        least, most = (int(figure) for figure in several.groups() if figure)
        return least, most
    if _AT_LEAST.fullmatch(text):
        raise NotACell(_NO_END)
    one = _ONE.fullmatch(text)
    told = int(one[1]) if one else number(cell)
    if isinstance(told, str):
        raise NotACell(_wanted(text))
    return told


def _wanted(text: str) -> Text:
    """Return what to write instead of a text with small narrow letters."""
    if _SEVERAL_KINDS.search(text):
        return _KINDS
    qualified = _WITH_WORDS.fullmatch(text)
    return attrs.evolve(_QUALIFIED, facts={"n": int(qualified[1])}) if qualified else _WANTED


def _narrow(text: str) -> str:
    """Return a text with small narrow letters, with figures for numbers in words, and without what adds nothing."""
    narrow = in_figures(re.sub(r"\s+", " ", narrowed(text)).strip().casefold())
    between = _BETWEEN.sub("", _AROUND.sub("", _AROUND_A_NUMBER.sub("", narrow)))
    return between.replace(" and ", "-", 1) if narrow.startswith("between") else between


def with_heads(flat: Mapping[str, Any], notes: HeadNotes) -> Mapping[str, Any]:
    """Return what the cells of a row say, with the least and the most people where one cell says both."""
    said = flat.get("min")
    if not isinstance(said, tuple):
        return flat
    least, most = said
    if least > most or "max" in flat or "target" in flat:
        notes.note(
            "min", Text("wanted a number of people, or from how many to how many, and nothing in the other columns")
        )
        return {**flat, "min": least}
    return {**flat, "min": least, "target": most, "max": most}


PEOPLE = Kind(_people, NUMBER.write, Text("How many people are needed: 3, or 2-3 for at least two and better three."))
