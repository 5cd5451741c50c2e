"""Open hours become sessions that want as many people as the demand says at every moment."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

import volmatch as vm
from volmatch.patterns import open_hours, people_for

HALL = vm.Session("hall", place="village", roles=[vm.Role("keeper", skill="care")], attendance=20)


def test_the_day_is_cut_where_the_demand_changes() -> None:
    """A piece spans a change of demand, a closed hour is staffed, or a piece loses what the template says."""
    demand = [("10:00", 1), ("11:30", 2), ("13:00", 0), ("14:00", 1)]
    plan = open_hours(HALL, ["2026-08-03"], demand, "15:00", longest_minutes=60)
    assert [(one.id, one.length.seconds // 60, one.roles[0].min) for one in plan.sessions] == [
        ("hall 2026-08-03 10:00", 45, 1),
        ("hall 2026-08-03 10:45", 45, 1),
        ("hall 2026-08-03 11:30", 45, 2),
        ("hall 2026-08-03 12:15", 45, 2),
        ("hall 2026-08-03 14:00", 60, 1),
    ]
    assert {(one.place, one.kind, one.attendance, one.roles[0].skill) for one in plan.sessions} == {
        ("village", "hall", 20, "care")
    }


@given(
    st.lists(st.tuples(st.integers(0, 47), st.integers(0, 5)), min_size=1, max_size=6, unique_by=lambda step: step[0]),
    st.integers(10, 300),
)
def test_every_half_hour_wants_what_the_demand_says(steps: list[tuple[int, int]], longest: int) -> None:
    """At some half hour more or fewer people are wanted than the curve says."""
    steps.sort()
    demand = [(dt.time(*divmod(30 * step, 60)), heads) for step, heads in steps]
    plan = open_hours(HALL, ["2026-08-03"], demand, "23:59", longest_minutes=longest)
    assert all(one.length <= dt.timedelta(minutes=longest) for one in plan.sessions)
    for half in range(48):
        moment = dt.datetime.combine(dt.date(2026, 8, 3), dt.time(*divmod(30 * half, 60)))
        wanted = [heads for step, heads in steps if step <= half][-1:] or [0]
        on = [one for one in plan.sessions if one.start is not None and one.start <= moment < one.start + one.length]
        assert sum(one.roles[0].min for one in on) == wanted[0]


def test_people_for_guests() -> None:
    """The last few guests have nobody, or an empty hall is staffed."""
    assert [people_for(guests, 15) for guests in (0, 1, 15, 16)] == [0, 1, 1, 2]
    assert [people_for(guests, 15, floor=2) for guests in (0, 1, 31)] == [0, 2, 3]


@pytest.mark.parametrize("demand", [[], [("11:00", 1), ("10:00", 1)], [("10:00", 1), ("16:00", 2)], [("ten", 1)]])
def test_times_out_of_order_are_refused(demand: list[tuple[str, int]]) -> None:
    """A slip in the curve becomes a session that ends before it begins."""
    with pytest.raises(vm.OptionError):
        open_hours(HALL, ["2026-08-03"], demand, "16:00")


def test_a_template_has_one_role() -> None:
    """The demand is given to one of several roles by chance."""
    with pytest.raises(vm.OptionError, match="exactly one role, not 2"):
        open_hours(vm.Session("hall", roles=[vm.Role("a"), vm.Role("b")]), ["2026-08-03"], [("10:00", 1)], "11:00")
