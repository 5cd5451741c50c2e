"""Sheets as people lay them out: several tables in one, headings among rows, hidden rows, dates once a day, and names of their own."""

# ruff: noqa: RUF001 - people type the wide ones

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import volmatch as vm
from typed_books import Rows, book_of
from volmatch.errors import Fault
from volmatch.io import read_tables

PEOPLE: Rows = [["姓名", "电话", "何时有空"], ["王芳", 138, "周末"], ["李强", None, "周六上午"]]
PLAN: Rows = [["日期", "时间", "活动", "地点", "人数"], ["2027-05-01", "9:00-11:00", "早餐", "中心", 2]]


def read(
    folder: Path, sheets: dict[str, Rows], change: Callable[[Any], None] = lambda _book: None
) -> tuple[vm.Problem, list[str]]:
    """Return the problem of a workbook, and what was told, each with its place."""
    book = book_of(sheets)
    change(book)
    book.save(folder / "book.xlsx")
    notes: list[Fault] = []
    problem = read_tables(folder / "book.xlsx", told=notes.append)
    return problem, [f"{note.path}: {note.wanted.sentence()}" for note in notes]


def said(problem: vm.Problem) -> tuple[list[str], list[str]]:
    """Return who there is, and what takes place when."""
    return [one.label for one in problem.volunteers], [f"{one.label} {one.start:%m-%d %R}" for one in problem.sessions]


ALL = (["王芳", "李强"], ["早餐 05-01 09:00"])


@pytest.mark.parametrize("title", [[], [["活动安排"]]])
@pytest.mark.parametrize("name", ["人员", "Sheet1", "总表"])
def test_one_table_below_the_other(tmp_path: Path, name: str, title: Rows) -> None:
    """People and activities in one sheet are refused, or the title between them becomes a person."""
    problem, notes = read(tmp_path, {name: [["春季名单"], *PEOPLE, [], *title, *PLAN]})
    assert said(problem) == ALL
    assert any("another table begins here" in note for note in notes)


@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize("title", [[], [["志愿者", None, None, None, "活动"]]])
def test_one_table_beside_the_other(tmp_path: Path, title: Rows, *, is_first: bool) -> None:
    """People and activities side by side are refused."""
    both = [PEOPLE, [*PLAN, []]] if is_first else [[*PLAN, []], PEOPLE]
    width = max(map(len, both[0]))
    rows = [[*left, *[None] * (width + 1 - len(left)), *right] for left, right in zip(*both, strict=True)]
    problem, notes = read(tmp_path, {"Sheet1": [*(title if is_first else []), *rows]})
    assert said(problem) == ALL
    assert any("another table begins here" in note for note in notes)


def test_a_fault_of_the_second_table_has_its_place(tmp_path: Path) -> None:
    """What is wrong in the second table is told elsewhere."""
    with pytest.raises(vm.ProblemError) as caught:
        read(tmp_path, {"Sheet1": [*PEOPLE, [], PLAN[0], [*PLAN[1][:4], "若干"]]})
    assert [fault.path for fault in caught.value.faults] == ["Sheet1!E6 (人数)"]


@pytest.mark.parametrize("people", ["志愿者名单2027", "2027 volunteers", "Volunteers (new)", "人员名单(5月)"])
@pytest.mark.parametrize("plan", ["5月活动安排", "May shifts", "Activities 2027", "项目", "课程表"])
def test_names_with_a_word_that_says_it(tmp_path: Path, people: str, plan: str) -> None:
    """A sheet is refused for the month in its name."""
    assert said(read(tmp_path, {people: PEOPLE, plan: PLAN})[0]) == ALL


@pytest.mark.parametrize("plan", ["旧活动安排", "old shifts", "Activities backup", "活动模板", "May"])
def test_lists_that_are_put_aside_are_not_read(tmp_path: Path, plan: str) -> None:
    """Last year's activities are planned again."""
    with pytest.raises(vm.ProblemError, match="by its columns"):
        read(tmp_path, {"人员": PEOPLE, plan: PLAN})


@pytest.mark.parametrize("header", ["项目", "服务项目", "课程", "任务", "task", "Shift", "What"])
def test_what_activities_are_called(tmp_path: Path, header: str) -> None:
    """The column that names activities is none that is known; beside one that names them it is people's own."""
    assert said(read(tmp_path, {"人员": PEOPLE, "活动": [[*PLAN[0][:2], header, *PLAN[0][3:]], PLAN[1]]})[0]) == ALL
    problem, _ = read(tmp_path, {"人员": PEOPLE, "活动": [[*PLAN[0], header], [*PLAN[1], "春季"]]})
    assert (said(problem), dict(problem.sessions[0].data)) == (ALL, {header: "春季"})


