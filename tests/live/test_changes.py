"""Changes after publication as values: what the next problem says, and how every slip is told."""

import datetime as dt
from typing import Any

import attrs
import pytest

import volmatch as vm
from volmatch.live import (
    Absence,
    Added,
    Cancelled,
    Closed,
    Joined,
    Moved,
    Needs,
    NoShow,
    Served,
    Withdrawn,
    apply,
)
from volmatch.live.changes import KINDS
from volmatch.rules import Ban, Banned, NoClash, Order, Pin, Pinned, TrainingFirst

CHINA = dt.timezone(dt.timedelta(hours=8))


def at(day: int, hour: int = 0) -> dt.datetime:
    """Return a moment of August 2026 in China."""
    return dt.datetime(2026, 8, day, hour, tzinfo=CHINA)


def problem(*rules: vm.Rule) -> vm.Problem:
    """Return three people, two mornings and an evening in a hall."""
    return vm.Problem(
        [
            vm.Volunteer("li", name="Li", wishes=[vm.Wish(session="tue", score=1), vm.Wish(session="wed", score=2)]),
            vm.Volunteer("wu", name="Wu"),
            vm.Volunteer("chen"),
        ],
        [
            vm.Session("tue", start=at(4, 9), end=at(4, 12), roles=[vm.Role("host", min=1, target=2)]),
            vm.Session("wed", start=at(5, 9), end=at(5, 12), roles=[vm.Role("host"), vm.Role("cook", min=0)]),
            vm.Session("eve", start=at(5, 18), end=at(5, 20), room=vm.RoomNeed(), roles=[vm.Role("host")]),
        ],
        places=[vm.Place("town"), vm.Place("mill")],
        rooms=[vm.Room("hall", "town"), vm.Room("barn", "mill")],
        rules=list(rules),
        timezone="Asia/Shanghai",
    )


def pins(found: vm.Problem) -> Pinned:
    """Return the pins of a problem."""
    return next(rule for rule in found.rules if isinstance(rule, Pinned))


def test_a_day_means_all_of_it() -> None:
    """Somebody ill until Thursday is asked to serve on Thursday."""
    found = apply(problem(), [Absence("li", "2026-08-04", "2026-08-06")]).volunteer("li")
    assert found is not None
    assert [(window.from_, window.to) for window in found.away] == [(at(4), at(7))]


def test_a_moment_means_itself() -> None:
    """An absence until noon takes the afternoon as well."""
    found = apply(problem(), [Absence("li", "2026-08-04T08:00", at(4, 12))]).volunteer("li")
    assert found is not None
    assert [(window.from_, window.to) for window in found.away] == [(at(4, 8), at(4, 12))]


def test_what_was_given_back_does_not_come_again_and_a_promise_of_it_is_released() -> None:
    """The next schedule breaks a promise that its owner gave back, or asks them again."""
    before = problem(Pinned(stay=[Pin(volunteer="li", session="wed", role="host")]))
    found = apply(before, [Withdrawn("li", "wed")])
    assert not pins(found).stay
    assert pins(found).never == (Pin(volunteer="li", session="wed"),)
    again = apply(found, [NoShow("wu", "tue", "host"), Served("chen", "tue")])
    assert pins(again).never == (Pin(volunteer="li", session="wed"), Pin(volunteer="wu", session="tue", role="host"))
    assert pins(again).stay == (Pin(volunteer="chen", session="tue"),)
    assert sum(isinstance(rule, Pinned) for rule in again.rules) == 1


def test_an_illness_releases_the_promises_of_its_days_alone() -> None:
    """A promise to somebody ill makes the next problem impossible, or one for next week is lost."""
    before = problem(Pinned(stay=[Pin(volunteer="li", session="tue"), Pin(volunteer="li", session="eve")]))
    assert pins(apply(before, [Absence("li", "2026-08-04", "2026-08-04")])).stay == (
        Pin(volunteer="li", session="eve"),
    )


