"""A schedule workbook is read back with what people changed in it, and two changes that disagree are told."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import volmatch as vm
from changed_sheets import change
from sample_problems import every_field, schedule
from volmatch.cli import main
from volmatch.io.tables.schedule_base import BASE
from volmatch.io.tables.schedule_reading import edited_in
from volmatch.io.tables.schedule_tables import schedule_sheets
from volmatch.io.tables.sheet import Sheet
from volmatch.schedule import Assignment, Placement, Schedule

NAMES = ("Ann", "Bo", "Li", "Li", "Smith, John", 'Zoé "Z"; the 2nd', "")


def fair() -> vm.Problem:
    """Return three stalls in one day and seven people, two of whom have the same name."""
    people = [vm.Volunteer(f"v{index}", name=name) for index, name in enumerate(NAMES)]
    stalls = [
        vm.Session("bar", name="Bar", start="2027-05-01T10:00", end="2027-05-01T12:00", roles=[vm.Role("server", max=4), vm.Role("lead")]),
        vm.Session("tea", name="Tea", start="2027-05-01T13:00", end="2027-05-01T15:00", roles=[vm.Role("server", max=4)]),
        vm.Session("gate", minutes=60, starts=["2027-05-01T09:00", "2027-05-01T10:00"], roles=[vm.Role("guard")], optional=True),
    ]  # fmt: skip
    return vm.Problem(people, stalls, timezone="Europe/Berlin")


FAIR = fair()
STARTS = {one.id: one.candidate_starts[0] for one in FAIR.sessions}
SEATS = [("bar", "server"), ("bar", "lead"), ("tea", "server"), ("gate", "guard")]


def plan(*duties: tuple[str, str, str], held: tuple[str, ...] = ("bar", "tea", "gate")) -> Schedule:
    """Return a schedule of the fair."""
    placed = [Placement(own, STARTS[own]) for own in held]
    dropped = [own for own in STARTS if own not in held]
    return Schedule([Assignment(*one) for one in duties], placed, dropped)


TWO = plan(("v0", "bar", "server"), ("v1", "tea", "server"))


def read(sheets: list[Sheet], problem: vm.Problem = FAIR) -> Schedule:
    """Read sheets; whatever would be told is a fault here."""
    notes: list[Any] = []
    found = edited_in(problem, sheets, notes.append).schedule
    assert not notes
    return found


def faults(sheets: list[Sheet]) -> str:
    """Return what is wrong with sheets."""
    with pytest.raises(vm.ScheduleError) as caught:
        read(sheets)
    return str(caught.value)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", ["plan", "plan.xlsx"])
def test_what_was_written_is_read(tmp_path: Path, name: str, lang: str) -> None:
    """A schedule is not the same after it was a workbook or a folder."""
    vm.io.write_schedule_tables(every_field(), schedule(), tmp_path / name, lang=lang)
    assert vm.io.read_schedule_tables(every_field(), tmp_path / name) == schedule().settled(every_field())


@given(
    st.lists(st.tuples(st.sampled_from([f"v{i}" for i in range(7)]), st.sampled_from(SEATS)), unique=True),
    st.sampled_from(["en", "zh"]),
)
def test_any_crew_is_read_from_either_sheet_alone(crew: list[tuple[str, tuple[str, str]]], lang: str) -> None:
    """Somebody is lost or becomes another because of their name, or a sheet does not say all."""
    wanted = plan(*((person, *seat) for person, seat in crew))
    sheets = schedule_sheets(FAIR, wanted, lang)
    assert read(sheets) == wanted
    assert set(read([sheets[0]]).assignments) == set(wanted.assignments)
    assert read([sheets[1]]) == wanted


@given(st.data())
def test_any_change_in_one_sheet_counts(data: st.DataObject) -> None:
    """A change that somebody made in one sheet is lost, because the other still says what was."""
    crews = st.sets(st.sampled_from([f"v{i}" for i in range(7)]), max_size=3)
    before, after = ([(person, *seat) for seat in SEATS for person in data.draw(crews)] for _ in range(2))
    sheets, new = (schedule_sheets(FAIR, plan(*told), "en") for told in (before, after))
    changed = data.draw(st.sampled_from([0, 1]))
    mixed = [new[index] if index == changed else sheet for index, sheet in enumerate(sheets)]
    assert read(mixed) == plan(*after)


@pytest.mark.parametrize(("column", "nth", "values"), [("name", 0, ("Bo", "Ann")), ("volunteer", 0, ("v1", "v0"))])
def test_two_names_or_ids_swapped(column: str, nth: int, values: tuple[str, str]) -> None:
    """Two names that were swapped are taken for a contradiction, or for nothing."""
    sheets = schedule_sheets(FAIR, TWO, "en")
    for row, value in enumerate(values):
        sheets = change(sheets, "duties", row, column, value, nth)
    assert read(sheets) == plan(("v1", "bar", "server"), ("v0", "tea", "server"))


def test_another_name_in_a_crew_and_a_seat_left_empty() -> None:
    """What stands in the sheet of crews is not looked at."""
    sheets = schedule_sheets(FAIR, TWO, "en")
    crews = [cells[0] for _, cells in sheets[1].rows]
    assert read(change(sheets, "crews", crews.index("tea"), "names", "Li (v3), v6")) == plan(
        ("v0", "bar", "server"), ("v3", "tea", "server"), ("v6", "tea", "server")
    )
    assert read(change(sheets, "crews", crews.index("tea"), "names", None)) == plan(("v0", "bar", "server"))


def test_no_and_another_start() -> None:
    """A session that was crossed out still takes place, or one that was moved stays."""
    sheets = schedule_sheets(FAIR, TWO, "en")
    crews = [cells[0] for _, cells in sheets[1].rows]
    assert read(change(sheets, "crews", crews.index("tea"), "held", "no")) == plan(
        ("v0", "bar", "server"), held=("bar", "gate")
    )
    later = read(change(sheets, "crews", crews.index("gate"), "start", "10 am"))
    assert later.placement_of["gate"].start == FAIR.sessions[2].candidate_starts[1]


@pytest.mark.parametrize(
    ("sheet", "row", "column", "value", "told"),
    [
        ("duties", 0, "name", "Li", "may be any of v2 and v3"),
        ("duties", 0, "name", "Anne", "did you mean Ann?"),
        ("duties", 0, "role", "cook", "wanted one of server and lead"),
        ("duties", 0, "session", "pub", "called so"),
        ("duties", 0, "start", "noon-ish", "wanted a time of day"),
        ("crews", 1, "names", "Anne; Bo", "did you mean Ann?"),
        ("crews", 1, "held", "perhaps", "wanted yes or no"),
    ],
)
def test_what_nobody_understands_is_told_with_its_cell(
    sheet: str, row: int, column: str, value: str, told: str
) -> None:
    """A slip in an edited workbook is passed over, or told without its place."""
    said = faults(change(schedule_sheets(FAIR, TWO, "en"), sheet, row, column, value))
    assert told in said
    assert f"{sheet}!" in said


def test_two_changes_that_disagree() -> None:
    """One of two changes of the same seat is thrown away."""
    sheets = change(schedule_sheets(FAIR, TWO, "en"), "duties", 0, "name", "v6")
    crews = [cells[0] for _, cells in sheets[1].rows]
    assert "keep one of the two changes" in faults(change(sheets, "crews", crews.index("bar"), "names", "Bo"))


def test_what_the_problem_says_is_noted_and_own_columns_too() -> None:
    """How many people are needed was changed in the schedule, and nobody is told that it does not count."""
    sheets = change(schedule_sheets(FAIR, TWO, "en"), "crews", 0, "min", 3)
    sheets[0] = attrs.evolve(
        sheets[0], header=(*sheets[0].header, "remark"), rows=tuple((n, (*cells, "!")) for n, cells in sheets[0].rows)
    )
    notes: list[Any] = []
    assert edited_in(FAIR, sheets, notes.append).schedule == TWO
    assert ["remark" in str(note.given) for note in notes] == [True, False]
    assert "change it there" in notes[1].sentence()


def test_the_hidden_sheet_changed_is_refused() -> None:
    """What was written cannot be known, and something is made up."""
    assert "delete it" in faults(change(schedule_sheets(FAIR, TWO, "en"), BASE, 0, "what", "hm"))


def _edit(path: Path, how: Callable[[Any], None]) -> None:
    book = openpyxl.load_workbook(path)
    how(book)
    book.save(path)


def test_swapped_in_excel_checked_and_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`check`, `show`, `report` and `solve --start` do not read a workbook, or do not say what was changed in it."""
    monkeypatch.setenv("VOLMATCH_LANG", "en")
    busy = vm.Volunteer("bo", name="Bo", away=[vm.Window("2027-05-01T09:00", "2027-05-01T12:30")])
    hall = attrs.evolve(FAIR, volunteers=[vm.Volunteer("ann", name="Ann"), busy], sessions=FAIR.sessions[:2])
    problem, file = tmp_path / "p.json", tmp_path / "plan.xlsx"
    vm.io.write(problem, hall)
    made = Schedule(
        [Assignment("ann", "bar", "server"), Assignment("bo", "tea", "server")], plan(held=("bar", "tea")).placements
    )
    vm.io.write_schedule_tables(hall, made, file)
    assert main(["check", str(problem), str(file)]) == 0, capsys.readouterr().err

    def swap(book: Any) -> None:
        page = book["duties"]
        page["B2"].value, page["B3"].value = page["B3"].value, page["B2"].value

    _edit(file, swap)
    capsys.readouterr()
    assert main(["check", str(problem), str(file)]) == 1
    said = capsys.readouterr()
    assert "Bo joins Bar as server" in said.err
    assert "Bo" in said.out
    assert main(["show", str(problem), str(file)]) == 1
    assert main(["solve", str(problem), "--start", str(file), "--time-limit", "5"]) == 0
    assert main(["convert", str(problem), str(file), "-o", str(tmp_path / "plan.json")]) == 0
    assert main(["report", str(problem), str(file), "-o", str(tmp_path / "plan.md")]) == 0
    assert main(["explain", str(problem), str(file), "--letter", "ann"]) == 0
    assert main(["calendars", str(problem), str(file), "-o", str(tmp_path / "ics")]) == 0