def test_headings_are_nobody(tmp_path: Path) -> None:
    """A heading across the list, a note in brackets or between signs becomes a person who is free always."""

    def merge(book: Any) -> None:
        book["人员"].merge_cells("A2:C2")

    people = [PEOPLE[0], ["厨房组"], PEOPLE[1], ["(下面是新人)"], ["--- 新人 ---"], PEOPLE[2]]
    problem, notes = read(tmp_path, {"人员": people, "活动": PLAN}, merge)
    assert said(problem) == ALL
    assert sum("passed over" in note for note in notes) == 3


@pytest.mark.parametrize("is_merged", [True, False])
def test_a_date_stands_once_a_day(tmp_path: Path, *, is_merged: bool) -> None:
    """Below a date, as a heading or in the first row of its day, activities without one are refused."""

    def merge(book: Any) -> None:
        if is_merged:
            book["活动"].merge_cells("A4:E4")

    plan = [*PLAN, [None, "14:00-15:00", "茶", "中心", 1], ["2027年5月2日"], [None, "9:00-11:00", "歌", "中心", 1]]
    problem, notes = read(tmp_path, {"人员": PEOPLE, "活动": plan}, merge)
    assert said(problem)[1] == ["早餐 05-01 09:00", "茶 05-01 14:00", "歌 05-02 09:00"]
    assert any("it has that of the row above: 2 rows" in note for note in notes)
    weeks = [PLAN[0], ["第一周"], PLAN[1]]
    assert said(read(tmp_path, {"人员": PEOPLE, "活动": weeks})[0]) == ALL


def test_hidden_rows_count_and_are_told(tmp_path: Path) -> None:
    """A filter is on, and nobody learns that those who are hidden are planned as well; a hidden sheet keeps all from being read."""

    def hide(book: Any) -> None:
        book["人员"].row_dimensions[3].hidden = True
        book.create_sheet("隐藏的").append(["x"])
        book["隐藏的"].sheet_state = "hidden"

    problem, notes = read(tmp_path, {"人员": PEOPLE, "活动": PLAN}, hide)
    assert said(problem) == ALL
    assert [note.partition(": ")[0] for note in notes if "hidden" in note] == ["隐藏的", "人员!3:3"]


def test_a_word_alone_is_a_title(tmp_path: Path) -> None:
    """A title that is called as a column is taken for the headers."""
    assert said(read(tmp_path, {"人员": [["志愿者"], *PEOPLE], "活动": [["活动"], [], *PLAN]})[0]) == ALL


@pytest.mark.parametrize("hint", ["（必填）", " (as in the example)", "【多选】", " [required] *"])
def test_a_hint_behind_a_header(tmp_path: Path, hint: str) -> None:
    """People are free always, since a hint stands behind the header of their times; beside a bare one it is people's own."""
    people = [["姓名", "电话", f"何时有空{hint}"], *PEOPLE[1:]]
    problem, _ = read(tmp_path, {"人员": people, "活动": [[*(f"{one}{hint}" for one in PLAN[0])], PLAN[1]]})
    assert said(problem) == ALL
    assert all(one.available for one in problem.volunteers)
    both = [[*PEOPLE[0], f"何时有空{hint}"], *([*row, "从不"] for row in PEOPLE[1:])]
    problem, _ = read(tmp_path, {"人员": both, "活动": PLAN})
    assert [len(one.data) for one in problem.volunteers] == [2, 1]
    assert all(one.available for one in problem.volunteers)


def test_headers_below_their_groups(tmp_path: Path) -> None:
    """Groups over the headers, one of which is called as a column, are taken for the headers."""
    plan = [["When", None, "What", None, "Need"], *PLAN]
    assert said(read(tmp_path, {"人员": PEOPLE, "活动": plan})[0]) == ALL


@pytest.mark.parametrize("note", ["制表人：张三", "Contact: Bob", "审核: 李四", "联系电话：138 0000"])
def test_who_signed_the_list_is_nobody(tmp_path: Path, note: str) -> None:
    """Whoever made the list is planned twice, free always."""
    problem, notes = read(tmp_path, {"人员": [*PEOPLE, [note]], "活动": PLAN})
    assert said(problem) == ALL
    assert any("passed over" in one for one in notes)
