"""What is no schedule at all is called so, with the reason, whatever the rules say."""

from collections.abc import Sequence

import attrs
import pytest

import volmatch as vm
from by_hand import at, span

TWICE = "{session} must be placed or dropped exactly once, not {n} times"
NO_ROOM = "{session} needs a fitting room, but got {room}"
NO_ROLE = "{session} has no role {role}"
TWO_ROLES = "{volunteer} holds more than one role of {session}"
TOO_MANY = "{session}: {n} more as {role} than the {max} it has room for"
STAFFED = "{session} is staffed but does not take place"
NO_SESSION = "the problem has no session {id}"


def problem(closed: Sequence[vm.Window] = ()) -> vm.Problem:
    """Return a day with two rooms, a visit with two possible times, a walk that may be left out, and a fair."""
    helper = vm.Role("helper", min=0, target=1)
    lessons = [
        vm.Session(
            "art",
            start=at("10:00"),
            end=at("11:00"),
            room=vm.RoomNeed(),
            attendance=10,
            roles=[vm.Role("lead"), helper],
        ),
        vm.Session("choir", start=at("11:15"), end=at("12:00"), room=vm.RoomNeed(any_of=["north", "south"])),
    ]
    others = [
        vm.Session("visit", minutes=60, starts=[at("14:00"), at("15:00")], roles=[helper]),
        vm.Session("walk", start=at("16:00"), end=at("17:00"), optional=True, roles=[helper]),
        vm.Session("fair", start=at("18:00"), end=at("19:00"), roles=[helper]),
    ]
    rooms = [
        vm.Room("north", "hall", capacity=10, turnaround_minutes=15, closed=closed),
        vm.Room("south", "hall", capacity=9),
    ]
    people = [vm.Volunteer("li"), vm.Volunteer("wang")]
    return vm.Problem(people, [*lessons, *others], places=[vm.Place("hall")], rooms=rooms, rules=vm.rules.only([]))


CREW = (
    vm.Assignment("li", "art", "lead"),
    vm.Assignment("wang", "art", "helper"),
    vm.Assignment("li", "visit", "helper"),
)
PLACED = {
    "art": vm.Placement("art", at("10:00"), "north"),
    "choir": vm.Placement("choir", at("11:15"), "north"),
    "visit": vm.Placement("visit", at("14:00")),
    "fair": vm.Placement("fair", at("18:00")),
}
RIGHT = vm.Schedule(CREW, PLACED.values(), ["walk"])


def placed(*others: vm.Placement, without: str = "") -> vm.Schedule:
    """Return the right schedule with sessions placed otherwise, and one of them nowhere."""
    changed = {**PLACED, **{other.session: other for other in others}}
    return attrs.evolve(RIGHT, placements=tuple(one for one in changed.values() if one.session != without))


def staffed(*more: vm.Assignment) -> vm.Schedule:
    """Return the right schedule with more people in it."""
    return attrs.evolve(RIGHT, assignments=CREW + more)


def found(schedule: vm.Schedule, of: vm.Problem | None = None) -> list[str]:
    """Return the templates of what is wrong; fail if the check lets it pass or names nobody's rule."""
    report = vm.check(of or problem(), schedule)
    assert report.ok == (not report.violations)
    assert all(violation.rule == "schedule" and violation.level == 0 for violation in report.violations)
    assert all(violation.sentence("en") and violation.sentence("zh") for violation in report.violations)
    return [violation.message.template for violation in report.violations]


