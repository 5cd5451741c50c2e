"""Traits in one cell, each with its first and last day where it has some: adult from 2026-03-01; member until 2026-12-31."""

from collections.abc import Mapping
from typing import Any

from volmatch.io.tables.cells import LIST, Cell, Kind
from volmatch.io.tables.dated_words import dated, dated_text
from volmatch.io.tables.items import EMPTY, in_quotes, items
from volmatch.text import Text


def _traits(cell: Cell) -> list[Any]:
    if not isinstance(cell, str) or cell.strip() == EMPTY:
        return list(LIST.read(cell))
    return [_trait(item.word, item.rest, item.text) for item in items(cell)]


def _trait(word: str | None, rest: str, text: str) -> str | dict[str, str]:
    left, days = dated(rest)
    if not days or (word is not None and left):
        return text
    return {"trait": left if word is None else word, **days}


def _traits_cell(traits: Any, lang: str) -> str:
    return "; ".join(_told(one, lang) for one in traits) or EMPTY


def _told(trait: str | Mapping[str, str], lang: str) -> str:
    name = trait if isinstance(trait, str) else trait["trait"]
    tail = "" if isinstance(trait, str) else dated_text(trait, lang)
    return _dated_name(name, tail, trait)


def _dated_name(name: str, tail: str, value: Any) -> str:

    found = list(items(f"{name}{tail}"))
    is_plain = len(found) == 1 and found[0].word is None
    if is_plain and _trait(None, found[0].rest, found[0].text) == value and LIST.write([name], "") == name:
        return f"{name}{tail}"
    return in_quotes(name) + tail


def apart(traits: list[Any]) -> tuple[list[Any], dict[str, dict[str, str]]]:
    """Return the traits of a cell, and the days of those that have some."""
    names = [one["trait"] if isinstance(one, dict) else one for one in traits]
    days = {
        one["trait"]: {name: day for name, day in one.items() if name != "trait"}
        for one in traits
        if isinstance(one, dict)
    }
    return names, days


def joined(traits: list[str], days: Mapping[str, Mapping[str, str]]) -> list[Any]:
    """Return traits with their days, as a cell holds them."""
    return [{"trait": one, **days[one]} if one in days else one for one in traits]


TRAITS = Kind(
    _traits,
    _traits_cell,
    Text("Words with ; between them; some may begin or end: adult from 2026-03-01; member until 2026-12-31."),
)
