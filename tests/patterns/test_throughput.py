"""Guests become seats: everybody gets a turn, and no chair is used twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import volmatch as vm
from volmatch.patterns import seats_for, throughput

CUT = vm.Session("haircut", roles=[vm.Role("hairdresser", skill="hair")], attendance=24)
MONDAYS = ["2026-08-03", "2026-08-10"]


@given(st.integers(0, 200), st.integers(1, 60), st.integers(60, 300))
def test_seats_are_enough_and_not_more(guests: int, each: int, minutes: int) -> None:
    """A guest goes home unserved, or somebody sits idle the whole time."""
    seats, turns = seats_for(guests, minutes_each=each, open_minutes=minutes), minutes // each
    assert seats * turns >= guests > (seats - 1) * turns or guests == seats == 0


def test_each_day_is_a_session_with_its_seats() -> None:
    """The seats do not follow from the guests, or chairs stay out of it."""
    plan = throughput(CUT, MONDAYS, opens="08:30", closes="11:30", minutes_each=20, chairs=4)
    assert [one.id for one in plan.sessions] == ["haircut 2026-08-03", "haircut 2026-08-10"]
    assert {(one.roles[0].min, one.roles[0].target, one.roles[0].max) for one in plan.sessions} == {(1, 3, 4)}
    assert {one.kind for one in plan.sessions} == {"haircut"}


@pytest.mark.parametrize(("fewest", "least"), [(None, 1), (0, 0), (9, 1), (10, 2), (24, 3)])
def test_the_fewest_guests_say_how_many_seats_are_needed(fewest: int | None, least: int) -> None:
    """A poor day serves fewer guests than were promised a turn, or seats that are only wanted are needed."""
    plan = throughput(CUT, MONDAYS, opens="08:30", closes="11:30", minutes_each=20, fewest=fewest)
    assert {(one.roles[0].min, one.roles[0].target) for one in plan.sessions} == {(least, 3)}


@pytest.mark.parametrize("fewest", [-1, 25])
def test_fewest_guests_beyond_all_guests_are_refused(fewest: int) -> None:
    """More guests must get a turn than come, and the slip ends as a role with impossible head-counts."""
    with pytest.raises(vm.OptionError, match=f"fewest: wanted 0 to 24 guests, not {fewest}"):
        throughput(CUT, MONDAYS, opens="08:30", closes="11:30", minutes_each=20, fewest=fewest)


def test_too_few_chairs_and_too_short_hours_are_refused() -> None:
    """The plan promises turns that cannot take place."""
    with pytest.raises(vm.OptionError, match="24 guests need 3 seats, but there are 2 chairs"):
        throughput(CUT, MONDAYS, opens="08:30", closes="11:30", minutes_each=20, chairs=2)
    with pytest.raises(vm.OptionError, match="does not fit"):
        throughput(CUT, MONDAYS, opens="08:30", closes="08:45", minutes_each=20)
