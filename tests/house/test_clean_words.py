"""No file of the project speaks of the machine it was written on, of work left undone, or runs code from data."""

import ast
import re
from pathlib import Path

import pytest

from house.sources import ROOT, python_files, shown, tracked, tree_of

# The patterns are spelled in pieces, so that this file does not match itself.
MACHINE = re.compile(
    "|".join(
        [
            r"/wor" + r"k/\w",
            r"/roo" + r"t/\w",
            r"/hom" + r"e/\w",
            r"/User" + r"s/\w",
            r"[A-Z]:\\User" + r"s",
            r"/tm" + r"p/\w",
            r"/op" + r"t/\w",
            r"pyp" + r"i\.(org|python)",
            r"python" + r"hosted",
            r"conda\.an" + r"aconda",
            r"(extra-)?index" + r"-url",
            r"find-" + r"links",
            r"trusted-" + r"host",
            re.escape(str(ROOT)),
            re.escape(str(Path.home())) + r"/",
        ]
    )
)
UNDONE = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|X" + r"XX|HA" + r"CK)\b")
#: Modules that run code found in data.
RUNS_DATA = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "yaml", "code"}
BUILTINS_THAT_RUN = {"eval", "exec"}


def texts() -> list[Path]:
    """Return the files of the project that hold text."""
    return [path for path in tracked() if b"\0" not in path.read_bytes()]


def test_no_file_names_a_machine_or_a_registry() -> None:
    """The project works only where it was written, or tells where that was."""
    found = [
        f"{shown(path)}: {match[0]}" for path in texts() for match in MACHINE.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_nothing_is_left_undone() -> None:
    """A note to oneself stayed in a file."""
    found = [
        f"{shown(path)}: {match[0]}" for path in texts() for match in UNDONE.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def faults(tree: ast.Module) -> list[str]:
    """Return what a module says that the package must not: unwritten code, and code that runs data."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id == "NotImplemented" + "Error":
            found.append(f"{node.lineno}: {node.id}")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in BUILTINS_THAT_RUN:
            found.append(f"{node.lineno}: {node.func.id}")
        if isinstance(node, ast.keyword) and node.arg in {"allow_pickle", "shell"}:
            found.append(f"{node.value.lineno}: {node.arg}")
        if isinstance(node, ast.Import):
            found += [f"{node.lineno}: {one.name}" for one in node.names if one.name.partition(".")[0] in RUNS_DATA]
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in RUNS_DATA:
            found.append(f"{node.lineno}: {node.module}")
    return found


@pytest.mark.parametrize("path", python_files("src"), ids=shown)
def test_the_package_runs_nothing_from_data(path: Path) -> None:
    """A problem file from a stranger could run code, or a method is a stub."""
    assert faults(tree_of(path)) == []


@pytest.mark.parametrize(
    "planted",
    [
        "import pickle",
        "from yaml import load",
        "import shelve as s",
        "ev" + "al('1')",
        "np.load(path, allow_pickle=True)",
        "def f():\n    raise NotImplemented" + "Error",
    ],
)
def test_planted_words_are_seen(planted: str) -> None:
    """The audit of words has a hole."""
    assert faults(ast.parse(planted))


@pytest.mark.parametrize(
    "planted", ["/hom" + "e/someone", "https://py" + "pi.org/simple", "--index" + "-url x", str(ROOT)]
)
def test_planted_places_are_seen(planted: str) -> None:
    """The audit of places has a hole."""
    assert MACHINE.search(planted)
