"""A desk that remembers what it made of people and orders asks the same question as one that does not."""

import pytest

import volmatch as vm
from live.desk_by_hand import MONDAY, TUESDAY, asked, opened, order
from volmatch.live import Absence, Desk, Rated, Served
from volmatch.live.dispatch.known_records import KnownRecords


def same(desk: Desk, at: str) -> list[str]:
    """Dispatch, and return whom it asked; the question is that of a desk that remembers nothing."""
    fresh, found = desk.problem_at(at), desk.dispatch(at=at)
    if found.problem is not None:
        assert found.problem == fresh
        assert [one.label for one in found.problem.volunteers] == [one.label for one in fresh.volunteers]
    return [one.volunteer for one in found.offers]


def test_what_is_remembered_is_what_would_be_made() -> None:
    """Somebody is away, has served or was rated since, and the desk goes by what it knew before."""
    desk = opened()
    desk.order(order("tap", f"{MONDAY}10:00", f"{MONDAY}14:00"), at=f"{MONDAY}08:00")
    desk.order(order("lamp", f"{MONDAY}10:00", f"{TUESDAY}14:00"), at=f"{MONDAY}08:00")
    for one in (first := same(desk, f"{MONDAY}08:10")):
        desk.accept(one, "tap" if ("tap", one) in desk.state.promises else "lamp", at=f"{MONDAY}08:20")
    assert first
    same(desk, f"{MONDAY}08:30")
    ((who, _),) = [key[::-1] for key in desk.state.promises if key[0] == "tap"]
    desk.tell(Served(who, "tap"), Rated(who, "tap", 2), at=f"{MONDAY}16:00")
    desk.order(order("door", f"{MONDAY}17:00", f"{TUESDAY}09:00"), at=f"{MONDAY}16:10")
    same(desk, f"{MONDAY}16:20")
    desk.tell(Absence("li", f"{TUESDAY}00:00", f"{TUESDAY}23:00"), at=f"{MONDAY}16:30")
    desk.order(order("roof", f"{TUESDAY}09:00", f"{TUESDAY}16:00"), at=f"{MONDAY}16:30")
    same(desk, f"{MONDAY}16:40")


def test_only_the_very_same_record_is_known() -> None:
    """Another person of the same id gets what was made of the first."""
    known, one = KnownRecords(), vm.Volunteer("li", name="Li")
    other = vm.Volunteer("li", name="Lin")
    assert known.made(one, (), lambda: one) is known.made(one, (), lambda: other)
    assert known.made(other, (), lambda: other).name == "Lin"
    assert known.made(one, 2, lambda: other).name == "Lin"


@pytest.mark.parametrize("limit", [0.001, 0.02])
def test_promises_stay_however_little_time_there_is(limit: float) -> None:
    """A desk on a busy machine has no schedule at all where it could have left everything as it is."""
    desk = opened()
    desk.order(order("tap", f"{MONDAY}10:00"), at=f"{MONDAY}08:00")
    ((who, *_),) = asked(desk, f"{MONDAY}08:10")
    desk.order(order("lamp", f"{MONDAY}10:00", f"{MONDAY}12:00"), at=f"{MONDAY}08:12")
    found = desk.dispatch(at=f"{MONDAY}08:15", time_limit=limit)
    assert found.outcome is not None
    assert found.outcome.schedule is not None
    assert vm.Assignment(who, "tap", "helper") in found.outcome.schedule.assignments
