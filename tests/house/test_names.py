"""One name, one thing: no two files and no two classes of the package are called the same."""

import ast
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from house.sources import python_files, shown, tree_of

#: Files that share their name, and why nobody takes one for the other: none. This list may only shrink.
FILES: dict[str, str] = {}

#: Classes that share their name but for an underline, and why nobody takes one for the other. This list may only shrink.
CLASSES = {
    "Travel": "the minutes between places and the rule that counts them: a problem file calls both travel, one a part, one a rule",
}


def twice(names: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return each name that stands at more than one place, with the places."""
    places = defaultdict(list)
    for name, place in names:
        places[name].append(place)
    return {name: found for name, found in places.items() if len(found) > 1}


def files() -> list[tuple[str, str]]:
    """Return the names of all files, and where each is."""
    return [(path.stem, shown(path)) for path in python_files("src") if not path.stem.startswith("__")]


def classes(paths: Iterable[Path]) -> list[tuple[str, str]]:
    """Return the names of all classes without their underlines, and where each is."""
    return [
        (node.name.lstrip("_"), shown(path))
        for path in paths
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ClassDef)
    ]


def test_no_two_files_are_called_the_same() -> None:
    """A file name stands for two things, and is not on the list, or on it though it no longer does."""
    assert sorted(twice(files())) == sorted(FILES)


def test_no_two_classes_are_called_the_same() -> None:
    """A class name stands for two things, and is not on the list, or on it though it no longer does."""
    assert sorted(twice(classes(python_files("src")))) == sorted(CLASSES)


def test_each_reason_tells_the_things_apart() -> None:
    """A name on the list does not say what each thing of that name is."""
    assert all(told.strip() for told in (FILES | CLASSES).values())


def test_a_name_that_is_planted_twice_is_seen() -> None:
    """The test looks at nothing: a second thing of the same name passes."""
    assert twice([("gap", "here"), ("box", "here"), ("gap", "there")]) == {"gap": ["here", "there"]}
