"""Columns in which people say with whom they want to serve."""

import re
from collections.abc import Iterator, Mapping

from volmatch.io.tables.alike_words import alike
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.table_words import plain

_ASKING = re.compile(
    r"(?:with whom|who (?:do|would) you (?:like|want|wish|prefer) to .*\bwith|(?:your )?(?:friends?|buddy|buddies|partners?|companions?)"
    r"(?: \(.*\))?|.*\b(?:together with|work with|serve with|team up with|be with)\b.*"
    r"|(?:with )?whom (?:do|would) you .*|with whom .*|(?:想|希望|愿意)?[和与跟]谁(?:一起|同组|搭档).*|(?:希望|想)?(?:的)?(?:同伴|搭档|伙伴|同组的人).*)"
)
#: A question about people one does not want is none of these.
_NOT = re.compile(r"\bnot\b|n't|avoid|rather not|except|不|别|避免")
_BETWEEN = re.compile(r"[;；,，、/&\n]|\band\b|和|及")  # noqa: RUF001 - people type the wide ones
_NOBODY = frozenset(
    map(
        plain,
        ("no", "none", "nobody", "no one", "anyone", "anybody", "n/a", "-", "无", "没有", "都可以", "随便", "不限"),
    )
)


def asks_with_whom(header: Cell) -> bool:
    """Whether a column asks with whom people want to serve."""
    word = plain(str(header)).rstrip("?？ ")  # noqa: RUF001 - people type the wide one
    return _ASKING.fullmatch(word) is not None and not _NOT.search(word)


def companions_in(cell: Cell, known: Mapping[str, str]) -> Iterator[tuple[str, str | None]]:
    """Yield each name in a cell and who of the known people is meant, ``None`` where that is nobody."""
    text = str(cell).strip()
    if plain(text) in _NOBODY:
        return
    whole = known.get(alike(text))
    for name in [text] if whole else names_in(text):
        yield name, known.get(alike(name))


def names_in(text: str) -> list[str]:
    """Return the names that stand in a text, one by one."""
    return [name.strip() for name in _BETWEEN.split(text) if name.strip()]
