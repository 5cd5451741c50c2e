"""The page of promises names tests that exist and figures that were measured, and has all fifteen."""

import ast
import json
import re

import pytest
from benchmarks.promises import PARTS, chosen, paged, rows

from house.sources import ROOT, tree_of

PAGE = ROOT / "docs" / "explanation" / "promises.md"
TEXT = PAGE.read_text(encoding="utf-8")
PROMISES = re.findall(r"^## (P\d+): (.+?)\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL)
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TEXT)))
FIGURES = json.loads((ROOT / "benchmarks" / "results" / "promises" / "0.1.0.json").read_text(encoding="utf-8"))


def test_all_promises_are_there_and_each_is_tested() -> None:
    """A promise was taken from the page without a word, or nothing would notice if it were broken."""
    assert [number for number, _, _ in PROMISES] == [f"P{n}" for n in range(1, 16)]
    for number, _, body in PROMISES:
        assert len(re.findall(r"`tests/[\w/]+\.py::test_\w+`", body)) >= 2, number
    assert "## What is not kept" in TEXT


@pytest.mark.parametrize(("file", "name"), NAMED, ids=[name for _, name in NAMED])
def test_each_named_test_exists(file: str, name: str) -> None:
    """A test that stands for a promise was renamed or removed, and the promise with it."""
    functions = {node.name for node in ast.walk(tree_of(ROOT / file)) if isinstance(node, ast.FunctionDef)}
    assert name in functions


def test_the_worst_figures_are_on_the_page() -> None:
    """The figures were measured anew and the page still tells the old ones."""
    for name in ("overrun", "cancel", "import", "solver"):
        assert f"{FIGURES[name]['worst']} s" in TEXT, name
    assert f"Worst of {FIGURES['overrun']['times']}:" in TEXT
    assert f"Worst of {FIGURES['cancel']['times']}:" in TEXT


def test_the_table_is_that_of_the_figures() -> None:
    """The table of figures was not written anew, or by hand."""
    assert paged(TEXT, FIGURES) == TEXT
    assert len(rows(FIGURES)) >= 4


def test_each_part_says_what_it_finds() -> None:
    """A part of the measurements has no promise on the page, or one that is asked for alone is none."""
    numbers = {number for number, _, _ in PROMISES}
    assert {part.promise for part in PARTS.values()} <= numbers
    assert chosen(["P6"], large=False) == ["overrun", "city_overrun", "province_overrun"]
    assert chosen(["hostile"], large=False) == ["hostile"]
    large = {name for name, part in PARTS.items() if part.is_large}
    assert large == {*PARTS} - {*chosen([], large=False)}


def test_what_is_measured_is_within_what_is_promised() -> None:
    """A figure on the page is beyond the promise it stands beside."""
    assert FIGURES["cancel"]["worst"] <= 1
    assert FIGURES["import"]["worst"] <= 0.5
