"""Days of the week in a month, a month alone, and dates that are left out, as people say when they are free."""

import datetime as dt

import pytest

from volmatch.io.tables.days_in_a_cell import said_days
from volmatch.io.tables.said_days import Around
from volmatch.io.tables.weekdays import NotACell
from volmatch.io.tables.when_free import free_times, guesses

#: A plan from the first to the last day of December.
PLAN = Around(None, None, dt.date(2026, 12, 1), dt.date(2026, 12, 31))
WEEKENDS = "5 6 12 13 19 20 26 27"


def days_of(text: str, around: Around = PLAN) -> str:
    """Return the days of the month on which somebody is free."""
    told = free_times(text)
    assert told is not None
    return " ".join(str(int(window["from"][8:10])) for one in told for window in one.windows(around))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        *((text, WEEKENDS) for text in (
            "weekends in December", "every weekend in Dec", "all weekends of December 2026", "December weekends", "weekends 12/2026", "in December, weekends only",
            "12月的周末", "12月周末", "十二月的每个周末", "2026年12月的周末", "12月份所有周末", "周末（12月）", "Wochenende im Dezember", "Saturdays and Sundays during December",  # noqa: RUF001 - people type the wide ones
            "12月每周六、日", "weekends from 1 Dec to 31 Dec",
        )),
        ("Saturdays in December", "5 12 19 26"), ("每周六（12月）", "5 12 19 26"), ("周六12月", "5 12 19 26"), ("Samstags im Dezember", "5 12 19 26"), ("first Saturday in December", "5"), ("12月第一个周六", "5"),  # noqa: RUF001 - people type the wide ones
        ("Tue and Thu in Dec", "1 3 8 10 15 17 22 24 29 31"), ("weekends in December except 5 Dec", "6 12 13 19 20 26 27"), ("12月下旬的周末", "26 27"), ("12月上旬", "1 2 3 4 5 6 7 8 9 10"), ("Sat evenings 1-20 Dec", "5 12 19"),
        ("in December", " ".join(map(str, range(1, 32)))), ("12月", " ".join(map(str, range(1, 32)))), ("2026-12", " ".join(map(str, range(1, 32)))),
    ],
)  # fmt: skip
def test_days_of_a_month(text: str, days: str) -> None:
    """Who is free on the weekends of a month is refused, or free on other days."""
    assert days_of(text) == days


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("Saturday mornings in December", "08:00-12:00"), ("12月周六上午", "08:00-12:00"), ("weekends in December 9-12", "09:00-12:00"), ("weekdays in Dec, 9-12", "09:00-12:00"), ("12月每周二、四 18:00-20:00", "18:00-20:00"),
        ("mornings in December", "08:00-12:00"), ("周末（12月）9:00-11:00", "09:00-11:00"), ("Tue 2-4pm in December", "14:00-16:00"),  # noqa: RUF001 - people type the wide ones
    ],
)  # fmt: skip
def test_hours_of_the_days_of_a_month(text: str, hours: str) -> None:
    """The hours beside a month are taken for days of it, or are lost."""
    told = free_times(text)
    assert told is not None
    windows = [window for one in told for window in one.windows(PLAN)]
    assert len(windows) >= 4
    assert {f"{window['from'][11:]}-{window['to'][11:]}" for window in windows} == {hours}


def test_the_month_of_the_first_piece_is_that_of_the_others() -> None:
    """Sunday afternoons outside of December are taken for granted, or nobody asks where the month stands last."""
    assert (
        days_of("12月周六上午、周日下午")
        == days_of("In December: Sat mornings, Sun afternoons")
        == "5 12 19 26 6 13 20 27"
    )
    for text in ("Sat mornings, Sun afternoons in December", "Sat 9-12, Sun in December"):
        with pytest.raises(NotACell, match="write the month to each"):
            free_times(text)


def test_which_year_a_month_is_of() -> None:
    """The December of a plan from January on is that of the year before, or a guess is not told."""
    year = Around(None, None, dt.date(2026, 1, 10), dt.date(2026, 12, 20))
    told = free_times("5 Dec; Saturdays in December; 5 Jan") or []
    dates = [window["from"][:10] for one in told for window in one.windows(year)]
    assert dates == ["2026-12-05", "2026-12-05", "2026-12-12", "2026-12-19", "2026-12-26", "2026-01-05"]
    assert [one.sentence() for one in guesses(told, year)] == [
        "taken for 4 days, from Sat 2026-12-05 to Sat 2026-12-26",
        "this says no year, and was taken for Mon 2026-01-05",
    ]


@pytest.mark.parametrize("text", ["第一周 12月", "weekends in Decemberish", "next month", "early December", "12月初", "13月的周末", "weekends in December 9", "0月"])  # fmt: skip
def test_what_names_no_days_of_a_month_is_refused(text: str) -> None:
    """A part of a month that nobody can tell is taken for the whole."""
    with pytest.raises(NotACell):
        days_of(text)


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("weekends except 5 Dec", ["2026-12-05"]), ("always but not in December", [f"2026-12-{day:02}" for day in range(1, 32)]), ("除12月5日外都可以", ["2026-12-05"]), ("周末，除12月6日", ["2026-12-06"]),  # noqa: RUF001 - people type the wide ones
        ("evenings except 5 Dec and 12 Dec", ["2026-12-05", "2026-12-12"]), ("not 5-6 Dec", ["2026-12-05", "2026-12-06"]),
    ],
)  # fmt: skip
def test_dates_that_are_left_out(text: str, left_out: list[str]) -> None:
    """Who is free but for a date is refused, or free on it."""
    told = free_times(text)
    assert told is not None
    assert [window["except"] for one in told for window in one.windows(PLAN)] == [left_out]


def test_hours_behind_a_day_of_the_week_are_no_days() -> None:
    """The 13 of 周日13:00 is taken for Monday and Wednesday, from midnight on."""
    for text in ("周日13:00-15:00", "周日１３：００－１５：００", "周六9:00-11:30，周日13:00-15:00"):  # noqa: RUF001 - people type the wide ones
        told = free_times(text)
        assert told is not None
        (window,) = told[-1].windows(PLAN)
        assert (window["weekly"], window["from"], window["to"]) == (["sun"], "13:00", "15:00")


def test_a_month_says_no_date_of_an_activity() -> None:
    """A month is no stretch of dates for whoever asks whether it is one alone."""
    december, saturdays = said_days("December"), said_days("Saturdays in December")
    assert december is not None
    assert saturdays is not None
    assert (december.is_a_month(), saturdays.is_a_month()) == (True, False)
