"""No module needs itself by way of others: not when it runs, not by a name in a string, and hardly by its types."""

import ast
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from house.sources import (
    PACKAGE,
    imports_of,
    loaded_by_name,
    module_of,
    named_modules,
    own_modules,
    python_files,
    shown,
    tree_of,
)

#: All but the package itself, which fills the plugs and loads its public names when they are asked for.
FILES = [path for path in python_files("src") if path != PACKAGE / "__init__.py"]


def targets(tree: ast.Module, *, with_types: bool) -> set[str]:
    """Return the modules of ours that a module imports, also by name, and on demand for annotations."""
    found = {one.target for one in imports_of(tree, own_modules()) if with_types or not one.for_annotations}
    return found | named_modules(tree, own_modules())


def arrows(paths: Iterable[Path], *, with_types: bool) -> dict[str, set[str]]:
    """Return for each module the modules it imports, among these."""
    found = {module_of(path): targets(tree_of(path), with_types=with_types) for path in paths}
    return {name: wanted & found.keys() for name, wanted in found.items()}


def circles(needs: Mapping[str, set[str]]) -> list[set[str]]:
    """Return the sets of modules of which each reaches each, by their first names."""
    reach = {name: set(wanted) for name, wanted in needs.items()}
    for through in needs:
        for name, wanted in reach.items():
            if through in wanted:
                reach[name] = wanted | reach[through]
    groups = {frozenset(other for other in needs if other in reach[name] and name in reach[other]) for name in needs}
    return [set(group) for group in sorted((group for group in groups if len(group) > 1), key=min)]


def test_no_two_modules_need_each_other() -> None:
    """Two modules import each other, so one of them stands on the wrong floor."""
    assert circles(arrows(FILES, with_types=False)) == []


def test_types_go_in_a_circle_only_among_words() -> None:
    """Two modules name each other's types, so neither can be read alone. These two lists may only shrink."""
    assert circles(arrows(FILES, with_types=True)) == [
        {"volmatch.problem.given", "volmatch.problem.volunteer", "volmatch.problem.window"},
        {"volmatch.problem.problem", "volmatch.problem.settle", "volmatch.rule", "volmatch.schedule"},
    ]


#: Where a module is imported by a name that does not stand there: what it may be.
BY_NAME = {
    "src/volmatch/plugs.py": "a plug, which only the package itself fills",
    "src/volmatch/cli/needed_extras.py": "a module that the caller spells out",
    "src/volmatch/io/tables/needed_packages.py": "a package of others that the caller spells out",
}


def test_modules_are_imported_by_names_that_can_be_read() -> None:
    """A module is imported under a name that is put together, so no test sees the arrow."""
    assert {shown(path) for path in FILES if loaded_by_name(tree_of(path))} == BY_NAME.keys()


def test_only_the_package_fills_plugs() -> None:
    """Some module below the top says what another loads, and so reaches up after all."""
    assert [shown(path) for path in FILES if "plug(" in path.read_text(encoding="utf-8")] == ["src/volmatch/plugs.py"]


@pytest.mark.parametrize("planted", ["import volmatch.check", 'load("volmatch.check")', "T = 'volmatch.check'"])
def test_an_arrow_is_seen_however_it_is_drawn(planted: str) -> None:
    """An import by name passes for a string."""
    assert "volmatch.check" in targets(ast.parse(planted), with_types=False)


def test_circles_are_found_whole() -> None:
    """A circle is missed, or told with modules that only lead to it."""
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}, "e": {"e", "d"}}) == [{"a", "b", "c"}]
