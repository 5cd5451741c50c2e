"""A desk: what was promised stays, who said no is left alone, two at once are told apart, and nothing that happened is lost."""

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import volmatch as vm
from live.desk_by_hand import EIGHT, MONDAY, TUESDAY, asked, opened, order, person, problem, replayed
from volmatch.live import (
    Absence,
    Accepted,
    Declined,
    Desk,
    NoShow,
    Offered,
    Rated,
    Served,
    Unanswered,
    Withdrawn,
)
from volmatch.live.dispatch.desk_steps import after
from volmatch.rules import FairShare, Limits, Wishes


def test_an_order_from_coming_in_to_its_stars() -> None:
    """An order is lost on its way, or its progress is told wrongly."""
    desk = opened()
    desk.order(order("tap", f"{MONDAY}10:00"), at=f"{MONDAY}08:10")
    assert desk.state.progress("tap", EIGHT) == "open"
    ((who, what, hour),) = asked(desk, f"{MONDAY}08:20")
    assert (what, hour) == ("tap", "Mon 10")
    assert desk.state.progress("tap", EIGHT) == "offered"
    desk.accept(who, "tap", at=f"{MONDAY}08:30")
    assert desk.state.progress("tap", EIGHT) == "promised"
    desk.tell(Served(who, "tap"), Rated(who, "tap", 5), at=f"{MONDAY}11:00")
    assert desk.state.progress("tap", EIGHT) == "served"
    assert desk.state.stars == {("tap", who): 5}
    assert asked(desk, f"{MONDAY}11:00") == []


def test_who_said_no_or_nothing_is_not_asked_again() -> None:
    """Somebody is asked for the same order twice."""
    desk = opened()
    desk.order(order("tap", f"{MONDAY}10:00", f"{MONDAY}12:00"), at=f"{MONDAY}08:00")
    ((first, *_),) = asked(desk, f"{MONDAY}08:10")
    desk.decline(first, "tap", at=f"{MONDAY}08:20")
    ((second, *_),) = asked(desk, f"{MONDAY}08:20")
    assert {first, second} == {"li", "wang"}
    assert asked(desk, f"{MONDAY}09:00") == []  # the second did not answer within half an hour
    assert desk.history[-1][1] == Unanswered(second, "tap")
    assert desk.state.progress("tap", EIGHT) == "open"
    assert desk.state.refused == {("tap", "li"), ("tap", "wang")}


def test_a_promise_stays_whatever_comes_in() -> None:
    """A later order takes somebody, or the hour, from an earlier promise."""
    desk = opened(person("li"))
    desk.order(order("tap", f"{MONDAY}10:00", f"{MONDAY}14:00"), at=f"{MONDAY}08:00")
    ((_, _, hour),) = asked(desk, f"{MONDAY}08:00")
    desk.accept("li", "tap", at=f"{MONDAY}08:05")
    rival = f"{MONDAY}{hour[-2:]}:00"
    desk.order(order("door", rival), at=f"{MONDAY}08:10")
    desk.order(order("urgent", rival, min=1), at=f"{MONDAY}08:10")
    assert asked(desk, f"{MONDAY}08:10") == []
    assert desk.schedule.placement_of["tap"].start == dt.datetime.fromisoformat(f"{rival}+00:00")


def test_an_absence_frees_what_was_promised() -> None:
    """Somebody who is ill keeps a promise, or what they served is taken from them."""
    desk = opened()
    for day, name in ((MONDAY, "early"), (TUESDAY, "late")):
        desk.order(order(name, f"{day}10:00"), at=f"{MONDAY}08:00")
    offers = {what: who for who, what, _ in asked(desk, f"{MONDAY}08:00")}
    desk.tell(*(Accepted(who, what) for what, who in offers.items()), at=f"{MONDAY}08:10")
    desk.tell(Served(offers["early"], "early"), at=f"{MONDAY}11:00")
    ill = offers["late"]
    desk.tell(Absence(ill, "2026-03-02", "2026-03-03"), at=f"{MONDAY}12:00")
    assert desk.state.promises["early", offers["early"]].how == "served"
    assert [who for who, *_ in asked(desk, f"{MONDAY}12:00")] == [({"li", "wang"} - {ill}).pop()]


