"""What stands beside the dates of activities: a day of the week that must fit, an end date, hours of the night."""

import pytest

import volmatch as vm
from volmatch.errors import Fault
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.reading import problem_of
from volmatch.io.tables.sheet import sheet_of


def read(header: list[str], *rows: list[Cell]) -> tuple[vm.Problem, list[Fault]]:
    """Return the problem of some activities, and what was told."""
    notes: list[Fault] = []
    return problem_of([sheet_of("activities", [header, *rows])], notes.append), notes


@pytest.mark.parametrize("header", ["weekday", "Day", "day of the week", "星期", "周几"])
def test_a_day_of_the_week_beside_the_date_fits_or_is_told(header: str) -> None:
    """A date that is a day off is served, though the day of the week stands beside it."""
    columns = ["activity", header, "date", "time", "people"]
    for day in ("Sat", "周六", "Saturday", "六"):
        read(columns, ["tea", day, "2026-12-05", "9:00-11:00", 1])
    read(columns, ["tea", "Sat, Sun", "2026-12-05 to 2026-12-06", "9:00-11:00", 1])
    read(columns, ["tea", "first day", "2026-12-05", "9:00-11:00", 1])
    with pytest.raises(vm.ProblemError) as caught:
        read(columns, ["tea", "Fri", "2026-12-05", "9:00-11:00", 1])
    assert [fault.path for fault in caught.value.faults] == [f"activities!B2 ({header})"]
    assert "do not go together" in caught.value.sentence()


def test_an_end_date_beside_hours_may_be_one_activity_or_several() -> None:
    """Tea from nine to eleven on three days lasts for fifty hours."""
    columns = ["activity", "start date", "end date", "time", "people"]
    with pytest.raises(vm.ProblemError) as caught:
        read(columns, ["tea", "2026-12-05", "2026-12-07", "9:00-11:00", 1])
    assert [fault.path for fault in caught.value.faults] == ["activities!C2 (end date)"]
    (night,) = read(columns, ["night", "2026-12-05", "2026-12-06", "22:00-6:00", 1])[0].sessions
    assert night.length.total_seconds() == 8 * 3600
    (camp,) = read(["activity", "date", "start", "end", "end date", "people"], ["camp", "2026-12-05", "9:00", "11:00", "2026-12-07", 1])[0].sessions  # fmt: skip
    assert camp.length.total_seconds() == 50 * 3600


@pytest.mark.parametrize(
    ("time", "hours", "is_told"),
    [
        ("2:30-4", "02:30-04:00", True), ("1:00-5:00", "01:00-05:00", True), ("02:00-06:00", "02:00-06:00", False), ("5:00-8:00", "05:00-08:00", False), ("8:30:00-12:00:00", "08:30-12:00", False),
        ("9.30-11.00 Uhr", "09:30-11:00", False), ("von 9 bis 11 Uhr", "09:00-11:00", False), ("8.30am-12noon", "08:30-12:00", False),
    ],
)  # fmt: skip
def test_hours_that_may_be_those_of_an_afternoon_are_told(time: str, hours: str, is_told: bool) -> None:  # noqa: FBT001 - it is the thing tested
    """Half past two is in the night, and nobody says so; or hours with seconds or in German are refused."""
    problem, notes = read(["activity", "date", "time", "people"], ["tea", "2026-12-05", time, 1])
    (tea,) = problem.sessions
    assert f"{tea.start:%R}-{tea.end:%R}" == hours
    assert bool(notes) == is_told


def test_one_fault_of_a_row_of_several_days_is_told_once() -> None:
    """A slip in a row that stands for eight days is eight faults."""
    with pytest.raises(vm.ProblemError) as caught:
        read(["activity", "date", "time", "people"], ["last", "2026-12-01", "9:00-10:00", 1], ["tea", "weekends in December", "late", 1])  # fmt: skip
    assert len(caught.value.faults) == 1
