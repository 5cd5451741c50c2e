"""Lists as coordinators keep them: totals below, headers again, headers in other words, first and last names, two spellings of one skill."""

# ruff: noqa: RUF001 - people type the wide ones
from pathlib import Path

import openpyxl
import pytest

import volmatch as vm
from volmatch.errors import Fault
from volmatch.io import read_tables

PEOPLE = "name,phone,when free\nAna,1,\nBen,2,\n"
ACTIVITIES = "date,time,activity,place,people\n2026-12-05,9:00-11:00,tea,Hall,2\n"


def read(folder: Path, people: str = PEOPLE, activities: str = ACTIVITIES, names: tuple[str, str] = ("people", "activities")) -> tuple[vm.Problem, list[str]]:  # fmt: skip
    """Return the problem of two sheets, and what was told."""
    for name, text in zip(names, (people, activities), strict=True):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    notes: list[Fault] = []
    problem = read_tables(folder, told=notes.append)
    return problem, [note.sentence() for note in notes]


@pytest.mark.parametrize(
    "total", ["Total,2,\n", "Total: 2 people,,\n", "合计,2,\n", "小计：2人,,\n", ",,\nGrand total,,2\n", "总人数,2,\n"]
)
def test_a_total_is_nobody(tmp_path: Path, total: str) -> None:
    """Somebody called 合计 serves, since a sum stands below the people."""
    problem, notes = read(tmp_path, PEOPLE + total)
    assert [one.id for one in problem.volunteers] == ["Ana", "Ben"]
    assert len(notes) == 1
    assert "sums up others and was passed over" in notes[0]


def test_a_total_of_activities_is_none(tmp_path: Path) -> None:
    """A plan with a sum below it is refused for want of a date."""
    problem, notes = read(tmp_path, activities=ACTIVITIES + ",,,,\n合计,,,,2\n")
    assert [one.id for one in problem.sessions] == ["tea"]
    assert notes == ["activities!4:4: this row sums up others and was passed over (given: '合计')"]


def test_a_person_called_like_a_total_stays(tmp_path: Path) -> None:
    """Somebody is lost whose name begins like a total, or whose row says more than sums."""
    problem, notes = read(tmp_path, PEOPLE + "Total,,Sat\nTotally Ann,,\n")
    assert [one.id for one in problem.volunteers] == ["Ana", "Ben", "Total", "Totally Ann"]
    assert not notes


def test_headers_that_come_again_are_no_person(tmp_path: Path) -> None:
    """Somebody called name serves, since two lists were put together."""
    problem, notes = read(tmp_path, PEOPLE + "Name,Phone,When free\nCho,3,\n")
    assert [one.id for one in problem.volunteers] == ["Ana", "Ben", "Cho"]
    assert notes == ["people!4:4: this row has the headers again and was passed over (given: 'Name')"]


def test_a_total_of_formulas_that_nobody_reckoned_is_passed_over(tmp_path: Path) -> None:
    """A workbook made by a program is refused for a sum that nobody needs."""
    book = openpyxl.Workbook()
    people, activities = book.active, book.create_sheet("活动")
    assert people is not None
    people.title = "人员"
    lines: list[list[object]] = [["姓名", "电话"], ["安安", 1], ["合计", "=COUNT(B2:B2)"]]
    for line in lines:
        people.append(line)
    plan: list[list[object]] = [
        ["日期", "时间", "活动", "人数"],
        ["2026-12-05", "9:00-11:00", "茶会", 2],
        ["合计", None, None, "=SUM(D2:D2)"],
    ]
    for line in plan:
        activities.append(line)
    book.save(tmp_path / "plan.xlsx")
    notes: list[Fault] = []
    problem = read_tables(tmp_path / "plan.xlsx", told=notes.append)
    assert [one.id for one in problem.volunteers] == ["安安"]
    assert len(notes) == 2


@pytest.mark.parametrize(
    ("people", "activities", "names"),
    [
        ("Volunteer,Availability,Skills\nAna,Sat,cooking\n", "Date,Start time,End time,Event,Location,Number of volunteers\n2026-12-05,9:00,11:00,tea,Hall,2\n", ("Helpers", "Events")),
        ("名字,可服务时间,技能\nAna,周六,cooking\n", "活动日期,活动时间,活动名称,活动地点,需要人数\n2026-12-05,9:00-11:00,tea,Hall,2\n", ("人员名单", "活动安排")),
        ("Full name,When available,Skills\nAna,Sat,cooking\n", "Day,Time,Activity name,Venue,People needed\n2026-12-05,9:00-11:00,tea,Hall,2\n", ("Volunteer list", "Program")),
    ],
)  # fmt: skip
def test_headers_in_other_words(tmp_path: Path, people: str, activities: str, names: tuple[str, str]) -> None:
    """A column is kept as nobody's though it says where, when and how many; then one person is sought, or free always."""
    problem, notes = read(tmp_path, people, activities, names)
    (ana,), (tea,) = problem.volunteers, problem.sessions
    assert ana.available
    assert (tea.id, tea.place, tea.roles[0].min) == ("tea", "Hall", 2)
    assert not notes


def test_a_header_that_speaks_of_a_known_one_is_told(tmp_path: Path) -> None:
    """How many people are needed is kept as a column of one's own, and nobody hears of it."""
    activities = "date,time,activity,people we hope for\n2026-12-05,9:00-11:00,tea,3\n"
    _, notes = read(tmp_path, activities=activities)
    assert any("if it is meant to be people, call it so" in note for note in notes)


def test_first_and_last_names_are_one_name(tmp_path: Path) -> None:
    """Two people called Ana are refused as one."""
    problem, _ = read(tmp_path, "First name,Last name,phone\nAna,Smith,1\nAna,Jones,2\n")
    assert [one.id for one in problem.volunteers] == ["Ana Smith", "Ana Jones"]
    chinese = tmp_path / "zh"
    chinese.mkdir()
    problem, notes = read(chinese, "姓,名,电话\n王,小明,1\n李,丽,2\n", names=("人员", "activities"))
    assert [one.id for one in problem.volunteers] == ["王小明", "李丽"]
    assert notes == ["人员!B1: first and last names were put together, from here and column A (given: '名')"]


def test_one_skill_in_two_spellings_is_one(tmp_path: Path) -> None:
    """Who can do Cooking is not sent where cooking is needed, and two spellings of a hall are two places."""
    activities = "date,time,activity,place,people,skill needed\n2026-12-05,9:00-11:00,tea,Hall,1,cooking\n2026-12-06,9:00-11:00,art,hall,1,first aid\n"  # fmt: skip
    problem, notes = read(tmp_path, "name,skills\nAna,Cooking\nBen,COOKING\n", activities)
    assert [one.place for one in problem.sessions] == ["Hall", "Hall"]
    assert [list(one.skills) for one in problem.volunteers] == [["Cooking"], ["Cooking"]]
    assert problem.sessions[0].roles[0].skill == "Cooking"
    assert "activities!F3 (skill needed): nobody in the list has this skill (given: 'first aid')" in notes
    assert "activities!D3 (place): taken for Hall, as it is written elsewhere (given: 'hall')" in notes


def test_a_name_over_two_lines_is_one_line(tmp_path: Path) -> None:
    """A line that was broken within a cell is refused as an invisible character."""
    problem, _ = read(tmp_path, 'name,skills\n"Ana\nSmith","cooking\nfirst aid"\n', ACTIVITIES)
    assert problem.volunteers[0].id == "Ana Smith"
    assert list(problem.volunteers[0].skills) == ["cooking", "first aid"]