def test_a_cancelled_session_is_forgotten_by_audiences() -> None:
    """Cancelling a session that an audience names is refused, or the audiences that have two without it go too."""
    before = problem(NoClash(audiences={"young": ["tue", "wed"], "old": ["wed", "eve"], "all": ["tue", "wed", "eve"]}))
    (rule,) = [one for one in apply(before, [Cancelled("tue")]).rules if isinstance(one, NoClash)]
    assert rule.audiences == {"old": ("wed", "eve"), "all": ("wed", "eve")}


@pytest.mark.parametrize("done", [[], ["wu"]])
def test_a_cancelled_training_leaves_those_who_attended_it_earlier(done: list[str]) -> None:
    """Without the training anybody may hold a role that asks for it."""
    after = apply(problem(TrainingFirst(role="host", session="tue", done=done)), [Cancelled("tue")])
    assert vm.io.loads(vm.io.dumps(after)) == after
    held = vm.Schedule([vm.Assignment("li", "wed", "host"), vm.Assignment("wu", "eve", "host")], placed(after))
    told = [one for one in vm.check(after, held).violations if one.rule == "training_first"]
    assert [one.volunteers for one in told] == ([("li",)] if done else [("li",), ("wu",)])
    outcome = vm.solve(after, time_limit=10)
    assert outcome.schedule is not None
    hosts = {one.volunteer for one in outcome.schedule.assignments if one.role == "host"}
    assert hosts == set(done)


def placed(found: vm.Problem) -> list[vm.Placement]:
    """Return every session at its own time."""
    return [vm.Placement(one.id, one.candidate_starts[0], "hall" if one.room else None) for one in found.sessions]


def test_a_cancelled_session_is_forgotten_by_rules_and_wishes() -> None:
    """Cancelling a session that a rule, a ban, a pin or a wish names is refused, or leaves a rule about everything."""
    about_it = vm.Where(sessions=vm.SessionFilter(id=["tue"]))
    about_two = vm.Where(sessions=vm.SessionFilter(id=["tue", "wed"]))
    bans = Banned(bans=[Ban(volunteer="wu", session="tue"), Ban(volunteer="wu", session="wed")])
    order = Order(sessions=["tue", "wed"])
    before = problem(
        bans, order, Pinned(stay=[Pin(volunteer="li", session="tue")]),
        vm.rules.Cover(where=about_it), vm.rules.Target(level=2, where=about_two),
    )  # fmt: skip
    found = apply(before, [Cancelled("tue")])
    assert [session.id for session in found.sessions] == ["wed", "eve"]
    assert [wish.session for wish in found.volunteers[0].wishes] == ["wed"]
    assert not any(isinstance(rule, (Order, vm.rules.Cover)) for rule in found.rules)
    assert next(rule for rule in found.rules if isinstance(rule, Banned)).bans == (bans.bans[1],)
    target = next(rule for rule in found.rules if isinstance(rule, vm.rules.Target))
    assert target.where.sessions is not None
    assert target.where.sessions.id == ("wed",)
    assert pins(found).stay == ()


def test_a_moved_session_keeps_its_length_and_takes_the_new_room_or_place() -> None:
    """A move changes how long a session lasts, or leaves it in its old room."""
    changes = [
        Moved("tue", "2026-08-05T14:00"),
        Moved("wed", place="mill"),
        Moved("eve", at(6, 18), at(6, 19), room="barn"),
    ]
    tue, wed, eve = apply(problem(), changes).sessions
    assert (tue.start, tue.end) == (at(5, 14), at(5, 17))
    assert (wed.start, wed.place) == (at(5, 9), "mill")
    assert (eve.start, eve.end, eve.room) == (at(6, 18), at(6, 19), vm.RoomNeed(any_of=("barn",)))


@pytest.mark.parametrize(
    ("change", "counts"),
    [
        (Needs("tue", "host", min=3), (3, 3, 3)),
        (Needs("tue", "host", min=0), (0, 2, 2)),
        (Needs("tue", "host", max=1), (1, 1, 1)),
        (Needs("tue", "host", max=0), (0, 0, 0)),
        (Needs("tue", "host", target=5), (1, 5, 5)),
        (Needs("tue", "host", target=0), (0, 0, 2)),
        (Needs("tue", "host", min=1, target=1, max=4), (1, 1, 4)),
    ],
)
def test_head_counts_that_are_not_told_give_way(change: Needs, counts: tuple[int, int, int]) -> None:
    """A session that suddenly needs three has room for two."""
    role = apply(problem(), [change]).sessions[0].roles[0]
    assert (role.min, role.target, role.max) == counts


