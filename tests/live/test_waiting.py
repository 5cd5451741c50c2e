"""Waiting: who comes first is asked first, nobody gets a seat without a yes, and nobody takes one that is kept for another."""

import datetime as dt
import json

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import volmatch as vm
from live.tea_hall import hall
from volmatch.live import Signed, SignUp, WaitingList

FEW = settings(max_examples=max(25, settings().max_examples // 2))
NOW = "2026-07-01T12:00"


def full(people: int = 5) -> tuple[vm.Problem, vm.Schedule]:
    """Return a tea round whose one seat somebody has."""
    problem, empty = hall(people=people)
    return problem, empty.with_duty("v0", "s0", "helper")


def asked(line: WaitingList) -> list[str]:
    """Return who is asked."""
    return [one.volunteer for one in line.offers]


def test_who_waited_is_asked_before_they_get_the_seat() -> None:
    """A seat goes to somebody who did not say yes, or to one who came later."""
    book = SignUp(*full())
    book.wait("v2", "s0", "helper", now=NOW)
    assert [one.volunteer for one in book.wait("v1", "s0", "helper", now=NOW).waiting] == ["v2", "v1"]
    signed = book.give_back("v0", "s0", "helper", now=NOW)
    assert asked(signed.waiting) == ["v2"]
    assert not signed.schedule.assignments
    with pytest.raises(vm.SeatError, match="what is free is offered to people who waited for it"):
        book.take("v3", "s0", "helper", now=NOW)
    assert book.why_not("v3", "s0", "helper", now=NOW)
    assert not book.open_seats("v3", now=NOW).seats
    assert book.open_seats("v2", now=NOW).seats
    with pytest.raises(vm.SeatError, match="it is not offered"):
        book.accept("v1", "s0", "helper", now=NOW)
    yes = book.accept("v2", "s0", "helper", now=NOW)
    assert [one.volunteer for one in yes.schedule.assignments] == ["v2"]
    assert (asked(yes.waiting), [one.volunteer for one in yes.waiting.waiting]) == ([], ["v1"])


def test_who_says_no_or_nothing_is_passed_over() -> None:
    """The seat stays empty because one person does not answer."""
    book = SignUp(*full(), patience=dt.timedelta(hours=2))
    for person in ("v1", "v2", "v3"):
        book.wait(person, "s0", "helper", now=NOW)
    book.give_back("v0", "s0", "helper", now=NOW)
    assert asked(book.decline("v1", "s0", "helper", now="2026-07-01T12:30")) == ["v2"]
    assert asked(book.waiting(now="2026-07-01T14:29")) == ["v2"]
    late = book.waiting(now="2026-07-01T14:30")
    assert asked(late) == ["v3"]
    assert late.waiting == ()
    with pytest.raises(vm.SeatError, match="not offered"):
        book.accept("v2", "s0", "helper", now="2026-07-01T14:30")
    assert asked(book.waiting(now="2026-07-01T16:30")) == []
    assert book.take("v4", "s0", "helper", now="2026-07-01T16:30").is_taken


def test_no_offer_outlives_its_session() -> None:
    """Somebody is asked for a session that began."""
    book = SignUp(*full())
    book.wait("v1", "s0", "helper", now=NOW)
    line = book.give_back("v0", "s0", "helper", now="2026-08-03T09:00").waiting
    assert [str(one.until) for one in line.offers] == ["2026-08-03 10:00:00+08:00"]
    assert book.waiting(now="2026-08-03T10:00") == WaitingList()


def test_who_cannot_now_keeps_their_place() -> None:
    """The first in line is busy, and the seat stays empty; or they are forgotten."""
    problem, empty = hall(people=4, sessions=2)
    tied = attrs.evolve(problem.volunteers[1], limits=[vm.Limit("horizon", max_sessions=1)])
    problem = attrs.evolve(problem, volunteers=[problem.volunteers[0], tied, *problem.volunteers[2:]])
    book = SignUp(problem, empty.with_duty("v0", "s0", "helper").with_duty("v1", "s1", "helper"))
    book.wait("v1", "s0", "helper", now=NOW)
    book.wait("v2", "s0", "helper", now=NOW)
    line = book.give_back("v0", "s0", "helper", now=NOW).waiting
    assert (asked(line), [one.volunteer for one in line.waiting]) == (["v2"], ["v1"])
    book.give_back("v1", "s1", "helper", now=NOW)
    assert asked(book.decline("v2", "s0", "helper", now=NOW)) == ["v1"]
    line = book.take("v1", "s1", "helper", now=NOW).waiting  # now they cannot take what they were offered
    assert (asked(line), [one.volunteer for one in line.waiting]) == ([], ["v1"])


def test_what_nobody_can_wait_for() -> None:
    """Somebody waits for a seat that is free, that they have, that they wait for, or that they can never have."""
    problem, empty = hall(people=4, sessions=2)
    away = attrs.evolve(problem.volunteers[3], available=[])
    problem = attrs.evolve(problem, volunteers=[*problem.volunteers[:3], away])
    book = SignUp(problem, empty.with_duty("v0", "s0", "helper"))
    book.wait("v1", "s0", "helper", now=NOW)
    for person, session, why in (
        ("v1", "s1", "it can be taken now"),
        ("v0", "s0", "it is theirs already"),
        ("v1", "s0", "they wait for it already"),
        ("v3", "s0", "not available"),
    ):
        with pytest.raises(vm.SeatError, match=f"cannot wait for this seat: .*{why}"):
            book.wait(person, session, "helper", now=NOW)


def test_the_list_is_written_down_and_read_again() -> None:
    """A service begins anew, and nobody is asked any more; or what could not be written happened."""
    kept: list[Signed | WaitingList] = []
    problem, plan = full()
    book = SignUp(problem, plan, keep=kept.append)
    book.wait("v1", "s0", "helper", now=NOW)
    book.wait("v2", "s0", "helper", now=NOW)
    book.waiting(now=NOW)
    assert len(kept) == 2
    signed = book.give_back("v0", "s0", "helper", now=NOW)
    assert kept[-1] == signed
    again = SignUp(problem, signed.schedule, waiting=json.loads(json.dumps(signed.waiting.data())))
    assert again.waiting(now=NOW) == book.waiting(now=NOW) == signed.waiting
    fewer = attrs.evolve(problem, volunteers=[one for one in problem.volunteers if one.id != "v1"])
    assert asked(SignUp(fewer, signed.schedule, waiting=signed.waiting).waiting(now=NOW)) == ["v2"]

    def broken(_: object) -> None:
        raise OSError("no space")  # noqa: EM101, TRY003 - the disk says so

    book = SignUp(problem, plan, keep=broken)
    with pytest.raises(OSError, match="no space"):
        book.wait("v1", "s0", "helper", now=NOW)
    assert book.waiting(now=NOW) == WaitingList()


def test_slips_are_told() -> None:
    """A nonsense list, patience or clock ends in a traceback."""
    problem, plan = full()
    for slip in (
        lambda: SignUp(problem, plan, patience=dt.timedelta()),
        lambda: SignUp(problem, plan, patience=3),  # type: ignore[arg-type]
        lambda: SignUp(problem, plan, waiting=3),  # type: ignore[arg-type]
        lambda: SignUp(problem, plan, waiting={"offers": [{"volunteer": "v1"}]}),
        lambda: SignUp(problem, plan).wait("v1", "s0", "helper", now=None),  # type: ignore[arg-type]
        lambda: SignUp(problem, plan).wait("nobody", "s0", "helper", now=NOW),
    ):
        with pytest.raises(vm.OptionError):
            slip()


@FEW
@given(st.data())
def test_whatever_people_press(data: st.DataObject) -> None:
    """More are asked than there are seats, a seat is idle while somebody waits who could take it, or a yes comes from another."""
    seats = data.draw(st.integers(1, 2))
    problem, plan = hall(people=5, seats=seats, sessions=2)
    limits = data.draw(st.lists(st.booleans(), min_size=5, max_size=5))
    one = [vm.Limit("horizon", max_sessions=1)]
    crowd = [
        attrs.evolve(who, limits=one if tied else []) for who, tied in zip(problem.volunteers, limits, strict=True)
    ]
    problem = attrs.evolve(problem, volunteers=crowd)
    for number in range(seats):
        plan = plan.with_duty(f"v{number}", "s0", "helper")
    now = dt.datetime(2026, 8, 3, 0, 0, tzinfo=dt.UTC)
    book = SignUp(problem, plan, patience=dt.timedelta(hours=2))
    for _ in range(14):
        before = book.waiting(now=now)
        press = data.draw(st.sampled_from(("wait", "wait", "take", "give_back", "give_back", "accept", "decline")))
        person = data.draw(st.sampled_from(problem.volunteers)).id
        seat = (data.draw(st.sampled_from(("s0", "s0", "s1"))), "helper")
        if press == "give_back" and book.schedule.assignments:
            duty = data.draw(st.sampled_from(book.schedule.assignments))
            person, seat = duty.volunteer, (duty.session, duty.role)
        if press == "accept" and before.offers:
            offer = data.draw(st.sampled_from(before.offers))
            person, seat = offer.volunteer, (offer.session, offer.role)
        old = book.schedule
        try:
            getattr(book, press)(person, *seat, now=now)
        except vm.SeatError:
            assert book.schedule == old
        else:
            is_asked = any(one.seat == vm.Assignment(person, *seat) for one in before.offers)
            assert is_asked or press != "accept"
            others = sum((one.session, one.role) == seat and one.volunteer != person for one in before.offers)
            assert press not in ("take", "accept") or seats - old.heads(*seat) > others
        now += dt.timedelta(minutes=data.draw(st.sampled_from((0, 0, 1, 30))))
        held(problem, book, before, now)


def held(problem: vm.Problem, book: SignUp, before: WaitingList, now: dt.datetime) -> None:
    """Fail unless every offer has a seat, and no seat with somebody who could take it goes without an offer."""
    line, schedule = book.waiting(now=now), book.schedule
    assert vm.check(problem, schedule).ok
    for session in problem.sessions:
        for role in session.roles:
            seat = (session.id, role.name)
            offered = [one for one in line.offers if (one.session, one.role) == seat]
            free = role.max - schedule.heads(*seat)
            assert len(offered) <= free
            assert all(vm.check(problem, schedule.with_duty(*attrs.astuple(one.seat))).ok for one in offered)
            able = [
                one.volunteer
                for one in line.waiting
                if (one.session, one.role) == seat
                and session.id in schedule.placement_of
                and vm.check(problem, schedule.with_duty(one.volunteer, *seat)).ok
            ]
            assert not able or len(offered) == free
    for new in line.offers:  # nobody who came later was asked before
        if new in before.offers or new.seat not in before.waiting:
            continue
        for other in before.waiting[: before.waiting.index(new.seat)]:
            if (other.session, other.role) != (new.session, new.role) or other not in line.waiting:
                continue
            assert not vm.check(problem, schedule.with_duty(*attrs.astuple(other))).ok
