"""Nothing that people type becomes a formula, a script or a command when a table of ours is opened elsewhere."""

import csv
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

import volmatch as vm
from volmatch.io.tables.folder import marked, unmarked

#: What a spreadsheet might run, or a browser that shows a table.
PAYLOADS = (
    "=cmd|' /C calc'!A0", "=1+1", '=HYPERLINK("http://x","y")', "+1+1", "-1+1", "-2", "@SUM(1,1)", "  =1+1", "'=1+1", "''=1",
    "\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20SUM", '=DDE("cmd";"/C calc";"x")', "<script>alert(1)</script>", '"=1"', ";=1+1", ",=1+1",
    "a;=1+1", "%0A=1+1", "{=1+1}", "=", "+", "-", "@",
)  # fmt: skip
HIDDEN = ("\t=1", "a\t=1", "\r=1", "\n=1", "a\n=1", "\x00", "a\x00b", "\x1b[31m", "\u202e=1")
STARTS_A_FORMULA = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")  # noqa: RUF001 - the wide signs count as signs too


def worded(payload: str) -> vm.Problem:
    """Return a problem with a payload in every text that people choose."""
    session = vm.Session(
        payload,
        name=payload,
        kind=payload,
        series=payload,
        start="2026-08-01T10:00",
        end="2026-08-01T11:00",
        place=payload,
        roles=[vm.Role(payload, skill=payload, traits=[payload])],
        tags=[payload],
        equipment={payload: 1},
        audiences=[payload],
    )
    person = vm.Volunteer(
        payload,
        name=payload,
        home=payload,
        skills={payload: 2},
        traits=[payload],
        teams=[payload],
        wishes=[vm.Wish(session=payload, score=-2)],
    )
    return vm.Problem(
        [person], [session], places=[vm.Place(payload, name=payload)], rooms=[vm.Room(payload, payload, name=payload)]
    )


def schedule_of(payload: str) -> vm.Schedule:
    """Return the one schedule of that problem in which somebody serves."""
    start = worded(payload).sessions[0].start
    assert start is not None
    return vm.Schedule([vm.Assignment(payload, payload, payload)], [vm.Placement(payload, start)])


def csv_cells(folder: Path) -> list[str]:
    """Return all cells of the CSV files in a folder, as any program reads them."""
    cells = []
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells += [cell for row in csv.reader(file) for cell in row]
    return cells


@pytest.mark.parametrize("payload", PAYLOADS)
def test_csv_files_hold_no_formulas_and_come_back(payload: str, tmp_path: Path) -> None:
    """A name typed into a form runs a command on the computer of whoever opens the file; or the mark against it stays."""
    problem = worded(payload)
    vm.io.write_tables(problem, tmp_path / "problem")
    vm.io.write_schedule_tables(problem, schedule_of(payload), tmp_path / "schedule")
    cells = csv_cells(tmp_path / "problem") + csv_cells(tmp_path / "schedule")
    assert any(payload in cell or payload.replace('"', '\\"') in cell for cell in cells)
    assert [cell for cell in cells if STARTS_A_FORMULA.match(cell) and cell != "-2"] == []
    assert vm.io.read_tables(tmp_path / "problem") == problem


def test_workbooks_hold_no_formulas_and_come_back(tmp_path: Path) -> None:
    """A workbook runs what somebody typed as their name, or keeps it as markup."""
    for index, payload in enumerate(PAYLOADS):
        problem, path = worded(payload), tmp_path / f"{index}.xlsx"
        vm.io.write_tables(problem, path)
        assert formulas(path) == []
        assert vm.io.read_tables(path) == problem
    vm.io.write_schedule_tables(worded(PAYLOADS[0]), schedule_of(PAYLOADS[0]), tmp_path / "schedule.xlsx")
    assert formulas(tmp_path / "schedule.xlsx") == []


def formulas(path: Path) -> list[bytes]:
    """Return the formulas of a workbook."""
    with zipfile.ZipFile(path) as file:
        parts = [file.read(name) for name in file.namelist() if name.endswith(".xml")]
    return [found for part in parts for found in re.findall(rb"<(?:\w+:)?f[ >].*?<|<script", part)]


@pytest.mark.parametrize("word", HIDDEN)
@pytest.mark.parametrize("text", ["id\n{}\n", "id,name\nli,{}\n", "id,traits\nli,{}\n"])
def test_control_characters_get_into_no_problem(word: str, text: str, tmp_path: Path) -> None:
    """A tab, a line end or a turn of direction in a name gets into a problem through a table."""
    (tmp_path / "volunteers.csv").write_text(text.format(f'"x{word}x"'), encoding="utf-8", newline="")
    try:
        (found,) = vm.io.read_tables(tmp_path).volunteers
    except vm.ProblemError as error:
        assert all(line.isprintable() for line in error.sentence("zh").split("\n"))  # noqa: PT017 - a list may be split there
    else:
        assert all(one.isprintable() for one in (found.id, found.name, *found.traits))
        assert found.traits, "only a list may be read: lines separate its words"


@pytest.mark.parametrize("text", [*PAYLOADS, "a", "'a", "'", "", "a=1"])
def test_the_mark_is_taken_away_exactly_where_it_was_put(text: str) -> None:
    """An apostrophe that somebody typed is lost, or one of ours stays."""
    assert unmarked(marked(text)) == text


def test_apostrophes_of_people_stay() -> None:
    """A name that begins with an apostrophe loses it."""
    assert unmarked("'s Gravenhage") == "'s Gravenhage"
    assert marked("O'Brien") == "O'Brien"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_another_spreadsheet_reads_our_workbook_as_we_do(tmp_path: Path) -> None:
    """A workbook of ours means something else to another program."""
    vm.io.template(tmp_path / "form.xlsx")
    command = [
        "soffice",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        str(tmp_path / "again"),
    ]
    subprocess.run([*command, str(tmp_path / "form.xlsx")], check=True, capture_output=True, timeout=120)
    assert vm.io.read_tables(tmp_path / "again" / "form.xlsx") == vm.io.read_tables(tmp_path / "form.xlsx")
