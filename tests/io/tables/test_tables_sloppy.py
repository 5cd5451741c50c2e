"""What people type when nobody looks: strokes and serial numbers for dates, several days in a cell, the next day, numbers with units."""

import csv
import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest

import volmatch as vm
from typed_books import Rows, book_of
from volmatch.errors import Fault
from volmatch.io import read_tables
from volmatch.io.tables.cells import Cell

FILES = ("csv", "xlsx")


def save(folder: Path, kind: str, sheets: dict[str, Rows]) -> Path:
    """Write sheets as somebody types them, as a workbook or as CSV files."""
    if kind == "xlsx":
        book = book_of(sheets)
        book.save(folder / "plan.xlsx")
        return folder / "plan.xlsx"
    for name, rows in sheets.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as opened:
            csv.writer(opened).writerows(rows)
    return folder


def read(folder: Path, kind: str, sheets: dict[str, Rows]) -> tuple[vm.Problem, list[Fault]]:
    """Return the problem of some sheets, and what was told."""
    notes: list[Fault] = []
    return read_tables(save(folder, kind, sheets), told=notes.append), notes


def activities(*rows: Sequence[Cell]) -> dict[str, Rows]:
    """Return a sheet of activities, with one whose date is plain."""
    return {"activities": [["name", "date", "time", "people"], ["last", "2026-12-01", "9:00-10:00", 1], *rows]}


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize(
    ("date", "days"),
    [
        ("12/7-12/9", "2026-12-07 2026-12-08 2026-12-09"), ("12/31", "2026-12-31"), ("31/12", "2026-12-31"), ("7.12.", "2026-12-07"),
        ("12/7/2026", "2026-12-07"), ("13/8/2026", "2026-08-13"), ("12月7日-9日", "2026-12-07 2026-12-08 2026-12-09"), ("12月7日、9日", "2026-12-07 2026-12-09"),
        ("7-9 Dec", "2026-12-07 2026-12-08 2026-12-09"), ("Dec 7 and 9", "2026-12-07 2026-12-09"), ("2026-12-07 to 2026-12-08", "2026-12-07 2026-12-08"),
        ("每周二、四 12/1-12/11", "2026-12-01 2026-12-03 2026-12-08 2026-12-10"), ("12月1日-12月11日周末", "2026-12-05 2026-12-06"), ("every Sat 1 Dec - 13 Dec", "2026-12-05 2026-12-12"),
        ("Mon 7 December 2026", "2026-12-07"), ("2026-12-07(周一)", "2026-12-07"), ("20261207", "2026-12-07"), (46363, "2026-12-07"),
        (dt.date(2026, 12, 7), "2026-12-07"),
    ],
)  # fmt: skip
def test_days_of_an_activity(tmp_path: Path, kind: str, date: Cell, days: str) -> None:
    """A date as people type it is refused, is another, or one of several days is lost."""
    problem, notes = read(tmp_path, kind, activities(["tea", date, "9:00-11:00", 2]))
    held = [one for one in problem.sessions if one.name == "tea"]
    assert " ".join(f"{one.start:%Y-%m-%d}" for one in held) == days
    assert {f"{one.start:%H:%M}-{one.end:%H:%M}" for one in held} == {"09:00-11:00"}
    is_plain = date in ("Mon 7 December 2026", "2026-12-07(周一)", "20261207", "13/8/2026") or isinstance(date, dt.date)
    assert len(notes) == (0 if is_plain else 1)


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize(
    ("date", "told"),
    [
        ("3/4/2026", "this may be Wed 2026-03-04 or Fri 2026-04-03"), ("周末", "this says no dates"), ("every Tue", "this says no dates"), ("Sat 2026-08-02", "do not go together"),
        ("2月30日", "wanted a day"), ("12/9-12/7", "at most 400 days"), ("Sat 7 Dec - 9 Dec", "wanted a day"), ("3/4/26", "this may be Wed 2026-03-04 or Fri 2026-04-03"), ("December", "this says a month and no day"), ("2026-12-05/06", "wanted a day"), ("soon", "wanted a day"),
    ],
)  # fmt: skip
def test_days_that_may_be_others_are_refused_with_their_place(tmp_path: Path, kind: str, date: str, told: str) -> None:
    """One of two dates is taken without a word, or nobody says where it stands."""
    with pytest.raises(vm.ProblemError) as caught:
        read(tmp_path, kind, activities(["tea", date, "9:00-11:00", 2]))
    assert [fault.path for fault in caught.value.faults] == ["activities!B3 (date)"]
    assert told in caught.value.sentence()


