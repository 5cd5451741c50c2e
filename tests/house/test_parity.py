"""A rule is three files and no list: code, test and page go by one name, and the lists are made from them."""

import importlib
import subprocess
import sys
from itertools import pairwise

import pytest

from house.sources import ROOT, camel, rule_files, shown
from volmatch import rules
from volmatch.rule import name_of

HEADINGS = ["What it says", "Exactly", "Example", "How it is encoded", "What it costs", "Source"]
STEMS = [path.stem for path in rule_files()]
PAGES = ROOT / "docs" / "reference" / "rules"


@pytest.mark.parametrize("stem", STEMS)
def test_each_rule_has_its_test(stem: str) -> None:
    """A rule came without a test file of its name, or with one that tests something else."""
    test = ROOT / "tests" / "rules" / f"test_{stem}.py"
    assert test.exists()
    assert camel(stem) in test.read_text(encoding="utf-8")


@pytest.mark.parametrize("stem", STEMS)
def test_each_rule_has_its_page_with_the_fixed_headings(stem: str) -> None:
    """A reader who looks for the exact meaning of a rule finds no page, or a page without it."""
    page = PAGES / f"{stem}.md"
    assert page.exists()
    lines = page.read_text(encoding="utf-8").splitlines()
    assert [line.removeprefix("## ") for line in lines if line.startswith("## ")] == HEADINGS
    assert _empty_sections(lines) == []


def _empty_sections(lines: list[str]) -> list[str]:
    """Return the headings that nothing follows."""
    said = [line for line in lines if line.strip()] + ["## end"]
    return [line for line, after in pairwise(said) if line.startswith("## ") and after.startswith("## ")]


@pytest.mark.parametrize("stem", STEMS)
def test_file_class_and_name_agree(stem: str) -> None:
    """A rule's name in problem files is not that of its file, so it is not found where one looks."""
    cls = getattr(importlib.import_module(f"volmatch.rules.{stem}"), camel(stem))
    assert name_of(cls) == stem
    assert rules.BY_NAME[stem] is cls


def test_no_page_or_test_outlives_its_rule() -> None:
    """A rule was renamed or removed, and its page or test stayed."""
    assert {page.stem for page in PAGES.glob("*.md")} == {*STEMS, "index"}
    assert {path.stem.removeprefix("test_") for path in (ROOT / "tests" / "rules").glob("test_*.py")} <= {
        *STEMS,
        "standard",
    }
    assert list(rules.BY_NAME) == STEMS


def test_the_lists_are_up_to_date() -> None:
    """The index or the table of rules was edited by hand, or a rule changed without ``make index``."""
    command = [sys.executable, "-m", "tools.index", "--check"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.stdout == "", shown(ROOT / "tools" / "index.py")
    assert told.returncode == 0
