"""The table of what coordinators ask for says of each ask yes, partly or no, and shows where it is told how."""

import re

import pytest

from house.sources import ROOT
from volmatch.rules import BY_NAME

PAGE = ROOT / "docs" / "explanation" / "comparison.md"
TEXT = PAGE.read_text(encoding="utf-8").partition("## What coordinators ask for\n")[2].partition("\n## ")[0]
ROWS = re.findall(r"^\| ([^|]+) \| ?(\w*) \| ([^|]+) \|$", TEXT, re.MULTILINE)
ASKS = [row for row in ROWS if row[0] != "ask"]
LINKS = sorted(set(re.findall(r"\[[^\]]+\]\(([^)#]+)[^)]*\)", TEXT)))


def test_every_ask_has_an_answer() -> None:
    """An ask is left without yes, partly or no, a row is not read as one, or the answer says nothing more."""
    lines = [line for line in TEXT.splitlines() if line.startswith("|") and set(line) - set("|- ")]
    assert len(lines) == len(ROWS)
    assert {"yes"} < {answer for _, answer, _ in ASKS} <= {"yes", "partly", "no"}
    assert len({ask for ask, _, _ in ASKS}) == len(ASKS) >= 40
    assert all(re.search(r"\w{3}", how) for _, _, how in ASKS)


@pytest.mark.parametrize(("ask", "how"), [(ask, how) for ask, answer, how in ASKS if answer == "yes"])
def test_every_yes_names_a_page(ask: str, how: str) -> None:
    """Something is said to be possible, and not where it is told how."""
    assert re.search(r"\]\([^)]+\.md", how), ask


@pytest.mark.parametrize("link", LINKS)
def test_every_page_that_is_named_exists(link: str) -> None:
    """A page was renamed or removed, and with it what the table promises; or a rule's page is one of no rule."""
    page = (PAGE.parent / link).resolve()
    assert page.is_file()
    if page.parent.name == "rules":
        assert page.stem in BY_NAME


@pytest.mark.parametrize(("ask", "how"), [(ask, how) for ask, answer, how in ASKS if answer == "partly"])
def test_every_partly_says_what_is_missing(ask: str, how: str) -> None:
    """A partly leaves open what works, or what does not."""
    assert re.search(r"[;,]| or ", how), ask
    assert "](" in how, ask