def test_other_cells_prove_which_is_the_month(tmp_path: Path) -> None:
    """The third of April is the fourth of March though the next row has a thirteenth month."""
    for number, (other, day) in enumerate([("25/4/2026", "2026-04-03"), ("4/25/2026", "2026-03-04"), ("2026/4/25", "2026-03-04")]):  # fmt: skip
        folder = tmp_path / str(number)
        folder.mkdir()
        rows: list[list[Cell]] = [["a", "3/4/2026", "9:00-10:00", 1], ["b", other, "9:00-10:00", 1]]
        problem, _ = read(folder, "csv", {"activities": [["name", "date", "time", "people"], *rows]})
        assert f"{problem.sessions[0].start:%Y-%m-%d}" == day
    (tmp_path / "zh").mkdir()
    chinese: dict[str, Rows] = {"活动": [["活动", "日期", "时间", "人数"], ["a", "3/4/2026", "9:00-10:00", 1]]}
    assert f"{read(tmp_path / 'zh', 'csv', chinese)[0].sessions[0].start:%Y-%m-%d}" == "2026-03-04"


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize(
    ("time", "hours", "is_told"),
    [
        ("9-17", "09:00-17:00", False), ("9.00-11.30", "09:00-11:30", False), ("0900-1130", "09:00-11:30", False), ("22:00-次日2:00", "22:00-02:00", False), ("9:00至次日2:00", "09:00-02:00", False),
        ("22:00-02:00 (+1)", "22:00-02:00", False), ("22:00-26:00", "22:00-02:00", False), ("10pm-2am next day", "22:00-02:00", False), ("22:00-02:00", "22:00-02:00", True),
        ("全天", "00:00-00:00", True), ("evening", "18:00-22:00", True), ("上午", "08:00-12:00", True), ("下午2点-4点", "14:00-16:00", True), ("9-11am", "09:00-11:00", True),
    ],
)  # fmt: skip
def test_hours_of_an_activity(tmp_path: Path, kind: str, time: str, hours: str, is_told: bool) -> None:  # noqa: FBT001 - it is the thing tested
    """Hours as people type them are refused or others, or what was guessed is not told in the cell where it stands."""
    problem, notes = read(tmp_path, kind, activities(["tea", "2026-12-07", time, 2]))
    (tea,) = [one for one in problem.sessions if one.name == "tea"]
    assert f"{tea.start:%H:%M}-{tea.end:%H:%M}" == hours
    assert tea.length <= dt.timedelta(days=1)
    assert [(note.path, note.given) for note in notes] == ([("activities!C3 (time)", f"'{time}'")] if is_told else [])


@pytest.mark.parametrize("time", ["9-11", "after 6pm", "18点以后", "9点", "noonish"])
def test_hours_that_say_too_little_are_refused(tmp_path: Path, time: str) -> None:
    """An activity lasts until midnight, or in the morning, because nobody said otherwise."""
    with pytest.raises(vm.ProblemError) as caught:
        read(tmp_path, "csv", activities(["tea", "2026-12-07", time, 2]))
    assert [fault.path for fault in caught.value.faults] == ["activities!C3 (time)"]


@pytest.mark.parametrize("kind", FILES)
def test_bare_numbers_of_a_spreadsheet_are_dates_and_times(tmp_path: Path, kind: str) -> None:
    """A sheet whose cells lost their format is refused, or numbers turn into others without a word."""
    rows: Rows = [["id", "date", "start", "end"], ["a", 46235, 0.375, 0.5], ["b", None, 46235.375, 46235.5]]
    free: Rows = [["volunteer", "date", "from", "to"], ["li", 46235, 0.375, 0.75]]
    problem, notes = read(tmp_path, kind, {"sessions": rows, "volunteers": [["id"], ["li"]], "availability": free})
    for one in problem.sessions:
        assert (f"{one.start:%F %R}", f"{one.end:%F %R}") == ("2026-08-01 09:00", "2026-08-01 12:00")
    assert (
        problem.volunteers[0].available
        == vm.Problem([vm.Volunteer("li", available=[vm.Window("2026-08-01T09:00", "2026-08-01T18:00")])], [])
        .volunteers[0]
        .available
    )
    assert len(notes) == 8


