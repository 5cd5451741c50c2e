"""Hours with a length, numbers in words, years in Chinese and old dates of birth: any reader understands them, or they are refused."""

# ruff: noqa: RUF001 - people type the wide ones
import datetime as dt
from typing import Any

import pytest

import volmatch as vm
from volmatch.errors import Fault
from volmatch.io.tables.reading import problem_of
from volmatch.io.tables.sheet import sheet_of


def read(people: list[list[Any]], sessions: list[list[Any]]) -> tuple[vm.Problem, list[Fault]]:
    """Return the problem of two sheets, and what was told."""
    notes: list[Fault] = []
    return problem_of([sheet_of("volunteers", people), sheet_of("sessions", sessions)], notes.append), notes


def fair(**cells: object) -> vm.Problem:
    """Return a problem with one activity on the fifth of December, with some cells."""
    row = {"name": "Tea", "date": "2026-12-05", "time": "9:00-11:00", **cells}
    return read([["name"], ["ana"]], [list(row), list(row.values())])[0]


def when(cell: str) -> str:
    """Return from when to when an activity goes on whose time is a cell."""
    session = fair(time=cell).sessions[0]
    return f"{session.start:%H:%M}-{session.end:%H:%M}"


def refused(**cells: object) -> str:
    """Return what is said of an activity that is refused, which is one thing at one place."""
    with pytest.raises(vm.ProblemError) as caught:
        fair(**cells)
    (fault,) = caught.value.faults
    assert fault.path.startswith("sessions!C2" if "time" in cells else "sessions!D2")
    return fault.wanted.sentence()


@pytest.mark.parametrize(
    ("cell", "hours"),
    [("9:00 2h", "09:00-11:00"), ("9:00-11:00 (2h)", "09:00-11:00"), ("9:00 (2 hours)", "09:00-11:00"), ("9点起两小时", "09:00-11:00"), ("9am for two hours", "09:00-11:00"),
     ("2 hours from 9:00", "09:00-11:00"), ("两小时，从9点开始", "09:00-11:00"), ("9点开始，共2小时", "09:00-11:00"), ("九点两个半小时", "09:00-11:30"), ("9:00 90 min", "09:00-10:30"),
     ("9:00 1h 30min", "09:00-10:30"), ("9:00 for an hour and a half", "09:00-10:30"), ("14:00 1,5 h", "14:00-15:30"), ("下午2点，半小时", "14:00-14:30"), ("22:00 4h", "22:00-02:00"),
     ("0900 2h", "09:00-11:00"), ("9-11am (2 hours)", "09:00-11:00"), ("10pm-2am, 4h", "22:00-02:00"), ("from 14 for 2 hours", "14:00-16:00"), ("９：００　２小时", "09:00-11:00"),
     ("22:00 2 hours", "22:00-00:00"), ("1:00 90 min", "01:00-02:30"), ("9h30 2h", "09:30-11:30"), ("2026-12-05 9:00 2h", "09:00-11:00")],
)  # fmt: skip
def test_an_hour_and_how_long(cell: str, hours: str) -> None:
    """A time with a length beside it is refused, or ends at another time."""
    session = fair(time=cell) if not cell.startswith("2026") else fair(date=None, time=cell)
    one = session.sessions[0]
    assert f"{one.start:%H:%M}-{one.end:%H:%M}" == hours


@pytest.mark.parametrize(
    ("cell", "why"),
    [("9:00-11:00 (3h)", "another length"), ("from 9 for 2 hours", "write it as 9:00-11:00"), ("9-11 (2h)", "write it as 9:00-11:00"), ("9:00 14h", "a length or an end"), ("9h 11h", "a length or an end"),
     ("9h 2h", "a length or an end"), ("9点30分钟", "a length or an end"), ("1:00 2h", "a length or an end"), ("9:00 25 hours", "such as 09:30"), ("9:00 (2)", "such as 09:30"), ("9h30min", "such as 09:30")],
)  # fmt: skip
def test_what_may_be_a_length_or_an_end_is_refused(cell: str, why: str) -> None:
    """A coin is tossed about when an activity ends."""
    assert why in refused(time=cell)


