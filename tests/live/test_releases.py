"""Releases: seats open when they are said to, first those that must not stay empty, and to whom they are said to."""

import datetime as dt

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import volmatch as vm
from live.changes_at_random import published
from live.tea_hall import hall
from volmatch.live import Release, SignUp
from volmatch.testing.rule_lists import wheres

FEW = settings(max_examples=max(25, settings().max_examples // 2))
#: Days of no importance: what opens has nothing to do with when sessions are.
DAYS = [dt.datetime(2020, 5, day, 12, tzinfo=dt.UTC) for day in (1, 2, 3)]


def opens(problem: vm.Problem, releases: list[Release], person: str, seat: vm.live.OpenSeat) -> dt.datetime | None:
    """Return when a seat opens to somebody, word for word as the page says."""
    volunteer, session = problem.volunteer(person), problem.session(seat.session)
    assert volunteer is not None
    assert session is not None
    moments = [
        one.from_
        for one in releases
        if (one.level is None or any(cost < 0 for level, cost in (seat.price or {}).items() if level <= one.level))
        and one.where.takes_volunteer(volunteer)
        and one.where.takes_session(session, problem)
    ]
    return min(moments, default=None)


@FEW
@given(st.data())
def test_seats_open_when_they_are_said_to(data: st.DataObject) -> None:
    """A seat is given before its time, kept back after it, or opened to somebody it is not for."""
    problem, before = data.draw(published())
    one = st.builds(
        Release,
        st.sampled_from(DAYS),
        level=st.sampled_from((None, 1, 2)),
        where=wheres(problem),
    )
    releases = data.draw(st.lists(one, min_size=1, max_size=3))
    person, now = data.draw(st.sampled_from(problem.volunteers)).id, data.draw(st.sampled_from(DAYS))
    free = SignUp(problem, before).open_seats(person, now=now)
    asked = SignUp(problem, before, releases=releases)
    found = asked.open_seats(person, now=now)
    expected = [
        seat for seat in free.seats if (moment := opens(problem, releases, person, seat)) is not None and moment <= now
    ]
    assert list(found.seats) == expected
    early = [seat for seat in found.closed if seat.price is not None]
    assert len(early) == len(free.seats) - len(expected)
    for seat in early:
        with pytest.raises(vm.SeatError) as caught:
            asked.take(person, seat.session, seat.role, now=now)
        assert caught.value.reasons == seat.reasons == asked.why_not(person, seat.session, seat.role, now=now)


def test_first_class_seats_come_first() -> None:
    """Somebody takes a seat that would be nice to have filled while another has nobody at all."""
    problem, empty = hall(people=3, seats=3)
    roles = [vm.Role("helper", min=1, target=2, max=3)]
    problem = attrs.evolve(problem, sessions=[attrs.evolve(one, roles=roles) for one in problem.sessions])
    book = SignUp(problem, empty, releases=[Release("2026-07-01", level=1), Release("2026-07-20T08:00")])
    with pytest.raises(vm.SeatError, match="it opens Wed 2026-07-01 00:00"):
        book.take("v0", "s0", "helper", now="2026-06-30T23:59")
    book.take("v0", "s0", "helper", now="2026-07-01T00:00")
    assert [str(one) for one in book.why_not("v1", "s0", "helper", now="2026-07-20T07:59")] == [
        "it opens Mon 2026-07-20 08:00"
    ]
    late = dt.datetime(2026, 7, 19, 23, 59, 59, 999_999, tzinfo=dt.UTC)
    assert book.why_not("v1", "s0", "helper", now=late) != ()
    assert book.take("v1", "s0", "helper", now=late + dt.timedelta(microseconds=1)).is_taken


def test_what_nobody_released_stays_closed() -> None:
    """A seat that no release is about is open to everybody."""
    problem, empty = hall(people=2)
    mine = vm.Where(volunteers=vm.VolunteerFilter(id="v0"))
    book = SignUp(problem, empty, releases=[Release("2026-07-01", where=mine), {"from": "2026-07-02", "level": 9}])
    assert book.open_seats("v0", now="2026-07-01T10:00").seats
    assert not book.open_seats("v1", now="2026-07-01T10:00").seats
    assert book.open_seats("v1", now="2026-07-02T10:00").seats
    alone = SignUp(problem, empty, releases=[Release("2026-07-01", where=mine)])
    assert [str(one) for one in alone.why_not("v1", "s0", "helper", now="2030-01-01T00:00")] == ["it is not released"]


@pytest.mark.parametrize(
    "releases",
    [
        3,
        "2026-07-01",
        [3],
        [Release("soon")],
        [{"from": "2026-07-01", "level": 0}],
        [{"level": 1}],
        [Release("2026-07-01", where=vm.Where(volunteers=vm.VolunteerFilter(id="nobody")))],
    ],
)
def test_what_is_no_release_is_refused(releases: object) -> None:
    """A slip in a release opens everything, nothing, or ends in a traceback."""
    with pytest.raises(vm.OptionError, match="releases"):
        SignUp(*hall(people=2), releases=releases)  # type: ignore[arg-type]


def test_who_asks_says_what_time_it_is() -> None:
    """Without a clock everything is open, or nothing."""
    book = SignUp(*hall(people=2), releases=[Release("2026-07-01")])
    for ask in (lambda: book.open_seats("v0"), lambda: book.take("v0", "s0", "helper")):
        with pytest.raises(vm.OptionError, match="say what time it is"):
            ask()