def test_a_workbook_of_a_problem_is_no_schedule(tmp_path: Path) -> None:
    """A workbook without duties counts as an empty schedule."""
    vm.io.write_tables(FAIR, tmp_path / "p.xlsx")
    with pytest.raises(vm.ScheduleError, match="wanted a schedule"):
        vm.io.read_schedule_tables(FAIR, tmp_path / "p.xlsx")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(("typed", "hour"), [("02:30+01:00", 1), ("02:30+02:00", 0), ("02:30 +01:00", 1)])
def test_a_start_that_clocks_show_twice_is_typed_with_its_offset(typed: str, hour: int, lang: str) -> None:
    """The message asks for an offset, and the sheet takes none."""
    night = vm.Session("n", minutes=30, starts=["2026-10-25T00:00", "2026-10-25T06:00"], roles=[vm.Role("guard")])
    problem = vm.Problem([vm.Volunteer("v0")], [night], timezone="Europe/Berlin")
    start = problem.sessions[0].candidate_starts[0]
    sheets = schedule_sheets(problem, Schedule([], [Placement("n", start)]), lang)
    header = {"en": "start", "zh": "开始"}[lang]
    notes: list[Any] = []
    told = edited_in(problem, change(sheets, sheets[1].name, 0, header, typed), notes.append).schedule
    assert told.placement_of["n"].start.astimezone(dt.UTC).hour == hour
