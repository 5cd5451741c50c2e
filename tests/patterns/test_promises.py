"""What was promised stays, and what was refused goes to somebody else."""

import datetime as dt
from zoneinfo import ZoneInfo

import volmatch as vm
from volmatch.patterns import Plan, Request, appointments, promised

MORNING = [vm.Window("2026-08-03T08:00", "2026-08-03T12:00")]
#: One can come early only, one always, one late only.
EARLY = vm.Volunteer("early", available=[vm.Window("2026-08-03T08:00", "2026-08-03T09:00")])
ALWAYS = vm.Volunteer("always", wishes=[vm.Wish(session="a", score=3)])
LATE = vm.Volunteer("late", available=[vm.Window("2026-08-03T11:00", "2026-08-03T12:00")])


def orders(*ids: str) -> Plan:
    """Return orders of an hour each, on one morning."""
    return appointments([Request(own, windows=MORNING, role=vm.Role("helper")) for own in ids], kind="order")


def promise(volunteer: str, session: str, hour: int) -> vm.Schedule:
    """Return a schedule of one order."""
    start = dt.datetime(2026, 8, 3, hour, tzinfo=ZoneInfo("UTC"))
    return vm.Schedule([vm.Assignment(volunteer, session, "helper")], [vm.Placement(session, start)])


def served(problem: vm.Problem) -> dict[str, tuple[str, int]]:
    """Return who comes to each order, and at which hour."""
    schedule = vm.solve(problem).schedule
    assert schedule is not None
    return {one.session.id: (one.volunteer.id, one.start.hour) for one in schedule.duties(problem)}


def test_what_was_promised_stays_though_something_better_is_there() -> None:
    """A resident to whom somebody was promised for eight gets somebody else, or at another hour."""
    plan = orders("a", "b")
    assert served(plan.problem([EARLY, ALWAYS]))["a"][0] == "always"
    found = served((plan + promised(promise("early", "a", 8))).problem([EARLY, ALWAYS]))
    assert found["a"] == ("early", 8)
    assert found["b"][0] == "always"


def test_a_promised_hour_stays_though_another_one_would_do_more() -> None:
    """Somebody comes as promised, but when nobody is at home."""
    keen = vm.Volunteer("keen", wishes=[vm.Wish(session="b", score=3)])
    late = vm.Session("b", start="2026-08-03T11:00", end="2026-08-03T12:00", roles=[vm.Role("helper")], optional=True)
    plan = orders("a") + Plan([late])
    assert served(plan.problem([keen]))["b"] == ("keen", 11)
    assert served((plan + promised(promise("keen", "a", 11))).problem([keen])) == {"a": ("keen", 11)}


def test_whoever_refused_is_not_asked_again_and_the_hour_stays() -> None:
    """The one who refused is sent again, or the order moves although somebody could come at that hour."""
    before = promise("always", "a", 11)
    plan = orders("a") + promised(before, refused=before.assignments, level=2)
    assert served(plan.problem([EARLY, ALWAYS, LATE])) == {"a": ("late", 11)}


def test_a_refused_order_moves_where_nobody_else_can_come_then() -> None:
    """The order is lost although somebody could come at another hour."""
    before = promise("always", "a", 11)
    plan = orders("a") + promised(before, refused=before.assignments, level=3)
    assert served(plan.problem([EARLY, ALWAYS])) == {"a": ("early", 8)}


def test_an_earlier_refusal_is_remembered() -> None:
    """Once somebody else was promised, whoever refused may be sent after all."""
    refused = promise("always", "a", 11).assignments
    plan = orders("a") + promised(vm.Schedule(), refused=refused)
    assert served(plan.problem([ALWAYS])) == {}
    assert [rule.level for rule in promised(promise("late", "a", 11), refused=refused).rules] == [0, 0]


def test_the_others_of_a_refused_session_stay() -> None:
    """One of two refuses, and the other is replaced as well."""
    pair = vm.Session("a", start="2026-08-03T08:00", end="2026-08-03T09:00", roles=[vm.Role("helper", min=2)])
    both = [vm.Assignment(own, "a", "helper") for own in ("early", "always")]
    before = vm.Schedule(both, [vm.Placement("a", dt.datetime(2026, 8, 3, 8, tzinfo=ZoneInfo("UTC")))])
    liked = vm.Volunteer("liked", wishes=[vm.Wish(session="a", score=9)])
    other = vm.Volunteer("other", wishes=[vm.Wish(session="a", score=9)])
    problem = (Plan([pair]) + promised(before, refused=both[1:])).problem([EARLY, ALWAYS, liked, other])
    schedule = vm.solve(problem).schedule
    assert schedule is not None
    people = {one.volunteer for one in schedule.assignments}
    assert "early" in people
    assert "always" not in people
    assert len(people) == 2
