"""Columns that are people's own, such as a telephone number: kept as they are, and told apart from misspelt headers."""

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from volmatch.io.tables.cells import Cell, Kind
from volmatch.io.tables.sheet import is_empty
from volmatch.io.tables.table_words import plain
from volmatch.io.tables.weekdays import NotACell
from volmatch.text import Text

#: A header of fewer letters is not taken for a slip in another.
_FEWEST_LETTERS = 3
_WANTED = Text('wanted texts by their names, such as {{"phone": "555-0100"}}')


def is_a_slip(header: str, known: Iterable[str]) -> bool:
    """Whether a header is one letter away from a known one."""
    word = plain(header)
    return any(len(one) >= _FEWEST_LETTERS and _differ_by_one(word, one) for one in known)


def resembled(header: str, known: Iterable[str]) -> str | None:
    """Return the longest known header that is part of one, as the people of ``people we need``, or ``None``."""
    word = plain(header)
    found = [one for one in known if _is_part(one, word)]
    return max(found, key=len, default=None)


def _is_part(one: str, word: str) -> bool:
    if one.isascii():
        return len(one) > _FEWEST_LETTERS and re.search(rf"\b{re.escape(one)}\b", word) is not None
    return len(one) > 1 and one in word


def _differ_by_one(first: str, second: str) -> bool:
    """Whether one letter more, less, other or swapped with its neighbour makes one word of the other."""
    short, long = sorted((first, second), key=len)
    if len(long) - len(short) > 1 or short == long:
        return False
    at = next((index for index, letter in enumerate(short) if letter != long[index]), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    rest = short[at + 1 :] == long[at + 1 :]
    return rest or (short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :])


def own_text(cells: Sequence[Cell], index: int) -> str:
    """Return what stands in a cell of an own column, as people see it; nothing where it is empty."""
    cell = cells[index] if index < len(cells) else None
    if is_empty(cell):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.isoformat(" ", "minutes") if cell.time() != dt.time() else cell.date().isoformat()
    return " ".join(cell.isoformat("minutes").split() if isinstance(cell, dt.time) else str(cell).split())


def own_cells(
    data: Mapping[str, str], known: Mapping[str, str], counts: Callable[[str], bool]
) -> tuple[dict[str, str], dict[str, str]]:
    """Return what of data has columns of its own, and what no column would keep as it is, or would count."""
    plain_ones = {
        name: text
        for name, text in data.items()
        if text
        and text == " ".join(text.split())
        and name == " ".join(name.split())
        and plain(name) not in known
        and plain(name)
        and not is_a_slip(name, known)
        and not counts(name)
    }
    return plain_ones, {name: text for name, text in data.items() if name not in plain_ones}


def _data(cell: Cell) -> dict[str, str]:
    try:
        told = json.loads(str(cell))
    except ValueError:
        told = None
    if not isinstance(told, dict) or not all(isinstance(text, str) for text in told.values()):
        raise NotACell(_WANTED)
    return told


def _data_cell(data: Any, _lang: str) -> str:
    return json.dumps(dict(data), ensure_ascii=False)


DATA = Kind(_data, _data_cell, Text("What else you know, as JSON; a column of your own is handier."))