WRONG = {
    "neither placed nor dropped": (placed(without="fair"), [TWICE]),
    "placed and dropped": (attrs.evolve(RIGHT, dropped=("fair", "walk")), [TWICE]),
    "dropped twice": (attrs.evolve(RIGHT, dropped=("walk", "walk")), [TWICE]),
    "placed twice": (
        attrs.evolve(RIGHT, placements=(*PLACED.values(), vm.Placement("visit", at("15:00")))),
        [TWICE],
    ),
    "dropped but needed": (
        attrs.evolve(placed(without="fair"), dropped=("fair", "walk")),
        ["{session} must not be dropped"],
    ),
    "staffed but dropped": (staffed(vm.Assignment("wang", "walk", "helper")), [STAFFED]),
    "no such session placed": (placed(vm.Placement("gala", at("10:00"))), [NO_SESSION]),
    "no such session dropped": (attrs.evolve(RIGHT, dropped=("gala", "walk")), [NO_SESSION]),
    "no such session staffed": (staffed(vm.Assignment("li", "gala", "helper")), [NO_SESSION]),
    "no such volunteer": (staffed(vm.Assignment("zhao", "fair", "helper")), ["the problem has no volunteer {id}"]),
    "no such role": (staffed(vm.Assignment("wang", "fair", "lead")), [NO_ROLE]),
    "no candidate start": (placed(vm.Placement("visit", at("14:30"))), ["{session} cannot start at {start}"]),
    "fixed start moved": (placed(vm.Placement("fair", at("18:01"))), ["{session} cannot start at {start}"]),
    "a room too many": (
        placed(vm.Placement("fair", at("18:00"), "north")),
        ["{session} takes no room, but got {room}"],
    ),
    "no room": (placed(vm.Placement("art", at("10:00"))), [NO_ROOM]),
    "no such room": (placed(vm.Placement("art", at("10:00"), "attic")), [NO_ROOM]),
    "room too small": (placed(vm.Placement("art", at("10:00"), "south")), [NO_ROOM]),
    "two roles of one session": (staffed(vm.Assignment("li", "art", "helper")), [TWO_ROLES, TOO_MANY]),
    "the same role twice": (staffed(vm.Assignment("li", "visit", "helper")), [TWO_ROLES, TOO_MANY]),
    "role overfull": (staffed(vm.Assignment("wang", "visit", "helper")), [TOO_MANY]),
}


def test_the_right_schedule_is_one() -> None:
    """Something is said against a schedule with nothing wrong: rooms handed over on the minute, one session dropped."""
    assert found(RIGHT) == []


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_named(wrong: str) -> None:
    """A schedule that is none passes, or for another reason than its own."""
    schedule, reasons = WRONG[wrong]
    assert found(schedule) == reasons


@pytest.mark.parametrize(("choir", "reasons"), [("11:15", 0), ("11:14", 1), ("09:30", 0), ("09:31", 1)])
def test_a_room_is_taken_until_its_turnaround_is_over(choir: str, reasons: int) -> None:
    """Two sessions get a room at once, or one minute of turnaround is lost or asked twice."""
    quick = vm.Session("choir", minutes=15, starts=[at(choir)], room=vm.RoomNeed())
    day = problem()
    day = attrs.evolve(day, sessions=[quick if one.id == "choir" else one for one in day.sessions])
    schedule = placed(vm.Placement("choir", at(choir), "north"))
    told = vm.check(day, schedule).violations
    assert [one.message.template for one in told] == [
        "{room} is taken by {one} and by {other} at the same time"
    ] * reasons
    assert all(set(one.sessions) == {"art", "choir"} for one in told)


@pytest.mark.parametrize(
    ("closed", "breaches"),
    [
        (span("09:00", "10:00"), 0),
        (span("09:00", "10:01"), 1),
        (span("10:30", "10:31"), 1),
        (span("11:14", "11:15"), 1),
        (span("12:15", "13:00"), 0),
        (span("12:14", "13:00"), 1),
    ],
)
def test_a_closed_room_is_closed_for_session_and_turnaround(closed: vm.Window, breaches: int) -> None:
    """A session gets a room that is closed while it lasts or while the room is made ready, or loses an open one."""
    assert found(RIGHT, problem([closed])) == ["{room} is closed for {session} at {start}"] * breaches


def test_a_role_overfull_says_by_how_many() -> None:
    """The excess of an overfull role is not the number of people too many, or the session is not named."""
    day = problem()
    day = attrs.evolve(day, volunteers=[*day.volunteers, vm.Volunteer("zhao")])
    more = [vm.Assignment(who, "fair", "helper") for who in ("li", "wang", "zhao")]
    (told,) = vm.check(day, staffed(*more)).violations
    assert (told.sessions, told.excess) == (("fair",), 2)
    assert told.sentence("en") == "fair: 2 more as helper than the 1 it has room for"


def test_a_single_start_is_a_fixed_start() -> None:
    """A session with one entry in ``starts`` and nothing to decide is left out, as if its time were open."""
    sessions = [
        vm.Session("one", minutes=30, starts=["2026-08-01T00:30"], roles=[vm.Role("h")]),
        vm.Session("two", minutes=30, starts=["2026-08-01T00:30", "2026-08-01T09:00"], roles=[vm.Role("h")]),
    ]
    problem = vm.Problem([], sessions, timezone="Asia/Shanghai")
    assert [session.may_be_dropped for session in problem.sessions] == [False, True]
    left_out = vm.Schedule((), (), ["one", "two"])
    assert [breach.sessions for breach in vm.check(problem, left_out).breaches] == [("one",)]
    outcome = vm.solve(problem)
    assert outcome.schedule is not None
    assert "one" in outcome.schedule.placement_of
