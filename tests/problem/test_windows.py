"""Windows that overlap, touch, turn back or last no time."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

import volmatch as vm
from sample_problems import at
from slips import the_fault, with_value
from volmatch.problem.window import WEEKDAYS
from volmatch.rules import Available, only

Stretch = tuple[int, int]
STRETCHES = st.tuples(st.integers(0, 12), st.integers(1, 6)).map(lambda drawn: (drawn[0], drawn[0] + drawn[1]))


@pytest.mark.parametrize("path", ["volunteers[0].available[0]", "volunteers[0].away[0]", "rooms[0].closed[0]"])
@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("2026-08-01T10:00", "2026-08-01T10:00"),
        ("2026-08-01T10:00", "2026-08-01T09:59"),
        ("2026-08-01T10:00", "2026-08-01T11:00+09:00"),
    ],
)
def test_a_window_of_no_time_is_refused(path: str, begin: str, end: str) -> None:
    """A window that is reversed or empty means nothing, and nobody is told."""
    fault = the_fault(with_value(path, {"from": begin, "to": end}))
    assert fault.sentence() == f"{path}.to: a window must end after it begins"


def test_a_session_of_no_time_is_refused() -> None:
    """A session lasts no time or less, and so fits everywhere."""
    fault = the_fault(with_value("sessions[0].end", "2026-08-01T10:00"))
    assert fault.sentence() == "sessions[0].end: a session must end after it begins"


def test_weekly_faults() -> None:
    """A weekly window on no day, on a day that is none, or over before it begins passes."""
    path = "volunteers[0].available[2]"
    week = {"weekly": ["mon"], "from": "10:00", "to": "12:00"}
    assert the_fault(with_value(path, {**week, "weekly": []})).path == f"{path}.weekly"
    assert the_fault(with_value(path, {**week, "weekly": ["monday"]})).path == f"{path}.weekly[0]"
    late = the_fault(with_value(path, {**week, "since": "2026-08-02", "until": "2026-08-01"}))
    assert late.sentence() == f"{path}.until: the last day must not lie before the first"
    assert the_fault(with_value(path, {"weekly": ["mon"], "from": "10:00"})).path == f"{path}.to"


@pytest.mark.parametrize("list_", ["available", "away"])
@pytest.mark.parametrize(
    ("given", "column", "said"),
    [
        ({"every": 2}, "since", "say a day of a week that counts, to tell one week from the next"),
        ({"every": 0}, "every", "wanted a whole number from 1 to 1000000"),
        ({"nth": [1, 0]}, "nth", "wanted 1 for the first to 5 for the fifth of the month, or -1 for the last"),
        ({"nth": [6]}, "nth[0]", "wanted a whole number from -1 to 5"),
    ],
)
def test_faults_of_what_repeats(list_: str, given: dict[str, object], column: str, said: str) -> None:
    """Every second week counted from nowhere, or the sixth Monday of a month, passes."""
    path = f"volunteers[0].{list_}[0]"
    fault = the_fault(with_value(path, {"weekly": ["mon"], "from": "10:00", "to": "12:00", **given}))
    assert fault.sentence().startswith(f"{path}.{column}: {said}")


def falls_on(*days: str, **how: object) -> list[str]:
    """Return the days of August and September 2026 on which a Monday (and Friday, if asked) counts."""
    (volunteer,) = vm.Problem([vm.Volunteer("kay", away=[vm.Weekly(days, "10:00", "12:00", **how)])], []).volunteers  # type: ignore[arg-type]
    (weekly,) = volunteer.away
    assert isinstance(weekly, vm.Weekly)
    found = (dt.date(2026, 8, 1) + dt.timedelta(days=step) for step in range(61))
    return [f"{day:%m-%d}" for day in found if weekly.falls_on(day)]


def test_every_second_week() -> None:
    """Weeks are counted from the first day on, not from its Monday; or other days of the same week belong to another."""
    since = "2026-08-05"  # a Wednesday: its week counts, and its Monday lies before it
    assert falls_on("mon", since=since, every=2) == ["08-17", "08-31", "09-14", "09-28"]
    assert falls_on("mon", "fri", since=since, every=3) == ["08-07", "08-24", "08-28", "09-14", "09-18"]


def test_days_of_the_month() -> None:
    """The last Friday is always the fourth, or the fifth is there in each month."""
    assert falls_on("mon", nth=[1, 3]) == ["08-03", "08-17", "09-07", "09-21"]
    assert falls_on("fri", nth=[-1]) == ["08-28", "09-25"]
    assert falls_on("mon", nth=[5, -1]) == ["08-31", "09-28"]


def test_an_absence_that_repeats() -> None:
    """Somebody is away on every second Monday, and is asked on it; or on none."""
    mondays = vm.Weekly(["mon"], "09:00", "12:00", since="2026-08-03", every=2)
    times = [
        vm.Session(day, start=f"2026-08-{day}T11:00", end=f"2026-08-{day}T12:00", roles=[vm.Role("any")])
        for day in ("03", "10", "17")
    ]
    problem = vm.Problem([vm.Volunteer("kay", away=[mondays])], times)
    outcome = vm.solve(problem)
    assert outcome.schedule is not None
    assert [duty.session for duty in outcome.schedule.assignments] == ["10"]
    assert problem == vm.io.loads(vm.io.dumps(problem))


def test_a_weekly_window_past_midnight_ends_on_the_next_day() -> None:
    """A night is read as no time, or as a whole day more."""
    for begin, end, minutes in ((22, 2, 240), (0, 0, 1440), (10, 10, 1440), (22, 0, 120)):
        night = vm.Weekly(WEEKDAYS, dt.time(begin), dt.time(end))
        (volunteer,) = vm.Problem([vm.Volunteer("kay", available=[night])], []).volunteers
        (weekly,) = volunteer.available or ()
        assert isinstance(weekly, vm.Weekly)
        window = weekly.on(dt.date(2026, 8, 1), vm.Problem([], []).zone)
        assert window is not None
        assert window.to - window.from_ == dt.timedelta(minutes=minutes)


def problem_with(available: list[Stretch], away: list[Stretch], session: Stretch) -> vm.Problem:
    """Return a problem of one person and one session; a stretch is its first minute and the first one after."""

    def windows(stretches: list[Stretch]) -> list[vm.Window]:
        return [vm.Window(at(8, 1, 10, begin), at(8, 1, 10, end)) for begin, end in stretches]

    start, end = session
    return vm.Problem(
        [vm.Volunteer("kay", available=windows(available), away=windows(away))],
        [vm.Session("only", start=at(8, 1, 10, start), end=at(8, 1, 10, end), roles=[vm.Role("any")])],
        rules=only([Available()]),
        timezone="UTC",
    )


@given(st.lists(STRETCHES, max_size=4), st.lists(STRETCHES, max_size=2), STRETCHES)
def test_windows_mean_their_minutes(available: list[Stretch], away: list[Stretch], session: Stretch) -> None:
    """Windows that overlap, touch or lie in each other do not mean the same as the minutes they cover."""
    free = {minute for begin, end in available for minute in range(begin, end)}
    gone = {minute for begin, end in away for minute in range(begin, end)}
    problem = problem_with(available, away, session)
    there = vm.Placement("only", problem.sessions[0].candidate_starts[0])
    report = vm.check(problem, vm.Schedule([vm.Assignment("kay", "only", "any")], [there]))
    assert report.ok == (set(range(*session)) <= free - gone)
    again = vm.io.loads(vm.io.dumps(problem))
    assert again == problem
