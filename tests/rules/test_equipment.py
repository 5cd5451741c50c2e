"""Examples by hand for `Equipment`, and its laws: enough things, too few, and exactly as many as there are."""

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from both_worlds import Told, judged
from by_hand import TO_COME, at, schedule, session
from supplies_at_random import Case, cases
from volmatch.rules.equipment import Equipment
from volmatch.testing.rule_lists import wheres

PLACES = [vm.Place("city"), vm.Place("north", parent="city"), vm.Place("south", parent="city")]


@st.composite
def drawn(draw: st.DrawFn, problem: vm.Problem) -> vm.Rule:
    """Draw the rule: a stock that does for one or two sessions, or for none."""
    return Equipment(
        stock=draw(st.sampled_from(({"projector": 1}, {"projector": 0, "chairs": 19}, {"chairs": 30, "projector": 1}))),
        place=draw(st.sampled_from((None, None, *(place.id for place in problem.places)))),
        level=draw(st.sampled_from((0, 1, 2))),
        weight=draw(st.integers(1, 5)),
        where=draw(wheres(problem)),
    )


def fair(rule: Equipment) -> vm.Problem:
    """Return a morning: a talk, a film that begins in the middle of it, songs as it ends; the film is in the south."""
    times = {"talk": ("10:00", "11:00"), "film": ("10:30", "12:00"), "songs": ("11:00", "11:30")}
    need = {"talk": {"projector": 1, "chairs": 20}, "film": {"projector": 1, "chairs": 35}, "songs": {"chairs": 20}}
    sessions = [
        attrs.evolve(session(id_, *times[id_], place="south" if id_ == "film" else "north"), equipment=things)
        for id_, things in need.items()
    ]
    return vm.Problem([], sessions, places=PLACES, rules=vm.rules.only([rule]), words=TO_COME)


def said(*dropped: str, place: str | None = None, where: vm.Where | None = None, **stock: int) -> Told:
    """Return what the rule says when some of the sessions were never planned."""
    rule = Equipment(stock=stock, place=place, where=where or vm.Where())
    problem = fair(Equipment(stock={"projector": 9}))
    problem = attrs.evolve(
        problem, sessions=[one for one in problem.sessions if one.id not in dropped], rules=vm.rules.only([rule])
    )
    return judged(problem, schedule(problem), "equipment")


def test_kept() -> None:
    """There is enough of everything, or nothing of what nobody counts, and yet something is said to be missing."""
    assert said(projector=2, chairs=60) == []
    assert said(piano=0) == []


def test_broken() -> None:
    """A thing is used twice at a time, or what sessions need one after the other is added up."""
    assert said(projector=1) == [
        ((), ("talk", "film"), 1, "2 x projector needed at Mon 2026-07-20 10:30, and there are 1")
    ]
    assert [one[1:3] for one in said(chairs=40, projector=0)] == [(("talk", "film"), 15), (("talk", "film"), 2)]


@pytest.mark.parametrize(("chairs", "missing"), [(56, []), (55, []), (54, [1]), (0, [55])])
def test_on_the_boundary(chairs: int, missing: list[int]) -> None:
    """Exactly as many as there are are too many, or a session still holds its chairs when the next begins."""
    assert [one[2] for one in said(chairs=chairs)] == missing
    assert [one[2] for one in said("film", chairs=min(chairs, 20))] == ([] if chairs else [20])


def test_only_the_worst_moment_counts() -> None:
    """Every start with too little costs, so that one long session costs more than one short one."""
    assert [one[2] for one in said(chairs=30)] == [25]


def test_stock_belongs_to_a_place() -> None:
    """Things elsewhere count, or those in a place inside the one named do not."""
    assert [one[1] for one in said(place="north", chairs=19)] == [("talk",)]
    assert said(place="south", projector=1) == []
    assert len(said(place="city", projector=1)) == 1


def test_the_place_is_where_the_session_is_held() -> None:
    """A session that might be held elsewhere is not counted, or one that is elsewhere is."""
    walk = attrs.evolve(session("walk", "10:00", "11:00"), room=vm.RoomNeed(), equipment={"projector": 1})
    rooms = [vm.Room("a", "north"), vm.Room("b", "south")]
    rules = [Equipment(stock={"projector": 0}, place="north"), vm.rules.Cover()]
    problem = vm.Problem([], [walk], places=PLACES, rooms=rooms, rules=vm.rules.only(rules), words=TO_COME)
    for room, count in (("a", 1), ("b", 0)):
        made = vm.Schedule(placements=[vm.Placement("walk", at("10:00"), room)])
        assert len(judged(problem, made, "equipment")) == count
    solved = vm.solve(problem).schedule
    assert solved is not None
    assert solved.placement_of["walk"].room == "b"


def test_where_says_which_sessions() -> None:
    """A filter on sessions is not heeded, or one on volunteers is."""
    assert said(projector=1, where=vm.Where(sessions=vm.SessionFilter(id=("talk", "songs")))) == []
    assert len(said(projector=1, where=vm.Where(volunteers=vm.VolunteerFilter(trait="adult")))) == 1


def test_a_place_must_be_known() -> None:
    """A slip in the place's id makes the rule say nothing."""
    with pytest.raises(vm.ProblemError, match=r"rules\[0\].place: no place has this id"):
        fair(Equipment(stock={"projector": 1}, place="west"))


@settings(max_examples=25)
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
