"""How much somebody may serve, asked in a column among people, is a limit, and told; what is none is refused with its place."""

# ruff: noqa: RUF001 - people type the wide ones
import datetime as dt
from typing import Any

import attrs
import pytest

import volmatch as vm
from volmatch.errors import Fault
from volmatch.io.tables.filled import filled_sheets
from volmatch.io.tables.limit_headers import limit_in
from volmatch.io.tables.reading import problem_of
from volmatch.io.tables.sheet import sheet_of
from volmatch.problem.volunteer import Limit

SESSIONS = [["id", "date", "start", "end"], ["s", "2026-12-05", "9:00", "11:00"]]


def read(header: str, *cells: object, **more: Any) -> tuple[list[tuple[Limit, ...]], list[Fault]]:
    """Return the limits of people of whom a column says them, and what was told."""
    people: list[list[Any]] = [["name", header], *([f"v{at}", cell] for at, cell in enumerate(cells))]
    notes: list[Fault] = []
    sheets = {"volunteers": people, "sessions": SESSIONS, **more}
    problem = problem_of([sheet_of(name, rows) for name, rows in sheets.items()], notes.append)
    assert not any(one.data for one in problem.volunteers)
    return [tuple(one.limits) for one in problem.volunteers], notes


@pytest.mark.parametrize(
    ("header", "limit"),
    [
        ("hours per week", Limit(per="week", max_hours=4)),
        ("max hours/week", Limit(per="week", max_hours=4)),
        ("Weekly hours", Limit(per="week", max_hours=4)),
        ("每周最多几小时", Limit(per="week", max_hours=4)),
        ("一周几小时", Limit(per="week", max_hours=4)),
        ("How many hours can you give per month?", Limit(per="month", max_hours=4)),
        ("Max. hours a day", Limit(per="day", max_hours=4)),
        ("how many shifts can you do?", Limit(per="horizon", max_sessions=4)),
        ("Max shifts", Limit(per="horizon", max_sessions=4)),
        ("3. 您每月最多能来几次？", Limit(per="month", max_sessions=4)),
        ("最多场次", Limit(per="horizon", max_sessions=4)),
        ("minimum shifts per week", Limit(per="week", min_sessions=4)),
        ("Volunteering h/week", Limit(per="week", max_hours=4)),
        ("最多参加几个活动", Limit(per="horizon", max_sessions=4)),
        ("每月活动数上限", Limit(per="month", max_sessions=4)),
        ("每周至少几场", Limit(per="week", min_sessions=4)),
    ],
)
def test_a_column_of_limits_limits(header: str, limit: Limit) -> None:
    """Somebody said four hours a week, and is planned for forty."""
    limits, notes = read(header, 4, "4", None)
    assert limits == [(limit,), (limit,), ()]
    assert [note.path for note in notes] == ["volunteers!B1"]
    assert "taken for a limit of each person" in notes[0].sentence()


@pytest.mark.parametrize(
    ("cell", "least", "most"),
    [("4h", None, 4), ("4 hours per week", None, 4), ("max 4", None, 4), ("up to four", None, 4), ("2-4", 2, 4), ("2 to 4 hours", 2, 4), ("at least 2", 2, None),
     ("4+", 4, None), ("四小时", None, 4), ("最多4小时", None, 4), ("每周4小时", None, 4), ("7,5", None, 7.5), ("1h30", None, 1.5), ("２－４", 2, 4), ("4小时以内", None, 4)],
)  # fmt: skip
def test_what_people_write_into_it_is_understood(cell: str, least: float | None, most: float | None) -> None:
    """An amount with its unit, or from least to most, refuses the file or counts as something else."""
    limits, _ = read("hours per week", cell)
    assert limits == [(Limit(per="week", min_hours=least, max_hours=most),)]


@pytest.mark.parametrize("cell", ["no limit", "any", "不限", "flexible", "-", "As many as needed."])
def test_no_limit_is_none(cell: str) -> None:
    """Somebody without a limit is refused, or gets one."""
    assert read("hours per week", cell)[0] == [()]


@pytest.mark.parametrize("cell", ["lots", "5-3", "-1", "4 per month", "some", dt.date(2026, 4, 2), "3 shifts"])
def test_other_cells_are_refused_with_their_place(cell: object) -> None:
    """What somebody may do is read as something else, or lost."""
    with pytest.raises(vm.ProblemError) as caught:
        read("hours per week", cell)
    assert [fault.path for fault in caught.value.faults] == ["volunteers!B2 (hours per week)"]


@pytest.mark.parametrize(
    "header",
    ["hours", "Hours served per week", "how many times have you volunteered?", "preferred hours per week", "每次最多几小时", "shift times",
     "how many children per session", "已服务多少小时", "max age", "Which shifts do you prefer?", "max hours per shift", "每周活动", "最喜欢的活动"],
)  # fmt: skip
def test_headers_about_something_else_are_no_limits(header: str) -> None:
    """Hours that somebody served before limit what they serve next."""
    assert limit_in(header) is None


def test_limits_of_the_sheet_hold_as_well() -> None:
    """A limit in the sheet of limits is lost to a column among people."""
    sheet = [["volunteer", "per", "max sessions"], ["v0", "day", 1]]
    limits, _ = read("hours per week", 4, limits=sheet)
    assert limits == [(Limit(per="week", max_hours=4), Limit(per="day", max_sessions=1))]


def test_data_called_like_a_limit_come_back_as_data() -> None:
    """What somebody keeps as data limits people once it went through a sheet."""
    problem = vm.Problem([vm.Volunteer("v", data={"hours per week": "4"})], [vm.Session("s", start="2026-12-05T09:00", end="2026-12-05T10:00")], timezone="UTC")  # fmt: skip
    again = problem_of(filled_sheets(problem, "en"), lambda _: None)
    assert attrs.asdict(again.volunteers[0]) == attrs.asdict(problem.volunteers[0])
