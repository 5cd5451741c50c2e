"""Absurd sizes: too many items, too many faults, and what each of them costs in time."""

import json
import time
from typing import Any

import pytest

import volmatch as vm
from slips import every_field_data, faults_of, the_fault, with_value
from volmatch.problem import settle, shapes

LISTS = [
    "volunteers",
    "sessions",
    "places",
    "rooms",
    "rules",
    "volunteers[0].available",
    "volunteers[0].traits",
    "volunteers[0].wishes",
    "volunteers[0].available[2].except",
    "sessions[0].roles",
    "sessions[1].starts",
    "sessions[0].room.any_of",
    "travel.minutes",
    "rules[0].where.sessions.id",
    "rules[2].stay",
]


@pytest.fixture
def few_items(monkeypatch: pytest.MonkeyPatch) -> int:
    """Allow no more items in a list than the sample has."""
    for module in (settle, shapes):
        monkeypatch.setattr(module, "MOST_ITEMS", 9)
    return 9


@pytest.mark.parametrize("path", LISTS)
def test_lists_that_are_too_long_are_refused(few_items: int, path: str) -> None:
    """A list of any length is read to its end."""
    assert vm.Problem.from_data(every_field_data())
    faults = faults_of(with_value(path, [None] * (few_items + 1)))
    assert f"{path}: wanted at most 9 items" in [fault.sentence() for fault in faults]


def test_mappings_that_are_too_large_are_refused(few_items: int) -> None:
    """A mapping of any size is read to its end."""
    skills = {f"skill-{index}": 1 for index in range(few_items + 1)}
    assert the_fault(with_value("volunteers[0].skills", skills)).wanted.sentence() == "wanted at most 9 items"


def test_no_more_than_a_hundred_faults_are_told() -> None:
    """A file with a million slips gives an error of a million lines."""
    data = every_field_data(rules=[])
    data["sessions"] = [{"id": 5, "start": index} for index in range(1_000)]
    assert len(faults_of(data)) == 100


MANY = 200_000
COSTLY: dict[str, Any] = {
    "double ids": {"volunteers": [{"id": "li"}] * (MANY // 10)},
    "bad records": {"sessions": [[]] * MANY},
    "unknown fields": {"volunteers": [{"id": "li", **{f"field-{index}": 1 for index in range(MANY)}}]},
    "unknown parts": {f"part-{index}": 1 for index in range(MANY)},
    "bad skills": {"volunteers": [{"id": "li", "skills": {f"skill-{index}": "good" for index in range(MANY)}}]},
    "long list": {"volunteers": ["x" * 100] * MANY},
    "deep list": {"volunteers": json.loads("[" * 90 + "]" * 90)},
    "unknown references": {"volunteers": [{"id": "li", "wishes": [{"score": 1, "place": "nowhere"}] * 10_000}]},
    "unknown ways": {"travel": {"minutes": [["a", "b", 1]] * 10_000}},
    "double roles": {
        "sessions": [{"id": "s", "minutes": 1, "starts": ["2026-08-01T10:00"], "roles": [{"name": "any"}] * 5_000}]
    },
    "circle": {"places": [{"id": str(index), "parent": str((index + 1) % 5_000)} for index in range(5_000)]},
}


@pytest.mark.parametrize("name", COSTLY)
def test_large_slips_are_refused_fast(name: str) -> None:
    """A slip that stands in a file a hundred thousand times takes minutes to tell."""
    begun = time.process_time()
    faults = faults_of({"volunteers": [], "sessions": [], **COSTLY[name]})
    assert time.process_time() - begun < 2
    assert sum(len(fault.sentence()) for fault in faults) < 100_000
