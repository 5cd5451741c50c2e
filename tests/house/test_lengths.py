"""Files and functions stay short enough to be read at once, and each file says first what it is."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from house.sources import python_files, shown, tree_of

LONGEST_FILE = 300
LONGEST_FUNCTION = 60
#: What the house aims at; a longer function needs its reason in LONG.
AIM = 40

#: (file, function): why it is longer than the aim and would not be clearer in two.
LONG: dict[tuple[str, str], str] = {}

OURS = python_files("src", "tests", "tools", "examples", "benchmarks")
CODE = python_files("src", "tools", "examples", "benchmarks")


def functions(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Yield each function of a module with the number of its lines; its docstring does not count."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            first = node.body[0]
            is_told = (
                isinstance(first, ast.Expr)
                and isinstance(first.value, ast.Constant)
                and isinstance(first.value.value, str)
            )
            told = (first.end_lineno or 0) - first.lineno + 1 if is_told else 0
            yield node.name, node.end_lineno - node.lineno + 1 - told


@pytest.mark.parametrize("path", OURS, ids=shown)
def test_files_are_short(path: Path) -> None:
    """A file tells more than one thing."""
    length = len(path.read_text(encoding="utf-8").splitlines())
    assert length <= LONGEST_FILE


def test_functions_are_short() -> None:
    """A function tells more than one thing, or a reason outlived its function."""
    lengths = {(shown(path), name): length for path in CODE for name, length in functions(tree_of(path))}
    assert {place: length for place, length in lengths.items() if length > LONGEST_FUNCTION} == {}
    assert {place for place, length in lengths.items() if length > AIM} == LONG.keys()


@pytest.mark.parametrize("path", OURS, ids=shown)
def test_each_module_begins_with_a_sentence(path: Path) -> None:
    """Someone opens a file and has to read code to learn what it is for."""
    doc = ast.get_docstring(tree_of(path))
    assert doc
    first = doc.partition("\n")[0]
    assert first.endswith((".", "?"))
    assert len(first.split()) >= 3


def test_the_ruler_measures() -> None:
    """The lengths are wrong, so nothing above means anything."""
    source = (
        'def f():\n    """Say.\n\n    More.\n    """\n    a = 1\n    return a\n\n\nclass A:\n    def g(self): ...\n'
    )
    assert sorted(functions(ast.parse(source))) == [("f", 3), ("g", 1)]
