"""A short form to begin with: one sheet of people, one of activities, and names instead of ids."""

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from volmatch.doors import door
from volmatch.io.files import AnyPath
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.headings import PRIVATE
from volmatch.io.tables.needed_packages import openpyxl
from volmatch.io.tables.pages import put, save, workbook
from volmatch.io.tables.sheet import Sheet, letters
from volmatch.io.tables.table_files import is_workbook, write_sheets
from volmatch.text import Text

_LAST_ROW = 1_000
_NEEDED = " *"


@attrs.frozen
class SimpleColumn:
    """A column of the short form: its header by language, what it means, an example a row, and what it offers."""

    header: Mapping[str, str]
    about: Text
    examples: Mapping[str, Sequence[str]]
    offered: Mapping[str, str] = {}
    is_needed: bool = False


def _column(
    en: str,
    zh: str,
    about: Text,
    examples: tuple[str, str],
    offered: tuple[str, str] = ("", ""),
    *,
    needed: bool = False,
) -> SimpleColumn:
    told = {lang: line.split("|") for lang, line in zip(("en", "zh"), examples, strict=True)}
    lists = dict(zip(("en", "zh"), offered, strict=True)) if any(offered) else {}
    return SimpleColumn({"en": en, "zh": zh}, about, told, lists, is_needed=needed)


_PEOPLE = (
    _column(
        "name", "姓名", Text("What the person is called. Two with the same name need something that tells them apart."),
        ("Ana|Ben|Chloe", "安安|小本|可儿"), needed=True,
    ),
    _column("phone", "电话", Text("For you: nothing reads it, and nobody else gets to see it."), ("555-0100||", "138-0000-0000||")),
    _column(
        "skills", "特长", Text("What the person can do, with ; between: cooking; first aid. An activity may ask for one."),
        ("cooking|cooking; first aid|first aid", "厨艺|厨艺、急救|急救"),
    ),
    _column(
        "when free", "何时有空",
        Text("When the person can come: weekends; Tue, Thu 18:00-20:00; 2027-05-01 morning; always; never. Empty is always."),
        ("weekend|Tue, Thu 18:00-20:00; weekend|", "周末|每周二、四 18:00-20:00; 周末|随时"),
        ("weekend,weekdays,always,never", "周末,工作日,随时,从不"),
    ),
    _column("notes", "备注", Text("For you: nothing reads it, and nobody else gets to see it."), ("|new|", "|新人|")),
)  # fmt: skip
_ACTIVITIES = (
    _column("date", "日期", Text("The day: 2027-05-01, 2027年5月1日 or 5月2日 below it."), ("2027-05-01|2 May|4 May", "2027-05-01|5月2日|5月4日"), needed=True),
    _column(
        "time", "时间", Text("From when to when: 9:00-11:30, 9-11am, 上午. A part of the day alone is told what it stands for."),
        ("9:00-11:30|14:00-16:00|18:00-20:00", "9:00-11:30|14:00-16:00|18:00-20:00"), ("morning,afternoon,evening", "上午,下午,晚上"), needed=True,
    ),
    _column("activity", "活动", Text("What it is called; the same name may come again."), ("Breakfast|Tea for neighbours|Homework club", "早餐|邻里茶会|作业辅导"), needed=True),
    _column("place", "地点", Text("Where it is; nobody is at two places at once."), ("Centre|Centre|School", "社区中心|社区中心|学校")),
    _column("people", "人数", Text("How many people are needed: 3, or 2-3 for at least two and better three. Empty is one."), ("2|1-2|1", "2|1-2人|1")),
    _column("skill needed", "所需特长", Text("What everybody there must be able to do; empty is nothing."), ("cooking||", "厨艺||")),
)  # fmt: skip
_GENERAL = (
    _column("time zone", "时区", Text("Whose clocks the times are those of."), ("Europe/London", "Asia/Shanghai")),
)
_SHEETS = ((("people", "人员"), _PEOPLE), (("activities", "活动"), _ACTIVITIES), (("problem", "总体"), _GENERAL))
_HELP = {"en": "help", "zh": "说明"}


@door
def simple_template(path: AnyPath, *, lang: str = "en") -> None:
    """Write the short form, with an example in it: a sheet of people, one of activities.

    Columns with * are needed. Notes at the headers say what each means, and more columns of your own may be added; they are
    kept and read by nothing. Read as it is, by `read_tables`, it is a small problem that can be solved.

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
    own = lang if lang in _HELP else "en"
    sheets = [_sheet(names[own == "zh"], columns, own) for names, columns in _SHEETS]
    if not is_workbook(path):
        write_sheets(path, sheets)
        return
    book = workbook(sheets)
    for page, (_, columns) in zip(list(book.worksheets), _SHEETS, strict=True):
        for index, column in enumerate(columns):
            _dress(page, index, column, own)
    _add_help(book, own)
    save(path, book)


def _sheet(name: str, columns: Sequence[SimpleColumn], lang: str) -> Sheet:
    header = tuple(column.header[lang] + _NEEDED * column.is_needed for column in columns)
    lines = zip(*(column.examples[lang] for column in columns), strict=True)
    rows: list[tuple[int, tuple[Cell, ...]]] = [
        (number, tuple(cell or None for cell in line)) for number, line in enumerate(lines, start=2)
    ]
    return Sheet(name=name, header=header, rows=tuple(rows))


def _dress(page: Any, index: int, column: SimpleColumn, lang: str) -> None:
    """Give a column its note and its list; other words may be typed all the same."""
    note = openpyxl("openpyxl.comments").Comment(column.about.sentence(lang), "volmatch")
    note.width, note.height = 320, 110
    page.cell(1, index + 1).comment = note
    page.column_dimensions[letters(index)].width = 18
    if column.is_needed:
        page.cell(1, index + 1).fill = openpyxl("openpyxl.styles").PatternFill("solid", fgColor="FFF2CC")
    if column.offered.get(lang):
        offer = openpyxl("openpyxl.worksheet.datavalidation").DataValidation(
            type="list", formula1=f'"{column.offered[lang]}"', allow_blank=True, showErrorMessage=False
        )
        offer.add(f"{letters(index)}2:{letters(index)}{_LAST_ROW}")
        page.add_data_validation(offer)


def _add_help(book: Any, lang: str) -> None:
    """Add a last sheet that says what each column means."""
    page = book.create_sheet(f"{PRIVATE}{_HELP[lang]}")
    told = [
        (
            "",
            Text("Write over the example. Columns with * are needed; add columns of your own as you like.").sentence(
                lang
            ),
        )
    ]
    for _, columns in _SHEETS:
        told += [(column.header[lang], column.about.sentence(lang)) for column in columns]
    for row, cells in enumerate(told, start=1):
        for place, cell in enumerate(cells, start=1):
            put(page.cell(row, place), cell)
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 16, 110
