"""Examples by hand for `RoomSeats`, and its laws: rooms with seats to spare, too few, and exactly enough."""

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from both_worlds import Told, judged
from by_hand import TO_COME, at, session
from supplies_at_random import Case, cases
from volmatch.rules.room_seats import RoomSeats
from volmatch.testing.rule_lists import wheres

ROOMS = [
    vm.Room("hall", "house", name="Hall", capacity=40),
    vm.Room("attic", "house", capacity=12),
    vm.Room("yard", "house"),
]


@st.composite
def drawn(draw: st.DrawFn, problem: vm.Problem) -> vm.Rule:
    """Draw the rule, about sizes that some rooms have and some have not."""
    sizes = {one.capacity + more for one in problem.rooms if one.capacity for more in (0, 1, 7)}
    return RoomSeats(
        least=draw(st.sampled_from(sorted(sizes | {1, 25}))),
        level=draw(st.sampled_from((1, 0, 2))),
        weight=draw(st.integers(1, 5)),
        where=draw(wheres(problem)),
    )


def course(rule: RoomSeats) -> vm.Problem:
    """Return a problem with one session in one of three rooms."""
    art = attrs.evolve(session("art", "10:00", "11:00", kind="art"), room=vm.RoomNeed())
    return vm.Problem([], [art], places=[vm.Place("house")], rooms=ROOMS, rules=vm.rules.only([rule]), words=TO_COME)


def said(room: str, least: int, where: vm.Where | None = None) -> Told:
    """Return what the rule says when the session gets a room."""
    problem = course(RoomSeats(least=least, where=where or vm.Where()))
    return judged(problem, vm.Schedule(placements=[vm.Placement("art", at("10:00"), room)]), "room_seats")


def test_kept() -> None:
    """A room with seats to spare, or one of which nothing is said, lacks some."""
    assert said("hall", 30) == []
    assert said("yard", 1000) == []


def test_broken() -> None:
    """A room too small passes, or costs the same however many are left standing."""
    assert said("attic", 30) == [((), ("art",), 18, "art: attic has 12 seats, wanted at least 30")]


@pytest.mark.parametrize(("least", "lacks"), [(12, []), (13, [1])])
def test_on_the_boundary(least: int, lacks: list[int]) -> None:
    """Exactly as many seats as guests are too few, or one guest left standing is none."""
    assert [one[2] for one in said("attic", least)] == lacks


def test_a_session_without_a_room_lacks_no_seat() -> None:
    """A session that is dropped is said to have the wrong room."""
    assert judged(course(RoomSeats(least=30)), vm.Schedule(dropped=["art"]), "room_seats") == []


def test_where_says_which_sessions() -> None:
    """A filter on sessions is not heeded, or one on volunteers is."""
    assert said("attic", 30, vm.Where(sessions=vm.SessionFilter(kind="talk"))) == []
    assert len(said("attic", 30, vm.Where(volunteers=vm.VolunteerFilter(trait="adult")))) == 1


def test_the_best_room_is_taken() -> None:
    """The rule is heeded in words only: the session gets any room."""
    small = attrs.evolve(course(RoomSeats(least=30)), rooms=ROOMS[:2])
    outcome = vm.solve(attrs.evolve(small, rules=vm.rules.only([vm.rules.Cover(), RoomSeats(least=30, level=2)])))
    assert outcome.schedule is not None
    assert outcome.schedule.placement_of["art"].room == "hall"


@settings(max_examples=25)
@given(cases(drawn, indoors=True))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
