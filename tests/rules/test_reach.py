"""Examples by hand for `Reach`: a way shorter, longer and exactly as long as somebody accepts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import at, schedule, session, told
from rules_at_random import Case, at_random, cases

PLACES = [vm.Place("mill"), vm.Place("mill-yard", parent="mill"), vm.Place("north")]
TRAVEL = vm.Travel(default_minutes=20, minutes=[vm.Way("mill", "north", 45)])


def living(
    home: str | None, most: int | None, *, place: str | None = "north", travel: vm.Travel | None = TRAVEL
) -> vm.Problem:
    """Return a problem with li, who lives somewhere and accepts some way, and a session at a place."""
    li = vm.Volunteer("li", name="Li", home=home, max_travel_minutes=most)
    art = session("art", "10:00", "11:00", place=place)
    return vm.Problem([li], [art], places=PLACES, travel=travel, rules=vm.rules.only([]))


def breaches(problem: vm.Problem) -> list[tuple[tuple[str, ...], tuple[str, ...], int, str]]:
    """Return what the rule says when li does the session."""
    return told(problem, schedule(problem, ("li", "art")), "reach")


def test_kept() -> None:
    """A short way is too long, or somebody who names no limit has one."""
    assert breaches(living("mill", 60)) == []
    assert breaches(living("mill", None)) == []


def test_broken() -> None:
    """Somebody is sent too far, or the sentence names other minutes."""
    sentence = "Li lives 45 minutes from art, more than the 30 accepted"
    assert breaches(living("mill", 30)) == [(("li",), ("art",), 1, sentence)]


def test_on_the_boundary() -> None:
    """A way exactly as long as accepted is too long, or one a minute longer is not."""
    assert breaches(living("mill", 45)) == []
    assert len(breaches(living("mill", 44))) == 1


@pytest.mark.parametrize(
    ("problem", "count"),
    [
        (living("north", 0), 0),
        (living("mill-yard", 45), 0),
        (living("mill-yard", 44), 1),
        (living(None, 0), 0),
        (living("mill", 0, place=None), 0),
        (living("mill", 0, travel=None), 0),
        (living("mill", 0, place="mill-yard"), 0),
    ],
)
def test_ways_without_an_entry(problem: vm.Problem, count: int) -> None:
    """Another place, the same place, or an unknown one is not as far as documented; a place inside another is there."""
    assert len(breaches(problem)) == count


def test_the_room_says_where() -> None:
    """The way to a session in a room is not the way to that room's place."""
    art = vm.Session("art", start=at("10:00"), end=at("11:00"), room=vm.RoomNeed(), roles=[vm.Role("helper")])
    rooms = [vm.Room("near", "mill"), vm.Room("far", "north")]
    li = vm.Volunteer("li", home="mill", max_travel_minutes=44)
    problem = vm.Problem([li], [art], places=PLACES, rooms=rooms, travel=TRAVEL)
    for room, count in (("near", 0), ("far", 1)):
        made = vm.Schedule([vm.Assignment("li", "art", "helper")], [vm.Placement("art", at("10:00"), room)])
        assert len(told(problem, made, "reach")) == count


def drawn(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule for a problem."""
    return at_random(vm.rules.Reach, problem)


@settings(max_examples=25)
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
