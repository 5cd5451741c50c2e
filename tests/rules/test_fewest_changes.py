"""Examples by hand for `FewestChanges`: nothing changed, one change, and changes that are urgent or not."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Literal

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import at, schedule, session, told
from rules_at_random import Case, at_random, cases
from volmatch.rules.pinned import Pin
from volmatch.testing import schedules

PEOPLE = [vm.Volunteer("li", name="Li"), vm.Volunteer("wang"), vm.Volunteer("zhao")]
SESSIONS = [session("a", "09:00", "10:00"), session("b", "10:00", "11:00", day=21)]
MOVING = vm.Session("visit", minutes=60, starts=[at("14:00"), at("15:00")], roles=[vm.Role("visitor")])
Count = Literal["people", "assignments", "times"]
Told = list[tuple[tuple[str, ...], tuple[str, ...], int, str]]


def changes(count: Count, *now: tuple[str, str], urgent: bool = False) -> Told:
    """Return what the rule says of duties now, when Li had a and Wang b before."""
    bare = vm.Problem(PEOPLE, SESSIONS)
    before = schedule(bare, ("li", "a"), ("wang", "b"))
    rule = vm.rules.FewestChanges(
        count=count,
        assignments=[*before.assignments, vm.Assignment("gone", "a", "helper"), vm.Assignment("li", "a", "no role")],
        placements=before.placements,
        urgent_until=at("00:00", 21) if urgent else None,
        urgent=5 if urgent else 1,
    )
    problem = vm.Problem(PEOPLE, SESSIONS, rules=vm.rules.only([rule]))
    return told(problem, schedule(problem, *now), "fewest_changes")


def test_kept() -> None:
    """A schedule that is as before costs something, or one whose people are gone from the problem."""
    assert changes("people", ("li", "a"), ("wang", "b")) == []
    assert changes("assignments", ("li", "a"), ("wang", "b")) == []


def test_broken() -> None:
    """A stand-in costs nothing: two people are disturbed, one duty is lost."""
    assert [one[:3] for one in changes("people", ("zhao", "a"), ("wang", "b"))] == [
        (("li",), ("a",), 1),
        (("zhao",), ("a",), 1),
    ]
    said = "Li no longer serves as helper of a"
    assert changes("assignments", ("zhao", "a"), ("wang", "b")) == [(("li",), ("a",), 1, said)]


def test_on_the_boundary_of_the_notice() -> None:
    """A change before the end of the notice costs no more, or one after it does."""
    assert [one[2] for one in changes("assignments", ("wang", "b"), urgent=True)] == [5]
    assert [one[2] for one in changes("assignments", ("li", "a"), urgent=True)] == [1]
    assert [one[2] for one in changes("people", ("li", "b"), urgent=True)] == [5, 1]


EIGHT = "abcdefgh"
CHOIR = vm.Session(
    "choir", minutes=60, starts=[at("10:00"), at("10:00", 22)], roles=[vm.Role("h", min=8)], room=vm.RoomNeed()
)
NEW = vm.Session("new", start=at("10:00"), end=at("11:00"), roles=[vm.Role("h")])


def choir(*sessions: vm.Session, counts: Sequence[Count] = ("people", "assignments", "times")) -> vm.Problem:
    """Return a problem in which eight people were to sing on Monday in the first of three rooms; the last is elsewhere."""
    before = [vm.Assignment(who, "choir", "h") for who in EIGHT]
    stood = [vm.Placement("choir", at("10:00"), "r1")]
    goals = [
        vm.rules.FewestChanges(level=2 + number, count=count, assignments=before, placements=stood)
        for number, count in enumerate(counts)
    ]
    places = [vm.Place("p"), vm.Place("q")]
    rooms = [vm.Room("r1", "p"), vm.Room("r2", "p"), vm.Room("far", "q")]
    people = [vm.Volunteer(who) for who in EIGHT]
    return vm.Problem(
        people, sessions, places=places, rooms=rooms, rules=vm.rules.only([vm.rules.Cover(level=1), *goals])
    )


def sung(start: dt.datetime, room: str) -> tuple[int, ...]:
    """Return what it costs that the same eight sing at another time or in another room."""
    problem = choir(CHOIR)
    duties = [vm.Assignment(who, "choir", "h") for who in EIGHT]
    return vm.score(problem, vm.Schedule(duties, [vm.Placement("choir", start, room)]))[1:]


def test_who_has_to_come_at_another_time_is_disturbed() -> None:
    """A new day for eight people disturbs nobody, or another room in the same house disturbs all."""
    assert sung(at("10:00"), "r1") == (0, 0, 0)
    assert sung(at("10:00"), "r2") == (0, 0, 1)
    assert sung(at("10:00"), "far") == (8, 0, 1)
    assert sung(at("10:00", 22), "r1") == (8, 0, 1)


def test_a_new_day_for_eight_costs_eight() -> None:
    """Eight people are moved to another day at no cost, since each still has a duty in the choir."""
    problem = choir(CHOIR, NEW)
    outcome = vm.solve(problem)
    assert outcome.schedule is not None
    assert vm.score(problem, outcome.schedule) == (0, 8, 0, 1)


def test_a_stand_in_disturbs_fewer_than_a_new_day() -> None:
    """Somebody has to be in two places, and eight are moved rather than one replaced."""
    problem = choir(CHOIR, NEW, counts=["people"])
    spare = [vm.Volunteer(who) for who in (*EIGHT, "spare")]
    pinned = vm.rules.Pinned(stay=[Pin(volunteer="a", session="new")])
    problem = attrs.evolve(problem, volunteers=spare, rules=vm.rules.only([pinned, *problem.rules]))
    outcome = vm.solve(problem)
    assert outcome.schedule is not None
    assert vm.score(problem, outcome.schedule) == (0, 2)
    assert outcome.schedule.placement_of["choir"].start == at("10:00")


def test_times() -> None:
    """A session at another hour, or left out, costs nothing; or one where it was does."""
    rule = vm.rules.FewestChanges(count="times", placements=[vm.Placement("visit", at("15:00"))])
    problem = vm.Problem(PEOPLE, [MOVING], rules=vm.rules.only([rule]))
    there, elsewhere = ([vm.Placement("visit", at(clock))] for clock in ("15:00", "14:00"))
    assert told(problem, vm.Schedule([], there), "fewest_changes") == []
    said = "visit no longer takes place at Mon 2026-07-20 15:00 in the same room"
    assert told(problem, vm.Schedule([], elsewhere), "fewest_changes") == [((), ("visit",), 1, said)]
    assert [one[2] for one in told(problem, vm.Schedule([], [], ["visit"]), "fewest_changes")] == [1]


def drawn(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule for a problem, with one of its schedules as the earlier one."""
    until = st.sampled_from([start for one in problem.sessions for start in one.candidate_starts])
    none: dict[str, Any] = {}
    urgent = st.just(none) | until.map(lambda moment: {"urgent_until": moment, "urgent": 3})
    return st.tuples(schedules(problem), urgent).flatmap(lambda parts: _about(parts[0], parts[1], problem))


def _about(before: vm.Schedule, urgent: dict[str, Any], problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule about an earlier schedule in which something stands."""
    counts = ["people"] * bool(before.placements) + ["times"] * bool(before.placements)
    counts += ["assignments"] * bool(before.assignments)
    more = {name: st.just(value) for name, value in urgent.items()}
    assignments, placements = st.just(before.assignments), st.just(before.placements)
    kind = st.sampled_from(counts) if counts else st.nothing()
    return at_random(
        vm.rules.FewestChanges, problem, count=kind, assignments=assignments, placements=placements, **more
    )


@settings(max_examples=max(25, settings().max_examples // 2))
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
