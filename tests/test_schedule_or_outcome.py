"""Every door that wants a schedule takes the one in an outcome, and what is neither is refused in words; so are odd moments."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

import volmatch as vm
from volmatch import explain, patterns
from volmatch.io.calendars import busy, with_busy
from volmatch.live import drill, repair

PROBLEM = vm.Problem(
    [vm.Volunteer("li"), vm.Volunteer("wu")],
    [
        vm.Session("a", start="2026-08-01T09:00", end="2026-08-01T10:00", kind="hair", roles=[vm.Role("host")]),
        vm.Session("b", start="2026-08-03T09:00", end="2026-08-03T10:00", roles=[vm.Role("host", min=3)]),
    ],
    timezone="Asia/Shanghai",
)
OUTCOME = vm.solve(PROBLEM, time_limit=10)
assert OUTCOME.schedule is not None
SCHEDULE = OUTCOME.schedule
NOTHING = vm.Outcome(schedule=None, status="infeasible", stopped_by="proof")

DOORS: dict[str, Callable[[Any], Any]] = {
    "check": lambda plan: vm.check(PROBLEM, plan),
    "score": lambda plan: vm.score(PROBLEM, plan),
    "letter": lambda plan: explain.letter(PROBLEM, plan, "li"),
    "shortage": lambda plan: [one.sentence() for one in explain.shortage(PROBLEM, plan).found],
    "compare": lambda plan: explain.compare(PROBLEM, plan, SCHEDULE),
    "grant_list": lambda plan: patterns.grant_list(PROBLEM, plan),
    "series_list": lambda plan: patterns.series_list(PROBLEM, plan),
    "ratio_list": lambda plan: patterns.ratio_list(PROBLEM, plan),
    "turns": lambda plan: patterns.turns(PROBLEM, plan, {"": ["x"]}, kind="hair", minutes_each=10),
    "turn_list": lambda plan: patterns.turn_list(PROBLEM, plan, ()),
    "takings_list": lambda plan: patterns.takings_list(PROBLEM, plan, (), kind="hair", price=1),
    "team_list": lambda plan: patterns.team_list(PROBLEM, plan),
    "pairs": patterns.pairs,
    "keeping": lambda plan: patterns.keeping(PROBLEM, plan),
}


@pytest.mark.parametrize("door", sorted(DOORS.keys() - {"team_list"}))
def test_a_schedule_and_the_outcome_that_has_it_mean_the_same(door: str) -> None:
    """One of the two is a traceback, or another answer."""
    assert DOORS[door](OUTCOME) == DOORS[door](SCHEDULE)


@pytest.mark.parametrize("door", sorted(DOORS))
@pytest.mark.parametrize("given", [None, "plan.json", {"assignments": []}, PROBLEM])
def test_what_is_no_schedule_is_refused_in_words(door: str, given: object) -> None:
    """A slip in an argument is a traceback from inside."""
    with pytest.raises(vm.OptionError, match="wanted a"):
        DOORS[door](given)


@pytest.mark.parametrize("door", sorted(DOORS.keys() - {"pairs", "team_list"}))
def test_an_outcome_without_a_schedule_is_refused_in_words(door: str) -> None:
    """Where nothing is possible, an explanation is a traceback."""
    with pytest.raises(vm.OptionError, match=r"no schedule|has none"):
        DOORS[door](NOTHING)


@pytest.mark.parametrize(
    "door", [lambda plan: drill(PROBLEM, plan, days=10), lambda plan: repair(PROBLEM, plan, [{"change": "cancelled"}])]
)
def test_repair_and_drill_say_that_an_outcome_has_no_schedule(door: Callable[[Any], Any]) -> None:
    """The sentence says that an Outcome was wanted and not an Outcome."""
    with pytest.raises(vm.OptionError, match="this outcome has none"):
        door(NOTHING)


@pytest.mark.parametrize(
    "question",
    [
        lambda plan: explain.why_not(PROBLEM, plan, "li", "a"),
        lambda plan: explain.why_empty(PROBLEM, plan, "b", "host"),
    ],
)
@pytest.mark.parametrize("given", [SCHEDULE, None, "plan.json"])
def test_a_question_that_needs_what_was_proved_asks_for_an_outcome(
    question: Callable[[Any], Any], given: object
) -> None:
    """A schedule alone, of which nothing is known to be proved, is a traceback."""
    with pytest.raises(vm.OptionError, match="wanted an Outcome"):
        question(given)


MOMENTS = ["2026-08-02T00:00", dt.datetime.fromisoformat("2026-08-02"), dt.datetime(2026, 8, 1, 16, tzinfo=dt.UTC)]


@pytest.mark.parametrize("now", MOMENTS)
def test_now_is_a_moment_in_any_form(now: Any) -> None:
    """A text or a moment without an offset, which everything else takes, is a traceback."""
    assert patterns.keeping(PROBLEM, SCHEDULE, now=now).past == 1


@pytest.mark.parametrize(("seconds", "past"), [(0, 0), (1, 1), (59.5, 1)])
def test_now_may_have_seconds_as_clocks_of_machines_have_them(seconds: float, past: int) -> None:
    """The moment that a machine says it is now is refused, or a session that began half a minute ago is to come."""
    now = dt.datetime(2026, 8, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=seconds)
    assert patterns.keeping(PROBLEM, SCHEDULE, now=now).past == past


@pytest.mark.parametrize("now", ["tonight", 7, "2026-08-02", dt.date(2026, 8, 2)])
def test_now_is_refused_where_it_is_no_moment(now: Any) -> None:
    """A slip in `now` is a traceback."""
    with pytest.raises(vm.OptionError, match="now"):
        patterns.keeping(PROBLEM, SCHEDULE, now=now)


ROLE = vm.Role("nurse")
PLAIN, EXACT = (
    vm.Window("2026-08-01T09:00", "2026-08-01T10:00"),
    vm.Window("2026-08-01T12:00+08:00", "2026-08-01T13:00+08:00"),
)
MIXED = vm.Window("2026-08-01T09:00", "2026-08-01T13:00+08:00")


@pytest.mark.parametrize("windows", [[PLAIN, EXACT], [EXACT, PLAIN], [MIXED]])
def test_windows_with_and_without_offsets_are_refused_together(windows: list[vm.Window]) -> None:
    """Moments that nobody can compare are a traceback."""
    with pytest.raises(vm.OptionError, match="offset"):
        patterns.appointments([patterns.Request("r", windows=windows, role=ROLE)], kind="visit")
    client = patterns.Client("c", suits=windows, role=ROLE)
    with pytest.raises(vm.OptionError, match="offset"):
        patterns.visits([client], since="2026-08-01", until="2026-08-01")


@pytest.mark.parametrize("since", ["2026-08-01T09:30", dt.datetime.fromisoformat("2026-08-01T09:30")])
def test_since_is_a_moment_in_any_form(since: Any) -> None:
    """A text for `since` is a traceback."""
    request = patterns.Request("r", windows=[PLAIN], role=ROLE, minutes=30)
    (session,) = patterns.appointments([request], kind="visit", since=since).sessions
    assert len(session.starts or ()) == 1


@pytest.mark.parametrize("since", ["2026-08-01T09:30+08:00", "soon", 7, dt.date(2026, 8, 1)])
def test_since_is_refused_where_it_cannot_be_compared(since: Any) -> None:
    """A slip in `since` is a traceback."""
    request = patterns.Request("r", windows=[PLAIN], role=ROLE, minutes=30)
    with pytest.raises(vm.OptionError, match="since"):
        patterns.appointments([request], kind="visit", since=since)


@pytest.mark.parametrize("zones", [["Europe/Berlin"], "Europe/Berlin", 7])
def test_zones_that_are_no_mapping_are_refused_in_words(zones: Any) -> None:
    """A slip in `zones` is a traceback."""
    with pytest.raises(vm.OptionError, match="zones"):
        busy("", since="2026-08-01T00:00", until="2026-08-02T00:00", timezone="UTC", zones=zones)
    with pytest.raises(vm.OptionError, match="zones"):
        with_busy(PROBLEM, {"li": ""}, zones=zones)
