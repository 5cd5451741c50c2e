"""Workbooks as people and programs make them are read as another library reads them, and what says nothing is told."""

import datetime as dt
import io
import random
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import python_calamine

import volmatch as vm
from volmatch.errors import Fault
from volmatch.io import read_tables, signups
from volmatch.io.tables.workbook import workbook_sheets


def book(path: Path, *sheets: tuple[str, Sequence[Sequence[Any]]], merged: tuple[str, ...] = ()) -> Path:
    """Write a workbook; `merged` are cells of its last sheet."""
    file = openpyxl.Workbook()
    file.remove(file.active)
    for name, rows in sheets:
        page = file.create_sheet(name)
        for row in rows:
            page.append(row)
    for area in merged:
        page.merge_cells(area)
    file.save(path)
    return path


PEOPLE = ("volunteers", [["id"], ["a"], ["b"]])


@pytest.mark.parametrize("formula", ["=1+2", "=B2&C2", "=TODAY()"])
def test_a_formula_without_a_result_is_told(formula: str, tmp_path: Path) -> None:
    """A cell whose result nobody reckoned yet counts as empty, so that a session needs nobody."""
    rows: list[list[Any]] = [["id", "date", "start", "end", "people"], ["s1", "2027-05-01", "09:00", "12:00", formula]]
    path = book(tmp_path / "book.xlsx", PEOPLE, ("sessions", rows))
    with pytest.raises(vm.ProblemError) as caught:
        read_tables(path)
    (fault,) = caught.value.faults
    assert fault.path == "sessions!E2 (people)"
    assert fault.wanted.sentence().startswith("the formula in this cell has no result yet")
    path = book(tmp_path / "form.xlsx", ("form", [["who", "Mon 10:00-12:00"], ["li", formula]]))
    with pytest.raises(vm.ProblemError, match="form!B2"):
        signups(path)


def test_merged_cells_are_filled_and_told(tmp_path: Path) -> None:
    """The day that stands merged beside three sessions is the day of the first only."""
    rows: list[list[Any]] = [
        ["id", "date", "start", "end"],
        ["a", dt.date(2027, 5, 1), "09:00", "10:00"],
        ["b", None, "11:00", "12:00"],
        ["c", None, "13:00", "14:00"],
        ["d", dt.date(2027, 5, 2), "09:00", "10:00"],
    ]
    path = book(tmp_path / "book.xlsx", PEOPLE, ("sessions", rows), merged=("B2:B4",))
    notes: list[Fault] = []
    problem = read_tables(path, told=notes.append)
    assert [one.candidate_starts[0].day for one in problem.sessions] == [1, 1, 1, 2]
    assert [note.path for note in notes] == ["sessions!B2 (date)"]


def test_a_title_merged_over_a_form_and_answers_merged_in_it(tmp_path: Path) -> None:
    """A merged title makes a volunteer called Name, or a yes merged over two columns counts for the first."""
    rows: list[list[Any]] = [
        ["Who can help?", None, None],
        ["Name", "Mon 10:00-12:00", "Mon 12:00-14:00"],
        ["Ann", "yes", None],
        ["Bo", "no", "yes"],
    ]
    path = book(tmp_path / "form.xlsx", ("form", rows), ("notes", [["x"]]), merged=())
    file = openpyxl.load_workbook(path)
    file["form"].merge_cells("A1:C1")
    file["form"].merge_cells("B3:C3")
    file.save(path)
    told = signups(path)
    hours = [(window.from_.hour, window.to.hour) for window in told.availability["Ann"] or ()]
    assert hours == [(10, 12), (12, 14)]
    assert [note.path for note in told.told] == ["form!1:1", "form!B3 (Mon 10:00-12:00)", "notes"]


def any_cell(luck: random.Random) -> Any:
    """Return a cell of any kind."""
    kinds: list[Callable[[], Any]] = [
        lambda: None,
        lambda: luck.choice(["a", " a ", "_x0007_", "_x005F_", "李", "<&>", "a\nb", "=no", "0", "", "\t"]),
        lambda: luck.randint(-9, 10 ** luck.randint(1, 12)),
        lambda: luck.random() * 10 ** luck.randint(-9, 9),
        lambda: luck.random() < 0.5,
        lambda: dt.datetime.fromisoformat("2026-01-01T00:00") + dt.timedelta(minutes=luck.randint(0, 10**6)),
        lambda: dt.date(2026, 1, 1) + dt.timedelta(days=luck.randint(0, 999)),
        lambda: dt.time(luck.randint(0, 23), luck.randint(0, 59)),
        lambda: dt.timedelta(minutes=luck.randint(0, 4_000)),
    ]
    return luck.choice(kinds)()


def same(ours: Any, other: Any) -> bool:
    """Whether two libraries read the same cell; a day alone and its midnight are the same."""
    if isinstance(other, dt.date) and not isinstance(other, dt.datetime):
        other = dt.datetime.combine(other, dt.time())
    if isinstance(other, dt.timedelta):
        return isinstance(ours, dt.timedelta) and abs(ours - other) < dt.timedelta(seconds=1)
    is_blank = ours is None or (isinstance(ours, str) and not ours.strip())  # a lone tab is lost on the other
    return bool(ours == other or (is_blank and other == ""))


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("is_since_1904", [False, True])
def test_another_library_reads_the_same_cells(seed: int, is_since_1904: bool, tmp_path: Path) -> None:  # noqa: FBT001 - it is the thing tested
    """A cell of some kind is read as something else, or at another place."""
    luck = random.Random(seed)
    rows = [[f"h{column}" for column in range(6)], *([any_cell(luck) for _ in range(6)] for _ in range(30))]
    file = openpyxl.Workbook()
    if is_since_1904:
        file.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    for row in rows:
        file.active.append(row)
    file.save(tmp_path / "book.xlsx")
    (sheet,) = workbook_sheets(tmp_path / "book.xlsx", 2**24)
    raw = io.BytesIO((tmp_path / "book.xlsx").read_bytes())
    other = python_calamine.CalamineWorkbook.from_filelike(raw).get_sheet_by_index(0).to_python(skip_empty_area=False)
    ours = dict(sheet.rows)
    for number, cells in enumerate(other[1:], start=2):
        for column, cell in enumerate(cells):
            own = ours.get(number, ())
            assert same(own[column] if column < len(own) else None, cell), (number, column, cell, own)


def test_sheets_of_strict_workbooks_and_of_other_places_are_read(tmp_path: Path) -> None:
    """A workbook whose parts have other names or another prefix comes out empty."""
    path = book(tmp_path / "book.xlsx", PEOPLE)
    raw = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(raw, "w") as target:
        for name in source.namelist():
            text = source.read(name).decode()
            text = text.replace("xl/", "book/").replace(
                "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                "http://purl.oclc.org/ooxml/spreadsheetml/main",
            )
            target.writestr(name.replace("xl/", "book/").replace("sheet1", "Sheet1"), text)
    path.write_bytes(raw.getvalue())
    assert [one.id for one in read_tables(path).volunteers] == ["a", "b"]
