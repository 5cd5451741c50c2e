"""A skill that an activity needs and nobody has is told, with the nearest one, or with those that its parts may be."""

from typing import Any

import pytest

from volmatch.io.tables.reading import problem_of
from volmatch.io.tables.sheet import sheet_of


def told(needed: str, *skills: str, **more: Any) -> list[str]:
    """Return what is told of one need beside what people can do."""
    sheets = {
        "volunteers": [["name", "skills"], *([f"v{at}", one] for at, one in enumerate(skills))],
        "sessions": [["name", "date", "time", "skill needed"], ["Fair", "2026-12-05", "9:00-11:00", needed]],
        **more,
    }
    notes: list[str] = []
    problem_of([sheet_of(name, rows) for name, rows in sheets.items()], lambda note: notes.append(note.sentence()))
    return [note for note in notes if "nobody in the list" in note]


@pytest.mark.parametrize(
    ("needed", "skills", "words"),
    [
        ("cooking/driving", ("cook", "Driver"), "cook and Driver"),
        ("cooking/driving", ("cooking", "driving"), "cooking and driving"),
        ("cooking and driving", ("cooking", "sewing"), "cooking"),
        ("厨艺或急救", ("厨艺", "急救"), "厨艺 and 急救"),
        ("烹饪和驾驶", ("烹饪", "急救"), "烹饪"),
    ],
)
def test_parts_of_a_need_are_named(needed: str, skills: tuple[str, ...], words: str) -> None:
    """A seat stays empty for good, since two skills are taken for one that nobody has."""
    (note,) = told(needed, *skills)
    assert note.startswith("sessions!D2")
    assert f"as one skill; people have {words}:" in note


def test_other_needs_have_the_nearest_or_none() -> None:
    """A slip in a skill is told without the word that was meant."""
    assert "did you mean cooking?" in told("cookng", "cooking")[0]
    assert "did you mean" not in told("AC/DC", "cooking")[0]
    assert told("cooking", "Cooking") == []
    assert told("cooking", "cooking/driving", "driving") == []


def test_activities_with_ids_tell_needs_that_may_be_several() -> None:
    """The long form says nothing of a need that nobody can meet because two skills stand in it."""
    sessions = [["id", "date", "start", "end"], ["fair", "2026-12-05", "9:00", "11:00"]]
    roles = [["session", "role", "min", "skill"], ["fair", "van", 1, "cooking/driving"], ["fair", "kitchen", 1, "cooking/driving"]]  # fmt: skip
    (note,) = told("", "cooking", "driving", sessions=sessions, roles=roles)
    assert note.startswith("roles!D2 (skill)")
