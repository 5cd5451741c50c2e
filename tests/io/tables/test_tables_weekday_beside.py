"""A day of the week beside a date decides which of its figures is the month, and proves it for the others."""

import pytest

import volmatch as vm
from volmatch.errors import Fault
from volmatch.io.tables.reading import problem_of
from volmatch.io.tables.sheet import sheet_of


def read(*rows: tuple[str, str | None], header: tuple[str, str] = ("Date", "Day")) -> tuple[list[str], list[str]]:
    """Return the days of activities beside which their days of the week stand, and what was told of them."""
    lines: list[list[str | int | None]] = [
        [day, weekday, "9:00-10:00", f"a{at}", 1] for at, (day, weekday) in enumerate(rows)
    ]
    plan: list[list[str | int | None]] = [[*header, "time", "activity", "people"], *lines]
    notes: list[Fault] = []
    problem = problem_of([sheet_of("people", [["name"], ["Ana"]]), sheet_of("activities", plan)], notes.append)
    return [f"{one.start:%Y-%m-%d}" for one in problem.sessions], [note.sentence() for note in notes]


@pytest.mark.parametrize("header", [("Date", "Day"), ("Date", "Weekday"), ("日期", "星期"), ("date", "Day of week")])
@pytest.mark.parametrize(
    ("weekday", "day"), [("Sat", "2026-12-05"), ("Tuesday", "2026-05-12"), ("六", "2026-12-05"), ("周二", "2026-05-12")]
)
def test_the_day_of_the_week_decides(header: tuple[str, str], weekday: str, day: str) -> None:
    """A date is refused, or taken for another one, though the cell beside it leaves one alone."""
    days, notes = read(("5/12/2026", weekday), header=header)
    assert days == [day]
    assert len(notes) == 1
    assert day in notes[0]


def test_it_proves_the_order_for_other_rows() -> None:
    """Only the row with a day of the week is read, and the next one refused."""
    assert read(("5/12/2026", "Sat"), ("6/12/2026", None))[0] == ["2026-12-05", "2026-12-06"]
    assert read(("6/12/2026", None), ("5/12/2026", "Tue"))[0] == ["2026-06-12", "2026-05-12"]
    assert read(("Sat 5/12/2026", None), ("6/12/2026", None))[0] == ["2026-12-05", "2026-12-06"]


def test_a_year_is_found_by_it_too() -> None:
    """A date without a year is of one in which it is another day of the week."""
    assert read(("5/12", "Sat"), ("2026-12-09", "Wed"))[0] == ["2026-12-05", "2026-12-09"]


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        ([("5/12/2026", "Mon")], "activities!A2 (Date)"),
        ([("5/12/2026", "Sat"), ("6/12/2026", "Mon")], "activities!A3 (Date)"),
        ([("5/12/2026", "Day 1")], "activities!A2 (Date)"),
        ([("5/12/2026", None)], "activities!A2 (Date)"),
        ([("2026-12-05", "Mon")], "activities!B2 (Day)"),
    ],
)
def test_a_contradiction_is_refused_with_its_place(rows: list[tuple[str, str | None]], place: str) -> None:
    """A day of the week that fits no reading is passed over, or one that says none decides."""
    with pytest.raises(vm.ProblemError) as caught:
        read(*rows)
    assert [fault.path for fault in caught.value.faults] == [place]
