"""What chooses a method stands in one file, each number with its measurement or reason."""

import ast
from collections.abc import Iterator
from pathlib import Path

from house.sources import PACKAGE, python_files, tree_of

THRESHOLDS = PACKAGE / "search" / "state" / "thresholds.py"

#: Numbers of search/ and run/ that stand elsewhere, and why they choose no method: a new one needs a reason as good.
OTHERS = {
    "_ENDLESS": "stands for a row that allows everything",
    "_SPARE": "a rank behind all others",
    "_FIRST": "stands for no seat",
    "_UNSEEN": "stands for no seat",
    "_FAR": "a distance behind all others",
    "FORBIDDEN": "a cost beyond all others",
    "_WEEK": "days of a week",
    "_TELLS_APART": "a tolerance of floats",
    "_CLOSE": "a tolerance of floats",
    "MOST_BITS": "so that no sum leaves 64 bits",
    "_ROOM": "so that no sum leaves 64 bits",
    "MOST_SECONDS": "what an option may be",
    "MOST_WORKERS": "what an option may be",
    "MOST_SEED": "what an option may be",
    "MOST_BREACHES": "how much is told",
    "WATCHDOG": "how long the doctor waits for an engine",
    "WRONG": "an exit code",
    "_SWITCHED": "a part of the model that an engine gets wrong",
    "_PLAIN_BEST": "the known answer of a model",
    "_CANARY_BEST": "the known answer of a model",
}


def numbers(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Yield the names that a module gives to numbers, and the line of each."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and _is_number(node.value):
            names = [name for target in node.targets for name in getattr(target, "elts", [target])]
            yield from ((ast.unparse(name), node.lineno) for name in names)
        elif isinstance(node, ast.AnnAssign) and node.value is not None and _is_number(node.value):
            yield ast.unparse(node.target), node.lineno


def _is_number(value: ast.expr) -> bool:
    """Whether an expression is made of numbers alone."""
    inner = list(ast.walk(value))
    calls = [node for node in inner if isinstance(node, ast.Call)]
    if any(not isinstance(call.func, ast.Name) or call.func.id not in {"int", "float"} for call in calls):
        return False
    constants = [node.value for node in inner if isinstance(node, ast.Constant)]
    named = {node.id for node in inner if isinstance(node, ast.Name)} - {"int", "float"}
    return bool(constants) and not named and all(isinstance(one, int | float) for one in constants)


def files() -> list[Path]:
    """Return the files whose numbers are looked at."""
    homes = (PACKAGE / "search", PACKAGE / "run")
    return [path for path in python_files("src") if any(home in path.parents for home in homes) and path != THRESHOLDS]


def test_no_other_file_holds_a_threshold() -> None:
    """A number that chooses a method hides in the file of that method, or the list names one that is gone."""
    assert sorted({name for path in files() for name, _ in numbers(tree_of(path))}) == sorted(OTHERS)


def test_each_threshold_has_its_reason() -> None:
    """A threshold stands there without a word on where it comes from."""
    lines = THRESHOLDS.read_text(encoding="utf-8").split("\n")
    found = list(numbers(tree_of(THRESHOLDS)))
    assert len(found) > 50
    assert [name for name, line in found if not lines[line - 2].startswith("#:")] == []


def test_planted_numbers_are_seen() -> None:
    """A number in brackets, with a power, or with a type is not taken for one."""
    planted = ast.parse(
        "A, _B = 1, 2.5\nC: int = 2**20\nD = (0.5, -1)\nE = float(2)\nF = whole([])\nG = 'a'\nH = A + 1"
    )
    assert [name for name, _ in numbers(planted)] == ["A", "_B", "C", "D", "E"]
