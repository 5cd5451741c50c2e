"""A coordinator's first week: her own sheet in Chinese becomes plan, page, workbook and letters, and one ill person changes one duty."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

import volmatch as vm
from volmatch.cli import main

PEOPLE: list[list[Any]] = [
    ["社区名单 2027", None, None, None, None],
    ["姓名", "电话", "特长", "何时有空", "备注"],
    ["王芳", 13800000001, "厨艺、急救", "随时", None],
    ["李强", 13800000002, "厨艺", "周末; 每周二、四晚上", "新人"],
    ["赵敏", 13800000003, None, "5月1日上午; 5月2日", None],
    ["陈静", None, "急救", None, "可开车"],
]  # fmt: skip
ACTIVITIES: list[list[Any]] = [
    ["日期", "时间", "活动", "地点", "人数", "所需特长"],
    ["2027年5月1日", "9:00-11:30", "早餐", "社区中心", "1-2人", "厨艺"],
    ["5月2日", "下午2点-4点", "邻里茶会", "社区中心", "2人", None],
    ["5月4日", "晚上", "作业辅导", "学校", 1, None],
    ["5/8", "22:00-次日1:00", "夜间巡逻", "社区中心", "一人", None],
    ["5月9日(周日)", "0900-1130", "晨练", "学校", "1人", None],
]  # fmt: skip


def workbook(path: Path, people: list[list[Any]]) -> str:
    """Write her workbook."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in (("人员", people), ("活动", ACTIVITIES)):
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    book.save(path)
    return path.name


def test_from_her_own_sheet_to_one_duty_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    """She needs Python, more than six commands, ids or English; or one ill person moves others too."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VOLMATCH_LANG", "zh")
    sheet = workbook(tmp_path / "名单.xlsx", PEOPLE)
    made = ["-o", "plan.json", "-o", "plan.html", "-o", "plan.xlsx", "--letters", "letters"]
    assert main(["solve", sheet, "--time-limit", "10", *made]) == 0
    told = capsys.readouterr().err
    assert "人员!1:1" in told  # the title
    assert "活动!A5 (日期)" in told  # 5/8 has no year, and the month first
    assert {path.name for path in (tmp_path / "letters").glob("*.txt")} == {f"{row[0]}.txt" for row in PEOPLE[2:]}
    assert "13800000001" not in "".join(path.read_text("utf-8") for path in (tmp_path / "letters").glob("*.txt"))
    assert "王芳" in (tmp_path / "plan.html").read_text("utf-8")
    problem, plan = vm.io.read_tables(tmp_path / sheet, told=print), vm.io.read_schedule("plan.json")
    assert vm.check(problem, plan).values[0] == 0
    night, morning = problem.sessions[3:]
    assert (f"{night.start:%F %R}", f"{night.end:%F %R}") == ("2027-05-08 22:00", "2027-05-09 01:00")
    assert (f"{morning.start:%F %R}", f"{morning.end:%F %R}") == ("2027-05-09 09:00", "2027-05-09 11:30")
    one_duty = [own for own in (row[0] for row in PEOPLE[2:]) if sum(a.volunteer == own for a in plan.assignments) == 1]
    ill = one_duty[0]
    sheet = workbook(tmp_path / "新名单.xlsx", [[*row[:3], "从不", row[4]] if row[0] == ill else row for row in PEOPLE])
    assert main(["solve", sheet, "--keep", "plan.xlsx", "--now", "2027-04-01 08:00", "-o", "new.json"]) == 0
    now = vm.io.read_schedule("new.json")
    lost, gained = set(plan.assignments) - set(now.assignments), set(now.assignments) - set(plan.assignments)
    assert [one.volunteer for one in lost] == [ill]
    assert {one.session for one in gained} <= {one.session for one in lost}
    capsys.readouterr()
    assert main(["compare", sheet, "plan.json", "new.json"]) == 1
    assert ill in capsys.readouterr().out
