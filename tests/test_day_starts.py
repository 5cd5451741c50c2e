"""A day may begin at five in the morning: the night shift then belongs to the evening before, in every count of days."""

import datetime as dt
import io
import json
import re
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from volmatch import rules
from volmatch.report.html.page import page
from volmatch.testing import problems, rule_lists, schedules

FIVE = dt.timedelta(hours=5)
MONDAY = dt.date(2026, 7, 20)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")
_FEW_DAYS = range(-4, 5)


def later(value: Any) -> Any:
    """Return plain data with every moment five hours later; days and times of day alone stay."""
    if isinstance(value, dict):
        return {name: later(one) for name, one in value.items()}
    if isinstance(value, list):
        return [later(one) for one in value]
    if isinstance(value, str) and _MOMENT.match(value):
        return (dt.datetime.fromisoformat(value) + FIVE).isoformat(timespec="minutes")
    return value


def spelled_out(problem: vm.Problem) -> vm.Problem:
    """Return a problem whose weekly windows are written out: those are on the clock, wherever days begin."""
    days = [problem.days[0] + dt.timedelta(days=step) for step in _FEW_DAYS]

    def written(given: Any, zone: ZoneInfo) -> Any:
        if given is None:
            return None
        listed = [[one] if isinstance(one, vm.Window) else [one.on(day, zone) for day in days] for one in given]
        return [window for windows in listed for window in windows if window is not None]

    people = [
        attrs.evolve(one, available=written(one.available, zone), away=written(one.away, zone))
        for one in problem.volunteers
        for zone in [problem.zone_of(one)]
    ]
    return attrs.evolve(problem, volunteers=people)


def says_a_clock(rule: vm.Rule) -> bool:
    """Whether a rule says when a night ends."""
    return getattr(rule, "after_late", None) is not None or bool(getattr(rule, "next_day", False))


@st.composite
def cases(draw: st.DrawFn) -> tuple[vm.Problem, vm.Schedule]:
    """Draw a problem whose days begin at midnight and whose clocks nobody changes, and a schedule."""
    problem = draw(problems(rules=lambda one: rule_lists(one, most=3)))
    assume(problem.day_starts == dt.time() and problem.timezone != "Europe/Berlin")
    assume(all(place.day_starts is None or place.day_starts < dt.time(7) for place in problem.places))  # before noon
    problem = spelled_out(problem)
    kept = [rule for rule in problem.rules if not says_a_clock(rule)]
    return attrs.evolve(problem, rules=rules.only(kept)), draw(schedules(problem))


@settings(max_examples=60)
@given(cases())
def test_what_begins_five_hours_later_in_days_that_do_so_too_is_the_same(case: tuple[vm.Problem, vm.Schedule]) -> None:
    """Some rule takes a day off the calendar instead of asking the problem where days begin."""
    problem, schedule = case
    data = later(json.loads(vm.io.dumps(problem)))
    for place in (one for one in data.get("places", ()) if "day_starts" in one):
        place["day_starts"] = f"{dt.datetime.combine(MONDAY, dt.time.fromisoformat(place['day_starts'])) + FIVE:%H:%M}"
    moved = vm.io.loads(json.dumps({**data, "day_starts": "05:00"}))
    assert isinstance(moved, vm.Problem)
    placed = [attrs.evolve(one, start=one.start + FIVE) for one in schedule.placements]
    then = vm.Schedule(schedule.assignments, placed, schedule.dropped)
    before, after = vm.check(problem, schedule), vm.check(moved, then)
    assert after.levels == before.levels
    told = [[(one.rule, one.volunteers, one.sessions, one.excess) for one in of.violations] for of in (before, after)]
    assert told[0] == told[1]
    assert [level.value for level in vm.solve(moved).levels] == [level.value for level in vm.solve(problem).levels]


def festival(day_starts: str = "05:00", **parts: Any) -> vm.Problem:
    """Return a night and the day after it: the bar from 22:00, the same bar from 01:00, breakfast at 08:00."""
    times = {"late": ("31T22:00", "31T24:00"), "night": ("32T01:00", "32T04:00"), "breakfast": ("32T08:00", "32T10:00")}

    zone = ZoneInfo("Europe/Berlin")

    def moment(word: str) -> dt.datetime:
        day, clock = word.split("T")
        hour, minute = map(int, clock.split(":"))
        return dt.datetime(2026, 7, 1, tzinfo=zone) + dt.timedelta(days=int(day) - 1, hours=hour, minutes=minute)

    sessions = [
        vm.Session(name, start=moment(start), end=moment(end), roles=[vm.Role("bar", min=1)])
        for name, (start, end) in times.items()
    ]
    people = [vm.Volunteer("li", limits=[vm.Limit("day", max_sessions=1)])]
    return vm.Problem(people, sessions, timezone="Europe/Berlin", day_starts=day_starts, **parts)


