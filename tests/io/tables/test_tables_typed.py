"""What people type into cells is read as they mean it: dates, times, days of the week, yes and no, lists and levels."""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

import volmatch as vm
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.folder import csv_sheet
from volmatch.io.tables.reading import problem_of
from volmatch.io.tables.sheet import sheet_of

Grid = Sequence[Sequence[Cell]]


def read(sheets: Mapping[str, Grid]) -> vm.Problem:
    """Return the problem that some sheets describe."""
    return problem_of([sheet_of(name, grid) for name, grid in sheets.items()])


def person(headers: Sequence[str], cells: Sequence[Cell]) -> vm.Volunteer:
    """Return the volunteer that a row describes."""
    return read({"volunteers": [["id", *headers], ["li", *cells]]}).volunteers[0]


def window(**cells: Cell) -> Any:
    """Return the window that a row describes."""
    headers = [name.replace("_", " ") for name in cells]
    sheets: dict[str, Grid] = {
        "volunteers": [["id"], ["li"]],
        "availability": [["volunteer", *headers], ["li", *cells.values()]],
    }
    (found,) = read(sheets).volunteers[0].available or ()
    return found


def session(**cells: Cell) -> vm.Session:
    """Return the session that a row describes."""
    headers = [name.replace("_", " ") for name in cells]
    return read({"sessions": [["id", *headers], ["s", *cells.values()]]}).sessions[0]


AT_HALF_PAST = dt.datetime(2026, 8, 1, 8, 30)  # noqa: DTZ001 - a spreadsheet knows no zone
MORNING = vm.Problem([vm.Volunteer("li", available=[vm.Window("2026-08-01T08:30", "2026-08-01T12:00")])], [])


@pytest.mark.parametrize(
    "day",
    ["2026-08-01", "2026/8/1", "2026.8.1", "2026年8月1日", dt.date(2026, 8, 1), dt.datetime(2026, 8, 1)],  # noqa: DTZ001 - a spreadsheet knows no zone
)
@pytest.mark.parametrize(
    "clock", ["08:30", "8:30", "8\uff1a30", "8:30:00", "8:30 AM", dt.time(8, 30), dt.timedelta(hours=8.5)]
)
def test_days_and_times_are_read_however_they_are_typed(day: Cell, clock: Cell) -> None:
    """Somebody types the date as at home, or the spreadsheet makes a date of it, and it is refused or another."""
    assert (window(date=day, **{"from": clock, "to": "12:00 PM"}),) == MORNING.volunteers[0].available


@pytest.mark.parametrize("start", ["2026-08-01 8:30", "2026-08-01T08:30", "2026/8/1 8:30", AT_HALF_PAST])
def test_date_and_time_may_stand_in_one_cell(start: Cell) -> None:
    """A cell with a date and a time is taken for a time alone."""
    assert (window(**{"from": start, "to": "12:00"}),) == MORNING.volunteers[0].available


@pytest.mark.parametrize(
    ("cells", "start", "end"),
    [
        ({"date": "2026-08-01"}, "2026-08-01T00:00", "2026-08-02T00:00"),
        ({"date": "2026-08-01", "end_date": "2026-08-03"}, "2026-08-01T00:00", "2026-08-04T00:00"),
        ({"date": "2026-08-01", "from": "18:00"}, "2026-08-01T18:00", "2026-08-02T00:00"),
        ({"date": "2026-08-01", "from": "18:00", "to": "0:00"}, "2026-08-01T18:00", "2026-08-02T00:00"),
        ({"date": "2026-08-01", "from": "18:00", "to": "24:00"}, "2026-08-01T18:00", "2026-08-02T00:00"),
        ({"date": "2026-08-01", "to": "12:00"}, "2026-08-01T00:00", "2026-08-01T12:00"),
        ({"date": "2026-08-01", "from": "22:00", "end_date": "2026-08-02", "to": "6:00"}, "2026-08-01T22:00", "2026-08-02T06:00"),
    ],
)  # fmt: skip
def test_what_is_left_empty_means_the_whole_day(cells: dict[str, Cell], start: str, end: str) -> None:
    """An absence without times is none, or lasts a day more or less."""
    problem = vm.Problem([vm.Volunteer("v", available=[vm.Window(start, end)])], [])
    assert (window(**cells),) == problem.volunteers[0].available


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("mon; wed", ("mon", "wed")),
        ("Monday, Wednesday", ("mon", "wed")),
        ("周一、周三", ("mon", "wed")),
        ("星期一;礼拜三", ("mon", "wed")),
        ("mon-fri", ("mon", "tue", "wed", "thu", "fri")),
        ("周六至周一", ("sat", "sun", "mon")),
        ("sun", ("sun",)),
    ],
)
def test_days_of_the_week(typed: str, days: tuple[str, ...]) -> None:
    """A day of the week is another, or a stretch of them ends a day early."""
    assert window(weekdays=typed, **{"from": "10:00", "to": "24:00"}) == vm.Weekly(days, dt.time(10), dt.time(0))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("yes", True), ("是", True), ("x", True), ("✓", True), (True, True), (1.0, True), ("TRUE", True),
     ("no", False), ("否", False), (False, False), (0, False), ("", False), (None, False)],
)  # fmt: skip
def test_yes_and_no(typed: Cell, meant: bool) -> None:  # noqa: FBT001 - it is the thing tested
    """A mark for yes is taken for no."""
    assert window(date="2026-08-01", if_needed=typed).if_needed is meant


