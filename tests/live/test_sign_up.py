"""Open seats: every price is what two checks say, and what is called safe is safe."""

import datetime as dt
import pickle
from collections.abc import Iterator

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import volmatch as vm
from live.changes_at_random import published
from live.tea_hall import hall
from volmatch.live import OpenSeat, SignUp

#: Each example judges every seat of a problem.
FEW = settings(max_examples=max(25, settings().max_examples // 2))


def difference(problem: vm.Problem, before: vm.Schedule, after: vm.Schedule) -> dict[int, int] | None:
    """Return how much more each level costs, by two checks; ``None`` if a must is broken."""
    reports = [vm.check(problem, one) for one in (before, after)]
    if not reports[1].ok:
        return None
    return {old.level: new.value - old.value for old, new in zip(reports[0].levels, reports[1].levels, strict=True)}


def seats_of(problem: vm.Problem) -> Iterator[tuple[str, str]]:
    """Yield every role of every session."""
    for session in problem.sessions:
        for role in session.roles:
            yield session.id, role.name


def heads_at_most(problem: vm.Problem, session: str, role: str) -> int:
    """Return how many people a role has room for."""
    event = problem.session(session)
    found = None if event is None else event.role(role)
    return 0 if found is None else found.max


def held(problem: vm.Problem, before: vm.Schedule, after: vm.Schedule, seat: OpenSeat) -> None:
    """Fail unless a seat says what two checks say."""
    price = difference(problem, before, after)
    assert seat.price == price
    assert seat.is_open == (price is not None)
    assert seat.is_safe == (price is not None and max(price.values(), default=0) <= 0)
    assert seat.is_gain == (price is not None and vm.score(problem, after) < vm.score(problem, before))
    if price is None:
        assert seat.reasons
        assert set(seat.reasons) <= {breach.message for breach in vm.check(problem, after).breaches}


@FEW
@given(st.data())
def test_every_price_is_what_two_checks_say(data: st.DataObject) -> None:
    """A seat costs somebody something that is not told, a seat called safe is not, or one that can be taken is hidden."""
    problem, before = data.draw(published())
    before = before.settled(problem)
    person = data.draw(st.sampled_from(problem.volunteers)).id
    asked = SignUp(problem, before)
    found = asked.open_seats(person)
    assert found == vm.live.open_seats(problem, before, person)
    assert [seat.rank for seat in found.seats] == sorted(seat.rank for seat in found.seats)
    told = {(seat.session, seat.role): seat for seat in (*found.seats, *found.closed)}
    for seat in seats_of(problem):
        after = before.with_duty(person, *seat)
        if after == before:
            assert seat not in told
            assert asked.why_not(person, *seat)
            continue
        price = difference(problem, before, after)
        reasons = asked.why_not(person, *seat)
        assert (price is None) == bool(reasons)
        allowed = {breach.message for breach in vm.check(problem, after).breaches}
        if seat[0] not in before.placement_of:
            allowed = {vm.Text("it does not take place")}
        elif before.heads(*seat) == heads_at_most(problem, *seat):
            allowed = {vm.Text("all seats are taken")}
        assert set(reasons) <= allowed
        if seat in told:
            held(problem, before, after, told[seat])
        assert seat in told or price is None


@FEW
@given(st.data())
def test_a_walk_of_seats_taken_and_given_back(data: st.DataObject) -> None:
    """After a few seats a yes leads to another schedule than it says, a no changes it, or prices are those of yesterday."""
    problem, now = data.draw(published())
    now = now.settled(problem)
    people, seats = [one.id for one in problem.volunteers], [*seats_of(problem)]
    if not seats:
        return
    asked = SignUp(problem, now)
    for _ in range(4):
        taking, person, seat = data.draw(st.tuples(st.booleans(), st.sampled_from(people), st.sampled_from(seats)))
        if not taking and now.assignments and data.draw(st.booleans()):
            duty = data.draw(st.sampled_from(now.assignments))
            person, seat = duty.volunteer, (duty.session, duty.role)
        after = now.with_duty(person, *seat) if taking else now.without_duty(person, *seat)
        press = asked.take if taking else asked.give_back
        if after == now or difference(problem, now, after) is None:
            with pytest.raises(vm.SeatError) as caught:
                press(person, *seat)
            assert caught.value.reasons
            assert not caught.value.is_stale
        else:
            signed = press(person, *seat)
            held(problem, now, after, signed.seat)
            assert (signed.schedule, signed.volunteer, signed.is_taken) == (after, person, taking)
            assert signed.stamp == vm.live.stamp_of(problem, after) != vm.live.stamp_of(problem, now)
            now = after
        assert asked.schedule == now
        assert asked.stamp == vm.live.stamp_of(problem, now)


@FEW
@given(st.data())
def test_a_guarded_level_never_gets_worse(data: st.DataObject) -> None:
    """A seat is given although a level costs more that must not, or refused although only later levels do."""
    problem, before = data.draw(published())
    guard = data.draw(st.integers(0, 3))
    person = data.draw(st.sampled_from(problem.volunteers)).id
    free, guarded = SignUp(problem, before).open_seats(person), SignUp(problem, before, guard=guard).open_seats(person)
    allowed = {
        seat for seat in free.seats if all(cost <= 0 for level, cost in (seat.price or {}).items() if level <= guard)
    }
    assert set(guarded.seats) == allowed
    assert {(seat.session, seat.role) for seat in guarded.closed} == {
        (seat.session, seat.role) for seat in (*free.closed, *free.seats) if seat not in allowed
    }
    assert all(seat.reasons for seat in guarded.closed)


def test_the_past_is_over() -> None:
    """Somebody signs up for yesterday, or gives back what they served; or a clock with seconds is refused."""
    problem, empty = hall(sessions=2)
    asked = SignUp(problem, empty.with_duty("v0", "s0", "helper"))
    now = "2026-08-03T10:01"
    assert [seat.session for seat in asked.open_seats("v1", now=now).seats] == ["s1"]
    assert [seat.session for seat in asked.open_seats("v1", now="2026-08-04T10:00").seats] == ["s1"]
    with pytest.raises(vm.SeatError, match="Helper-0 cannot give back Tea 0 as helper: it began before now"):
        asked.give_back("v0", "s0", "helper", now=now)
    late = dt.datetime(2026, 8, 3, 2, 0, 0, 1, tzinfo=dt.UTC)
    assert [seat.session for seat in asked.open_seats("v1", now=late).seats] == ["s1"]
    with pytest.raises(vm.SeatError, match="it began before now"):
        asked.take("v1", "s0", "helper", now=now)
    assert asked.give_back("v0", "s0", "helper", now="2026-08-03T10:00").seat.price == {1: 1, 2: 1, 3: 0, 4: -64}


def test_what_is_open_is_said() -> None:
    """The sentences miss a seat, its price or a reason, or have no Chinese."""
    problem, empty = hall(sessions=2)
    busy = attrs.evolve(problem.volunteers[0], limits=[vm.Limit("horizon", max_sessions=1)])
    problem = attrs.evolve(problem, volunteers=[busy, *problem.volunteers[1:]])
    found = SignUp(problem, empty.with_duty("v0", "s0", "helper")).open_seats("v0")
    assert found.sentence().splitlines()[0] == "There is no seat that Helper-0 may take now."
    assert "- Tea 1, Tue 2026-08-04 10:00, as helper: Helper-0 has 2 sessions" in found.sentence()
    other = SignUp(problem, empty).open_seats("v1")
    assert other.sentence().splitlines()[0] == "Helper-1 may take 2 seats now:"
    assert "level 1 (cover) better by 1" in other.sentence()
    assert other.sentence("zh") != other.sentence()
    assert "cover" not in other.sentence("zh")


def test_slips_are_told() -> None:
    """A wrong id, a broken schedule or a nonsense option ends in a traceback."""
    problem, empty = hall()
    asked = SignUp(problem, empty)
    for slip in (
        lambda: asked.open_seats("nobody"),
        lambda: asked.take("v0", "nowhere", "helper"),
        lambda: asked.take("v0", "s0", "cook"),
        lambda: asked.why_not("nobody", "s0", "helper"),
        lambda: asked.open_seats("v0", now="soon"),
        lambda: SignUp(problem, empty, guard=-1),
        lambda: SignUp(problem, empty, keep=3),  # type: ignore[arg-type]
        lambda: SignUp(problem, "schedule"),  # type: ignore[arg-type]
        lambda: SignUp("problem", empty),  # type: ignore[arg-type]
    ):
        with pytest.raises(vm.OptionError):
            slip()
    crowd = empty.with_duty("v0", "s0", "helper").with_duty("v1", "s0", "helper")
    with pytest.raises(vm.ScheduleError, match="so repair it first"):
        SignUp(problem, crowd)


def test_a_no_can_be_sent_elsewhere() -> None:
    """A no that crosses from one process to another loses its reasons."""
    told = vm.SeatError(vm.Text("no"), reasons=[vm.Text("full")], is_stale=True)
    copy = pickle.loads(pickle.dumps(told))  # noqa: S301 - made here
    assert (copy.sentence(), copy.reasons, copy.is_stale) == ("no", (vm.Text("full"),), True)


def test_the_stamp_is_of_what_people_know() -> None:
    """The same schedule has two stamps, because a database told its starts in UTC; or two schedules have one."""
    problem, empty = hall(sessions=2)
    told = attrs.evolve(
        empty, placements=[attrs.evolve(one, start=one.start.astimezone(dt.UTC)) for one in empty.placements]
    )
    stamps = [vm.live.stamp_of(problem, one) for one in (empty, told, empty.with_duty("v0", "s0", "helper"))]
    assert stamps[0] == stamps[1] != stamps[2]


def test_a_duty_more_and_less() -> None:
    """A duty comes in twice, or another goes with it."""
    _, empty = hall(sessions=2)
    one = empty.with_duty("v0", "s0", "helper")
    both = one.with_duty("v1", "s1", "helper")
    assert one.with_duty("v0", "s0", "helper") is one
    assert one.without_duty("v1", "s1", "helper") is one
    assert both.without_duty("v1", "s1", "helper") == one
    assert (both.placements, both.dropped) == (empty.placements, empty.dropped)
