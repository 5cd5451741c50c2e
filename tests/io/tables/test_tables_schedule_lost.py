"""What people typed into the sheets of a schedule that cannot count there is told, and nothing else is."""

from typing import Any

import attrs
import pytest

import volmatch as vm
from changed_sheets import change
from volmatch.io.tables.schedule_reading import edited_in
from volmatch.io.tables.schedule_tables import schedule_sheets
from volmatch.io.tables.sheet import Sheet
from volmatch.schedule import Assignment, Placement, Schedule

PLACED = vm.Problem(
    [vm.Volunteer("v0", name="Ann"), vm.Volunteer("v1", name="Bo", served_hours=3)],
    [
        vm.Session(
            "bar", start="2027-05-01T10:00", end="2027-05-01T12:00", place="hall", roles=[vm.Role("server", max=4)]
        ),
        vm.Session("tea", start="2027-05-01T13:00", end="2027-05-01T15:00", place="mill", roles=[vm.Role("server")]),
    ],
    places=[vm.Place("hall", name="Hall"), vm.Place("mill")],
    timezone="Europe/Berlin",
)
SERVED = Schedule(
    [Assignment("v0", "bar", "server"), Assignment("v1", "tea", "server")],
    [Placement(one.id, one.candidate_starts[0]) for one in PLACED.sessions],
)


def notes_of(sheets: list[Sheet]) -> list[str]:
    """Return what is told of sheets whose schedule is as it was."""
    notes: list[Any] = []
    assert edited_in(PLACED, sheets, notes.append).schedule == SERVED.settled(PLACED)
    return [note.path for note in notes]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_nothing_is_told_of_sheets_that_nobody_changed(lang: str) -> None:
    """Whoever changed nothing is told that something was passed over."""
    assert notes_of(schedule_sheets(PLACED, SERVED, lang)) == []


@pytest.mark.parametrize(
    ("sheet", "row", "column", "value", "place"),
    [
        ("crews", 0, "place", "Mill", "crews!G2 (place)"),
        ("crews", 0, "place", None, "crews!G2 (place)"),
        ("duties", 1, "place", "Hall", "duties!J3 (place)"),
        ("crews", 0, "people", 3, "crews!M2 (people)"),
        ("crews", 0, "people", "two", "crews!M2 (people)"),
        ("hours served", 0, "hours", 7, "hours served!E2 (hours)"),
        ("hours served", 1, "hours before", 0, "hours served!F3 (hours before)"),
        ("hours served", 1, "name", "Bob", "hours served!B3 (name)"),
    ],
)
def test_what_a_sheet_cannot_change_is_told(sheet: str, row: int, column: str, value: Any, place: str) -> None:
    """Something that people typed is passed over in silence."""
    changed = change(schedule_sheets(PLACED, SERVED, "en"), sheet, row, column, value)
    (told,) = notes_of(changed)
    assert told.split("!")[0] == place.split("!", maxsplit=1)[0]
    assert told.endswith(f"({column})")


def test_a_crew_that_is_gone_from_its_sheet_is_told() -> None:
    """A row of a crew is deleted, and nobody hears that its people still serve."""
    sheets = schedule_sheets(PLACED, SERVED, "en")
    cut = [attrs.evolve(one, rows=one.rows[1:]) if one.name == "crews" else one for one in sheets]
    assert notes_of(cut) == ["crews"]
    both = [attrs.evolve(one, rows=one.rows[1:]) if one.name == "duties" else one for one in cut]
    notes: list[Any] = []
    assert {one.volunteer for one in edited_in(PLACED, both, notes.append).schedule.assignments} == {"v1"}
    assert notes == []


def test_a_count_that_goes_with_its_names_is_no_change_of_its_own() -> None:
    """Whoever adds a name and counts it is told that the count was passed over."""
    sheets = change(schedule_sheets(PLACED, SERVED, "en"), "crews", 0, "names", "Ann; Bo")
    notes: list[Any] = []
    edited_in(PLACED, change(sheets, "crews", 0, "people", 2), notes.append)
    assert notes == []
