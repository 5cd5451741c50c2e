"""The first page of the project does what it says: its blocks are run as they are written."""

import contextlib
import io
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import volmatch as vm

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("README.md", "README.zh.md")
#: Where the commands of this environment are.
SCRIPTS = str(Path(sys.executable).parent)


def blocks(page: str, language: str) -> list[str]:
    """Return the blocks of a language that a page shows."""
    text = (ROOT / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def block(page: str, language: str) -> str:
    """Return the one block of a language."""
    (found,) = blocks(page, language)
    return found


def without_seconds(text: str) -> list[str]:
    """Return lines of output without what differs from run to run."""
    return re.sub(r"\d+\.\d+ (s\b|秒)", r"0.00 \1", text).splitlines()


@pytest.fixture(scope="module", params=PAGES)
def page(request: pytest.FixtureRequest) -> str:
    """Name one of the two first pages."""
    return str(request.param)


@pytest.fixture(scope="module")
def ran(page: str) -> tuple[dict[str, object], str]:
    """Run the block of Python; return its names and what it printed."""
    names: dict[str, object] = {}
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(block(page, "python"), page, "exec"), names)  # noqa: S102 - running it is the test
    return names, printed.getvalue()


def test_the_python_block_runs_and_prints_what_is_shown(page: str, ran: tuple[dict[str, object], str]) -> None:
    """The first thing a newcomer tries fails, or shows something else than the page."""
    names, printed = ran
    assert without_seconds(printed) == without_seconds(block(page, "text"))
    outcome, problem = names["outcome"], names["problem"]
    assert isinstance(outcome, vm.Outcome)
    assert isinstance(problem, vm.Problem)
    assert outcome.schedule is not None
    assert outcome.status == "optimal"
    assert vm.check(problem, outcome.schedule).ok


def test_the_file_shown_is_the_same_problem(page: str, ran: tuple[dict[str, object], str]) -> None:
    """The page shows two problems and calls them one."""
    data = json.loads(block(page, "json"))
    assert data.pop("format") == "volmatch/1"
    assert vm.Problem.from_data(data) == ran[0]["problem"]


def test_the_commands_run(page: str, tmp_path: Path) -> None:
    """A command of the page fails as it is written."""
    (tmp_path / "saturday.json").write_text(block(page, "json"), encoding="utf-8")
    environment = os.environ | {"PATH": os.pathsep.join([SCRIPTS, os.environ["PATH"]]), "PYTHONIOENCODING": "utf-8"}
    for line in commands(page):
        told = subprocess.run(
            shlex.split(line), cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False
        )
        assert told.returncode == 0, told.stderr
        assert told.stdout
    assert json.loads((tmp_path / "schedule.json").read_text(encoding="utf-8"))["status"] == "optimal"
    assert {"people.xlsx", "plan.html", "week.html"} <= {path.name for path in tmp_path.iterdir()}


def commands(page: str) -> list[str]:
    """Return the commands of a page, in order."""
    return [line for lines in blocks(page, "sh") for line in lines.splitlines()]


def test_both_languages_show_the_same() -> None:
    """One of the two pages has a section, a command or a link more than the other."""
    texts = [(ROOT / page).read_text(encoding="utf-8") for page in PAGES]
    english, chinese = [[line.count("#") for line in text.splitlines() if line.startswith("#")] for text in texts]
    assert english == chinese
    plain = [[line.replace(" --lang zh", "") for line in commands(page)] for page in PAGES]
    assert plain[0] == plain[1]
    links = [set(re.findall(r"\]\(([^)]+)\)", text)) - set(PAGES) for text in texts]
    assert links[0] == links[1]


def test_the_spreadsheet_comes_before_python() -> None:
    """Somebody who keeps people in a workbook meets code first."""
    for page in PAGES:
        text = (ROOT / page).read_text(encoding="utf-8")
        assert text.index("people.xlsx") < text.index("import volmatch")