def test_who_does_not_come_is_replaced_while_there_is_time() -> None:
    """An order that somebody missed is forgotten, or the same person is asked for it once more."""
    desk = opened()
    desk.order(order("tap", f"{MONDAY}10:00", f"{MONDAY}14:00"), at=f"{MONDAY}08:00")
    ((who, _, hour),) = asked(desk, f"{MONDAY}08:00")
    desk.accept(who, "tap", at=f"{MONDAY}08:10")
    desk.tell(NoShow(who, "tap"), at=f"{MONDAY}{hour[-2:]}:10")
    again = asked(desk, f"{MONDAY}{hour[-2:]}:10")
    assert [other for other, *_ in again] == ([({"li", "wang"} - {who}).pop()] if hour == "Mon 10" else [])


def test_nothing_is_offered_too_soon_and_what_has_no_time_left_lapses() -> None:
    """Somebody is asked for an order that begins within notice, or for one that is over."""
    desk = opened(notice=dt.timedelta(hours=2))
    desk.order(order("tap", f"{MONDAY}10:00", f"{MONDAY}12:00"), at=f"{MONDAY}08:00")
    assert [hour for *_, hour in asked(desk, f"{MONDAY}09:00")] == ["Mon 12"]
    desk.order(order("door", f"{MONDAY}10:00"), at=f"{MONDAY}09:00")
    assert asked(desk, f"{MONDAY}09:00") == []
    assert desk.state.progress("door", EIGHT) == "open"
    assert desk.state.progress("door", EIGHT.replace(hour=11)) == "lapsed"


def test_limits_see_what_was_served_and_older_service_counts_as_hours() -> None:
    """Past orders are forgotten by limits, or those that are too old to be there by fairness."""
    once = vm.Limit("week", max_sessions=1)
    desk = opened(person("li", limits=[once]), memory=dt.timedelta(days=3))
    desk.order(order("tap", f"{MONDAY}10:00"), at=f"{MONDAY}08:00")
    asked(desk, f"{MONDAY}08:00")
    desk.accept("li", "tap", at=f"{MONDAY}08:00")
    desk.tell(Served("li", "tap"), at=f"{MONDAY}11:00")
    desk.order(order("door", f"{TUESDAY}10:00"), at=f"{MONDAY}11:00")
    assert asked(desk, f"{MONDAY}11:00") == []
    later = desk.problem_at("2026-03-06T11:00")
    assert [one.id for one in later.sessions] == []
    assert [one.served_hours for one in later.volunteers] == [1]


def test_stars_are_wishes_and_exclude_nobody() -> None:
    """Whoever got few stars is asked first, or never again."""
    desk = Desk(problem(rules=[Wishes(level=3, scale="scores"), FairShare(level=4)]), at=f"{MONDAY}08:00")
    desk.order(order("tap", f"{MONDAY}10:00"), at=f"{MONDAY}08:00")
    ((who, *_),) = asked(desk, f"{MONDAY}08:00")
    desk.accept(who, "tap", at=f"{MONDAY}08:00")
    desk.tell(Served(who, "tap"), Rated(who, "tap", 2), at=f"{MONDAY}11:00")
    desk.order(order("door", f"{TUESDAY}10:00"), at=f"{MONDAY}11:00")
    ((other, *_),) = asked(desk, f"{MONDAY}11:00")
    assert other != who
    desk.decline(other, "door", at=f"{MONDAY}11:10")
    assert [one for one, *_ in asked(desk, f"{MONDAY}11:10")] == [who]


