"""An empty workbook to be filled in: every sheet and column, what to type where, lists to choose from, and an example."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from volmatch.doors import door
from volmatch.io.files import AnyPath
from volmatch.io.tables.cells import FLAG, NEVER, WEEKDAY_LIST, YES_OR_NO, Kind
from volmatch.io.tables.columns import ABOUT, COLUMNS, Column
from volmatch.io.tables.example import example
from volmatch.io.tables.filled import filled_sheets
from volmatch.io.tables.headings import PRIVATE, header_of
from volmatch.io.tables.limit_periods import PER, PERIODS
from volmatch.io.tables.needed_packages import openpyxl
from volmatch.io.tables.pages import put, save, workbook
from volmatch.io.tables.sheet import Sheet, letters
from volmatch.io.tables.table_files import is_workbook, write_sheets
from volmatch.io.tables.table_words import SHEETS, VALUES, written
from volmatch.problem.window import WEEKDAYS
from volmatch.rule import known_rules
from volmatch.text import Text

#: Rows that offer lists; longer sheets go on without.
_LAST_ROW = 2_000
_HELP: Mapping[str, str] = {"en": "help", "zh": "说明"}
_CHOICES = f"{PRIVATE}lists"
_WORDS: Mapping[Kind, Sequence[str]] = {FLAG: YES_OR_NO, WEEKDAY_LIST: WEEKDAYS, PER: PERIODS, NEVER: ("never",)}
#: The sheet whose ids a column takes; a column named otherwise takes words of its own.
_IDS: Mapping[str, str] = {
    "volunteer": "volunteers",
    "session": "sessions",
    "home": "places",
    "parent": "places",
    "place": "places",
    "place_a": "places",
    "place_b": "places",
    "room": "rooms",
}


@door
def template(path: AnyPath, *, lang: str = "en") -> None:
    """Write an empty form of a problem with an example in it, to be filled in by people.

    In a workbook, notes at the headers say what to type, and cells offer lists: days of the week, yes and no, names of
    rules, the ids in other sheets. Read as it is, by `read_tables`, it is a small problem that can be solved.

    Parameters
    ----------
    path
        Ends in ``.xlsx`` for an Excel workbook; else a folder, in which CSV files are written.
    lang
        Language of everything in it: ``en`` or ``zh``.

    Raises
    ------
    FileError
        If it cannot be written.
    ExtraError
        If openpyxl is needed and not installed.
    """
    *sheets, rules = filled_sheets(example(lang), lang, with_empty=True)
    sheets.append(attrs.evolve(rules, rows=()))  # so that the standard rules follow whatever people fill in
    sheets[0] = _with_standard_rules(sheets[0], lang)
    if not is_workbook(path):
        write_sheets(path, sheets)
        return
    book = workbook(sheets)
    _add_choices(book)
    for key, page in zip(COLUMNS, list(book.worksheets), strict=False):
        for index, column in enumerate(_columns(key)):
            _explain(page, index, column, lang)
            _offer(page, index, column, lang)
    _add_help(book, lang)
    save(path, book)


def _with_standard_rules(general: Sheet, lang: str) -> Sheet:
    """Return the sheet of the problem with an empty cell where it says that its rules are all."""
    column = next(column for column in COLUMNS["problem"] if column.name == "only")
    at = general.header.index(header_of(column, lang))
    rows = tuple((number, (*cells[:at], None, *cells[at + 1 :])) for number, cells in general.rows)
    return attrs.evolve(general, rows=rows)


def _columns(key: str) -> list[Column]:
    return [column for column in COLUMNS[key] if not column.is_rare]


def _explain(page: Any, index: int, column: Column, lang: str) -> None:
    """Put a note to a header that says what to type below."""
    note = openpyxl("openpyxl.comments").Comment(column.kind.help.sentence(lang), "volmatch")
    note.width, note.height = 320, 90
    page.cell(1, index + 1).comment = note


def _offer(page: Any, index: int, column: Column, lang: str) -> None:
    """Let the cells of a column offer a list; other words may be typed all the same, and are judged when they are read."""
    choices = _choices(column, lang)
    if choices is None:
        return
    offer = openpyxl("openpyxl.worksheet.datavalidation").DataValidation(
        type="list", formula1=choices, allow_blank=True, showErrorMessage=False
    )
    offer.add(f"{letters(index)}2:{letters(index)}{_LAST_ROW}")
    page.add_data_validation(offer)


def _choices(column: Column, lang: str) -> str | None:
    """Return what a column offers, as a spreadsheet says it."""
    if column.kind in _WORDS:
        told = ",".join(written(VALUES[word], lang) for word in _WORDS[column.kind])
        return f'"{told}"'
    if column.name == "rule":
        return f"'{_CHOICES}'!$A$1:$A${len(known_rules())}"
    if column.name in _IDS:
        return f"'{written(SHEETS[_IDS[column.name]], lang)}'!$A$2:$A${_LAST_ROW}"
    return None


def _add_choices(book: Any) -> None:
    """Add a hidden sheet with the names of the rules, which are too many for a list in a cell."""
    page = book.create_sheet(_CHOICES)
    for row, name in enumerate(sorted(known_rules()), start=1):
        put(page.cell(row, 1), name)
    page.sheet_state = "hidden"


def _add_help(book: Any, lang: str) -> None:
    """Add a first sheet that says what the others are for."""
    page = book.create_sheet(f"{PRIVATE}{_HELP.get(lang, _HELP['en'])}", 0)
    for row, cells in enumerate(_help(lang), start=1):
        for column, cell in enumerate(cells, start=1):
            put(page.cell(row, column), cell)
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 20, 110
    book.active = 0


def _help(lang: str) -> Iterator[tuple[str, ...]]:
    yield (
        "volmatch",
        Text("Write over the example. Sheets and columns you do not need may stay empty or be deleted.").sentence(lang),
    )
    for key, about in ABOUT.items():
        yield written(SHEETS[key], lang), about.sentence(lang)