def test_free_times_take_lengths_too() -> None:
    """Somebody writes from when and how long they are free, and is refused."""
    people = [["name", "when free"], ["ana", "Sat 9:00 for 2 hours; 周日下午2点起两小时"]]
    volunteer = read(people, [["name", "date", "time"], ["Tea", "2026-12-05", "9:00-11:00"]])[0].volunteers[0]
    weekly = [one for one in volunteer.available or () if isinstance(one, vm.Weekly)]
    assert [(tuple(one.weekly), f"{one.from_:%H:%M}-{one.to:%H:%M}") for one in weekly] == [(("sat",), "09:00-11:00"), (("sun",), "14:00-16:00")]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "days"),
    [("周末都可以", ("sat", "sun")), ("Saturdays are fine", ("sat",)), ("周日有时间", ("sun",)), ("Sat ok", ("sat",))],
)
def test_days_that_are_said_to_suit(cell: str, days: tuple[str, ...]) -> None:
    """Somebody writes that weekends suit, and is refused."""
    rows = [["name", "date", "time"], ["Tea", "2026-12-05", "9:00-11:00"]]
    volunteer = read([["name", "when free"], ["ana", cell]], rows)[0].volunteers[0]
    assert [tuple(one.weekly) for one in volunteer.available or ()] == [days]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "cell",
    ["周六不行", "除了周六都行", "周六都不行", "周六没有空", "周六有事", "Sat not free", "Sat is not good", "Sat no good", "not Saturdays", "can't do Saturdays", "except Saturday",
     "Saturdays not possible", "unavailable Sat"],
)  # fmt: skip
def test_days_that_are_said_not_to_suit(cell: str) -> None:
    """Somebody writes that Saturdays do not suit, and is free on these, or on no other day either."""
    sessions = [["name", "date", "time"], ["Tea", "2026-12-05", "9:00-11:00"]]
    problem, notes = read([["name", "when free"], ["ana", cell]], sessions)
    (window,) = problem.volunteers[0].available or ()
    assert isinstance(window, vm.Weekly)
    assert tuple(window.weekly) == ("mon", "tue", "wed", "thu", "fri", "sun")
    assert any("all days but" in note.sentence() for note in notes)


@pytest.mark.parametrize("cell", ["Saturdays", "not Saturdays", "周六没空", "Sat not possible"])
def test_a_no_below_a_header_that_asks_for_it_is_said_once(cell: str) -> None:
    """Under when not free, somebody writes that they cannot on Saturdays, and is kept from all other days."""
    sessions = [["name", "date", "time"], ["Tea", "2026-12-05", "9:00-11:00"]]
    away = read([["name", "when not free"], ["ana", cell]], sessions)[0].volunteers[0].away
    assert [tuple(one.weekly) for one in away] == [("sat",)]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("cell", "least", "most"),
    [("2/3 people", 2, 3), ("2/3人", 2, 3), ("2 or 3", 2, 3), ("two", 2, 2), ("两三人", 2, 3), ("两三", 2, 3), ("三四个", 3, 4), ("a couple", 2, 2), ("2-3 ppl", 2, 3), ("between 2 and 3", 2, 3), ("从2到3人", 2, 3),
     ("2 bis 3", 2, 3), ("俩", 2, 2), ("a dozen", 12, 12), ("twenty", 20, 20), ("二十三人", 23, 23), ("3.", 3, 3)],
)  # fmt: skip
def test_how_many_in_words(cell: str, least: int, most: int) -> None:
    """Two or three are taken for twenty-three, or refused."""
    role = fair(people=cell).sessions[0].roles[0]
    assert (role.min, role.max) == (least, most)


@pytest.mark.parametrize(
    "cell", ["三两人", "十几人", "2+1", "3/2 people", "0/3", "2/3", "a few", "2, 3", dt.date(2026, 3, 2), dt.time(2, 3)]
)
def test_numbers_that_nobody_knows_are_refused(cell: object) -> None:
    """A number that may be another one, or that a spreadsheet made a date of, is guessed."""
    assert "such as" in refused(people=cell)


@pytest.mark.parametrize(
    "cell",
    [
        "二〇二六年十二月五日",
        "二零二六年十二月五号",
        "二六年十二月五日",
        "２０２６年１２月５日",
        "２０２６／１２／５",
        "二○二六年十二月五日（星期六）",
        "二〇二六年12月5日",
    ],
)
def test_dates_in_chinese_figures(cell: str) -> None:
    """A year in Chinese figures is refused."""
    assert fair(date=cell).sessions[0].start.date() == dt.date(2026, 12, 5)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("cell", "days"),
    [("5.12.-7.12.2026", 3), ("5 December to 7 December 2026", 3), ("5 Dec, 12 Dec 2026", 2), ("28 Dec - 3 Jan 2027", 7)],
)  # fmt: skip
def test_a_year_counts_for_all_days_of_its_cell(cell: str, days: int) -> None:
    """A year at the end of a stretch is not that of its beginning."""
    sessions = fair(date=cell).sessions
    assert len(sessions) == days
    assert sessions[0].start.year == 2026  # type: ignore[union-attr]