def test_people_are_kept_free_for_what_is_expected() -> None:
    """Looking ahead changes nothing, costs an order that is there, or offers what nobody ordered."""
    both, one = [f"{MONDAY}10:00", f"{MONDAY}12:00"], [f"{MONDAY}10:00"]
    for hours, wanted in ((both, "Mon 12"), (one, "Mon 10")):
        desk = opened(person("li"))
        desk.order(order("tap", *hours), at=f"{MONDAY}08:00")
        found = desk.dispatch(at=f"{MONDAY}08:00", expected=[order("expected", *one)])
        assert [(offer.session, f"{offer.start:%a %H}") for offer in found.offers] == [("tap", wanted)]


def test_published_sessions_are_orders_from_the_start() -> None:
    """Sessions of the problem are not placed, or can no longer be cancelled."""
    hall = vm.Session("hall", start=f"{MONDAY}10:00", end=f"{MONDAY}12:00", roles=[vm.Role("host")])
    own = vm.Problem([vm.Volunteer("li")], [hall, order("tap", f"{MONDAY}14:00", min=0, max=1)], rules=[Limits()])
    desk = Desk(own, at=f"{MONDAY}08:00")
    assert asked(desk, f"{MONDAY}08:00") == [("li", "hall", "Mon 10")]
    desk.cancel("hall", at=f"{MONDAY}08:10")
    assert desk.state.progress("hall", EIGHT) == "cancelled"
    assert [one.id for one in desk.problem_at(f"{MONDAY}08:20").sessions] == ["tap"]


REFUSED: list[tuple[str, Callable[[Desk], object], str]] = [
    ("twice", lambda desk: desk.order(order("tap", f"{MONDAY}10:00")), "there is an order tap already"),
    ("unknown", lambda desk: desk.cancel("roof"), "there is no order roof"),
    ("nobody", lambda desk: desk.accept("zhao", "tap"), "there is nobody called zhao"),
    ("never asked", lambda desk: desk.accept("wang", "tap"), "order tap is not on offer to wang"),
    ("too late", lambda desk: desk.accept("li", "tap", at=f"{MONDAY}09:00"), "comes too late"),
    ("still time", lambda desk: desk.tell(Unanswered("li", "tap"), at=f"{MONDAY}08:10"), "still has time to answer"),
    ("no promise", lambda desk: desk.tell(Withdrawn("li", "tap")), "li has no promise for order tap"),
    ("not begun", lambda desk: desk.tell(Accepted("li", "tap"), Served("li", "tap"), at=f"{MONDAY}08:10"), "has not begun"),
    ("not served", lambda desk: desk.tell(Rated("li", "tap", 3)), "li has not served order tap"),
    ("other hour", lambda desk: desk.tell(offer("wang", 11)), "promised for another time"),
    ("no such start", lambda desk: desk.tell(Declined("li", "tap"), offer("wang", 9), at=f"{MONDAY}08:10"), "no such start"),
    ("full", lambda desk: desk.tell(offer("wang", 10)), "every seat of helper"),
    ("again", lambda desk: desk.tell(Declined("li", "tap"), offer("li", 10), at=f"{MONDAY}08:10"), "was asked for order"),
    ("stars", lambda desk: desk.tell(Rated("li", "tap", 6)), "5"),
    ("no event", lambda desk: desk.tell({"change": "forgotten"}), "wanted one of"),
]  # fmt: skip


def offer(who: str, hour: int, until: str = "23:00") -> Offered:
    """Return an offer of the one order at some hour."""
    return Offered(who, "tap", "helper", f"{MONDAY}{hour:02}:00", f"{MONDAY}{until}")


@pytest.mark.parametrize(("name", "step", "told"), REFUSED, ids=[name for name, *_ in REFUSED])
def test_what_does_not_fit_is_refused_whole(name: str, step: Callable[[Desk], object], told: str) -> None:
    """An event that cannot be is taken, half of a step stays, or the reason is not said."""
    desk = opened(person("li"))
    desk.tell({"change": "joined", "volunteer": person("wang")}, at=f"{MONDAY}08:00")
    most = 2 if name == "other hour" else 1
    desk.order(order("tap", f"{MONDAY}10:00", f"{MONDAY}11:00", max=most), at=f"{MONDAY}08:00")
    desk.tell(offer("li", 10, until="08:30"), at=f"{MONDAY}08:00")
    before = desk.history
    with pytest.raises((vm.DeskError, vm.ChangeError), match=told):
        step(desk)
    assert desk.history == before
    assert desk.state == replayed(desk)


