"""Days of a calendar are found as a coordinator would mark them by hand."""

import datetime as dt

import pytest

import volmatch as vm
from volmatch.patterns import days_between, next_days, nth_weekdays


def days(*listed: str) -> tuple[dt.date, ...]:
    """Return days by ISO text."""
    return tuple(map(dt.date.fromisoformat, listed))


def test_days_between_skips_holidays_and_other_weekdays() -> None:
    """A holiday or a wrong weekday gets into the plan, or the last day is forgotten."""
    found = days_between("2026-08-03", "2026-08-17", weekdays=["mon"], holidays=["2026-08-10"])
    assert found == days("2026-08-03", "2026-08-17")
    assert days_between("2026-08-03", "2026-08-03") == days("2026-08-03")


def test_next_days_pass_over_holidays_without_losing_a_lesson() -> None:
    """A holiday shortens a course instead of moving its end."""
    found = next_days(dt.date(2026, 8, 1), 3, weekdays=["sat", "sun"], holidays=["2026-08-02"])
    assert found == days("2026-08-01", "2026-08-08", "2026-08-09")


@pytest.mark.parametrize(
    ("nth", "expected"),
    [(1, "2026-08-07"), (4, "2026-08-28"), (5, "2026-08-28"), (-1, "2026-08-28")],
)
def test_the_nth_weekday_of_a_month(nth: int, expected: str) -> None:
    """The first Friday is counted from the wrong day, or a month without a fifth has none."""
    assert nth_weekdays("2026-08-31", 1, nth=nth, weekday="fri") == days(expected)


def test_months_go_on_over_the_year_and_holidays_move_to_the_next_week() -> None:
    """December is followed by a month 13, or an event falls on a holiday."""
    found = nth_weekdays("2026-12-01", 2, nth=1, weekday="fri", holidays=["2027-01-01", "2027-01-08"])
    assert found == days("2026-12-04", "2027-01-15")


@pytest.mark.parametrize(
    "call",
    [
        lambda: days_between("2026-08-03", "2026-08-02"),
        lambda: days_between("2026-08-03", "yesterday"),
        lambda: days_between("2026-08-03", "2026-08-09", weekdays=["monday"]),  # type: ignore[list-item] # that is the point
        lambda: days_between("2026-08-03", "2026-08-09", weekdays=[]),
        lambda: next_days("2026-08-03", 0, weekdays=["mon"]),
        lambda: next_days("2026-08-03", 100_000, weekdays=["mon"]),
        lambda: nth_weekdays("2026-08-03", 1, nth=6, weekday="mon"),
    ],
)
def test_what_makes_no_sense_is_refused(call: object) -> None:
    """A slip ends in an empty plan, an endless loop or a foreign traceback."""
    with pytest.raises(vm.OptionError):
        call()  # type: ignore[operator] # each is a function
