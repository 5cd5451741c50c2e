"""The guides do what they say: their blocks of Python are run as they are written, each page in an empty folder."""

import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import volmatch as vm
from small_hall import outcome, problem

ROOT = Path(__file__).resolve().parents[1]
#: Pages whose blocks are run, and their output compared, by tests of their own.
ELSEWHERE = {"calendars"}
PAGES = sorted(path for path in (ROOT / "docs" / "how-to").glob("*.md") if path.stem not in ELSEWHERE)


@pytest.fixture
def _log() -> Iterator[None]:
    """Leave the log as loud as it was: a guide turns it on."""
    logger = logging.getLogger("volmatch")
    level = logger.level
    yield
    logger.setLevel(level)


@pytest.mark.usefixtures("_log")
@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_the_blocks_of_a_guide_run(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who follows a guide, with a problem and its outcome at hand, ends in a traceback."""
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"vm": vm, "problem": problem(), "outcome": outcome()}
    blocks = re.findall(r"^```python\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert blocks
    for number, block in enumerate(blocks):
        exec(compile(block, f"{page.name}, block {number + 1}", "exec"), names)  # noqa: S102 - running it is the test
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("page", [*PAGES, ROOT / "README.md", ROOT / "README.zh.md"], ids=lambda path: path.stem)
def test_links_inside_the_project_lead_somewhere(page: Path) -> None:
    """A link of a guide leads nowhere."""
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []
