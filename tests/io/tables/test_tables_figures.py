"""Dates of figures alone, as 5/12/26, 12.5 and 5.12.26: the dates around them say what stands first, and else both are told."""

import datetime as dt
from pathlib import Path

import pytest

import volmatch as vm
from volmatch.errors import Fault
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.reading import problem_of
from volmatch.io.tables.sheet import sheet_of

ENGLISH, CHINESE = ("name", "date", "time", "people"), ("活动", "日期", "时间", "人数")


def held(date: Cell, *others: Cell, header: tuple[str, ...] = ENGLISH) -> tuple[list[str], list[Fault]]:
    """Return the days of an activity beside others, and what was told of it."""
    notes: list[Fault] = []
    rows = [[f"other {at}", one, "9:00-10:00", 1] for at, one in enumerate(others)]
    problem = problem_of([sheet_of("activities", [header, *rows, ["tea", date, "9:00-11:00", 1]])], notes.append)
    days = [f"{one.start:%Y-%m-%d}" for one in problem.sessions if one.name == "tea"]
    return days, [note for note in notes if note.path == f"activities!B{len(others) + 2} ({header[1]})"]


@pytest.mark.parametrize(
    "date",
    ["5/12/26", "12/5/26", "05/12/26", "5-12-26", "5.12.26", "12.5.26", "26/12/5", "26.12.5", "26-12-05", "12.5", "5.12", "12.5.", "5.12.", "12-5", "5-12", 12.5, 5.12, "Sat 5.12", "12.05", "５．１２．２６"],  # noqa: RUF001
)  # fmt: skip
@pytest.mark.parametrize("header", [ENGLISH, CHINESE])
def test_the_dates_around_say_which_is_the_month(date: Cell, header: tuple[str, ...]) -> None:
    """A date in figures beside others of December is refused, or is one of May, or what was guessed is not told."""
    if header is CHINESE and date in ("5/12/26", "05/12/26", "5-12-26", "5.12", "5-12", 5.12, "Sat 5.12"):
        return  # there the month stands first, which makes a day of May of these; the next test has them
    days, told = held(date, "2026-12-01", "2026-12-20", header=header)
    assert days == ["2026-12-05"]
    assert len(told) == (0 if str(date).startswith("26") else 1)


@pytest.mark.parametrize(
    ("date", "others", "day"),
    [
        ("5/12/26", ("2026-05-01",), "2026-05-12"), ("12.5.", ("2026-05-01",), "2026-05-12"), ("12.5", ("2026-05-20",), "2026-05-12"), ("25/12/26", ("2026-12-01",), "2026-12-25"), ("13/12/26", (), "2026-12-13"),
        ("05/12/26", ("12/12/26", "19/12/26"), "2026-12-05"), ("3/4/26", ("19/4/26", "2026-01-10", "2026-12-20"), "2026-04-03"), ("3.4.", ("13.5.", "2026-01-10", "2026-12-20"), "2026-04-03"), ("3.4", ("1.12.2026", "1.1.2026"), "2026-04-03"),
        ("3.4", ("2026.12.1", "2026.1.1"), "2026-03-04"), ("3.4.26", ("2026-12-01",), "2026-04-03"), ("3.4.", ("2026-12-01",), "2027-04-03"),
    ],
)  # fmt: skip
def test_what_other_cells_say_of_figures(date: str, others: tuple[str, ...], day: str) -> None:
    """A thirteenth month in another cell proves nothing, or a date with dots is not read as where dots are written."""
    assert held(date, *others)[0] == [day]


@pytest.mark.parametrize(
    ("date", "others", "told"),
    [
        ("5/12/26", ("2026-12-01", "2026-05-02"), "this may be Tue 2026-05-12 or Sat 2026-12-05"), ("5.12.26", ("2026-12-01", "2026-05-02"), "this may be Sat 2026-12-05 or Tue 2026-05-12"),
        ("12.5", ("2026-12-01", "2026-05-02"), "this may be Sat 2026-12-05 or Tue 2026-05-12"), ("12.5.", ("2026-12-01", "2026-05-02"), "this may be Tue 2026-05-12 or Sat 2026-12-05"),
        ("3/4/26", (), "this may be Wed 2026-03-04 or Fri 2026-04-03"), ("3.4", ("2026-12-01",), "this may be"), ("31.31", ("2026-12-01",), "wanted a day"), (12.1, ("2026-12-01",), "wanted a day"),
    ],
)  # fmt: skip
def test_what_nothing_decides_is_refused(date: Cell, others: tuple[str, ...], told: str) -> None:
    """One of two dates is taken though both are as near."""
    with pytest.raises(vm.ProblemError) as caught:
        held(date, *others)
    assert [fault.path for fault in caught.value.faults] == [f"activities!B{len(others) + 2} (date)"]
    assert told in caught.value.sentence()


def test_several_days_in_figures() -> None:
    """Two days with dots are refused, or hours."""
    for date in (
        "7.12-9.12",
        "7.12.-9.12.",
        "7.-9.12.",
        "7.12.-9.12.26",
        "7/12/26-9/12/26",
        "7., 8., 9.12.",
        "7.12., 8.12., 9.12.",
    ):
        assert held(date, "2026-12-01")[0] == ["2026-12-07", "2026-12-08", "2026-12-09"], date
    assert held("5/6 Dec", "2026-12-01")[0] == held("5.12./6.12.", "2026-12-01")[0] == ["2026-12-05", "2026-12-06"]


def test_days_of_a_month_as_dates_of_an_activity(tmp_path: Path) -> None:
    """An activity on all Saturdays of a month is refused, or one of a whole month is held every day."""
    days, told = held("Saturdays in December", "2026-12-01")
    assert days == ["2026-12-05", "2026-12-12", "2026-12-19", "2026-12-26"]
    assert held("12月的周六", "2026-12-01", header=CHINESE)[0] == days
    assert [note.wanted.sentence() for note in told] == ["taken for 4 days, from Sat 2026-12-05 to Sat 2026-12-26"]
    away = [sheet_of("volunteers", [["id"], ["li"]]), sheet_of("away", [["volunteer", "date"], ["li", "12月"]])]
    day: list[list[Cell]] = [["name", "date", "time", "people"], ["tea", dt.date(2026, 12, 1), "9:00-10:00", 1]]
    problem = problem_of([*away, sheet_of("activities", day)], lambda _note: None)
    assert len(problem.volunteers[0].away) == 31