@pytest.mark.parametrize(
    ("typed", "words"),
    [("a; b", ("a", "b")), ("a,b", ("a", "b")), ("a、b；c，d", ("a", "b", "c", "d")), (" a ;; b ;", ("a", "b")),  # noqa: RUF001 - people type it
     ("a\nb", ("a", "b")), ('"a; b"; c', ("a; b", "c")), ('"Big" Joe', ('"Big" Joe',)), (7.0, ("7",)), ("[]", ())],
)  # fmt: skip
def test_lists(typed: Cell, words: tuple[str, ...]) -> None:
    """A list is split where it should not be, or not where it should."""
    assert person(["traits"], [typed]).traits == words


def test_skills_with_levels_and_last_days() -> None:
    """A level or the end of a certificate is taken for part of the skill's name, or the other way round."""
    typed = 'tutoring: 2; 急救：3 至 2026年12月31日; first-aid until 2027/1/31; "a: 1": 4; nurse: 2 from 2026-03-01 until 2026-12-31; 茶 自2026年3月1日; plain; ratio 1:x'  # noqa: RUF001 - people type it
    assert dict(person(["skills"], [typed]).skills) == {
        "tutoring": vm.Skill(2),
        "急救": vm.Skill(3, until=dt.date(2026, 12, 31)),
        "first-aid": vm.Skill(1, until=dt.date(2027, 1, 31)),
        "a: 1": vm.Skill(4),
        "nurse": vm.Skill(2, until=dt.date(2026, 12, 31), valid_from=dt.date(2026, 3, 1)),
        "茶": vm.Skill(valid_from=dt.date(2026, 3, 1)),
        "plain": vm.Skill(),
        "ratio 1:x": vm.Skill(),
    }


def test_skills_in_a_sheet_of_their_own() -> None:
    """The sheet of skills is ignored, or takes the place of what stands beside the person."""
    sheets: dict[str, Grid] = {
        "volunteers": [["id", "skills"], ["li", "cooking"]],
        "skills": [
            ["volunteer", "skill", "level", "valid from", "until"],
            ["li", "driving", 2, "2026-03-01", "2026-08-01"],
            ["li", "tea", None, None, None],
        ],
    }
    skills = {
        "cooking": vm.Skill(),
        "driving": vm.Skill(2, dt.date(2026, 8, 1), valid_from=dt.date(2026, 3, 1)),
        "tea": vm.Skill(),
    }
    assert dict(read(sheets).volunteers[0].skills) == skills


SCHOOL_YEAR = vm.Season(since=dt.date(2026, 9, 1), until=dt.date(2027, 6, 30))


@pytest.mark.parametrize(
    ("typed", "per"),
    [
        ("week", "week"),
        ("每周", "week"),
        ("天", "day"),
        ("全程", "horizon"),
        ("每季度", "quarter"),
        ("per year", "year"),
        ("2026-09-01 to 2027-06-30", SCHOOL_YEAR),
        ("2026-09-01至2027-06-30", SCHOOL_YEAR),
        ("14 days", vm.Days(14)),
        ("14天", vm.Days(14)),
    ],
)
def test_periods_of_limits(typed: str, per: Any) -> None:
    """A limit counts over another period than the one typed."""
    sheets: dict[str, Grid] = {
        "volunteers": [["id"], ["li"]],
        "limits": [["volunteer", "per", "max sessions"], ["li", typed, "3"]],
    }
    assert read(sheets).volunteers[0].limits == (vm.Limit(per, max_sessions=3),)


def test_numbers_that_are_ids_stay_what_they_look_like() -> None:
    """A workbook keeps the id 101 as a number, and references to it find nothing."""
    problem = read({"volunteers": [["id", "home"], [101.0, "007"]], "places": [["id"], ["007"]]})
    assert [(one.id, one.home) for one in problem.volunteers] == [("101", "007")]


def test_numbers_are_read_in_any_dress() -> None:
    """A number typed with wide digits, or kept as text, is refused."""
    assert person(["hours before", "show rate"], ["１２.5", 0.5]).served_hours == 12.5  # noqa: RUF001 - people type it
    assert person(["max travel minutes"], [" 40 "]).max_travel_minutes == 40


@pytest.mark.parametrize(
    "cells",
    [
        {"date": "2026-08-01", "start": "10:00", "end": "11:30"},
        {"date": "2026-08-01", "start": "10:00", "minutes": 90},
        {"start": "2026-08-01 10:00", "end": "2026-08-01 11:30"},
        {"start": "2026-08-01 10:00", "minutes": "90"},
    ],
)
def test_a_session_at_a_fixed_time(cells: dict[str, Cell]) -> None:
    """A session is longer or shorter than people said, or may be moved."""
    found = session(**cells)
    assert (found.start, found.end) == (
        dt.datetime(2026, 8, 1, 10, tzinfo=dt.UTC),
        dt.datetime(2026, 8, 1, 11, 30, tzinfo=dt.UTC),
    )


