"""The hour that whoever ordered was told stays, though the one who had promised it cannot come."""

import pytest

import volmatch as vm
from live.desk_by_hand import EIGHT, MONDAY, asked, opened, order, person, replayed
from volmatch.live import Absence, Desk, Withdrawn
from volmatch.rules import Cover, Drop, FewestChanges, Limits, Target, Wishes, only

#: Somebody who can come at ten only, and somebody who can come at fourteen only and is wanted as much.
EARLY = person("early", away=[vm.Window(f"{MONDAY}11:00", f"{MONDAY}18:00")])
LATE = person("late", away=[vm.Window(f"{MONDAY}08:00", f"{MONDAY}13:00")])
HOURS = (f"{MONDAY}10:00", f"{MONDAY}14:00")


def promised(desk: Desk, who: str, hour: int) -> None:
    """Let somebody be asked for the order at an hour, and say yes."""
    desk.tell(
        {"change": "offered", "volunteer": who, "session": "tap", "role": "helper", "start": f"{MONDAY}{hour}:00",
         "until": f"{MONDAY}08:30"},
        at=f"{MONDAY}08:10",
    )  # fmt: skip
    desk.accept(who, "tap", at=f"{MONDAY}08:20")


def with_order(*people: vm.Volunteer, **fields: object) -> Desk:
    """Return a desk with an order that suits at ten and at fourteen."""
    desk = opened(*people, **fields)
    desk.order(order("tap", *HOURS), at=f"{MONDAY}08:00")
    return desk


@pytest.mark.parametrize("hour", [10, 14])
@pytest.mark.parametrize("gone", [Withdrawn("li", "tap"), Absence("li", "2026-03-02", "2026-03-02")])
def test_the_hour_stays_whatever_else_there_is(gone: Withdrawn | Absence, hour: int) -> None:
    """A resident who was told ten has to be told fourteen, though somebody could come at ten."""
    liked = [vm.Wish(kind="repair", score=9)]
    for wished in (EARLY, LATE):
        people = [vm.Volunteer("li", skills={"fix": 1}, available=EARLY.available)]
        people += [person(one.id, away=one.away, wishes=liked if one is wished else []) for one in (EARLY, LATE)]
        desk = with_order(*people)
        promised(desk, "li", hour)
        desk.tell(gone, at=f"{MONDAY}08:25")
        assert asked(desk, f"{MONDAY}08:25") == [("early" if hour == 10 else "late", "tap", f"Mon {hour}")]
        assert desk.state == replayed(desk)


def test_an_hour_moves_where_the_order_would_be_lost() -> None:
    """An order is lost although somebody could come at its other hour."""
    desk = with_order(person("li"), LATE)
    promised(desk, "li", 10)
    desk.tell(Withdrawn("li", "tap"), at=f"{MONDAY}08:25")
    assert asked(desk, f"{MONDAY}08:25") == [("late", "tap", "Mon 14")]


def test_what_nobody_said_yes_to_was_told_to_nobody() -> None:
    """An offer that was declined ties the order to an hour of which the resident never heard."""
    desk = with_order(person("li"), EARLY, LATE)
    ((who, *_),) = asked(desk, f"{MONDAY}08:10")
    desk.decline(who, "tap", at=f"{MONDAY}08:20")
    assert not desk.state.told
    assert not [one for one in desk.problem_at(f"{MONDAY}08:20").rules if isinstance(one, FewestChanges)]


def test_an_hour_that_is_over_is_not_asked_for() -> None:
    """An order whose hour has passed is tied to it."""
    desk = with_order(person("li"), EARLY, LATE)
    promised(desk, "li", 10)
    desk.tell({"change": "no_show", "volunteer": "li", "session": "tap"}, at=f"{MONDAY}10:15")
    assert not [one for one in desk.problem_at(f"{MONDAY}10:15").rules if isinstance(one, FewestChanges)]
    assert asked(desk, f"{MONDAY}10:15") == [("late", "tap", "Mon 14")]


def test_a_cancelled_order_has_no_hour() -> None:
    """What was taken back is still tied to an hour."""
    desk = with_order(person("li"))
    promised(desk, "li", 10)
    desk.cancel("tap", at=f"{MONDAY}08:25")
    assert not desk.state.told
    assert desk.state == replayed(desk)
    assert desk.state.progress("tap", EIGHT) == "cancelled"


def test_it_stands_right_behind_the_seats_of_whoever_has_own_rules() -> None:
    """With rules of one's own the hour weighs more than an empty seat, or less than a wish."""
    own = only([Limits(), Cover(level=2), Drop(level=2), Target(level=3), Wishes(level=1)])
    desk = with_order(person("li"), EARLY, LATE, rules=own)
    promised(desk, "li", 10)
    desk.tell(Withdrawn("li", "tap"), at=f"{MONDAY}08:25")
    levels = {type(one).__name__: one.level for one in desk.problem_at(f"{MONDAY}08:25").rules if one.level}
    assert levels == {"Wishes": 1, "Cover": 2, "Drop": 2, "FewestChanges": 3, "Target": 4}


def test_the_same_events_ask_the_same_people() -> None:
    """A desk that is asked to be deterministic asks other people for the same orders."""
    asked_of = []
    for _ in range(2):
        desk = with_order(*(person(f"p{n}") for n in range(6)))
        desk.order(order("door", *HOURS), at=f"{MONDAY}08:00")
        asked_of.append(desk.dispatch(at=f"{MONDAY}08:10", deterministic=True).offers)
    assert asked_of[0] == asked_of[1]