def served(problem: vm.Problem, *names: str) -> vm.Schedule:
    """Return the schedule in which Li serves in these sessions."""
    placements = [vm.Placement(one.id, one.candidate_starts[0]) for one in problem.sessions]
    return vm.Schedule([vm.Assignment("li", name, "bar") for name in names], placements)


@pytest.mark.parametrize(
    ("day_starts", "names", "is_kept"),
    [
        ("05:00", ("late", "night"), False),
        ("05:00", ("night", "breakfast"), True),
        ("00:00", ("late", "night"), True),
        ("00:00", ("night", "breakfast"), False),
        ("01:00", ("late", "night"), True),
        ("01:01", ("late", "night"), False),
    ],
)
def test_the_night_belongs_to_the_evening(day_starts: str, names: tuple[str, ...], *, is_kept: bool) -> None:
    """One duty a day: the bar of the night counts for the day of the breakfast, or does though days begin at midnight."""
    problem = festival(day_starts)
    assert vm.check(problem, served(problem, *names)).ok is is_kept
    outcome = vm.solve(problem)
    assert outcome.status == "optimal"
    assert vm.check(problem, outcome.schedule or vm.Schedule()).ok


def test_a_problem_comes_back_with_the_beginning_of_its_days(tmp_path: Any) -> None:
    """A file or a workbook forgets when days begin."""
    problem = festival()
    assert vm.io.loads(vm.io.dumps(problem)) == problem
    assert '"day_starts": "05:00"' in vm.io.dumps(problem)
    assert "day_starts" not in vm.io.dumps(festival("00:00"))
    vm.io.write_tables(problem, tmp_path / "festival.xlsx")
    assert vm.io.read_tables(tmp_path / "festival.xlsx") == problem


@pytest.mark.parametrize("given", ["12:00", "24:00", "five", 5])
def test_days_begin_before_noon(given: object) -> None:
    """A day that begins in the evening is taken, and belongs to the day before."""
    with pytest.raises(vm.ProblemError, match="day_starts"):
        festival(given)  # type: ignore[arg-type] # that is the point


def test_boards_show_the_night_under_the_evening() -> None:
    """The bar at one in the morning stands under the day after, or looks as if it were on the evening's afternoon."""
    problem = festival()
    schedule = served(problem, "night")
    for by in ("session", "volunteer"):
        shown = io.StringIO()
        vm.show(problem, schedule, by=by, file=shown)
        assert "+1 01:00-04:00" in shown.getvalue()
        assert "22:00-00:00 +1" in shown.getvalue() or by == "volunteer"
    made = page(problem, schedule)
    assert made.count("+1 01:00-04:00") == 2, "among the sessions and in the week of Li"


def test_a_late_night_is_late_until_days_begin() -> None:
    """A rest after a late night takes five in the morning for the end of the night though the problem says six."""
    rest = rules.MinRest(hours=0, after_late=rules.AfterLate(late_from=dt.time(23), late_hours=12))
    start = dt.datetime(2026, 8, 1, 5, 30, tzinfo=dt.UTC)
    times = {"dawn": (start, start + dt.timedelta(hours=1)), "noon": (start + dt.timedelta(hours=7),) * 2}
    sessions = [
        vm.Session(name, start=since, end=until + dt.timedelta(hours=name == "noon"), roles=[vm.Role("bar")])
        for name, (since, until) in times.items()
    ]
    for day_starts, is_late in (("00:00", False), ("06:00", True)):
        problem = vm.Problem(
            [vm.Volunteer("li")], sessions, timezone="UTC", day_starts=day_starts, rules=rules.only([rest])
        )
        assert vm.check(problem, served(problem, "dawn", "noon")).ok is not is_late


@pytest.mark.parametrize(
    "starts", [("T00:30+00:00", "T01:00+00:00"), ("T01:00+00:00", "T00:30+00:00"), ("T01:00+00:00",)]
)
def test_a_day_that_begins_in_the_hour_that_clocks_repeat(starts: tuple[str, ...]) -> None:
    """A later moment of the earlier day is forgotten: nobody is free then, or the day asks for nothing."""
    moments = [dt.datetime.fromisoformat(f"2026-10-25{one}") for one in starts]
    visit = vm.Session("visit", minutes=30, starts=moments, roles=[vm.Role("helper")])
    daily = vm.Volunteer("wang", limits=[vm.Limit("day", min_sessions=1)])
    problem = vm.Problem([daily, vm.Volunteer("li")], [visit], timezone="Europe/Berlin", day_starts="02:30")
    laws.optimum(problem)


