"""The tutorial does what it says: its blocks run as they are written, page after page, and print what is shown."""

import contextlib
import io
import re
import shlex
from pathlib import Path

import pytest

from volmatch.cli import main

DOCS = Path(__file__).resolve().parents[1] / "docs"
#: Pages that are read in this order in one folder, each using what the one before has written.
TUTORIAL = [DOCS / "tutorial" / f"{stem}.md" for stem in ("first_schedule", "wishes_and_rules", "when_things_change")]
#: Courses of pages, each played in a folder of its own.
COURSES = {
    "first page": [DOCS / "index.md"],
    "tutorial": TUTORIAL,
    "quick start in Chinese": [DOCS / "zh" / "index.md"],
}
#: A block of Python, and the output where it follows directly.
STEP = re.compile(r"^```python\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?", re.MULTILINE | re.DOTALL)


def without_seconds(text: str) -> str:
    """Return output without what differs from run to run."""
    return re.sub(r"\d+\.\d+(?= (?:s|秒)\b)", "0.00", text)


def play(page: Path) -> list[tuple[str, str]]:
    """Run the blocks of a page; return what each printed and, where the page shows it, what it shows."""
    names: dict[str, object] = {}
    found = []
    for number, (block, shown) in enumerate(STEP.findall(page.read_text(encoding="utf-8")), start=1):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(block, f"{page.name}, block {number}", "exec"), names)  # noqa: S102 - running it is the test
        found.append((without_seconds(printed.getvalue()), without_seconds(shown)))
    return found


@pytest.mark.parametrize("course", COURSES)
def test_the_blocks_run_and_print_what_is_shown(course: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who types what the pages say ends in a traceback, or sees something else."""
    monkeypatch.chdir(tmp_path)
    for page in COURSES[course]:
        steps = play(page)
        assert any(shown for _, shown in steps)
        assert [printed for printed, shown in steps if shown] == [shown for _, shown in steps if shown]


def test_the_tutorial_is_whole() -> None:
    """A page of the tutorial is never run, or shows output that no block printed."""
    written = {page for page in (DOCS / "tutorial").glob("*.md") if page.stem != "index"}
    assert written == set(TUTORIAL)
    for page in written:
        text = page.read_text(encoding="utf-8")
        assert text.count("```text") == sum(bool(shown) for _, shown in STEP.findall(text))


def test_the_commands_of_the_chinese_page_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who follows the Chinese page without Python stands before an error, or before English."""
    page = (DOCS / "zh" / "index.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```sh\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    monkeypatch.chdir(tmp_path)
    for line in block.splitlines():
        name, *arguments = shlex.split(line)
        assert name == "volmatch"
        assert main(arguments) == 0
    assert "最优" in capsys.readouterr().out
    assert {path.name for path in tmp_path.iterdir()} == {"people.xlsx", "schedule.xlsx", "schedule.json", "week.html"}
