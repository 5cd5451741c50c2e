"""Rooms of several places that are called alike are told apart in a schedule's workbook, by the place or by their ids."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import volmatch as vm
from changed_sheets import change
from volmatch.io.tables.schedule_reading import edited_in
from volmatch.io.tables.schedule_tables import schedule_sheets
from volmatch.schedule import Assignment, Placement, Schedule

PLACES = [vm.Place("yueling"), vm.Place("ranli", name="Ran Li"), vm.Place("third", name="yueling")]
WORDS = ("", "hall", "Hall", "games", "r0", "r1", "yueling")


def held(rooms: list[vm.Room]) -> tuple[vm.Problem, Schedule]:
    """Return a problem with one session for each room, and a schedule that holds each in its own."""
    sessions = [
        vm.Session(f"s{nth}", start=f"2027-05-{1 + nth:02}T10:00", end=f"2027-05-{1 + nth:02}T12:00", room=vm.RoomNeed(), roles=[vm.Role("host")])
        for nth in range(len(rooms))
    ]  # fmt: skip
    problem = vm.Problem([vm.Volunteer("v")], sessions, rooms=rooms, places=PLACES, timezone="Asia/Shanghai")
    placed = [
        Placement(one.id, one.candidate_starts[0], room.id) for one, room in zip(problem.sessions, rooms, strict=True)
    ]
    return problem, Schedule([Assignment("v", one.id, "host") for one in sessions], placed)


def read(problem: vm.Problem, sheets: list[Any]) -> Schedule:
    """Read sheets back; nothing is passed over."""
    notes: list[Any] = []
    found = edited_in(problem, sheets, notes.append).schedule
    assert not notes
    return found


@given(
    named=st.lists(
        st.tuples(st.sampled_from(WORDS), st.sampled_from(("yueling", "ranli", "third"))),
        min_size=1,
        max_size=5,
    ),
    lang=st.sampled_from(("en", "zh")),
    has_base=st.booleans(),
)
def test_any_names_of_rooms_come_back(*, named: list[tuple[str, str]], lang: str, has_base: bool) -> None:
    """Every room is found again, with and without the sheet that says how the schedule was written."""
    rooms = [vm.Room(f"r{nth}", name=name, place=place) for nth, (name, place) in enumerate(named)]
    problem, schedule = held(rooms)
    sheets = schedule_sheets(problem, schedule, lang)
    kept = sheets if has_base else sheets[:2]
    assert read(problem, kept).placements == schedule.settled(problem).placements


HALLS = [vm.Room("y-hall", name="hall", place="yueling"), vm.Room("r-hall", name="hall", place="ranli"), vm.Room("r-games", name="games", place="ranli")]  # fmt: skip


@pytest.mark.parametrize(("typed", "meant"), [("games", "r-games"), ("hall (r-hall)", "r-hall"), ("r-hall", "r-hall")])
def test_another_room_is_typed(typed: str, meant: str) -> None:
    """A name that only one room has, a name with an id, and an id move a session."""
    problem, schedule = held(HALLS)
    sheets = change(schedule_sheets(problem, schedule, "en"), "duties", 0, "room", typed)
    found = edited_in(problem, sheets, lambda _: None).schedule
    assert found.placement_of["s0"].room == meant


def test_a_name_that_may_mean_two_rooms_is_told() -> None:
    """Where nothing says which is meant, nobody guesses."""
    problem, schedule = held(HALLS)
    sheets = schedule_sheets(problem, schedule, "en")
    sheets = change(change(sheets, "duties", 2, "room", "hall"), "duties", 2, "place", None)
    with pytest.raises(vm.ScheduleError, match="this may be any of y-hall and r-hall; write the id"):
        read(problem, sheets)
