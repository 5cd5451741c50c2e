"""The page that tells how a solve goes names what is there, and all of it."""

import ast
import re
from pathlib import Path

import pytest

from house.sources import PACKAGE, ROOT, tree_of

PAGE = ROOT / "docs" / "explanation" / "how_a_solve_goes.md"
TEXT = PAGE.read_text(encoding="utf-8")
LINES = [line for line in TEXT.splitlines() if line.lstrip().startswith("* ")]
#: The solve itself; what follows below a heading looks at some of its lines closer.
STEPS = [line for line in TEXT.partition("\n## ")[0].splitlines() if line.lstrip().startswith("* ")]
NAMED = re.compile(r"`([\w.]+)`\s+in\s+\[(\w+)\]\(([^)]+)\)")


def has(path: Path, name: str) -> bool:
    """Whether a file defines a function, a class, or a method of a class."""
    body: list[ast.stmt] = tree_of(path).body
    for part in name.split("."):
        found = [node for node in body if getattr(node, "name", None) == part]
        if not found:
            return False
        body = getattr(found[0], "body", [])
    return True


@pytest.mark.parametrize("step", LINES)
def test_each_line_names_who_does_it(step: str) -> None:
    """A line has no name, or names what is not there any more."""
    ((name, label, link),) = NAMED.findall(step)
    path = (PAGE.parent / link).resolve()
    assert label == path.stem
    assert has(path, name)


def test_the_rest_of_the_page_names_what_is_there() -> None:
    """The text below the lines names what is not there any more."""
    for name, _, link in NAMED.findall(TEXT):
        assert has((PAGE.parent / link).resolve(), name), name


def test_there_are_some_thirty_lines_and_no_module_is_left_out() -> None:
    """The page grows beyond what is read at once, or a method of the search is nowhere on it."""
    assert 30 <= len(STEPS) <= 32
    told = {Path(link).stem for _, _, link in NAMED.findall(TEXT)}
    search = PACKAGE / "search"
    assert {
        path.stem for path in search.rglob("*.py") if path.stem != "__init__" and path.parent.name != "state"
    } <= told


def test_a_name_that_is_gone_is_seen(tmp_path: Path) -> None:
    """Any name passes."""
    file = tmp_path / "some.py"
    file.write_text("class A:\n    def b(self): ...\n", encoding="utf-8")
    assert [has(file, name) for name in ("A", "A.b", "A.c", "b")] == [True, True, False, False]


def test_the_search_is_seen_at_a_glance() -> None:
    """The folder of the search holds more rooms than are read at once."""
    rooms = [one for one in (PACKAGE / "search").iterdir() if one.name not in {"__init__.py", "__pycache__"}]
    assert len(rooms) <= 8