@pytest.mark.parametrize(("cell", "day"), [("周六（12月5日）", 5), ("Sat (5 Dec)", 5), ("Fri 4 Dec", 4)])
def test_a_day_of_the_week_beside_a_date(cell: str, day: int) -> None:
    """A date in brackets behind its day of the week is refused."""
    rows = [["name", "date", "time"], ["Tea", cell, "9:00-11:00"], ["Art", "2026-12-06", "9:00-11:00"]]
    assert read([["name"], ["ana"]], rows)[0].sessions[0].start.date() == dt.date(2026, 12, day)  # type: ignore[union-attr]


@pytest.mark.parametrize("cell", ["Sun 5 Dec", "周日12月5日", "Sat 4 Dec"])
def test_a_slip_in_the_day_of_the_week_moves_nothing_to_another_year(cell: str) -> None:
    """A Sunday that is a Saturday plans an activity a year later."""
    rows = [["name", "date", "time"], ["Tea", cell, "9:00-11:00"], ["Art", "2026-12-06", "9:00-11:00"]]
    with pytest.raises(vm.ProblemError, match="do not go together"):
        read([["name"], ["ana"]], rows)


@pytest.mark.parametrize(
    ("cells", "why"),
    [({"time": "9:00-1:00"}, "write 13:00 if that is meant"), ({"time": "14:00 16:00"}, "this says two times"), ({"time": "9:00 - ?"}, "one of them only"), ({"time": "19:30开始"}, "one of them only"),
     ({"time": "14:00/16:00"}, "this says two times")],
)  # fmt: skip
def test_hours_that_are_refused_are_told_what_works(cells: dict[str, str], why: str) -> None:
    """A cell is refused, and nobody knows what to write."""
    assert why in refused(**cells)


def test_a_date_with_a_time_in_the_column_of_dates_is_told_so() -> None:
    """A date with a time is called no day."""
    with pytest.raises(vm.ProblemError, match="says a time as well"):
        fair(date="2026/12/5 9:00")


def test_hours_with_a_dot_and_in_four_figures() -> None:
    """18.30 in a column of times is refused."""
    rows = [["name", "date", "start", "end"], ["Tea", "2026-12-05", "18.30", "20.00"]]
    session = read([["name"], ["ana"]], rows)[0].sessions[0]
    assert f"{session.start:%H:%M}-{session.end:%H:%M}" == "18:30-20:00"
    assert when("1400 - 1600 hrs") == "14:00-16:00"
    assert when("0900hrs-1100hrs") == "09:00-11:00"


@pytest.mark.parametrize(
    ("cell", "day"),
    [(19000, dt.date(1952, 1, 7)), ("19000", dt.date(1952, 1, 7)), (39512, dt.date(2008, 3, 5)), (19540305, dt.date(1954, 3, 5)), ("19540305", dt.date(1954, 3, 5)), ("5-Mar-54", dt.date(1954, 3, 5)),
     ("5-Mar-14", dt.date(2014, 3, 5)), ("一九五四年三月五日", dt.date(1954, 3, 5)), ("54年3月5日", dt.date(1954, 3, 5))],
)  # fmt: skip
def test_old_dates_of_birth(cell: object, day: dt.date) -> None:
    """Elders born before October 1954 are refused, or are born in 2054."""
    people: list[list[Any]] = [["name", "born"], ["ana", cell]]
    sessions = [["name", "date", "time"], ["Tea", "2026-12-05", "9:00-11:00"]]
    problem, notes = read(people, sessions)
    assert problem.volunteers[0].born == day
    assert any("taken for" in note.sentence() for note in notes)


@pytest.mark.parametrize("cell", [1954, "1954", "1954年", 1954.1])
def test_a_year_is_no_date_of_birth(cell: object) -> None:
    """The year 1954 is taken for a day in 1905."""
    sessions = [["name", "date", "time"], ["Tea", "2026-12-05", "9:00-11:00"]]
    with pytest.raises(vm.ProblemError) as caught:
        read([["name", "born"], ["ana", cell]], sessions)
    assert [fault.path for fault in caught.value.faults] == ["volunteers!B2 (born)"]
