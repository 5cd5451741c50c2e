"""Who may import whom: the floors of the house."""

import ast
import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from house.sources import (
    PACKAGE,
    Import,
    camel,
    imports_of,
    module_of,
    own_modules,
    python_files,
    rule_files,
    shown,
    tree_of,
)

#: Floor of each module or folder right below the package.
FLOOR = {
    "doors": "0", "errors": "0", "installing": "0", "quoting": "0", "text": "0", "plugs": "0", "gap": "0",
    "problem": "1", "schedule": "1", "claims": "1", "rule": "1", "past_agenda": "1",
    "legal": "2a", "check": "2a", "report": "2a", "outcome": "2a", "io": "2a",
    "arrays": "2b arrays", "columns": "2b", "formulation": "2b",
    "engines": "3",
    "search": "4",
    "solve": "5", "run": "5", "running": "5", "scale": "5",
    "explain": "6", "live": "6", "patterns": "6", "testing": "6", "cli": "6", "watch": "6", "__main__": "6",
    "rules": "rules",
}  # fmt: skip

#: Floors that each floor may import from.
BELOW = {
    "0": {"0"},
    "1": {"0", "1"},
    "2a": {"0", "1", "2a"},
    "2b arrays": {"2b arrays"},
    "2b": {"0", "1", "2b arrays", "2b"},
    "3": {"0", "2b arrays", "2b", "3"},
    "4": {"0", "1", "2b arrays", "2b", "3", "4"},
    "5": {"0", "1", "2a", "2b arrays", "2b", "3", "4", "5"},
    "6": {"0", "1", "2a", "2b arrays", "2b", "3", "4", "5", "6", "rules"},
    "rules": {"0", "1"},
}

#: Packages of others that each floor, or one folder, may import; attrs is welcome everywhere.
FOREIGN = {
    "2b arrays": {"numpy"},
    "2b": {"numpy"},
    "3": {"numpy", "ortools"},
    "4": {"numpy"},
    "io": {"cattrs", "icalendar"},
    "report": {"altair", "jinja2", "markupsafe", "rich", "vl_convert"},
    "cli": {"click", "rich"},
    "live": {"numpy"},
    "scale": {"numpy"},
    "watch": {"rich"},
    "testing": {"hypothesis"},
}

#: (file, what is imported): why it may wait inside a function.
MAY_WAIT = {
    ("src/volmatch/installing.py", "importlib"): "its metadata read mail headers, for a sentence that few ever see",
}

#: Where a rule may import what costs time, and what of ours: arrays, columns, and the words in which rows are said.
RULE_COLUMNS = {"mask", "encode"}
VOCABULARY = ("volmatch.arrays.", "volmatch.columns.", "volmatch.formulation.vocabulary.")

FILES = [path for path in python_files("src") if path != PACKAGE / "__init__.py"]
#: The top of the house may speak of single rules: the command line, explanations, what comes after publication, patterns, and what
#: draws rules for tests.
CORE = [
    path
    for path in FILES
    if path.relative_to(PACKAGE).parts[0] not in {"rules", "cli", "explain", "live", "patterns", "testing"}
]


def home(module: str) -> str:
    """Return the part of the package a module belongs to: ``volmatch.problem.clock`` is of ``problem``."""
    return module.split(".")[1]


def faults(path: Path) -> list[str]:
    """Return what a file imports and should not."""
    module = module_of(path)
    found = imports_of(tree_of(path), own_modules())
    return [f"{shown(path)}:{one.line}: {told}" for one in found if (told := _fault(module, one))]


def _fault(module: str, one: Import) -> str | None:
    here, floor = home(module), FLOOR[home(module)]
    if one.target.startswith("."):
        return f"{one.target}: imports say their whole name"
    if one.top == "volmatch":
        in_columns = floor == "rules" and one.function in RULE_COLUMNS and one.target.startswith(VOCABULARY)
        return None if one.for_annotations or in_columns else _own_fault(module, one)
    if one.top in sys.stdlib_module_names or one.top in {"attr", "attrs"}:
        return None
    if one.top in FOREIGN.get(floor, set()) | FOREIGN.get(here, set()):
        return None
    if one.top == "numpy" and (one.for_annotations or (floor == "rules" and one.function in RULE_COLUMNS)):
        return None
    return f"{one.target} has no business on floor {floor}"


def _own_fault(module: str, one: Import) -> str | None:
    """Say what is wrong with an import of ours that really happens; annotations load nothing and may look up."""
    if one.target == "volmatch":
        return None if FLOOR[home(module)] == "6" else "import from the module itself, not through the package"
    floor, other = FLOOR[home(module)], FLOOR.get(home(one.target), "?")
    if other in BELOW[floor] or (floor == "rules" and module.rpartition(".")[2] in {"rules", "standard"}):
        return None
    return f"floor {floor} must not import {one.target} of floor {other}"


@pytest.mark.parametrize("path", FILES, ids=shown)
def test_each_module_imports_only_from_its_floors(path: Path) -> None:
    """A module reaches up or sideways, or a package of others spreads beyond the floor that keeps it."""
    assert home(module_of(path)) in FLOOR, "say in FLOOR on which floor this module stands"
    assert faults(path) == []


