"""Rows of notes among the rows of a list, such as * please answer by Friday: they are nobody's, passed over, and told."""

import re
from collections.abc import Sequence

import attrs

from volmatch.errors import Fault
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.sheet import Sheet, is_empty
from volmatch.io.tables.table_words import plain
from volmatch.text import Text

#: What a note begins with.
_BEGINS = re.compile(
    r"[*※•#>].{7,}|(?:注|备注|说明|附注|提示|注意|填表)\s*[:：\d.、]|(?:nb|n\.b\.|ps|p\.s\.|notes?|remarks?|legend|hint|info|source|updated|last updated)\b\s*[:.\d]|(?:please|pls|kindly)\s+\S|请.{3,}",  # noqa: RUF001
    re.IGNORECASE,
)
#: A note in brackets, or a heading between signs: (call Ann before 5), ===== kitchen =====.
_WRAPPED = re.compile(r"[(（\[【].*[)）\]】]|([-=~*#—_+]{2,})\s*\S.*?\s*[-=~*#—_+]{2,}", re.DOTALL)  # noqa: RUF001 - people type the wide ones
#: What somebody signs or says of the list: 制表人:张三, Contact: Bob.
_SAYS = re.compile(r"[^:：\d]{1,20}[:：]\s*\S.*", re.DOTALL)  # noqa: RUF001 - people type the wide one
_SENTENCE = re.compile(r"\S.*\s.*[.!?]$|.{6,}[。！？]$", re.DOTALL)  # noqa: RUF001 - people type the wide ones
_INITIAL = re.compile(r"\b(?:[A-Za-z]|[A-Z][a-z]|jr|sr|esq)\.$", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)
_WORDS = 7
_SKIPPED = frozenset(("(跳过)", "(空)", "(skipped)"))
_NOTE = Text("this row is a note and was passed over")


def without_notes(sheet: Sheet) -> Sheet:
    """Return a sheet without rows that hold a note and nothing else."""
    notes = {number: said for number, cells in sheet.rows if (said := _note_in(cells)) is not None}
    if not notes:
        return sheet
    told = [Fault.of(sheet.place(number, None), _NOTE, cell) for number, cell in notes.items()]
    rows = tuple(row for row in sheet.rows if row[0] not in notes)
    return attrs.evolve(sheet, rows=rows, filled=(*sheet.filled, *told))


def without_skipped(sheet: Sheet) -> Sheet:
    """Return a form without what a form program writes into cells of questions that nobody was asked."""
    rows = tuple((number, tuple(None if _is_skipped(cell) else cell for cell in cells)) for number, cells in sheet.rows)
    return attrs.evolve(sheet, rows=rows)


def _is_skipped(cell: Cell) -> bool:
    return isinstance(cell, str) and plain(cell) in _SKIPPED


def _note_in(cells: Sequence[Cell]) -> str | None:
    """Return what stands in a row, if it is one text that is no name."""
    told = [cell for cell in cells if not is_empty(cell)]
    if len(told) != 1 or not isinstance(told[0], str):
        return None
    text = told[0].strip()
    is_sentence = _SENTENCE.fullmatch(text) is not None and _INITIAL.search(text) is None
    is_note = (
        _BEGINS.match(text)
        or _WRAPPED.fullmatch(text)
        or _SAYS.fullmatch(text)
        or is_sentence
        or _ADDRESS.search(text)
        or len(plain(text).split()) >= _WORDS
    )
    return text if is_note else None
