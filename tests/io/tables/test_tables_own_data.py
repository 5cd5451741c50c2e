"""What people know besides: columns of their own come through sheets, JSON and back, for people, sessions, roles, places and rooms."""

import json
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import volmatch as vm
from volmatch.cli import main
from volmatch.errors import Fault
from volmatch.io.anonymous import anonymous
from volmatch.io.tables.filled import filled_sheets
from volmatch.io.tables.reading import problem_of
from volmatch.io.tables.sheet import Sheet, sheet_of

SHEETS = {
    "volunteers": [["id", "phone"], ["li", "555-0100"]],
    "sessions": [["id", "date", "start", "end", "place", "bring"], ["tea", "2026-08-01", "9:00", "10:00", None, "cups"]],
    "roles": [["session", "role", "people", "wears"], ["tea", "cook", 1, "apron"]],
    "places": [["id", "guard"], ["hall", "Jo"]],
    "rooms": [["id", "place", "key holder"], ["kitchen", "hall", "Bo"]],
}  # fmt: skip


def read(sheets: dict[str, Any]) -> tuple[vm.Problem, list[Fault]]:
    """Return the problem of some sheets, and what was told."""
    notes: list[Fault] = []
    return problem_of([sheet_of(name, rows) for name, rows in sheets.items()], notes.append), notes


def own(problem: vm.Problem) -> list[dict[str, str]]:
    """Return what people know of each part of a problem."""
    roles = [role for session in problem.sessions for role in session.roles]
    parts: tuple[Any, ...] = (*problem.volunteers, *problem.sessions, *roles, *problem.places, *problem.rooms)
    return [dict(part.data) for part in parts]


ALL = [{"phone": "555-0100"}, {"bring": "cups"}, {"wears": "apron"}, {"guard": "Jo"}, {"key holder": "Bo"}]


@pytest.mark.filterwarnings("ignore:.*read by no rule")
@pytest.mark.parametrize("form", ["p.json", "p.xlsx", "p"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_own_columns_come_through_every_form(form: str, lang: str, tmp_path: Path) -> None:
    """A column is refused, or lost on the way to a file and back."""
    problem, notes = read(SHEETS)
    assert own(problem) == ALL
    assert [note.path for note in notes] == ["sessions!F1", "roles!D1", "places!B1", "rooms!C1"]
    assert {note.wanted.sentence().split(":")[0] for note in notes} == {"kept as your own, and read by no rule"}
    path = tmp_path / form
    if form.endswith("json"):
        vm.io.write(path, problem)
        again = vm.io.read(path)
        assert json.loads(path.read_text("utf-8"))["rooms"][0]["data"] == {"key holder": "Bo"}
    else:
        vm.io.write_tables(problem, path, lang=lang)
        again = vm.io.read_tables(path)
    assert again == problem


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=8)


@given(
    st.lists(st.dictionaries(WORDS.filter(lambda word: bool(word.strip())), WORDS, max_size=3), min_size=5, max_size=5)
)
@settings(max_examples=60)
def test_any_data_come_back_from_sheets(data: list[dict[str, str]]) -> None:
    """Data whose names are like a header, or that have spaces at the ends, are lost or become a column of ours."""
    problem, _ = read(SHEETS)
    try:
        told = vm.Problem(
            [attrs.evolve(problem.volunteers[0], data=data[0])],
            [
                attrs.evolve(
                    problem.sessions[0], data=data[1], roles=[attrs.evolve(problem.sessions[0].roles[0], data=data[2])]
                )
            ],
            places=[attrs.evolve(problem.places[0], data=data[3])],
            rooms=[attrs.evolve(problem.rooms[0], data=data[4])],
        )
    except vm.ProblemError:
        return  # names that no problem takes
    again = problem_of(filled_sheets(told, "en"), lambda _: None)
    assert again == told


def test_a_column_of_another_sheet_is_told() -> None:
    """Somebody writes when they are free into the sheet of people, where no rule reads it, and is always free."""
    people = sheet_of("volunteers", [["id", "weekdays", "phone"], ["li", "mon", "1"]])
    notes: list[Fault] = []
    problem = problem_of([people], notes.append)
    assert dict(problem.volunteers[0].data) == {"weekdays": "mon", "phone": "1"}
    assert [(note.path, note.given) for note in notes] == [("volunteers!B1", "'weekdays'")]


def test_nobody_is_named_in_what_is_sent_to_others() -> None:
    """The telephone number of somebody goes out with a report of a bug."""
    problem, _ = read(SHEETS)
    told = anonymous(problem)
    assert not any(word in told for parts in ALL for pair in parts.items() for word in pair)


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a problem and its schedule."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VOLMATCH_LANG", "en")
    vm.io.write("p.json", read(SHEETS)[0])
    assert main(["solve", "p.json", "--time-limit", "5", "-o", "s.json", "-o", "s.xlsx", "--columns", "phone"]) == 0
    return tmp_path


@pytest.mark.parametrize(
    "call",
    [
        ["show", "p.json", "s.json", "--columns", "phone"],
        ["report", "p.json", "s.json", "-o", "s.html", "--columns", "phone"],
        ["convert", "p.json", "s.json", "-o", "again/", "--columns", "phone"],
    ],
)
def test_columns_are_shown_where_they_are_asked_for(call: list[str], plan: Path, capsys: Any) -> None:
    """A column that was asked for is left out, or stands where nobody asked for it."""
    assert main(call) == 0
    made = plan / (call[4] if "-o" in call else "none")
    said = capsys.readouterr().out + "".join(
        path.read_text("utf-8") for path in ([made] if made.is_file() else made.glob("*.csv"))
    )
    assert "555-0100" in said
    assert main(["show", "p.json", "s.json"]) == 0
    assert "555-0100" not in capsys.readouterr().out


@pytest.mark.parametrize(
    "call",
    [
        ["show", "p.json", "s.json", "--columns", "fax"],
        ["solve", "p.json", "--columns", "fax"],
        ["report", "p.json", "s.json", "-o", "s.md", "--columns", "phone"],
        ["convert", "p.json", "-o", "p.xlsx", "--columns", "phone"],
    ],
)
def test_columns_that_nobody_has_or_nothing_shows_are_refused(call: list[str], plan: Path, capsys: Any) -> None:
    """A column is asked for and left out without a word."""
    capsys.readouterr()
    assert main(call) == 2
    assert "columns" in capsys.readouterr().err


def test_the_sheet_of_contacts_has_the_column(plan: Path) -> None:
    """The workbook of `volmatch solve --columns` says nothing of telephone numbers."""
    from volmatch.io.tables.table_files import sheets_in

    cells = {cell for sheet in sheets_in(plan / "s.xlsx") for _, row in sheet.rows for cell in row}
    assert "555-0100" in cells
    assert isinstance(next(iter(sheets_in(plan / "s.xlsx"))), Sheet)
