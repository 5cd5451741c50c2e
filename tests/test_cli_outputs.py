"""What a command writes: the name says what, several files tell of one solve, and nothing of others is lost."""

import os
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

import volmatch as vm
from small_hall import written
from volmatch.cli import main
from volmatch.cli.interrupting import first_ctrl_c

Captured = pytest.CaptureFixture[str]
ENDINGS = ("docx", "pdf", "csv", "ics", "txt", "ods", "xls", "08")


@pytest.fixture
def hall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the file of a small problem, in a folder of its own to stand in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VOLMATCH_LANG", "en")
    return written(tmp_path)[0]


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_ending_that_means_something_else_is_refused(
    hall: str, ending: str, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """JSON stands in a file that says it is a table, a calendar or a letter; or a night of solving passes before that is told."""
    monkeypatch.setattr(vm, "solve", None)
    assert main(["solve", hall, "-o", "good.json", "-o", f"plan.{ending}"]) == 2
    assert "wanted a name that ends in one of .json, .xlsx, .html" in capsys.readouterr().err
    assert not Path(f"plan.{ending}").exists()
    assert not Path("good.json").exists()


@pytest.mark.parametrize(
    ("ending", "instead"),
    [("pdf", "to PDF"), ("ics", "volmatch calendars"), ("csv", "a folder/"), ("ods", "opens .xlsx"), ("docx", ".md")],
)
def test_what_serves_instead_is_told(hall: str, ending: str, instead: str, capsys: Captured) -> None:
    """Somebody who wants a PDF or a calendar is told which endings there are, and not how to come by one."""
    assert main(["solve", hall, "-o", f"plan.{ending}"]) == 2
    assert instead in capsys.readouterr().err


def test_convert_makes_any_output_of_a_schedule(hall: str, capsys: Captured) -> None:
    """A page of a schedule file can only be had by solving again, so that page and workbook disagree."""
    assert main(["solve", hall, "-o", "plan.json", "-o", "solved.html"]) == 0
    for name in ("plan.html", "plan.md", "plan.xlsx", "plan.svg", "cards/"):
        assert main(["convert", hall, "plan.json", "-o", name]) == 0
        assert Path(name).exists()
    assert Path("plan.html").read_text("utf-8") == Path("solved.html").read_text("utf-8")
    capsys.readouterr()
    assert main(["convert", hall, "-o", "problem.html"]) == 2
    assert "wanted a name that ends in one of .json, .xlsx, .xml, .frab.json and /" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["outdir", "outdir/"])
def test_a_folder_is_one_with_a_stroke_or_without(hall: str, name: str) -> None:
    """One of them becomes a file of JSON."""
    assert main(["solve", hall, "-o", name]) == 0
    assert {path.suffix for path in Path("outdir").iterdir()} == {".csv"}


def _some(given: dict[str, Any]) -> dict[str, Any]:
    return {name: given[name] for name in ("deterministic", "time_limit")}


def test_several_files_tell_of_one_solve(hall: str, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    """Workbook, page and file of one command differ, since each was solved for itself; or only the last is written."""
    solves: list[object] = []
    solve = vm.solve

    def counted(asked: vm.Problem, *, deterministic: bool, time_limit: float) -> vm.Outcome:
        solves.append(deterministic)
        return solve(asked, deterministic=deterministic, time_limit=time_limit)

    monkeypatch.setattr(vm, "solve", lambda asked, **given: counted(asked, **_some(given)))
    names = ("plan.json", "plan.xlsx", "plan.html", "plan.md", "plan.svg")
    assert main(["solve", hall, "--deterministic", *(word for name in names for word in ("-o", name))]) == 0
    assert solves == [True]
    told = capsys.readouterr().out
    for name in names:
        assert f"written to {name}" in told
        assert Path(name).stat().st_size > 100
    outcome = vm.io.read("plan.json")
    assert isinstance(outcome, vm.Outcome)
    assert outcome.schedule is not None


@pytest.mark.parametrize("name", ["people.xlsx", "people"])
def test_a_template_never_replaces_what_people_filled_in(name: str, hall: str, capsys: Captured) -> None:
    """An evening of typing is gone."""
    assert hall
    assert main(["template", name]) == 0
    before = {path: path.read_bytes() for path in Path().rglob(f"{name}*") if path.is_file()}
    capsys.readouterr()
    assert main(["template", name, "--lang", "zh"]) == 2
    assert main(["template", name]) == 2
    assert "--force replaces it" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in before} == before
    assert main(["template", name, "--force"]) == 0


