"""A monthly event draws from every circle."""

import volmatch as vm
from volmatch.patterns import monthly_event, nth_weekdays

DAY = vm.Session("public day", roles=[vm.Role("host")], place="hall")


def test_each_month_has_a_role_for_each_circle() -> None:
    """A circle is left out of a month, or an event has no name of its own."""
    days = nth_weekdays("2026-08-01", 3, nth=1, weekday="sat")
    themes = ["Repairs", "Music"]
    plan = monthly_event(DAY, days, starts="14:00", minutes=120, circles={"elders": 2, "youth": 1}, themes=themes)
    assert [(one.id, one.name, one.series) for one in plan.sessions] == [
        ("public day 2026-08", "Repairs", "public day"),
        ("public day 2026-09", "Music", "public day"),
        ("public day 2026-10", "Repairs", "public day"),
    ]
    assert [(role.name, role.min, tuple(role.traits)) for role in plan.sessions[0].roles] == [
        ("host", 1, ()),
        ("elders", 2, ("elders",)),
        ("youth", 1, ("youth",)),
    ]


def test_only_who_belongs_to_a_circle_stands_for_it() -> None:
    """Anybody fills the seat of a circle."""
    plan = monthly_event(vm.Session("day"), ["2026-08-01"], starts="14:00", minutes=60, circles={"elders": 1})
    people = [vm.Volunteer("mei", traits=["youth"]), vm.Volunteer("bo", traits=["elders"])]
    outcome = vm.solve(plan.problem(people))
    assert outcome.schedule is not None
    assert [one.volunteer for one in outcome.schedule.assignments] == ["bo"]
