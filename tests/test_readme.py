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

README = (Path(__file__).resolve().parents[1] / "README.md").read_text(encoding="utf-8")
#: Where the commands of this environment are.
SCRIPTS = str(Path(sys.executable).parent)


def block(language: str) -> str:
    """Return the one block of a language."""
    (found,) = re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    return str(found)


def without_seconds(text: str) -> list[str]:
    """Return lines of output without what differs from run to run."""
    return re.sub(r"\d+\.\d+ s\b", "0.00 s", text).splitlines()


@pytest.fixture(scope="module")
def ran() -> tuple[dict[str, object], str]:
    """Run the block of Python; return its names and what it printed."""
    names: dict[str, object] = {}
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(block("python"), "README.md", "exec"), names)  # noqa: S102 - running it is the test
    return names, printed.getvalue()


def test_the_python_block_runs_and_prints_what_is_shown(ran: tuple[dict[str, object], str]) -> None:
    """The first thing a newcomer tries fails, or shows something else than the page."""
    names, printed = ran
    assert without_seconds(printed) == without_seconds(block("text"))
    outcome, problem = names["outcome"], names["problem"]
    assert isinstance(outcome, vm.Outcome)
    assert isinstance(problem, vm.Problem)
    assert outcome.schedule is not None
    assert outcome.status == "optimal"
    assert vm.check(problem, outcome.schedule).ok


def test_the_file_shown_is_the_same_problem(ran: tuple[dict[str, object], str]) -> None:
    """The page shows two problems and calls them one."""
    data = json.loads(block("json"))
    assert data.pop("format") == "volmatch/1"
    assert vm.Problem.from_data(data) == ran[0]["problem"]


def test_the_commands_run(tmp_path: Path) -> None:
    """A command of the page fails as it is written."""
    (tmp_path / "saturday.json").write_text(block("json"), encoding="utf-8")
    environment = os.environ | {"PATH": os.pathsep.join([SCRIPTS, os.environ["PATH"]]), "PYTHONIOENCODING": "utf-8"}
    lines = block("sh").splitlines()
    assert len(lines) == 8
    for line in lines:
        told = subprocess.run(
            shlex.split(line), cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False
        )
        assert told.returncode == 0, told.stderr
        assert told.stdout
    assert json.loads((tmp_path / "schedule.json").read_text(encoding="utf-8"))["status"] == "optimal"