def test_rooms_close_people_join_sessions_come_in_each_after_the_other() -> None:
    """A change cannot speak of what the one before it brought."""
    tea = vm.Session("tea", start="2026-08-06T09:00", end="2026-08-06T10:00", roles=[vm.Role("host")])
    changes: list[vm.live.Change] = [
        Closed("hall", "2026-08-05", "2026-08-05"),
        Joined(vm.Volunteer("zhao", name="Zhao")),
        Added(tea),
        Needs("tea", "host", min=2),
        Absence("zhao", "2026-08-06", "2026-08-06"),
    ]
    found = apply(problem(), changes)
    assert [(window.from_, window.to) for window in found.rooms[0].closed] == [(at(5), at(6))]
    assert found.sessions[-1].start == at(6, 9)
    assert found.sessions[-1].roles[0].min == 2
    assert found.volunteers[-1].away[0].from_ == at(6)


def test_every_slip_is_told_with_its_place_all_at_once() -> None:
    """A coordinator mends one slip only to be told the next."""
    odd: list[Any] = [Absence("li", "2026-08-06", "2026-08-04"), {"change": "ill"}, {"change": "moved"}, "ill"]
    with pytest.raises(vm.ChangeError) as told:
        apply(problem(), odd)
    assert [fault.path for fault in told.value.faults] == [
        "changes[0].to",
        "changes[1].change",
        "changes[2].session",
        "changes[3]",
    ]
    with pytest.raises(vm.ChangeError) as told:
        apply(
            problem(),
            [
                Withdrawn("lee", "tue", "host"),
                Withdrawn("li", "tue", "cook"),
                Added(vm.Session("tue", start=at(4, 9), end=at(4, 12))),
                Joined(vm.Volunteer("li")),
                Closed("attic", "2026-08-04", "2026-08-04"),
                Moved("wed", place="moon"),
                Added(vm.Session("sea", start=at(4, 9), end=at(4, 12), place="sea")),
                Cancelled("sun"),
            ],
        )
    assert [fault.path for fault in told.value.faults] == [
        "changes[0].volunteer",
        "changes[1].role",
        "changes[2].session.id",
        "changes[3].volunteer.id",
        "changes[4].room",
        "changes[5].place",
        "changes[6]: sessions[3].place",
        "changes[7].session",
    ]


@pytest.mark.parametrize("given", [7, None, "ill", {"change": "cancelled", "session": "tue"}, Cancelled("tue")])
def test_what_is_no_list_of_changes_is_refused(given: object) -> None:
    """One change without a list around it, or anything else, is passed over or ends in an error of Python's."""
    with pytest.raises(vm.ChangeError):
        apply(problem(), given)  # type: ignore[arg-type]
    with pytest.raises(vm.OptionError):
        apply("problem", [])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change", [Moved("tue"), Moved("tue", end=at(4, 9)), Moved("tue", at(4, 9), at(4, 8)), Needs("tue", "host"),
               Needs("tue", "host", min=3, max=2), Moved("eve", room="hall", place="mill")],
)  # fmt: skip
def test_a_change_that_says_nothing_or_contradicts_itself_is_refused(change: vm.live.Change) -> None:
    """A move to nowhere passes as a move."""
    with pytest.raises(vm.ChangeError):
        apply(problem(), [change])


def test_changes_are_values() -> None:
    """A change can be altered after it was told, or two that say the same differ."""
    assert {attrs.fields_dict(kind)[next(iter(attrs.fields_dict(kind)))].default for kind in KINDS} == {attrs.NOTHING}
    assert Cancelled("tue") == Cancelled("tue")
    assert hash(Absence("li", at(4), at(5))) == hash(Absence("li", at(4), at(5)))
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        Cancelled("tue").session = "wed"  # type: ignore[misc]