@pytest.mark.parametrize("ending", ["json", "xlsx", "html", "md", "png", "svg"])
def test_what_others_wrote_is_not_replaced(hall: str, ending: str, capsys: Captured) -> None:
    """A slip in the name of the output costs a file that took days."""
    mine = Path(f"mine.{ending}")
    mine.write_text("three days of work", encoding="utf-8")
    assert main(["solve", hall, "-o", str(mine)]) == 2
    assert "--force replaces it" in capsys.readouterr().err
    assert mine.read_text(encoding="utf-8") == "three days of work"
    assert main(["solve", hall, "-o", str(mine), "--force"]) == 0
    assert mine.read_bytes() != b"three days of work"


def test_the_problem_itself_is_not_replaced(hall: str, capsys: Captured) -> None:
    """`-o` with the name of the input, or of a filled-in workbook, leaves a schedule and no problem."""
    assert main(["template", "people.xlsx"]) == 0
    for source in (hall, "people.xlsx"):
        before = Path(source).read_bytes()
        assert main(["solve", hall, "-o", source]) == 2
        assert Path(source).read_bytes() == before
    assert "--force" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["plan.json", "plan.xlsx", "plan.html", "plan/"])
def test_what_it_wrote_itself_it_brings_up_to_date(hall: str, name: str) -> None:
    """The second solve of the week needs another name."""
    assert main(["solve", hall, "-o", name]) == 0
    assert main(["solve", hall, "-o", name]) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="a link needs rights there")
def test_a_report_is_written_whole_or_not_at_all(hall: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    """A full disk leaves half a page, or takes the old one."""
    assert main(["solve", hall, "-o", "plan.json", "-o", "real.html"]) == 0
    old = Path("real.html").read_bytes()
    Path("link.html").symlink_to("real.html")
    full = OSError(28, "no space")

    def fail(*_args: object) -> None:
        raise full

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", fail)
        assert main(["report", hall, "plan.json", "-o", "link.html"]) == 2
    assert "the disk is full" in capsys.readouterr().err
    assert Path("real.html").read_bytes() == old
    assert not list(Path().glob(".*.tmp"))
    assert main(["report", hall, "plan.json", "-o", "link.html", "--pseudonyms"]) == 0
    assert Path("link.html").is_symlink()
    assert Path("real.html").read_bytes() != old


def test_the_second_ctrl_c_ends_at_once() -> None:
    """Somebody who wants to stop has to wait for the best schedule so far."""
    with first_ctrl_c() as asked:
        signal.raise_signal(signal.SIGINT)
        assert asked.is_set()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_plan_is_not_replaced_by_nothing(hall: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    """Who stops a second after the start has an empty plan in place of yesterday's."""
    assert main(["solve", hall, "-o", "plan.json"]) == 0
    before = Path("plan.json").read_bytes()
    problem = vm.io.read_problem(hall)
    nothing = vm.Schedule([], [vm.Placement(one.id, one.candidate_starts[0]) for one in problem.sessions])

    def stopped(*_args: object, **_how: object) -> vm.Outcome:
        signal.raise_signal(signal.SIGINT)
        return vm.Outcome(problem_fingerprint="0" * 64, status="feasible", stopped_by="cancel", schedule=nothing)

    monkeypatch.setattr(vm, "solve", stopped)
    assert main(["solve", hall, "-o", "plan.json"]) == 130
    assert Path("plan.json").read_bytes() == before
    assert "before any duty was found" in capsys.readouterr().err