def test_a_length_is_reckoned_on_the_clock_of_the_zone() -> None:
    """An hour of a session is lost in the night the clocks change."""
    sheets: dict[str, Grid] = {
        "problem": [["time zone"], ["Europe/London"]],
        "sessions": [["id", "start", "minutes"], ["s", "2026-10-25 00:30", 120]],
    }
    assert read(sheets).sessions[0].length_minutes == 120


def test_possible_starts_with_and_without_their_date() -> None:
    """Starts on the date of the row are refused, or fall on another day."""
    starts = [dt.datetime(2026, 8, 1, hour, tzinfo=dt.UTC) for hour in (9, 10)]
    assert session(minutes=60, date="2026-08-01", starts="9:00; 10:00").starts == tuple(starts)
    assert session(minutes=60, starts="2026-08-01 9:00; 2026/8/1 10:00").starts == tuple(starts)


def test_a_session_that_wants_people_of_one_kind_needs_no_other_sheet() -> None:
    """People wanted in the row of a session are wanted nowhere, or without their skill."""
    found = session(
        date="2026-08-01", start="9:00", end="10:00", people=2, target=3, skill="tea", skill_level=2, traits="adult"
    )
    assert found.roles == (vm.Role("helper", skill="tea", level=2, min=2, target=3, traits=["adult"]),)


def test_roles_in_their_sheet_come_after_the_one_of_the_row() -> None:
    """A role in either place is lost."""
    sheets: dict[str, Grid] = {
        "sessions": [["id", "date", "start", "end", "role"], ["s", "2026-08-01", "9:00", "10:00", "host"]],
        "roles": [["session", "role", "min"], ["s", "cook", 0]],
    }
    assert read(sheets).sessions[0].roles == (vm.Role("host"), vm.Role("cook", min=0))


def test_rooms_asked_for_by_what_they_have() -> None:
    """A session that names features but no room needs none."""
    cells: dict[str, Cell] = {"date": "2026-08-01", "start": "9:00", "end": "10:00", "room_must_have": "desks"}
    assert session(**cells).room == vm.RoomNeed(features=["desks"])


def test_headers_are_known_in_any_dress_and_mixed_languages() -> None:
    """A header with capitals, underlines, spaces or in the other language is refused."""
    problem = read({"Volunteers ": [[" ID ", "姓名", "MAX_TRAVEL_MINUTES", "Show-Rate"], ["li", "李", 5, 1]]})
    assert problem.volunteers == (vm.Volunteer("li", name="李", max_travel_minutes=5),)


def test_titles_above_and_empty_rows_between_do_no_harm() -> None:
    """An empty row ends the sheet, or is a person without an id."""
    problem = read({"volunteers": [[None, ""], ["id", "name"], [None, None], ["li", ""], ["  ", None], ["wang", "W"]]})
    assert [one.id for one in problem.volunteers] == ["li", "wang"]


def test_nothing_but_people_and_sessions_is_needed() -> None:
    """A sheet that most people do not need is demanded."""
    assert read({"volunteers": [["id"], ["li"]]}) == vm.Problem([vm.Volunteer("li")], [])
    assert read({}) == vm.Problem([], [])


def test_sheets_of_ones_own_are_left_alone() -> None:
    """A sheet of notes is refused though its name begins with an underline, or an empty one is."""
    assert read({"_notes": [["whatever"], [1]], "Sheet2": []}) == vm.Problem([], [])


ROWS = "id,name,traits\nli,李,adult\n"


@pytest.mark.parametrize(
    "raw",
    [
        ROWS.encode(),
        ROWS.encode("utf-8-sig"),
        ROWS.replace("id,name", "编号,name").encode("gb18030"),
        ROWS.encode("utf-16"),
        ROWS.replace(",", ";").encode(),
        ROWS.replace(",", "\t").encode("utf-16"),
        ROWS.replace("\n", "\r\n").encode(),
        ROWS.replace("id", '"id"').replace("traits", '"traits"').encode(),
        ("\n" + ROWS).encode(),
    ],
)
def test_csv_files_of_any_country(raw: bytes) -> None:
    """Letters come out wrong, or all cells of a row in one, because a spreadsheet of another country wrote the file."""
    assert problem_of([csv_sheet("volunteers", raw)]).volunteers == (vm.Volunteer("li", name="李", traits=["adult"]),)


def test_one_csv_file_is_a_problem_of_one_sheet(tmp_path: Path) -> None:
    """The only file of a small problem has to lie in a folder of its own."""
    (tmp_path / "volunteers.csv").write_text(ROWS, encoding="utf-8")
    assert [one.id for one in vm.io.read_tables(tmp_path / "volunteers.csv").volunteers] == ["li"]
