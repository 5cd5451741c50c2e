"""How many people are needed, as people type it: 3, 3人, 2-3人, 2 to 3 people."""

import re
from collections.abc import Mapping
from typing import Any, Protocol

from volmatch.io.tables.cells import NUMBER, Cell, Kind, number
from volmatch.io.tables.table_words import plain
from volmatch.text import Text

_WORDS = r"(?:人|个人|位|名|个|people|persons?|helpers?|volunteers?)"
_ONE = re.compile(rf"(\d{{1,6}})\s*{_WORDS}", re.ASCII)
_SEVERAL = re.compile(rf"(\d{{1,6}})\s*(?:[-–—~至到]|to|or|或)\s*(\d{{1,6}})\s*{_WORDS}?", re.ASCII)  # noqa: RUF001 - people type them


class HeadNotes(Protocol):
    """Takes note of what is wrong in a row."""

    def note(self, column: str | None, wanted: Text) -> None:
        """Note a fault."""


def _people(cell: Cell) -> Any:
    """Return how many people, or the least and the most; anything else as it is."""
    text = re.sub(r"\s+", " ", str(cell)).strip().casefold() if isinstance(cell, str) else ""
    if one := _ONE.fullmatch(text):
        return int(one[1])
    if several := _SEVERAL.fullmatch(text) or _SEVERAL.fullmatch(plain(text)):
        return int(several[1]), int(several[2])
    return number(cell)


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
