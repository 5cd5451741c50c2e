"""Files of other kinds at the doors for problems, schedules and changes: refused with what to do, and by name."""

from pathlib import Path

import openpyxl
import pytest

import volmatch as vm
from small_hall import outcome, problem
from volmatch.cli import main
from volmatch.live import Absence, Cancelled, read_changes
from volmatch.live.applying import taken

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write a problem and a schedule into an empty folder that is the current one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VOLMATCH_LANG", "en")
    vm.io.write("p.json", problem())
    vm.io.write("s.json", outcome(), problem=problem())


def refused(capsys: Captured, *words: str) -> str:
    """Return what a command says that is refused."""
    assert main(list(words)) == 2
    return capsys.readouterr().err


@pytest.mark.parametrize("command", [["solve"], ["check"], ["show", "p.json"]])
@pytest.mark.parametrize("inside", [[], [".hidden"]])
def test_an_empty_folder_is_no_problem_and_no_schedule(command: list[str], inside: list[str], capsys: Captured) -> None:
    """A folder with nothing in it is a problem of nobody, and solved as best."""
    Path("empty").mkdir()
    for name in inside:
        Path("empty", name).touch()
    words = [*command, "empty"] if command != ["check"] else ["check", "empty", "s.json"]
    assert "this one has none" in refused(capsys, *words)


SCHEDULE_DOORS = [
    ["check", "p.json"],
    ["show", "p.json"],
    ["explain", "--empty", "p.json"],
    ["solve", "p.json", "--start"],
    ["drill", "p.json"],
]


@pytest.mark.parametrize("door", SCHEDULE_DOORS, ids=lambda door: door[0])
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("a.csv", "one sheet"),
        ("a.txt", "one sheet"),
        ("a.numbers", "save it as"),
        ("a.xls", "save it as"),
        ("a.ods", "save it as"),
        ("a.pdf", "no table"),
    ],
)
def test_a_file_of_another_kind_is_no_schedule(door: list[str], name: str, told: str, capsys: Captured) -> None:
    """Whoever gives a sheet as a schedule is told that JSON goes wrong at a line."""
    Path(name).write_bytes(b"name,time\nann,\xd0\xcf9-11\n")
    said = refused(capsys, *door, name)
    assert told in said
    assert name in said


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("c.xlsx", "CSV"),
        ("c.numbers", "save it as"),
        ("c.xls", "save it as"),
        ("c.ics", "CSV"),
        ("c.pdf", "no table"),
        ("c.json", "UTF-8"),
    ],
)
def test_changes_in_a_file_of_another_kind_are_refused_by_its_name(name: str, told: str, capsys: Captured) -> None:
    """A workbook of changes is called a text that is not UTF-8, and no file is named."""
    Path(name).write_bytes(b"PK\x03\x04\xff\xfe")
    said = refused(capsys, "repair", "p.json", "s.json", "--changes", name)
    assert told in said
    assert name in said


@pytest.mark.parametrize("command", ["drill", "repair"])
def test_a_schedule_file_without_a_schedule_is_said_to_have_none(command: str, capsys: Captured) -> None:
    """The sentence says that an Outcome was wanted and not an Outcome."""
    vm.io.write("none.json", vm.Outcome(schedule=None, status="infeasible", stopped_by="proof"))
    more = ["--absent", "chen", "2023-07-24", "2023-07-24"] if command == "repair" else []
    assert "has none" in refused(capsys, command, "p.json", "none.json", *more)


ROW = "cancelled,,lesson\n"


@pytest.mark.parametrize(
    "text",
    [
        "sep=;\nchange;volunteer;session\ncancelled;;lesson\n",
        "sep=,\nchange,volunteer,session\n" + ROW,
        "Changes of the week,,\n\nchange,volunteer,session\n" + ROW,
        "changes, as of Monday\nchange;volunteer;session\ncancelled;;lesson\n",
        "change,volunteer,session,,\ncancelled,,lesson,,\n",
    ],
)
def test_a_sheet_of_changes_is_read_as_other_sheets_are(text: str) -> None:
    """A line that says what stands between cells, or a title, is taken for the headers."""
    Path("c.csv").write_text(text, encoding="utf-8")
    assert read_changes("c.csv", problem()) == (Cancelled("lesson"),)


@pytest.mark.parametrize(
    ("first", "last", "meant"),
    [
        ("2023-07-24", "2023-07-25", ("2023-07-24", "2023-07-25")),
        ("24.7.2023", "25. 7. 2023", ("2023-07-24", "2023-07-25")),
        ("2023-07-24 18:00", "2023-07-24T24:00", ("2023-07-24T18:00", "2023-07-25T00:00")),
        ("2023/7/24 9:00", "2023-07-24 11:00", ("2023-07-24T09:00", "2023-07-24T11:00")),
        ("2023年7月24日", "2023年7月25日", ("2023-07-24", "2023-07-25")),
    ],
)
def test_days_and_times_of_changes_are_typed_as_in_other_sheets(first: str, last: str, meant: tuple[str, str]) -> None:
    """A day that every other sheet takes is refused here."""
    Path("c.csv").write_text(f"change,volunteer,from,to\nill,chen,{first},{last}\n", encoding="utf-8")
    (found,) = read_changes("c.csv", problem())
    assert (found,) == taken(problem(), [Absence("chen", *meant)])
    absent = ["--absent", "chen", first, last]
    assert main(["repair", "p.json", "s.json", *absent]) == 0


@pytest.mark.parametrize("last", ["02:00", "2:00", "24:00"])
def test_an_end_without_its_day_is_asked_for_its_day(last: str, capsys: Captured) -> None:
    """A time of day alone is refused, and nobody hears that its day is missing."""
    Path("c.csv").write_text(f"change,volunteer,from,to\nill,chen,2023-07-24 22:00,{last}\n", encoding="utf-8")
    assert "write the day" in refused(capsys, "repair", "p.json", "s.json", "--changes", "c.csv")
    assert "write the day" in refused(
        capsys, "repair", "p.json", "s.json", "--absent", "chen", "2023-07-24T22:00", last
    )


def test_a_cell_under_a_blank_header_is_told_as_one(capsys: Captured) -> None:
    """A value that no header names is called a field without a name of a record of Absence."""
    Path("c.csv").write_text("change,volunteer,,from\nill,chen,flu,2023-07-24\n", encoding="utf-8")
    said = refused(capsys, "repair", "p.json", "s.json", "--changes", "c.csv")
    assert "c.csv:2" in said
    assert "no column" in said
    assert "Absence" not in said


def test_a_sheet_of_changes_in_another_encoding_says_what_can_be_done(capsys: Captured) -> None:
    """The message says to name the encoding, and no option takes it."""
    Path("c.csv").write_bytes("change,volunteer,session\ncancelled,Jörg,lesson\n".encode("cp1252"))
    said = refused(capsys, "repair", "p.json", "s.json", "--changes", "c.csv")
    assert "CSV UTF-8" in said
    assert "encoding" not in said


def test_a_workbook_of_changes_is_no_problem_of_a_sheet(capsys: Captured) -> None:
    """A true workbook is refused otherwise than a broken one."""
    book = openpyxl.Workbook()
    book.save("c.xlsx")
    assert "CSV" in refused(capsys, "repair", "p.json", "s.json", "--changes", "c.xlsx")
