"""Examples by hand for `RoomWants`, and its laws: rooms with all, some and none of what a session would like."""

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from both_worlds import Told, judged
from by_hand import TO_COME, at, session
from supplies_at_random import Case, cases
from volmatch.rules.room_wants import RoomWants
from volmatch.testing.rule_lists import wheres

ROOMS = [
    vm.Room("studio", "house", name="Studio", features=["sink", "easels", "piano"]),
    vm.Room("kitchen", "house", features=["sink"]),
    vm.Room("attic", "house"),
]


@st.composite
def drawn(draw: st.DrawFn, problem: vm.Problem) -> vm.Rule:
    """Draw the rule."""
    return RoomWants(
        level=draw(st.sampled_from((0, 1, 2))), weight=draw(st.integers(1, 5)), where=draw(wheres(problem))
    )


def painting(rule: RoomWants, *wants: str) -> vm.Problem:
    """Return a problem with one session that would like some features."""
    art = attrs.evolve(session("art", "10:00", "11:00", kind="art"), room=vm.RoomNeed(wants=wants))
    return vm.Problem([], [art], places=[vm.Place("house")], rooms=ROOMS, rules=vm.rules.only([rule]), words=TO_COME)


def said(room: str, *wants: str, where: vm.Where | None = None) -> Told:
    """Return what the rule says when the session gets a room."""
    problem = painting(RoomWants(where=where or vm.Where()), *wants)
    return judged(problem, vm.Schedule(placements=[vm.Placement("art", at("10:00"), room)]), "room_wants")


def test_kept() -> None:
    """A room with more than enough is said to lack something."""
    assert said("studio", "sink", "easels") == []
    assert said("attic") == []


def test_broken() -> None:
    """A room that lacks what is wanted passes, or everything wanted counts as missing."""
    words = "art would like easels and piano, which kitchen does not have"
    assert said("kitchen", "piano", "sink", "easels") == [((), ("art",), 2, words)]


def test_on_the_boundary() -> None:
    """A room with exactly what is wanted costs something, or a feature named twice counts twice."""
    assert said("kitchen", "sink") == []
    assert said("attic", "sink", "sink")[0][2] == 1


def test_a_session_without_a_room_lacks_nothing() -> None:
    """A session that is dropped is said to have the wrong room."""
    problem = painting(RoomWants(), "sink")
    assert judged(problem, vm.Schedule(dropped=["art"]), "room_wants") == []


def test_where_says_which_sessions() -> None:
    """A filter on sessions is not heeded, or one on volunteers is."""
    assert said("attic", "sink", where=vm.Where(sessions=vm.SessionFilter(kind="talk"))) == []
    assert len(said("attic", "sink", where=vm.Where(volunteers=vm.VolunteerFilter(trait="adult")))) == 1


def test_the_best_room_is_taken() -> None:
    """The rule is heeded in words only: the session gets any room that fits."""
    for wants, room in ((["piano"], "studio"), (["sink", "stove", "easels"], "studio")):
        problem = attrs.evolve(
            painting(RoomWants(level=2), *wants), rules=vm.rules.only([vm.rules.Cover(), RoomWants(level=2)])
        )
        outcome = vm.solve(problem)
        assert outcome.schedule is not None
        assert outcome.schedule.placement_of["art"].room == room


@settings(max_examples=25)
@given(cases(drawn, indoors=True))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
