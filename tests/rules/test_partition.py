"""Examples by hand for `Partition`, and its laws: a hall whole, a hall in parts, and one right after the other."""

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from both_worlds import Told, judged
from by_hand import TO_COME, session
from supplies_at_random import Case, cases
from volmatch.rules.partition import Partition
from volmatch.testing.rule_lists import wheres


@st.composite
def drawn(draw: st.DrawFn, problem: vm.Problem) -> vm.Rule:
    """Draw the rule: one room is made of the others, or of one of them."""
    ids = draw(st.permutations([room.id for room in problem.rooms])) or [""]
    return Partition(
        rooms={ids[0]: draw(st.sampled_from((ids[1:], ids[1:], ids[1:], ids[1:2])) if ids[1:] else st.nothing())},
        level=draw(st.sampled_from((0, 1, 2))),
        weight=draw(st.integers(1, 5)),
        where=draw(st.just(vm.Where()) | wheres(problem)),
    )


HALL = {"hall": ["left", "middle", "right"], "large": ["left", "middle"], "small": ["middle", "right"]}
NESTED = {"hall": ["large", "right"], "large": ["left", "middle"]}
ROOMS = [vm.Room(id_, "house") for id_ in ("hall", "large", "small", "left", "middle", "right")]


def evening(rule: Partition, turnaround: int = 0) -> vm.Problem:
    """Return a problem with a choir, a play during it and a dance right after the choir."""
    times = {"choir": ("18:00", "20:00"), "play": ("19:00", "20:00"), "dance": ("20:00", "22:00")}
    sessions = [attrs.evolve(session(id_, *times[id_]), room=vm.RoomNeed(), roles=()) for id_ in times]
    rooms = [attrs.evolve(room, turnaround_minutes=turnaround) for room in ROOMS]
    return vm.Problem([], sessions, places=[vm.Place("house")], rooms=rooms, rules=vm.rules.only([rule]), words=TO_COME)


def said(rule: Partition, turnaround: int = 0, **rooms: str) -> Told:
    """Return what the rule says when sessions get these rooms, and the others are dropped."""
    problem = evening(rule, turnaround)
    held = [one for one in problem.sessions if one.id in rooms]
    placements = [vm.Placement(one.id, one.candidate_starts[0], rooms[one.id]) for one in held]
    made = vm.Schedule(placements=placements, dropped=[one.id for one in problem.sessions if one not in held])
    return judged(problem, made, "partition")


DIVIDED = Partition(rooms=HALL)


def test_kept() -> None:
    """Two parts, or two rooms with nothing in common, are said to be in each other's way."""
    assert said(DIVIDED, choir="left", play="right") == []
    assert said(DIVIDED, choir="large", play="right") == []
    assert said(Partition(rooms={"small": ["middle"]}), choir="hall", play="left") == []


def test_broken() -> None:
    """The hall and a part of it are used at once, and nothing is said."""
    words = "choir in hall and play in left need the same floor at the same time"
    assert said(DIVIDED, choir="hall", play="left") == [((), ("choir", "play"), 1, words)]
    assert len(said(DIVIDED, choir="left", play="hall")) == 1


@pytest.mark.parametrize(("turnaround", "count"), [(0, 0), (1, 1)])
def test_on_the_boundary(turnaround: int, count: int) -> None:
    """The hall cannot be divided the moment a session ends, or is divided before it is tidied up."""
    assert len(said(DIVIDED, turnaround, choir="hall", dance="left")) == count
    assert len(said(DIVIDED, turnaround, choir="left", dance="hall")) == count


def test_rooms_that_share_a_part_exclude_each_other() -> None:
    """Two large rooms over the same middle are used at once."""
    assert [one[1] for one in said(DIVIDED, choir="large", play="small")] == [("choir", "play")]


def test_parts_may_have_parts() -> None:
    """A room is used while a part of its part is."""
    nested = Partition(rooms=NESTED)
    assert len(said(nested, choir="hall", play="middle")) == 1
    assert said(nested, choir="large", play="right") == []


def test_the_same_room_twice_is_not_this_rule_s_matter() -> None:
    """A room taken by two sessions is reported twice."""
    assert said(DIVIDED, choir="hall", play="hall") == []


def test_where_must_take_both() -> None:
    """A filter on sessions is heeded for one of the two only, or one on volunteers is heeded."""
    only_choir = vm.Where(sessions=vm.SessionFilter(id="choir"))
    nobody = vm.Where(volunteers=vm.VolunteerFilter(trait="adult"))
    assert said(Partition(rooms=HALL, where=only_choir), choir="hall", play="left") == []
    assert len(said(Partition(rooms=HALL, where=nobody), choir="hall", play="left")) == 1


@pytest.mark.parametrize("rooms", [HALL, NESTED])
def test_rooms_are_given_so(rooms: dict[str, list[str]]) -> None:
    """The rule is heeded in words only: the best schedule uses the hall and its parts at once."""
    problem = attrs.evolve(
        evening(Partition(rooms=rooms)), rules=vm.rules.only([Partition(rooms=rooms), vm.rules.Cover()])
    )
    wanted = {"choir": "large", "play": "middle", "dance": "hall"}
    sessions = [attrs.evolve(one, room=vm.RoomNeed(any_of=[wanted[one.id]])) for one in problem.sessions]
    outcome = vm.solve(attrs.evolve(problem, sessions=sessions))
    assert outcome.levels[0].value == 1
    laws.same_set(attrs.evolve(problem, sessions=sessions))
    sessions[1] = attrs.evolve(sessions[1], room=vm.RoomNeed(any_of=["right"]))
    assert vm.solve(attrs.evolve(problem, sessions=sessions)).levels[0].value == 0


def test_circles_are_refused() -> None:
    """A room made of itself hangs the check."""
    for rooms in ({"hall": ["hall"]}, {"hall": ["left", "large"], "large": ["hall"]}):
        with pytest.raises(vm.ProblemError, match=r"rules\[0\].rooms: a room must not be made of itself"):
            evening(Partition(rooms=rooms))


def test_slips_are_refused() -> None:
    """A room nobody knows is divided, or is a part of another."""
    with pytest.raises(vm.ProblemError) as caught:
        evening(Partition(rooms={"hull": ["left", "rihgt"]}))
    assert [fault.path for fault in caught.value.faults] == ["rules[0].rooms.hull", "rules[0].rooms.hull[1]"]


@settings(max_examples=25)
@given(cases(drawn, indoors=True))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
