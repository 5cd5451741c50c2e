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
