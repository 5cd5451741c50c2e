"""Rules import their vocabulary: what they reach speaks no words, and no method of tables or pen serves one rule alone."""

import ast
from collections.abc import Iterable
from pathlib import Path

import pytest

from house.sources import SRC, imports_of, module_of, own_modules, python_files, rule_files, shown, tree_of

#: Modules of words: what rules reach from columns imports none of them at run time.
WORDS = (
    "volmatch.problem", "volmatch.rule", "volmatch.rules", "volmatch.schedule", "volmatch.check", "volmatch.legal", "volmatch.outcome",
    "volmatch.report", "volmatch.io",
)  # fmt: skip
OBJECTS = {"Tables": "columns/tables.py", "Encoder": "formulation/encoder.py"}


def class_of(name: str) -> ast.ClassDef:
    """Return the definition of one of the two objects that a rule is handed."""
    tree = tree_of(SRC / "volmatch" / OBJECTS[name])
    return next(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == name)


def methods(cls: ast.ClassDef) -> set[str]:
    """Return the public methods and properties of a class."""
    return {node.name for node in cls.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")}


def users(names: Iterable[str], sources: Iterable[str]) -> dict[str, int]:
    """Return how many of some files name each attribute."""
    asked = [{node.attr for node in ast.walk(ast.parse(one)) if isinstance(node, ast.Attribute)} for one in sources]
    return {name: sum(name in attributes for attributes in asked) for name in names}


@pytest.mark.parametrize("name", OBJECTS)
def test_no_method_serves_one_rule_alone(name: str) -> None:
    """A rule's own need hangs on the object that all rules share, instead of standing in a file that the rule imports."""
    found = users(methods(class_of(name)), (path.read_text(encoding="utf-8") for path in rule_files()))
    assert [method for method, count in found.items() if count == 1] == []


@pytest.mark.parametrize("name", OBJECTS)
def test_the_two_objects_have_no_bases(name: str) -> None:
    """Methods come from a class elsewhere, where the count does not see them."""
    assert class_of(name).bases == []


def test_the_count_sees_a_method_for_one_rule() -> None:
    """The count looks at nothing."""
    assert users(["arrivals", "keep"], ["f.arrivals(f)\nf.keep()", "g.keep"]) == {"arrivals": 1, "keep": 2}


def reached(starts: Iterable[str]) -> set[str]:
    """Return all modules of ours that some modules load, themselves included."""
    paths = {module_of(path): path for path in python_files("src")}
    open_, found = list(starts), set[str]()
    while open_:
        module = open_.pop()
        if module in found or module == "volmatch":
            continue
        found.add(module)
        open_ += [one.target for one in _loads(paths[module]) if one.top == "volmatch"]
    return found


def _loads(path: Path) -> list:  # type: ignore[type-arg]
    return [one for one in imports_of(tree_of(path), own_modules()) if not one.for_annotations]


def test_what_rules_import_speaks_no_words() -> None:
    """The columns of a rule get at words by way of something they import, and a slip there is made in both worlds."""
    asked = {one.target for path in rule_files() for one in _loads(path) if one.function in {"mask", "encode"}}
    own = {target for target in asked if target.startswith("volmatch")}
    assert len(own) > 10
    assert sorted(module for module in reached(own) if module.startswith(WORDS)) == []


def test_search_and_engines_never_ask_for_the_problem() -> None:
    """The search reads words where a column should stand."""
    below = [path for path in python_files("src") if path.parent.is_relative_to(SRC / "volmatch" / "search")]
    below += [path for path in python_files("src") if path.parent.is_relative_to(SRC / "volmatch" / "engines")]
    assert [shown(path) for path in below if asks_for_the_problem(tree_of(path))] == []


def asks_for_the_problem(tree: ast.Module) -> bool:
    """Whether a module says ``something.problem``."""
    return any(isinstance(node, ast.Attribute) and node.attr == "problem" for node in ast.walk(tree))


def test_a_planted_problem_is_seen() -> None:
    """The audit of the search looks at nothing."""
    assert asks_for_the_problem(ast.parse("people = f.tables.problem.volunteers"))
