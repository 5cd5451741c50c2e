"""`volmatch repair`: what it says on the study halls, word for word, and that files of every kind follow."""

import datetime as dt
import json
from pathlib import Path

import pytest

import volmatch as vm
from example_runs import run
from small_hall import outcome, problem
from volmatch.cli import main
from volmatch.text import LANGUAGES

ROOT = Path(__file__).resolve().parents[1]
Captured = pytest.CaptureFixture[str]


def halls(lang: str) -> tuple[str, str]:
    """Return the problem and schedule files of the example in a language."""
    _, folder = run("study_halls", lang)
    return str(folder / "out" / "study_halls.problem.json"), str(folder / "out" / "study_halls.schedule.json")


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """Return a problem file and a schedule file, in an empty folder that is the current one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VOLMATCH_LANG", "en")
    vm.io.write("hall.json", problem())
    vm.io.write("schedule.json", outcome(), problem=problem())
    return "hall.json", "schedule.json"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_li_is_ill_from_tuesday_to_thursday(lang: str, tmp_path: Path, capsys: Captured) -> None:
    """The repair of the study halls reads differently, in one of the languages, without anybody having looked at it."""
    ill = ["--absent", "li-siqi", "2023-07-25", "2023-07-27", "--letters", str(tmp_path / "letters"), "--lang", lang]
    assert (
        main(["repair", *halls(lang), *ill, "-o", str(tmp_path / "new.json"), "--next", str(tmp_path / "next.json")])
        == 0
    )
    told = capsys.readouterr()
    assert told.err == ""
    letters = sorted((tmp_path / "letters").glob("*.txt"))
    text = told.out.replace(f"{tmp_path}/", "") + "".join(f"\n---\n{path.read_text('utf-8')}" for path in letters)
    assert text == (ROOT / "tests" / "golden" / f"repair.{lang}.txt").read_text(encoding="utf-8")
    assert main(["check", str(tmp_path / "next.json"), str(tmp_path / "new.json")]) == 0
    assert capsys.readouterr().err == ""


def test_scripts_get_the_facts(files: tuple[str, str], capsys: Captured) -> None:
    """JSON lacks a fact that the sentences tell."""
    assert main(["repair", *files, "--absent", "chen", "2023-07-24", "2023-07-26", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["schedule"]["format"] == "volmatch-schedule/1"
    assert {"status", "steps", "causes", "alternatives", "letters", "sentence"} <= found.keys()
    assert [letter["volunteer"] for letter in found["letters"]] == ["chen", "wang"]
    assert found["causes"][0]["change"]["volunteer"] == "chen"


@pytest.mark.parametrize(("given", "written"), [("hall.xlsx", "plan.xlsx"), ("hall/", "plan/")])
def test_workbooks_and_folders_do_as_well(files: tuple[str, str], given: str, written: str, capsys: Captured) -> None:
    """Whoever plans in a spreadsheet cannot repair there."""
    assert main(["convert", files[0], "-o", given]) == 0
    assert main(["convert", *files, "-o", written]) == 0
    changes = Path("changes.csv")
    changes.write_text("change,volunteer,session\nwithdrawn,chen,lesson\n", encoding="utf-8")
    code = main(
        ["repair", given, written, "--changes", str(changes), "-o", f"new-{written}", "--next", f"next-{given}"]
    )
    assert code == 0, capsys.readouterr().err
    assert "gives back 作业辅导" in capsys.readouterr().out
    assert main(["check", f"next-{given}", f"new-{written}"]) == 0


def test_calendars_follow(files: tuple[str, str], capsys: Captured) -> None:
    """A duty that somebody no longer has stays in their calendar, or comes back under another name."""
    assert main(["calendars", *files, "-o", "out"]) == 0
    (before,) = [path for path in Path("out").glob("*.ics") if "作业辅导" in path.read_text(encoding="utf-8")]
    uids = {line for line in before.read_text(encoding="utf-8").splitlines() if line.startswith("UID")}
    ill = ["--absent", "chen", "2023-07-24", "2023-07-26", "-o", "new.json", "--next", "next.json"]
    assert main(["repair", *files, *ill]) == 0
    assert main(["calendars", "next.json", "new.json", "-o", "out"]) == 0
    after = before.read_text(encoding="utf-8").splitlines()
    assert uids == {line for line in after if line.startswith("UID")}
    assert "STATUS:CANCELLED" in after
    assert "SEQUENCE:1" in after


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ([], "say what happened"),
        (["--absent", "lee", "2023-07-24", "2023-07-24"], "changes[0].volunteer: the problem has no volunteer of this id"),
        (["--absent", "chen", "Monday", "Friday"], "changes[0].from: wanted a date and time"),
        (["--changes", "none.csv"], "it does not exist"),
        (["--absent", "chen", "2023-07-24", "2023-07-24", "--now", "soon"], "now: wanted a date and time"),
        (["--absent", "chen", "2023-07-24", "2023-07-24", "--notice", "5"], "it counts from now"),
        (["--absent", "chen", "2023-07-24", "2023-07-24", "--next", "hall.json"], "--force"),
    ],
)  # fmt: skip
def test_slips_are_told(files: tuple[str, str], options: list[str], words: str, capsys: Captured) -> None:
    """A slip on the command line ends in a traceback, or changes something else."""
    assert main(["repair", *files, *options]) == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("notice", ["nan", "inf", "-1", "1e9", "1e300"])
@pytest.mark.parametrize("now", [[], ["--now", "2023-07-24T08:00"]])
def test_hours_of_notice_that_are_none_are_refused_in_words(
    files: tuple[str, str], notice: str, now: list[str], capsys: Captured
) -> None:
    """A slip in --notice is a traceback."""
    absent = ["--absent", "chen", "2023-07-24", "2023-07-26"]
    assert main(["repair", *files, *absent, "--notice", notice, *now]) == 2
    assert "--notice" in capsys.readouterr().err
    with pytest.raises(vm.OptionError, match="notice"):
        vm.repair(
            problem(),
            outcome(),
            [{"change": "cancelled", "session": "lesson"}],
            notice=dt.timedelta.max,
            now="2023-07-24T08:00",
        )
