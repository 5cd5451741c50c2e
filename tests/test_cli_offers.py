"""The commands beyond solving: each does what its page says, tells scripts in JSON, and refuses slips with a sentence."""

import json
import sys
from pathlib import Path

import attrs
import pytest

import volmatch as vm
from small_hall import outcome, problem
from volmatch.cli import main, needed_extras

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """Return a problem file and a schedule file, in an empty folder that is the current one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VOLMATCH_LANG", "en")
    vm.io.write("hall.json", problem())
    vm.io.write("schedule.json", outcome(), problem=problem())
    return "hall.json", "schedule.json"


@pytest.mark.parametrize("name", ["week.html", "week.svg", "week.png", "week.md"])
def test_a_report_is_written_in_the_form_its_name_asks_for(files: tuple[str, str], name: str, capsys: Captured) -> None:
    """A name that ends in .png becomes a page, or nothing is written."""
    assert main(["report", *files, "-o", name]) == 0
    assert capsys.readouterr().out == f"written to {name}\n"
    begins = {"week.html": b"<!DOCTYPE html>", "week.svg": b"<svg", "week.png": b"\x89PNG", "week.md": b""}
    assert Path(name).read_bytes().lower().startswith(begins[name].lower())
    assert Path(name).stat().st_size > 200


def test_sheets_are_one_page_a_person(files: tuple[str, str]) -> None:
    """The sheets lack somebody, or are the boards."""
    assert main(["report", *files, "-o", "sheets.html", "--sheets"]) == 0
    told = Path("sheets.html").read_text(encoding="utf-8")
    assert all(one.label in told for one in problem().volunteers)


def test_a_report_without_names_names_nobody(files: tuple[str, str]) -> None:
    """The option is not handed on."""
    assert main(["report", *files, "-o", "week.md", "--pseudonyms"]) == 0
    told = Path("week.md").read_text(encoding="utf-8")
    assert all(one.label not in told for one in problem().volunteers)


def test_a_page_has_the_title_asked_for(files: tuple[str, str], capsys: Captured) -> None:
    """The option is not handed on, or a picture is asked for a title that it does not have, and nobody is told."""
    assert main(["report", *files, "-o", "week.html", "--title", "Summer at the hall"]) == 0
    assert "Summer at the hall" in Path("week.html").read_text(encoding="utf-8")
    assert main(["report", *files, "-o", "week.md", "--title", "Summer"]) == 2
    assert "--title is for a page" in capsys.readouterr().err


def test_a_report_of_no_known_kind_is_refused(files: tuple[str, str], capsys: Captured) -> None:
    """A slip in the name ends in a file that nothing opens."""
    assert main(["report", *files, "-o", "week.doc"]) == 2
    assert "wanted a name that ends in one of .html" in capsys.readouterr().err
    assert not Path("week.doc").exists()


def test_calendars_are_written_for_each_person(files: tuple[str, str], capsys: Captured) -> None:
    """Somebody with a duty gets no calendar."""
    assert main(["calendars", *files, "-o", "out"]) == 0
    schedule = outcome().schedule
    assert schedule is not None
    serving = {one.volunteer for one in schedule.assignments}
    assert len(list(Path("out").glob("*.ics"))) == len(serving)
    assert f"{len(serving)} calendars written to out" in capsys.readouterr().out


def test_from_the_template_to_sheets(files: tuple[str, str], capsys: Captured) -> None:
    """A newcomer's workbook does not solve, or its schedule cannot be opened as a workbook."""
    assert files
    assert main(["template", "people.xlsx"]) == 0
    assert main(["solve", "people.xlsx", "-o", "plan.xlsx"]) == 0
    assert main(["solve", "people.xlsx", "-o", "plan.json"]) == 0
    assert Path("plan.xlsx").read_bytes().startswith(b"PK")
    assert main(["solve", "people.xlsx", "-o", "sheets/"]) == 0
    assert main(["solve", "people.xlsx", "-o", "sheets"]) == 0  # it is there now
    assert Path("sheets", "duties.csv").is_file()
    assert main(["check", "people.xlsx", "plan.json"]) == 0
    assert "Traceback" not in capsys.readouterr().err


def test_differences_are_told_and_counted_in_the_exit_code(files: tuple[str, str], capsys: Captured) -> None:
    """A script cannot tell whether anything changed."""
    assert main(["diff", files[0], files[0]]) == 0
    assert capsys.readouterr().out == "nothing differs\n"
    vm.io.write(
        "less.json",
        attrs.evolve(problem(), volunteers=problem().volunteers[1:], rules=None),
    )
    assert main(["diff", files[0], "less.json"]) == 1
    assert f"removed: volunteers[{problem().volunteers[0].id}]" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["solve", "hall.json", "--json"],
        ["check", "hall.json", "schedule.json", "--json"],
        ["show", "hall.json", "schedule.json", "--json"],
        ["rules", "--json"],
        ["rules", "cover", "--json"],
        ["explain", "hall.json", "schedule.json", "--empty", "--json"],
        ["explain", "hall.json", "--preflight", "--json"],
        ["report", "hall.json", "schedule.json", "-o", "week.md", "--json"],
        ["calendars", "hall.json", "schedule.json", "-o", "out", "--json"],
        ["template", "people.xlsx", "--json"],
        ["diff", "hall.json", "hall.json", "--json"],
    ],
    ids=lambda arguments: "-".join(arguments[:1]),
)
def test_every_command_speaks_json(files: tuple[str, str], arguments: list[str], capsys: Captured) -> None:
    """A script that asks for JSON gets words for people."""
    assert files
    main(arguments)
    told = capsys.readouterr()
    json.loads(told.out)
    assert told.err == ""


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an extra a command ends in a traceback, and nobody knows what to install."""
    monkeypatch.delitem(sys.modules, "volmatch.report.html.page", raising=False)
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(vm.OptionError, match=r"this needs jinja2: .* -m pip install .*\[report\]"):
        needed_extras.load("volmatch.report.html.page", "report")


def test_shells_can_complete(files: tuple[str, str], monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    """The line of the first page that switches completion on does nothing."""
    assert files
    monkeypatch.setenv("_VOLMATCH_COMPLETE", "bash_source")
    with pytest.raises(SystemExit) as ended:
        main([])
    assert ended.value.code == 0
    assert "_volmatch_completion" in capsys.readouterr().out