@pytest.mark.parametrize("kind", FILES)
def test_a_date_and_hours_in_one_cell_are_no_offset(tmp_path: Path, kind: str) -> None:
    """Nine to eleven o'clock becomes nine o'clock, eleven hours west of Greenwich."""
    rows: Rows = [["name", "time", "people"], ["tea", "2026-08-01 9:00-11:00", 1], ["art", "2026年8月2日 9-11am", 1]]
    tea, art = read(tmp_path, kind, {"activities": rows})[0].sessions
    assert (f"{tea.start:%F %R}", f"{tea.end:%F %R}") == ("2026-08-01 09:00", "2026-08-01 11:00")
    assert (f"{art.start:%F %R}", f"{art.end:%F %R}") == ("2026-08-02 09:00", "2026-08-02 11:00")


@pytest.mark.parametrize("kind", FILES)
def test_other_sheets_mean_all_days_of_an_activity(tmp_path: Path, kind: str) -> None:
    """Roles of an activity of three days are those of one day only, or of none."""
    sheets: dict[str, Rows] = {
        "sessions": [["id", "name", "date", "time"], ["t", "tea", "2026-12-07 to 2026-12-09", "9:00-11:00"]],
        "roles": [["session", "role", "people"], ["t", "cook", "2人"]],
    }
    problem, _ = read(tmp_path, kind, sheets)
    assert [one.id for one in problem.sessions] == ["t 2026-12-07", "t 2026-12-08", "t 2026-12-09"]
    assert [[(role.name, role.min) for role in one.roles] for one in problem.sessions] == [[("cook", 2)]] * 3


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize(
    ("cell", "windows"),
    [
        ("12/7-12/8", ["2026-12-07 00:00 2026-12-08 00:00", "2026-12-08 00:00 2026-12-09 00:00"]), ("after 6pm", ["mtwtfss 18:00 00:00"]), ("平日18点以后", ["mtwtf 18:00 00:00"]),
        ("evenings", ["mtwtfss 18:00 22:00"]), ("周末全天", ["ss 00:00 00:00"]), ("Mon, Wed and Fri after 6pm", ["mwf 18:00 00:00"]), ("Mon-Fri 9-17", ["mtwtf 09:00 17:00"]),
        ("1-2 Dec 9-11am", ["2026-12-01 09:00 2026-12-01 11:00", "2026-12-02 09:00 2026-12-02 11:00"]), ("Fri 22:00-次日2:00", ["f 22:00 02:00"]),
        (dt.date(2026, 12, 7), ["2026-12-07 00:00 2026-12-08 00:00"]), ("每周二、四", ["tt 00:00 00:00"]), ("before noon.", ["mtwtfss 00:00 12:00"]),
    ],
)  # fmt: skip
def test_free_time_in_one_cell(tmp_path: Path, kind: str, cell: Cell, windows: list[str]) -> None:
    """Somebody is free at other times than they said."""
    people: Rows = [["name", "when free"], ["Ann", cell]]
    problem, _ = read(tmp_path, kind, {"people": people, **activities()})
    found = []
    for one in problem.volunteers[0].available or ():
        if isinstance(one, vm.Weekly):
            found.append(f"{''.join(day[0] for day in one.weekly)} {one.from_:%R} {one.to:%R}")
        else:
            found.append(f"{one.from_:%F %R} {one.to:%F %R}")
    assert found == windows


def test_free_time_at_a_moment_is_refused(tmp_path: Path) -> None:
    """A cell with a date and one time ends in a foreign traceback, or counts as never."""
    people: Rows = [["name", "when free"], ["Ann", dt.datetime(2026, 12, 7, 9)]]  # noqa: DTZ001 - a spreadsheet knows no zone
    with pytest.raises(vm.ProblemError, match="people!B2"):
        read(tmp_path, "xlsx", {"people": people, **activities()})