@st.composite
def steps(draw: st.DrawFn) -> list[tuple[str, int, int]]:
    """Draw what happens at a desk: what, to which of those it could happen to, and how many minutes later."""
    kinds = [
        "order",
        "dispatch",
        "dispatch",
        "accept",
        "accept",
        "decline",
        "withdraw",
        "serve",
        "miss",
        "rate",
        "ill",
        "cancel",
    ]
    one = st.tuples(st.sampled_from(kinds), st.integers(0, 5), st.sampled_from([0, 5, 29, 31, 240]))
    return [("order", 0, 0), *draw(st.lists(one, max_size=20))]


def take(desk: Desk, kind: str, which: int, at: dt.datetime) -> None:
    """Let something happen at a desk, if it can."""
    promised = list(desk.state.promises) or [("nothing", "nobody")]
    session, volunteer = promised[which % len(promised)]
    done: dict[str, Callable[[], object]] = {
        "order": lambda: desk.order(order(f"o{len(desk.state.orders)}", *SLOTS[which % 3], min=1 + which % 2), at=at),
        "dispatch": lambda: desk.dispatch(at=at),
        "accept": lambda: desk.accept(volunteer, session, at=at),
        "decline": lambda: desk.decline(volunteer, session, at=at),
        "withdraw": lambda: desk.tell(Withdrawn(volunteer, session), at=at),
        "serve": lambda: desk.tell(Served(volunteer, session), at=at),
        "miss": lambda: desk.tell(NoShow(volunteer, session), at=at),
        "rate": lambda: desk.tell(Rated(volunteer, session, 1 + which % 5), at=at),
        "ill": lambda: desk.tell(Absence("li", f"2026-03-0{2 + which % 2}", f"2026-03-0{2 + which % 2}"), at=at),
        "cancel": lambda: desk.cancel(f"o{which}", at=at),
    }
    done[kind]()


SLOTS = [[f"{MONDAY}10:00"], [f"{MONDAY}11:00", f"{MONDAY}12:00"], [f"{MONDAY}10:30", f"{TUESDAY}10:00"]]


@settings(max_examples=max(25, settings().max_examples // 4))
@given(steps())
def test_any_prefix_of_the_log_is_the_state_of_its_time(happened: list[tuple[str, int, int]]) -> None:
    """What a desk knew at some moment is not what its log says; a promise is dropped; a rule is broken on the way."""
    desk, at = opened(), EIGHT
    known = {0: desk.state}
    for kind, which, minutes in happened:
        at, before = at + dt.timedelta(minutes=minutes), desk.state
        with suppress(vm.DeskError):
            take(desk, kind, which, at)
        now = known[len(desk.history)] = desk.state
        gone = [key for key, one in before.promises.items() if one.how == "accepted" and key not in now.promises]
        assert not gone or kind in ("withdraw", "ill", "cancel")
        again = desk.dispatch(at=at).outcome if kind == "dispatch" else None
        made = None if again is None else again.schedule
        assert made is None or vm.check(desk.problem_at(at), made).ok
        known[len(desk.history)] = desk.state
    state, history = known[0], desk.history
    for number, (moment, event) in enumerate(history, start=1):
        state = after(event, state, moment)
        assert state == known.get(number, state)


@pytest.mark.parametrize("slip", [{"answer_within": 30}, {"notice": dt.timedelta(-1)}, {"problem": 3}, {"at": "soon"}])
def test_options_that_make_no_sense_are_refused(slip: dict[str, Any]) -> None:
    """A span of time or a moment that is none is taken."""
    with pytest.raises(vm.OptionError):
        Desk(**{"problem": problem(), **slip})
