"""The example that plans from a spreadsheet runs as its page says, in both languages, and tells slips where they stand."""

import csv
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import volmatch as vm
from volmatch.explain import preflight
from volmatch.text import LANGUAGES

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
SHIPPED = EXAMPLES / "spreadsheet"
#: What the weekend costs, level by level; nobody can sign at the story hour, which is an hour and a half: six quarters.
GOLDEN = (1, 1, 1, 6, 1500, 10308)
VOLUNTEERS = {"en": "volunteers", "zh": "志愿者"}


def run(folder: Path, *arguments: object) -> "subprocess.CompletedProcess[str]":
    """Run the example the way a reader would, in a folder."""
    command = [sys.executable, str(EXAMPLES / "from_a_spreadsheet.py"), *map(str, arguments)]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False, timeout=120)


def written(folder: Path) -> dict[str, bytes]:
    """Return the CSV files below a folder."""
    return {path.name: path.read_bytes() for path in folder.rglob("*.csv")}


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """Return a copy of the tables that the example ships with, to be spoiled."""
    return Path(shutil.copytree(SHIPPED / "en", tmp_path / "tables"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_weekend_is_planned_as_shipped(lang: str, tmp_path: Path) -> None:
    """The first thing a planner runs fails, worries about the wrong thing, or writes no sheets."""
    result = run(tmp_path, "--lang", lang, "--out", "plan/april")
    assert (result.returncode, result.stderr) == (0, "")
    problem = vm.io.read_tables(SHIPPED / lang)
    worry, *board = result.stdout.splitlines()
    assert worry == preflight(problem).sentence(lang)
    assert ("sign language" if lang == "en" else "手语") in worry
    assert any(("optimal: " if lang == "en" else "最优") in line for line in board)
    out = tmp_path / "plan" / "april"
    assert {path.name for path in out.iterdir()} == {"schedule", "schedule.xlsx"}
    assert len(written(out)) == 6
    outcome = vm.solve(problem, deterministic=True)
    assert tuple(level.value for level in outcome.levels) == GOLDEN
    assert outcome.status == "optimal"
    assert outcome.schedule is not None
    duties = next(path for path in (out / "schedule").iterdir() if path.stem in {"duties", "班次"})
    with duties.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))[1:]
    assert {(row[0], row[6], row[8]) for row in rows} == {
        (one.volunteer, one.session, one.role) for one in outcome.schedule.assignments
    }


def test_the_weekend_is_the_same_in_both_languages() -> None:
    """The two folders of tables drifted apart."""
    english, chinese = (vm.io.read_tables(SHIPPED / lang) for lang in LANGUAGES)
    for one, other in ((english, chinese), (chinese, english)):
        assert [person.id for person in one.volunteers] == [person.id for person in other.volunteers]
        assert [session.id for session in one.sessions] == [session.id for session in other.sessions]
    assert all("\u4e00" <= person.label[0] <= "\u9fff" for person in chinese.volunteers)
    assert len(english.volunteers) == 10
    assert len(english.sessions) == 9
    for before, after in zip(english.sessions, chinese.sessions, strict=True):
        local = [[start.replace(tzinfo=None) for start in one.candidate_starts] for one in (before, after)]
        assert local[0] == local[1]
        assert [(role.min, role.target) for role in before.roles] == [(role.min, role.target) for role in after.roles]


def test_the_same_tables_give_the_same_sheets_again_and_from_a_workbook(tmp_path: Path) -> None:
    """Two runs of the example disagree about who does what, or a workbook is planned otherwise than its CSV files."""
    vm.io.write_tables(vm.io.read_tables(SHIPPED / "en"), tmp_path / "weekend.xlsx")
    plans = []
    for number, given in enumerate(((), (SHIPPED / "en",), (tmp_path / "weekend.xlsx",))):
        assert run(tmp_path, *given, "--out", str(number)).returncode == 0
        plans.append(written(tmp_path / str(number)))
    assert plans[0]
    assert plans[0] == plans[1] == plans[2]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_slips_in_a_table_are_told_with_sheet_and_cell(lang: str, tmp_path: Path) -> None:
    """A slip of the planner ends in a traceback, is told without its place, or is passed over."""
    tables = shutil.copytree(SHIPPED / lang, tmp_path / "tables")
    file = tables / f"{VOLUNTEERS[lang]}.csv"
    header, first, *others = file.read_text(encoding="utf-8-sig").splitlines()
    first = first.rpartition(",")[0] + ",soon"
    spoiled = "\n".join([f"{header},{header.split(',')[0]}", f"{first},39", *others])
    file.write_text(spoiled + "\n", encoding="utf-8-sig")
    result = run(tmp_path, "tables", "--lang", lang)
    assert (result.returncode, result.stdout) == (2, "")
    told = result.stderr.splitlines()
    column = len(header.split(","))
    assert any(line.startswith(f"{VOLUNTEERS[lang]}!{chr(ord('A') + column)}1") for line in told)
    assert any(line.startswith(f"{VOLUNTEERS[lang]}!{chr(ord('A') + column - 1)}2") for line in told)
    assert len(told) == 2
    with pytest.raises(vm.ProblemError) as caught:
        vm.io.read_tables(tables)
    assert result.stderr == caught.value.sentence(lang) + "\n"
    assert {path.name for path in tmp_path.iterdir()} == {"tables"}


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A mistyped path ends in a traceback."""
    result = run(tmp_path, "nowhere")
    assert (result.returncode, result.stdout) == (2, "")
    assert "nowhere" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_weekend_that_cannot_be_is_told_and_writes_nothing(tables: Path, tmp_path: Path) -> None:
    """Rules that contradict each other end in a traceback, or in sheets that look like a plan."""
    (tables / "rules.csv").write_text("rule,level\nqualified,0\ncover,0\n", encoding="utf-8")
    result = run(tmp_path, tables)
    assert (result.returncode, result.stderr) == (1, "")
    assert "one way out" in result.stdout
    assert {path.name for path in tmp_path.iterdir()} == {"tables"}
