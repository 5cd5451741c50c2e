"""A schedule as tables: every duty, every crew and everybody's hours, on the clock of the problem."""

import csv
from pathlib import Path

import openpyxl
import pytest

import volmatch as vm
from sample_problems import every_field, schedule


def rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file by header."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_duties_crews_and_hours(tmp_path: Path) -> None:
    """A duty, a seat or an hour is missing, or stands at the time of another zone."""
    vm.io.write_schedule_tables(every_field(), schedule(), tmp_path / "plan")
    (duty,) = rows(tmp_path / "plan" / "duties.csv")
    assert duty == {
        "volunteer": "li", "name": "Art for all", "date": "2026-08-01", "start": "10:00", "end": "11:30", "end date": "",
        "session": "art-1", "role": "helper", "place": "岳岭村", "room": "Class room",
    }  # fmt: skip
    crews = rows(tmp_path / "plan" / "crews.csv")
    told = [
        (row["session"], row["role"], row["people"], row["min"], row["target"], row["names"], row["held"])
        for row in crews
    ]
    assert told == [
        ("art-1", "teacher", "0", "1", "1", "", "yes"),
        ("art-1", "helper", "1", "1", "2", "李", "yes"),
        ("visit-7", "visitor", "0", "0", "1", "", "no"),
    ]
    assert crews[2]["date"] == ""
    served = [tuple(row.values()) for row in rows(tmp_path / "plan" / "hours served.csv")]
    assert served == [("li", "李", "1", "1", "1.5", "12.5"), ("zhou", "", "0", "0", "0", "0")]


def test_the_workbook_says_the_same_in_chinese(tmp_path: Path) -> None:
    """A sheet is missing from the workbook, or its headers are in another language."""
    vm.io.write_schedule_tables(every_field(), schedule(), tmp_path / "plan.xlsx", lang="zh")
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    duties = book.worksheets[0]
    assert [page.sheet_state for page in book.worksheets] == ["visible"] * 5 + ["hidden"]
    assert [cell.value for cell in duties[1]][:4] == ["志愿者", "姓名", "日期", "开始"]
    assert [cell.value for cell in duties[2]][:2] == ["li", "李"]


def test_what_is_not_filled_has_a_colour(tmp_path: Path) -> None:
    """Seats that lack somebody look like all others in the workbook, or full ones like those."""
    vm.io.write_schedule_tables(every_field(), schedule(), tmp_path / "plan.xlsx")
    crews = openpyxl.load_workbook(tmp_path / "plan.xlsx")["crews"]
    grounds = [
        (row[8].value, row[0].fill.fgColor.rgb if row[0].fill.fill_type else None) for row in list(crews.rows)[1:]
    ]
    assert grounds == [("teacher", "00FDE6E2"), ("helper", "00FDF0D0"), ("visitor", "00E4E7E9")]


def test_a_sheet_prints_across_with_its_headers(tmp_path: Path) -> None:
    """Columns of a printed sheet lie on another page than their names, or the second page has no headers."""
    vm.io.write_schedule_tables(every_field(), schedule(), tmp_path / "plan.xlsx")
    for page in openpyxl.load_workbook(tmp_path / "plan.xlsx").worksheets:
        assert page.page_setup.orientation == "landscape"
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert page.page_setup.fitToHeight == 0
        assert page.print_title_rows == "$1:$1"


def test_a_problem_in_the_same_folder_is_not_lost(tmp_path: Path) -> None:
    """The sheet of sessions is written over by that of the schedule."""
    vm.io.write_tables(every_field(), tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    for lang in ("en", "zh"):
        vm.io.write_schedule_tables(every_field(), schedule(), tmp_path, lang=lang)
    assert {name: (tmp_path / name).read_bytes() for name in before} == before


def test_an_outcome_without_a_schedule_is_refused(tmp_path: Path) -> None:
    """Nothing is written, and nobody is told why."""
    outcome = vm.Outcome(schedule=None, status="infeasible", stopped_by="proof")
    with pytest.raises(vm.ScheduleError, match="no schedule"):
        vm.io.write_schedule_tables(every_field(), outcome, tmp_path / "plan")
    assert list(tmp_path.iterdir()) == []