def test_imports_wait_inside_functions_only_where_a_reason_is_given() -> None:
    """A deferred import dodges a cycle, or hides what a module needs."""
    waiting = {
        (shown(path), one.target)
        for path in FILES
        for one in imports_of(tree_of(path), own_modules())
        if one.function and not (path in rule_files() and one.function in RULE_COLUMNS)
    }
    assert waiting == MAY_WAIT.keys()


def _plain_strings(tree: ast.Module) -> list[tuple[int, str]]:
    """Return the strings of a module that are not docstrings, with their lines."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
    ]


def _identifiers(tree: ast.Module) -> set[str]:
    named = {ast.Name: "id", ast.Attribute: "attr", ast.ClassDef: "name", ast.FunctionDef: "name", ast.alias: "name"}
    return {getattr(node, named[type(node)]) for node in ast.walk(tree) if type(node) in named}


@cache
def _data_words() -> set[str]:
    """Return the names of the problem's own fields; some rules are named after the field they serve."""
    return {
        node.target.id
        for path in python_files("src")
        if path.is_relative_to(PACKAGE / "problem")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }


@cache
def _data_classes() -> set[str]:
    """Return the names of the problem's own classes."""
    return {
        node.name
        for path in python_files("src")
        if path.is_relative_to(PACKAGE / "problem")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ClassDef)
    }


@pytest.mark.parametrize("path", CORE, ids=shown)
def test_the_core_names_no_rule(path: Path) -> None:
    """Some module beside the rules asks which rules exist, so a user's own rule would be second class.

    A rule's class may be named nowhere, unless the data have a class of that name (``Travel``). Its file name may stand in no string, unless it is a word of the data as well; the
    names of one word (``cover``, ``reach``) are ordinary verbs, so they may be identifiers, which the others may not.
    """
    tree = tree_of(path)
    stems = {rule.stem for rule in rule_files()} - _data_words()
    classes = {camel(rule.stem) for rule in rule_files()} - _data_classes()
    forbidden = classes | {stem for stem in stems if "_" in stem}
    strings = {text for _, text in _plain_strings(tree)}
    assert not forbidden & _identifiers(tree)
    assert not (forbidden | stems) & strings


def test_there_is_one_plug_for_the_standard_rules() -> None:
    """Some module beside the package itself, which fills the plugs, finds the rules by their module's name."""
    places = [
        f"{shown(path)}: {text}"
        for path in CORE
        for _, text in _plain_strings(tree_of(path))
        if text.startswith("volmatch.rules")
    ]
    assert places == []


PROBE = """
import json, sys
import volmatch
after_import = sorted(name for name in ("numpy", "ortools", "pandas", "click", "rich", "cattrs") if name in sys.modules)
from volmatch.check import check
from volmatch import Assignment, Placement, Problem, Role, Schedule, Session, Volunteer
session = Session("tea", start="2026-08-01T10:00", end="2026-08-01T11:00", roles=[Role("host")])
problem = Problem([Volunteer("li")], [session])
schedule = Schedule([Assignment("li", "tea", "host")], [Placement("tea", problem.sessions[0].start)])
report = check(problem, schedule)
after_check = sorted(name for name in ("numpy", "ortools", "pandas") if name in sys.modules)
print(json.dumps([after_import, report.ok, after_check]))
"""


def test_importing_and_checking_load_no_solver() -> None:
    """``import volmatch`` got slow, or the independent check leans on the solver's world."""
    told = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True)
    assert json.loads(told.stdout) == [[], True, []]


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("volmatch.errors", "import volmatch.problem.problem"),
        ("volmatch.check", "from volmatch import columns"),
        ("volmatch.check", "from volmatch.columns.tables import Tables"),
        ("volmatch.check", "import numpy as np"),
        ("volmatch.engines.cpsat", "from volmatch.rule import Rule"),
        ("volmatch.search.level", "def f():\n    from ortools.sat.python import cp_model"),
        ("volmatch.search.level", "from volmatch.rules.cover import Cover"),
        ("volmatch.solve", "try:\n    pass\nexcept OSError:\n    import ortools"),
        ("volmatch.rules.cover", "from volmatch.rules.target import Target"),
        ("volmatch.rules.cover", "import numpy"),
        ("volmatch.rules.cover", "def check(self):\n    import numpy"),
        ("volmatch.rules.cover", "from volmatch.columns.tables import Tables"),
        ("volmatch.rules.cover", "def check(self):\n    from volmatch.columns.wished import wished"),
        ("volmatch.rules.cover", "def encode(self):\n    from volmatch.formulation.encoder import Encoder"),
        ("volmatch.rules.cover", "def encode(self):\n    from volmatch.search.level import Ascent"),
        ("volmatch.io.read", "import yaml"),
        ("volmatch.io.read", "from volmatch.search.start.greedy import greedy"),
        ("volmatch.problem.place", "from .window import Window"),
    ],
)
def test_the_floors_test_sees_planted_breaches(module: str, source: str) -> None:
    """The audit of imports has a hole."""
    found = imports_of(ast.parse(source), own_modules())
    assert [told for one in found if (told := _fault(module, one))]
