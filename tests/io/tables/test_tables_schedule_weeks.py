"""The grid of weeks in the workbook of a schedule: everybody and every duty is in it, seen whole, and what is changed there is told."""

from pathlib import Path
from typing import Any

import attrs
import openpyxl
import pytest

import volmatch as vm
from small_hall import outcome, problem
from volmatch.io.tables.schedule_reading import edited_in
from volmatch.io.tables.schedule_tables import schedule_sheets
from volmatch.io.tables.schedule_weeks import WEEKS
from volmatch.io.tables.sheet import Sheet


def grid(lang: str) -> tuple[vm.Problem, vm.Schedule, Sheet]:
    """Return the hall, its schedule, and the grid of its weeks."""
    hall, schedule = problem(), outcome().schedule
    assert schedule is not None
    sheets = schedule_sheets(hall, schedule, lang)
    return hall, schedule, next(one for one in sheets if one.name == WEEKS.sentence(lang))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_duty_stands_in_its_week_and_day(lang: str) -> None:
    """Somebody who reads the grid at the door misses a duty, or comes on another day."""
    hall, schedule, weeks = grid(lang)
    said = set()
    dates: tuple[Any, ...] = ()
    for row, cells in weeks.rows:
        if weeks.fills.get((row, 0)):
            dates = cells
        else:
            said |= {
                (cells[0], dates[column], line)
                for column in range(1, 8)
                for line in str(cells[column] or "").split("\n")[::2]
                if line
            }
    duties = schedule.settled(hall).duties(hall)
    assert said == {(one.volunteer.label, f"{one.start:%m-%d}", f"{one.start:%H:%M}-{one.end:%H:%M}") for one in duties}
    assert said


def test_each_line_of_a_cell_is_seen(tmp_path: Path) -> None:
    """Of three duties on a day the first alone is seen on paper, or all kinds of sessions have one colour."""
    hall, schedule, weeks = grid("en")
    vm.io.write_schedule_tables(hall, schedule, tmp_path / "plan.xlsx")
    page = openpyxl.load_workbook(tmp_path / "plan.xlsx")["weeks"]
    for row, cells in weeks.rows:
        lines = max(str(cell or "").count("\n") + 1 for cell in cells)
        assert lines == 1 or page.row_dimensions[row].height >= 15 * lines
    assert len(set(weeks.fills.values())) > 1
    assert page.page_setup.orientation == "landscape"


def test_what_is_changed_in_the_grid_is_told() -> None:
    """Somebody moves a name in the grid, and nothing happens without a word."""
    hall, schedule, weeks = grid("en")
    row, cells = weeks.rows[-1]
    changed = attrs.evolve(weeks, rows=(*weeks.rows[:-1], (row, ("Nobody", *cells[1:]))))
    sheets = [changed if one.name == weeks.name else one for one in schedule_sheets(hall, schedule, "en")]
    notes: list[Any] = []
    assert edited_in(hall, sheets, notes.append).schedule == schedule.settled(hall)
    assert [note.path for note in notes] == [f"weeks!A{row} (name)"]
