"""The Chinese guides do what they say: their commands are run one after the other, each page in an empty folder."""

import re
import shlex
from pathlib import Path

import pytest

from example_runs import EXAMPLES
from volmatch.cli import main

PAGES = sorted(path for path in (EXAMPLES.parent / "docs" / "zh").glob("*.md") if path.stem != "index")
#: What came of the coordinator's questions after publication, each with a page in English as well.
AFTER = {"whom_to_ask", "open_seats", "swaps", "on_call", "no_shows"}


def blocks(page: Path, language: str) -> list[str]:
    """Return the blocks of a language on a page."""
    return re.findall(rf"^```{language}\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def files(page: Path) -> list[tuple[str, str]]:
    """Return each file that a page shows, by its name, which stands in front of it."""
    text = page.read_text(encoding="utf-8")
    return re.findall(r"`([^`\n]+\.csv)`\uff1a\n\n```text\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def test_there_is_a_guide_for_what_coordinators_do() -> None:
    """Sheets, forms, illness, letters or what comes after publication have no page in Chinese."""
    assert {page.stem for page in PAGES} == {"spreadsheet", "forms", "illness", "letters", *AFTER}
    assert {page.stem for page in (EXAMPLES.parent / "docs" / "how-to").glob("*.md")} >= AFTER


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_the_commands_of_a_chinese_guide_run(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who follows a guide in Chinese ends in an error."""
    monkeypatch.chdir(tmp_path)
    for name, form in files(page):
        Path(name).write_text(form, encoding="utf-8")
    made: list[str] = []
    for line in "".join(blocks(page, "sh")).splitlines():
        program, *words = shlex.split(line)
        assert program == "volmatch"
        assert main(words) in ({0, 1} if words[0] == "compare" else {0})  # 1 says that something differs
        made.append(words[0])
    assert len(made) >= 3


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "python")], ids=lambda path: path.stem)
def test_the_python_of_a_chinese_guide_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who copies the lines of a guide in Chinese ends in an error."""
    monkeypatch.chdir(tmp_path)
    exec(compile("\n".join(blocks(page, "python")), page.name, "exec"), {})  # noqa: S102 - our own page
