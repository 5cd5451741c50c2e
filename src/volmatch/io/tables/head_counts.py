"""How many people are needed, as people type it: 3, 3人, 2-3人, 2 to 3 people."""

import re
from collections.abc import Mapping
from typing import Any, Protocol

from volmatch.io.tables.cells import NUMBER, Cell, Kind, number
from volmatch.io.tables.chinese_hours import number_in
from volmatch.io.tables.narrow_letters import narrowed
from volmatch.io.tables.weekdays import NotACell
from volmatch.text import Text

_WORDS = r"(?:(?:人|个人|位|名|个)(?:志愿者|义工|帮手)?|people|persons?|helpers?|volunteers?|pax)"
_FIGURES = {name: str(figure) for figure, name in enumerate(
    ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), start=1)}  # fmt: skip
_IN_ENGLISH = re.compile(rf"\b({'|'.join(_FIGURES)})\b")
_IN_CHINESE = re.compile(r"[二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]")
_BOTH_IN_CHINESE = re.compile(r"([一两二三四五六七八九])([二三四五六七八九])(?=人|个|名|位)")
_AROUND = re.compile(r"^(?:共|[x×]\s*)|(?<=\d)\s*[x×]$")  # noqa: RUF001 - people type it
_AT_LEAST = re.compile(rf"(?:(?:at least|min\.?|至少|最少)\s*\d+.*|\d+\s*{_WORDS}?\s*(?:\+|以上|or more))", re.ASCII)
_WANTED = Text(
    "wanted how many people are needed, such as 3 or 2-3; who is there already is named in a column assigned (已安排)"
)
_NO_END = Text("this says how many at least, and not how many at most: write from how many to how many, such as 2-3")
_ONE = re.compile(rf"(\d{{1,6}})\s*{_WORDS}?", re.ASCII)
_SEVERAL = re.compile(
    rf"(\d{{1,6}})\s*{_WORDS}?\s*(?:[-–—~〜至到、]|to|or|或)\s*(\d{{1,6}})\s*{_WORDS}?"  # noqa: RUF001 - people type them
    r"|(?:min\.?|at least|至少|最少)\s*(\d{1,6})人?,?\s*(?:and\s+)?(?:max\.?|at most|最多|至多)\s*(\d{1,6})人?",
    re.ASCII,
)


class HeadNotes(Protocol):
    """Takes note of what is wrong in a row."""

    def note(self, column: str | None, wanted: Text) -> None:
        """Note a fault."""


def _people(cell: Cell) -> Any:
    """Return how many people, or the least and the most; anything else as it is."""
    text = _in_figures(cell) if isinstance(cell, str) else ""
    if several := _SEVERAL.fullmatch(text):
        least, most = (int(figure) for figure in several.groups() if figure)
        return least, most
    if _AT_LEAST.fullmatch(text):
        raise NotACell(_NO_END)
    one = _ONE.fullmatch(text)
    told = int(one[1]) if one else number(cell)
    if isinstance(told, str):
        raise NotACell(_WANTED)
    return told


def _in_figures(text: str) -> str:
    """Return a text with narrow letters, and with figures for the numbers in words."""
    narrow = re.sub(r"\s+", " ", narrowed(text)).strip().casefold()
    narrow = _AROUND.sub("", _BOTH_IN_CHINESE.sub(r"\1-\2", narrow))
    told = _IN_ENGLISH.sub(lambda found: _FIGURES[found[1]], narrow)
    return _IN_CHINESE.sub(lambda found: str(number_in(found[0])), told)


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