def two_places(**starts: str | None) -> vm.Problem:
    """Return a bar where days begin at five in the morning, and a kitchen where they begin at midnight."""
    places = [
        vm.Place("town"),
        vm.Place("bar", parent="town", day_starts=starts.get("bar", "05:00")),
        vm.Place("terrace", parent="bar", day_starts=starts.get("terrace")),
        vm.Place("kitchen", parent="town", day_starts=starts.get("kitchen")),
    ]
    times = {"late": "2026-07-31T22:00", "night": "2026-08-01T01:00", "baking": "2026-08-01T04:00"}
    where = {"late": "bar", "night": "terrace", "baking": "kitchen"}
    sessions = [
        vm.Session(name, starts=[start], minutes=60, place=where[name], roles=[vm.Role("bar", min=1)])
        for name, start in times.items()
    ]
    return vm.Problem(
        [vm.Volunteer("li", limits=[vm.Limit("day", max_sessions=1)])],
        sessions,
        places=places,
        timezone="Europe/Berlin",
        rules=rules.only([rules.Cover()]),
    )


@pytest.mark.parametrize(
    ("starts", "names", "is_kept"),
    [
        ({}, ("late", "night"), False),
        ({}, ("night", "baking"), True),
        ({"bar": None}, ("late", "night"), True),
        ({"bar": None}, ("night", "baking"), False),
        ({"terrace": "00:00"}, ("late", "night"), True),
        ({"kitchen": "04:01"}, ("night", "baking"), False),
        ({"kitchen": "04:00"}, ("night", "baking"), True),
    ],
)
def test_a_duty_is_of_the_day_of_its_place(
    starts: dict[str, str | None], names: tuple[str, ...], *, is_kept: bool
) -> None:
    """One duty a day: what happens at one place counts by the beginning of days at another, or by none."""
    problem = two_places(**starts)
    assert vm.check(problem, served(problem, *names)).ok is is_kept
    laws.optimum(problem)
    laws.same_set(problem)


def test_a_room_decides_the_day() -> None:
    """A session that may get a room at either of two places counts for one day wherever it takes place."""
    problem = two_places()
    rooms = [vm.Room("cellar", "terrace"), vm.Room("shed", "kitchen")]
    night = vm.Session("night", starts=["2026-08-01T01:00"], minutes=60, room=vm.RoomNeed(), roles=[vm.Role("bar")])
    late, _, baking = problem.sessions
    moved = attrs.evolve(problem, sessions=[late, night, baking], rooms=rooms)
    assert moved.start_days(moved.sessions[1]) == (dt.date(2026, 7, 31), dt.date(2026, 8, 1))
    for room, other in (("cellar", "late"), ("shed", "baking")):
        schedule = served(problem, "night", other)
        placed = [attrs.evolve(one, room=room if one.session == "night" else None) for one in schedule.placements]
        told = vm.check(moved, vm.Schedule(schedule.assignments, placed))
        assert [one.rule for one in told.breaches] == ["limits"]
    laws.optimum(moved)
    laws.same_set(moved)


def test_a_place_comes_back_with_the_beginning_of_its_days(tmp_path: Any) -> None:
    """A file or a workbook forgets when days begin at a place."""
    problem = two_places()
    assert vm.io.loads(vm.io.dumps(problem)) == problem
    vm.io.write_tables(problem, tmp_path / "bar.xlsx")
    assert vm.io.read_tables(tmp_path / "bar.xlsx") == problem


@pytest.mark.parametrize("given", ["12:00", "five"])
def test_days_begin_before_noon_at_each_place(given: str) -> None:
    """A place whose days begin in the evening is taken, or the fault does not say which place it is."""
    with pytest.raises(vm.ProblemError, match=r"places\[3\]\.day_starts"):
        two_places(kitchen=given)


@settings(max_examples=40)
@given(problems(rules=lambda one: rule_lists(one, most=3)), st.data())
def test_places_that_all_say_the_same_are_a_problem_that_says_it(problem: vm.Problem, data: st.DataObject) -> None:
    """Some rule asks the problem where days begin, and not the place."""
    assume(problem.places and all(problem.possible_places(one) for one in problem.sessions))
    assume(all(duty.place is not None for duty in problem.history))
    kept = [rule for rule in problem.rules if getattr(rule, "by", None) != "offer"]
    bare = [attrs.evolve(place, day_starts=None) for place in problem.places]
    whole = attrs.evolve(problem, places=bare, day_starts="04:30", rules=rules.only(kept))
    city = [attrs.evolve(place, day_starts=None if place.parent else "04:30") for place in bare]
    by_place = attrs.evolve(whole, places=city, day_starts="11:00")
    schedule = data.draw(schedules(whole))
    before, after = vm.check(whole, schedule), vm.check(by_place, schedule)
    assert after.levels == before.levels
    assert [level.value for level in vm.solve(by_place).levels] == [level.value for level in vm.solve(whole).levels]
