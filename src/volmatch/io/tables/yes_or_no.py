"""Cells that answer yes or no, however people say it: x, ja, 是, TRUE, ✓; level 2 of a skill is a yes as well."""

from collections.abc import Iterable

from volmatch.io.tables.answers import CROSSES, TICKS, USUAL_ANSWERS
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.own_columns import own_text
from volmatch.io.tables.sheet import is_empty
from volmatch.io.tables.table_words import VALUES, plain

_USUAL = USUAL_ANSWERS.words
_MORE_YES = ("yep", "yeah", "t", "j", "o", "会", "是的", "对的", "已", "有的", "满", "已满", "具备")
_MORE_NO = ("nope", "f", "未", "没有", "不是", "不会", "无", "没", "未满", "不具备")
_YES = frozenset(
    (
        *(word for word, answer in _USUAL.items() if answer.free and not answer.if_needed),
        *(plain(word) for words in VALUES["yes"].values() for word in words),
        *_MORE_YES,
    )
)
_NO = frozenset(
    (
        *(word for word, answer in _USUAL.items() if not answer.free),
        *(plain(word) for words in VALUES["no"].values() for word in words),
        *CROSSES,
        *_MORE_NO,
    )
)
_BLANK = frozenset(("-", "–", "—", "/", "n/a", "na", "?", "？"))  # noqa: RUF001 - people type it
_X = "x"


def word_in(cell: Cell) -> str:
    """Return what a cell says, as it is compared; nothing where it is empty or says that it is."""
    word = plain(own_text([cell], 0)).rstrip("!.。！ ")  # noqa: RUF001 - people type the wide one
    return "" if is_empty(cell) or word in _BLANK else word


def answered(cell: Cell, *, crosses: bool = False) -> bool | None:
    """Return whether a cell says yes or no, or ``None`` for anything else; an x among ticks is a no."""
    word = word_in(cell)
    if word == _X and crosses:
        return False
    return True if word in _YES else False if word in _NO else None


def are_answers(cells: Iterable[Cell]) -> bool:
    """Whether most cells that hold something say yes or no."""
    said = [answered(cell) is not None for cell in cells if word_in(cell)]
    return sum(said) * 2 > len(said)


def has_crosses(cells: Iterable[Cell]) -> bool:
    """Whether somebody ticks in these cells, so that an x is a cross."""
    return any(word_in(cell) in TICKS for cell in cells)
