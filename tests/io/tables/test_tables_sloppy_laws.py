"""Laws of dates as people type them: any dress, any stretch, any serial number; and nothing guessed where nothing decides."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volmatch.io.tables.days_in_a_cell import said_days
from volmatch.io.tables.said_days import Around
from volmatch.io.tables.serials import serial_date, serial_time
from volmatch.io.tables.weekdays import NotACell

DRESSES = (
    "{0:%Y-%m-%d}", "{0.year}/{0.month}/{0.day}", "{0.day}.{0.month}.{0.year}", "{0.year}年{0.month}月{0.day}日", "{0:%d %B %Y}", "{0:%A, %d %b %Y}", "{0:%b} {0.day}, {0.year}",
    "{0.month}月{0.day}日", "{0.day} {0:%b}", "{0.day}.{0.month}.", "{0:%Y%m%d}", "{0.month}/{0.day}", "{0:%Y-%m-%d} ({0:%a})",
)  # fmt: skip


@given(st.dates(dt.date(2026, 7, 10), dt.date(2026, 12, 30)), st.integers(0, 9), st.sampled_from(DRESSES))
def test_a_stretch_of_days_in_any_dress(first: dt.date, length: int, dress: str) -> None:
    """A stretch of days begins or ends on another day, or is refused in a dress in which one day is understood."""
    last = first + dt.timedelta(days=length)
    around = Around(dt.date(2026, 10, 1), is_month_first=True)
    days = [first + dt.timedelta(days=step) for step in range(length + 1)]
    one = said_days(dress.format(first))
    assert one is not None
    assert one.dates(around) == [first]
    for between in (" - ", " to ", "至", "–"):  # noqa: RUF001 - people type it
        several = said_days(dress.format(first) + between + dress.format(last))
        assert several is not None
        assert several.dates(around) == days
    listed = said_days("; ".join(map(dress.format, days)))
    if len(days) < 6:
        assert listed is not None
        assert listed.dates(around) == days


@given(st.dates(dt.date(1955, 1, 1), dt.date(2118, 12, 31)), st.integers(0, 24 * 60 - 1))
def test_serial_numbers_are_those_of_spreadsheets(day: dt.date, minute: int) -> None:
    """A bare number is a day or a minute off."""
    number = (day - dt.date(1899, 12, 30)).days
    time = dt.time(minute // 60, minute % 60)
    assert serial_date(number) == serial_date(str(number)) == serial_date(float(number)) == day
    assert serial_time(minute / 1440) == time
    assert serial_time(number + minute / 1440) == dt.datetime.combine(day, time)


@given(st.integers(1, 12), st.integers(1, 12))
def test_strokes_are_never_guessed_where_nothing_decides(first: int, second: int) -> None:
    """Which of two numbers is the month is guessed though both dates are as near."""
    said = said_days(f"{first}/{second}/2026")
    assert said is not None
    if first == second:
        assert said.dates(Around()) == [dt.date(2026, first, second)]
    else:
        with pytest.raises(NotACell):
            said.dates(Around())
