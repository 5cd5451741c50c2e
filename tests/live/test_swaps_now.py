"""Swaps on a day that has begun: what is over stays as it was, and the answer says so."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import volmatch as vm
from live.offers_at_random import offers, staffed
from live.swaps_by_hand import SwapsByHand
from live.test_swaps import desks, wish
from volmatch.live import SwapOffer, SwapPast, SwapSeat

FEW = settings(max_examples=max(30, settings().max_examples // 4))


@FEW
@given(st.data())
def test_it_is_what_trying_everything_after_now_finds(data: st.DataObject) -> None:
    """A duty that is over is given or taken, or one that is to come is left alone because of it."""
    problem, before = data.draw(staffed())
    before = before.settled(problem)
    told = data.draw(offers(problem, before))
    now = data.draw(st.sampled_from(sorted({one.start for one in before.placements})))
    now += data.draw(st.sampled_from((dt.timedelta(), dt.timedelta(minutes=1))))
    longest, chains = data.draw(st.integers(2, 4)), data.draw(st.booleans())
    found = vm.live.swaps(problem, before, told, longest=longest, chains=chains, now=now)
    hand = SwapsByHand(problem, before, told, longest, chains, now=now)
    assert hand.key(hand.told(found)) == hand.best()
    assert found.proved
    assert found.is_first
    assert hand.after(hand.told(found)) == found.schedule
    over = {one.session for one in before.placements if one.start < now}
    assert {one for one in before.assignments if one.session in over} == {
        one for one in found.schedule.assignments if one.session in over
    }
    named = {
        (row, seat if isinstance(seat, SwapSeat) else SwapSeat(seat))
        for row, offer in enumerate(found.offers)
        for seat in (offer.gives, *offer.better, *offer.as_good)
        if seat is not None
    }
    assert {(one.offer, one.seat) for one in found.past} == {(row, seat) for row, seat in named if seat.session in over}


def test_nothing_is_past_before_the_first_session() -> None:
    """An early now changes what comes out, or is told of."""
    problem, before = desks("an", "bo")
    told = [wish("an", "bo"), wish("bo", "an")]
    early = vm.live.swaps(problem, before, told, now="2026-08-03T09:00")
    assert early == vm.live.swaps(problem, before, told)
    assert early.past == ()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_duty_that_is_over_stays_and_that_is_said(lang: str) -> None:
    """Somebody swaps yesterday's duty away, or is not told why nothing comes of the offer."""
    problem, before = desks("an", "bo", "li")
    told = [wish("an", "bo"), wish("bo", "an", "li"), wish("li", "bo")]
    found = vm.live.swaps(problem, before, told, now="2026-08-03T09:01")
    assert found.served == (1, 2)
    assert [(one.offer, one.seat.session, one.is_given) for one in found.past] == [
        (0, "desk an", True),
        (1, "desk an", False),
    ]
    assert all(isinstance(one, SwapPast) for one in found.past)
    said = found.sentence(lang).splitlines()
    assert len(said) == 6
    if lang == "en":
        assert said[-2:] == [
            "an keeps desk an: it began at Mon 2026-08-03 09:00, and that is past",
            "bo cannot take desk an: it began at Mon 2026-08-03 09:00, and that is past",
        ]


def test_who_wants_to_leave_what_is_over_does_not() -> None:
    """Somebody is taken out of a duty that they served already."""
    problem, before = desks("an", "bo")
    loads = {rule.level: 1_000_000 for rule in problem.rules if rule.level > 1}
    told = [SwapOffer("an", "desk an"), SwapOffer("bo", better=["desk an"])]
    assert vm.live.swaps(problem, before, told, allowed=loads).served == (0, 1)
    late = vm.live.swaps(problem, before, told, allowed=loads, now="2026-08-03T12:00")
    assert late.served == ()
    assert late.schedule == before.settled(problem)
