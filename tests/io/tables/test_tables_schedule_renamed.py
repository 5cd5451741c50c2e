"""A schedule workbook whose sheets somebody renamed, added to or half emptied loses no change in silence."""

from pathlib import Path

import openpyxl
import pytest

import volmatch as vm
from volmatch.errors import Fault
from volmatch.io import read_schedule_tables, write_schedule_tables
from volmatch.schedule import Assignment, Placement, Schedule

TEA = vm.Session("tea", name="Tea", start="2027-05-01T13:00", end="2027-05-01T15:00", roles=[vm.Role("host")])
PROBLEM = vm.Problem([vm.Volunteer("a", name="Ann"), vm.Volunteer("b", name="Bo")], [TEA])
START = PROBLEM.sessions[0].candidate_starts[0]


def written(folder: Path) -> tuple[Path, openpyxl.Workbook]:
    """Return a schedule workbook in which Ann hosts the tea."""
    path = folder / "plan.xlsx"
    schedule = Schedule([Assignment("a", "tea", "host")], [Placement("tea", START)], [])
    write_schedule_tables(PROBLEM, schedule, path)
    return path, openpyxl.load_workbook(path)


def read(path: Path, book: openpyxl.Workbook) -> tuple[list[str], list[str]]:
    """Return who serves in a changed workbook, and what was told."""
    book.save(path)
    notes: list[Fault] = []
    found = read_schedule_tables(PROBLEM, path, told=notes.append)
    return [one.volunteer for one in found.assignments], [note.sentence() for note in notes]


def test_a_renamed_sheet_is_known_by_its_columns(tmp_path: Path) -> None:
    """Bo was put into the duties, and since their sheet has another name nobody hears of it."""
    path, book = written(tmp_path)
    book["duties"].title = "duties (new)"
    book["duties (new)"]["A2"], book["duties (new)"]["B2"] = None, "Bo"
    people, notes = read(path, book)
    assert people == ["b"]
    assert notes == ["duties (new): this sheet was taken for the sheet duties of the schedule, by its columns"]


def test_a_sheet_of_something_else_is_told(tmp_path: Path) -> None:
    """A second sheet of duties is passed over without a word."""
    path, book = written(tmp_path)
    book.copy_worksheet(book["duties"]).title = "copy"
    people, notes = read(path, book)
    assert people == ["a"]
    assert notes == ["copy: this sheet is none of a schedule's, and was not read"]


def test_a_name_that_was_emptied_beside_its_id_is_refused(tmp_path: Path) -> None:
    """Ann was taken out by her name, and stays."""
    path, book = written(tmp_path)
    book["duties"]["B2"] = None
    with pytest.raises(vm.ScheduleError, match="duties!B2"):
        read(path, book)
    book["duties"]["A2"] = None
    assert read(path, book)[0] == []


def test_a_remark_without_a_header_is_told_by_what_it_says(tmp_path: Path) -> None:
    """A remark that was passed over is told as null."""
    path, book = written(tmp_path)
    book["duties"]["Z2"] = "told by phone"
    assert "told by phone" in " ".join(read(path, book)[1])
