"""Sheets that a program named, as Sheet1 or 工作表1, are known by their columns, and that is told once."""

from pathlib import Path

import pytest

import volmatch as vm
from typed_books import Rows, book_of
from volmatch.errors import Fault
from volmatch.io import read_tables

PEOPLE: Rows = [["Name", "Phone", "Skills", "When free"], ["Ann", "1", "cooking", "weekends"]]
PLAN: Rows = [
    ["Our plan"],
    ["Date", "Time", "Activity", "Place", "People"],
    ["2026-12-05", "9:00-11:00", "Tea", "Hall", 1],
]
CHINESE: Rows = [["姓名", "电话", "特长", "何时有空"], ["安安", "138", "厨艺", "周末"]]
DAYS: Rows = [["日期", "时间", "活动", "地点", "人数"], ["2026-12-05", "9:00-11:00", "早餐", "中心", 1]]


def read(folder: Path, sheets: dict[str, Rows]) -> tuple[vm.Problem, list[Fault]]:
    """Return the problem of a workbook, and what was told of whole sheets."""
    book = book_of(sheets)
    book.save(folder / "book.xlsx")
    notes: list[Fault] = []
    return read_tables(folder / "book.xlsx", told=notes.append), [note for note in notes if "!" not in note.path]


@pytest.mark.parametrize(
    "name",
    ["Sheet{}", "sheet {}", "Tabelle{}", "Feuil{}", "Hoja{}", "工作表{}", "表{}", "Sheet1 ({})", "plan - Sheet{}"],
)
@pytest.mark.parametrize(("people", "plan"), [(PEOPLE, PLAN), (CHINESE, DAYS)])
def test_sheets_that_nobody_named(tmp_path: Path, name: str, people: Rows, plan: Rows) -> None:
    """A workbook is refused because nobody gave its sheets names, or its sheets are taken for others without a word."""
    problem, notes = read(tmp_path, {name.format(1): people, name.format(2): plan, name.format(3): []})
    assert (len(problem.volunteers), len(problem.sessions)) == (1, 1)
    assert [note.path for note in notes] == [name.format(1), name.format(2)]
    assert [note.wanted.sentence("en") for note in notes] == [
        "this sheet was taken for volunteers (志愿者), by its columns",
        "this sheet was taken for sessions (场次), by its columns",
    ]


@pytest.mark.parametrize("people", [[["Name", "Email"], ["Ann", "x"]], [["First name", "Last name", "Skills"], ["Ann", "Li", "tea"]], [["Crew 2026"], ["Surname", "Given name"], ["Li", "Ann"]]])  # fmt: skip
def test_people_of_whom_little_is_known(tmp_path: Path, people: Rows) -> None:
    """A list of names with nothing but addresses, or with names in two columns, is none of people."""
    problem, _ = read(tmp_path, {"Sheet1": people, "Sheet2": PLAN})
    assert len(problem.volunteers) == 1


@pytest.mark.parametrize(
    ("sheets", "path", "told"),
    [
        ({"Crew": PEOPLE, "Sheet2": PLAN}, "Crew", "by its columns it may be volunteers / 志愿者: call it so"), ({"Sheet1": PEOPLE, "Sheet2": PEOPLE, "Sheet3": PLAN}, "Sheet2", "there is no such sheet"),
        ({"people": PEOPLE, "Sheet2": PEOPLE, "Sheet3": PLAN}, "Sheet2", "there is no such sheet"), ({"people": PEOPLE, "activities": PLAN, "Sheet3": [["todo"], ["buy tea"]]}, "Sheet3", "begin its name with _"),
        ({"people": PEOPLE, "Sheet2": [["volunteer", "date"], ["Ann", "2026-12-05"]]}, "Sheet2", "availability / 空闲时间"),
    ],
)  # fmt: skip
def test_what_columns_do_not_say_is_refused(tmp_path: Path, sheets: dict[str, Rows], path: str, told: str) -> None:
    """One of two sheets is taken for the people, or times away for times free."""
    with pytest.raises(vm.ProblemError) as caught:
        read(tmp_path, sheets)
    assert [fault.path for fault in caught.value.faults] == [path]
    assert told in caught.value.sentence()
