"""Opening hours that end at midnight or after it."""

import pytest

import volmatch as vm
from volmatch.patterns import open_hours, throughput

BAR = vm.Session("bar", roles=[vm.Role("keeper")], attendance=4)


def pieces(demand: list[tuple[str, int]], closes: str, longest: int | None = None) -> list[tuple[str, str, int]]:
    """Return from when to when, and how many people, of each piece of one day."""
    plan = open_hours(BAR, ["2027-05-08"], demand, closes, longest_minutes=longest)
    return [(f"{one.start:%d %H:%M}", f"{one.end:%d %H:%M}", one.roles[0].min) for one in plan.sessions]


@pytest.mark.parametrize(("closes", "end"), [("02:00", "09 02:00"), ("24:00", "09 00:00"), ("00:00", "09 00:00")])
def test_a_bar_is_open_into_the_night(closes: str, end: str) -> None:
    """Nothing can close at midnight or after it."""
    found = pieces([("18:00", 2), ("22:00", 3)], closes)
    assert found == [("08 18:00", "08 22:00", 2), ("08 22:00", end, 3)]


def test_the_demand_may_change_after_midnight() -> None:
    """A piece after midnight is taken for one of the morning before, or pieces are cut at the wrong minute."""
    found = pieces([("22:00", 3), ("00:00", 0), ("01:00", 1)], "03:00", longest=60)
    assert found == [
        ("08 22:00", "08 23:00", 3), ("08 23:00", "09 00:00", 3), ("09 01:00", "09 02:00", 1), ("09 02:00", "09 03:00", 1),
    ]  # fmt: skip
    assert pieces([("00:00", 1)], "24:00") == [("08 00:00", "09 00:00", 1)]
    assert pieces([("06:00", 1)], "06:00") == [("08 06:00", "09 06:00", 1)]


@pytest.mark.parametrize(
    ("demand", "closes"),
    [([("18:00", 1), ("10:00", 1)], "20:00"), ([("10:00", 1), ("10:00", 2)], "20:00"), ([("24:00", 1)], "24:00")],
)  # fmt: skip
def test_times_in_no_order_are_refused(demand: list[tuple[str, int]], closes: str) -> None:
    """A slip becomes hours that last longer than a day, or none."""
    with pytest.raises(vm.OptionError, match="wanted times of day in order"):
        pieces(demand, closes)


def test_a_place_that_never_opens_is_refused() -> None:
    """A plan without any hours is made in silence."""
    with pytest.raises(vm.OptionError, match="wanted when the place opens"):
        pieces([], "20:00")


def test_guests_are_served_into_the_night() -> None:
    """Guests of a night kitchen find that a turn does not fit into less than no minutes."""
    [night] = throughput(BAR, ["2027-05-08"], opens="22:00", closes="01:00", minutes_each=90).sessions
    assert (f"{night.start:%d %H:%M}", f"{night.end:%d %H:%M}", night.roles[0].target) == ("08 22:00", "09 01:00", 2)