@pytest.mark.parametrize("kind", FILES)
def test_days_of_the_week_in_the_column_of_dates(tmp_path: Path, kind: str) -> None:
    """周末 in the column of dates is refused although it says when somebody is free."""
    free: Rows = [["volunteer", "date", "time"], ["li", "周末", "9:00-11:00"], ["li", "每周二、四", "evening"]]
    problem, _ = read(tmp_path, kind, {"volunteers": [["id"], ["li"]], "availability": free})
    assert [one.weekly for one in problem.volunteers[0].available or () if isinstance(one, vm.Weekly)] == [
        ("sat", "sun"),
        ("tue", "thu"),
    ]


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize(
    ("header", "cell", "value"),
    [
        ("max hours", "8小时", 8), ("max hours", "7h30", 7.5), ("max hours", "8,5", 8.5), ("max hours", dt.time(7, 30), 7.5), ("max sessions", "3次", 3), ("max sessions", "3 times", 3),
        ("max hours", "8 hrs", 8), ("最多小时", "8个小时", 8), ("最多场次", "3场", 3),
    ],
)  # fmt: skip
def test_numbers_with_what_they_count(tmp_path: Path, kind: str, header: str, cell: Cell, value: float) -> None:
    """A number with its unit is refused, or another."""
    rows: Rows = [["volunteer", "per", header], ["li", "每两周" if "最" in header else "2 weeks", cell]]
    (limit,) = read(tmp_path, kind, {"volunteers": [["id"], ["li"]], "limits": rows})[0].volunteers[0].limits
    assert (limit.per, limit.max_hours or limit.max_sessions) == (vm.Days(14), value)


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize(
    ("length", "minutes"), [("2小时", 120), ("90分钟", 90), ("1h30", 90), ("1:30", 90), (dt.time(1, 30), 90), ("1个半小时", 90), ("一会儿", None), ("半小时", 30), ("1小时半", 90)]
)  # fmt: skip
def test_lengths(tmp_path: Path, kind: str, length: Cell, minutes: int | None) -> None:
    """A length with its unit is refused as an end before the beginning, far from its cell."""
    sheets: dict[str, Rows] = {"sessions": [["id", "date", "start", "length"], ["s", "2026-08-01", "9:00", length]]}
    if minutes is None:
        with pytest.raises(vm.ProblemError, match=r"sessions!D2 \(length\): wanted a whole number of minutes"):
            read(tmp_path, kind, sheets)
    else:
        assert read(tmp_path, kind, sheets)[0].sessions[0].length_minutes == minutes


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize(
    ("cell", "people"), [("两人", (2, 2, 2)), ("三到五人", (3, 5, 5)), ("2-3人", (2, 3, 3)), ("十位", (10, 10, 10)), ("至少2人", None), ("2+", None), ("at least 2", None), ("2人以上", None)]
)  # fmt: skip
def test_people_needed(tmp_path: Path, kind: str, cell: str, people: tuple[int, ...] | None) -> None:
    """A number of people in letters is refused, or at least two means never more."""
    sheets = activities(["tea", "2026-12-07", "9:00-11:00", cell])
    if people is None:
        with pytest.raises(vm.ProblemError, match=r"activities!D3 \(people\): this says how many at least"):
            read(tmp_path, kind, sheets)
    else:
        (role,) = read(tmp_path, kind, sheets)[0].sessions[1].roles
        assert (role.min, role.target, role.max) == people


def test_all_faults_come_at_once_places_that_nobody_knows_too(tmp_path: Path) -> None:
    """A second round is needed because a row with one fault hides another."""
    rows: Rows = [["id", "date", "start", "end", "place"], ["a", "soon", "9:00", "10:00", "nowhere"], ["b", "2026-08-01", "9:00", "10:00", "nirgends"]]  # fmt: skip
    free: Rows = [["volunteer", "date"], ["bo", "2026-08-01"], ["li", "x"]]
    sheets: dict[str, Rows] = {
        "sessions": rows, "volunteers": [["id", "home"], ["li", "moon"]], "places": [["id"], ["hall"]], "availability": free,
    }  # fmt: skip
    with pytest.raises(vm.ProblemError) as caught:
        read(tmp_path, "csv", sheets)
    assert sorted(fault.path for fault in caught.value.faults) == [
        "availability!A2 (volunteer)", "availability!B3 (date)", "sessions!B2 (date)", "sessions!E2 (place)", "sessions!E3 (place)", "volunteers!B2 (home)",
    ]  # fmt: skip
