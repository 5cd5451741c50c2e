"""One name, one thing: no two files and no two classes of the package are called the same."""

import ast
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from house.sources import python_files, shown, tree_of

#: Files that share their name, and what each of them is. This list may only shrink.
FILES = {
    "catalogue": "patterns to choose from; changes to try",
    "extras": "packages that a command needs; columns that a table has besides",
    "files": "of the command line; of io; of its tables",
    "folder": "of tables; of calendars",
    "parts": "of a problem; of a call",
    "people": "drawn on a page; counted beforehand; in columns; drawn at random",
    "plain": "text on a terminal; values in a file",
    "promises": "as a pattern; counted beforehand",
    "rooms": "drawn on a page; counted beforehand",
    "schedules": "drawn at random; in tables",
    "seats": "drawn on a page; empty ones explained",
    "tables": "of a report; in columns",
    "values": "of fields; of calendars",
    "words": "of pages; of tables",
}

#: Classes that share their name but for an underline, and what each of them is. This list may only shrink.
CLASSES = {
    "Agenda": "of one person in numbers; of an event",
    "Answer": "of an engine; why a seat is empty; on a form",
    "Block": "of rows; of a page",
    "Calendar": "of workdays; of periods",
    "Change": "of a schedule; of files; of the clock",
    "Duty": "of a schedule; of somebody's load",
    "Loss": "of a session; of a person",
    "Need": "of profiles; of a team",
    "Part": "of capacity; of a problem; of a record",
    "Parts": "of an answer; of a problem",
    "Reason": "of an explanation; of a finding",
    "Row": "of a page; of a table",
    "Rule": "of a problem; of a calendar",
    "Search": "for a conflict; for recruits; for pairs",
    "Seats": "of a page; in columns",
    "Told": "to a terminal; by a calendar",
    "Travel": "the rule; between places",
    "Trial": "of a bound; of a group",
    "Want": "of a load; of seats",
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
