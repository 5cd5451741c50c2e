"""Examples by hand for `RoomStability`, and its laws: series that stay, that move, and that have one room only."""

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from both_worlds import Told, judged
from by_hand import TO_COME, session
from supplies_at_random import Case, cases
from volmatch.rules.room_stability import RoomStability
from volmatch.testing.rule_lists import wheres

ROOMS = [vm.Room("red", "house", name="Red Room"), vm.Room("blue", "house"), vm.Room("green", "house")]
DAYS = {"a": 20, "b": 21, "c": 22}


@st.composite
def drawn(draw: st.DrawFn, problem: vm.Problem) -> vm.Rule:
    """Draw the rule."""
    return RoomStability(
        level=draw(st.sampled_from((0, 1, 2))), weight=draw(st.integers(1, 5)), where=draw(wheres(problem))
    )


def course(rule: RoomStability, series: str | None = "course") -> vm.Problem:
    """Return a problem with three lessons of a series on three days."""
    lessons = [attrs.evolve(session(id_, "10:00", "11:00", day), series=series, room=vm.RoomNeed(), kind=id_, roles=())
               for id_, day in DAYS.items()]  # fmt: skip
    return vm.Problem([], lessons, places=[vm.Place("house")], rooms=ROOMS, rules=vm.rules.only([rule]), words=TO_COME)


def said(rooms: str, where: vm.Where | None = None, series: str | None = "course") -> Told:
    """Return what the rule says when the lessons get these rooms, by their first letters; ``-`` drops one."""
    problem = course(RoomStability(where=where or vm.Where()), series)
    of = {room.id[0]: room.id for room in ROOMS}
    pairs = list(zip(problem.sessions, rooms, strict=True))
    placements = [vm.Placement(one.id, one.candidate_starts[0], of[room]) for one, room in pairs if room != "-"]
    made = vm.Schedule(placements=placements, dropped=[one.id for one, room in pairs if room == "-"])
    return judged(problem, made, "room_stability")


def test_kept() -> None:
    """A series that stays is said to move, or sessions without a series make one."""
    assert said("rrr") == []
    assert said("rgb", series=None) == []


def test_broken() -> None:
    """A series that moves passes, or each session elsewhere counts instead of each room."""
    words = "course is held in Red Room and green, wanted in one room"
    assert said("rgg") == [((), ("a", "b", "c"), 1, words)]
    assert said("rgb")[0][2] == 2


def test_on_the_boundary() -> None:
    """A series of which one session is held in one room costs something, or one that is dropped counts as elsewhere."""
    assert said("b--") == []
    assert said("b-b") == []
    assert said("---") == []
    assert len(said("b-r")) == 1


def test_where_says_which_sessions() -> None:
    """A filter on sessions is not heeded, or one on volunteers is."""
    assert said("rrb", vm.Where(sessions=vm.SessionFilter(kind=("a", "b")))) == []
    assert len(said("rrb", vm.Where(volunteers=vm.VolunteerFilter(trait="adult")))) == 1


def test_the_series_stays_if_it_can() -> None:
    """The rule is heeded in words only: the best schedule moves the series about."""
    problem = course(RoomStability(level=2))
    closed = [vm.Window(one.start, one.end) for one in problem.sessions if one.start and one.end]
    rooms = [attrs.evolve(room, closed=[closed[number]]) for number, room in enumerate(ROOMS)]
    rules = [vm.rules.Cover(), RoomStability(level=2)]
    outcome = vm.solve(attrs.evolve(problem, rooms=rooms, rules=vm.rules.only(rules)))
    assert [level.value for level in outcome.levels] == [0, 1]
    outcome = vm.solve(attrs.evolve(problem, rooms=[rooms[0], *ROOMS[1:2]], rules=vm.rules.only(rules)))
    assert outcome.schedule is not None
    assert {one.room for one in outcome.schedule.placements} == {"blue"}


@settings(max_examples=25)
@given(cases(drawn, indoors=True))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
