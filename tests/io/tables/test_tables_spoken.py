"""Times and days as people type them are read as they mean them, told where a half of the day was guessed, and else refused."""

import pytest

import volmatch as vm
from volmatch.errors import Fault
from volmatch.io.tables.clocks import clock_text, day_text
from volmatch.io.tables.reading import problem_of
from volmatch.io.tables.sheet import sheet_of
from volmatch.io.tables.spoken import Span, span_in
from volmatch.io.tables.weekdays import NotACell, weekdays_in


@pytest.mark.parametrize(
    ("typed", "clock"),
    [
        ("9点", "09:00"), ("9点半", "09:30"), ("14时05分", "14:05"), ("9点15", "09:15"), ("上午9点", "09:00"), ("下午2:30", "14:30"),
        ("晚上8点半", "20:30"), ("中午12点", "12:00"), ("中午1点", "13:00"), ("下午14:00", "14:00"), ("9am", "09:00"), ("12pm", "12:00"),
        ("12 am", "00:00"), ("9 p.m.", "21:00"), ("14h30", "14:30"), ("9h", "09:00"), ("9 Uhr", "09:00"), ("24点", "24:00"), ("\uff19\uff1a\uff13\uff10", "09:30"),
        ("9", None), ("25点", None), ("9点75", None), ("晚上12点", None), ("上午12点", None), ("上午14点", None), ("noonish", None), ("9点半半", None),
    ],
)  # fmt: skip
def test_times_of_day(typed: str, clock: str | None) -> None:
    """A time of day as people say it is refused, or one that may be two is guessed."""
    assert clock_text(typed) == clock


@pytest.mark.parametrize(
    ("typed", "span"),
    [
        ("9:00-11:30", Span("09:00", "11:30")), ("9:00 \u2013 11:30", Span("09:00", "11:30")), ("9点到11点半", Span("09:00", "11:30")),
        ("9-11am", Span("09:00", "11:00", is_guess=True)), ("2-4pm", Span("14:00", "16:00", is_guess=True)),
        ("11-1pm", Span("11:00", "13:00", is_guess=True)), ("10pm-2am", Span("22:00", "02:00")), ("10-2am", Span("22:00", "02:00", is_guess=True)),
        ("下午2点至4点", Span("14:00", "16:00", is_guess=True)), ("下午4点至2点", None), ("上午9点-11点", Span("09:00", "11:00")), ("13-15h", Span("13:00", "15:00")), ("9:00 to 17:00", Span("09:00", "17:00")),
        ("9-11", None), ("9:00", None), ("9:00-11:00-13:00", None), ("2026-08-01", None), ("9am-25pm", None), ("-", None),
    ],
)  # fmt: skip
def test_from_one_time_to_another_in_one_cell(typed: str, span: Span | None) -> None:
    """Both ends in one cell are refused, or become other hours."""
    assert span_in(typed) == span


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        (["周末"], "sat sun"), (["weekends"], "sat sun"), (["every weekend"], "sat sun"), (["每周二", "四"], "tue thu"), (["周二四六"], "tue thu sat"), (["Mon-Fri"], "mon tue wed thu fri"),
        (["工作日"], "mon tue wed thu fri"), (["weekdays"], "mon tue wed thu fri"), (["Tuesdays"], "tue"), (["every Monday"], "mon"),
        (["每天"], "mon tue wed thu fri sat sun"), (["Mon/Wed"], "mon wed"), (["Mon and Wed"], "mon wed"), (["周一和周三"], "mon wed"),
        (["周五到周一"], "fri sat sun mon"), (["mon to wed"], "mon tue wed"), (["周末", "周六"], "sat sun"),
    ],
)  # fmt: skip
def test_days_of_the_week(typed: list[str], days: str) -> None:
    """Days of the week as people write them are refused, or are others."""
    assert " ".join(weekdays_in(typed)) == days


@pytest.mark.parametrize("typed", ["someday", "周", "mon-tue-wed", "每", "and", "周末后"])
def test_what_is_no_day_of_the_week_is_refused(typed: str) -> None:
    """A word that is no day is passed over."""
    with pytest.raises(NotACell):
        weekdays_in([typed])


def test_days_with_dots() -> None:
    """The first of August is the eighth of January."""
    assert (day_text("1.8.2026"), day_text("31. 12. 2026"), day_text("31.13.2026"), day_text("1.8.26")) == (
        "2026-08-01",
        "2026-12-31",
        None,
        None,
    )


def read(sessions: list[list[object]], free: list[list[object]] | None = None) -> tuple[vm.Problem, list[Fault]]:
    """Return a problem and what was told of it."""
    notes: list[Fault] = []
    people = [["id", "show rate"], ["li", "80%"]]
    sheets = {"volunteers": people, "sessions": sessions, **({"availability": free} if free else {})}
    problem = problem_of([sheet_of(name, rows) for name, rows in sheets.items()], notes.append)  # type: ignore[arg-type]
    return problem, notes


def test_one_cell_says_when_a_session_begins_and_ends() -> None:
    """A session whose hours stand in one cell is refused, or a guess is not told."""
    problem, notes = read(
        [
            ["id", "date", "时间"],
            ["a", "2026-08-01", "9:00-11:30"],
            ["b", "1.8.2026", "2-4pm"],
            ["c", "2026年8月1日", "22:00-2:00"],
        ],
        [["volunteer", "weekdays", "time"], ["li", "周末", "9-11am"]],
    )
    assert [f"{one.start:%H:%M}-{one.end:%H:%M}" for one in problem.sessions] == [
        "09:00-11:30",
        "14:00-16:00",
        "22:00-02:00",
    ]
    assert [(note.path, note.wanted.sentence()) for note in notes] == [
        ("sessions!C3 (时间)", "taken for 14:00 to 16:00"),
        (
            "sessions!C4 (时间)",
            "this is before the time it begins, so it was taken for one of the next day, Sun 2026-08-02",
        ),
        ("availability!C2 (time)", "taken for 09:00 to 11:00"),
    ]
    assert problem.volunteers[0].show_rate == 0.8
    (window,) = problem.volunteers[0].available or ()
    assert isinstance(window, vm.Weekly)
    assert (window.weekly, f"{window.from_:%H:%M}", f"{window.to:%H:%M}") == (("sat", "sun"), "09:00", "11:00")


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        (["date", "start", "end"], ["2026-08-01", "9:00-11:00", "12:00"]),
        (["date", "start", "minutes"], ["2026-08-01", "9:00-11:00", 60]),
        (["date", "start", "end"], ["2026-08-01", "9:00", "9:00-11:00"]),
    ],
)
def test_hours_that_are_said_twice_are_refused(header: list[str], cells: list[object]) -> None:
    """One of two ends is dropped in silence."""
    with pytest.raises(vm.ProblemError) as caught:
        read([["id", *header], ["a", *cells]])
    assert len(caught.value.faults) == 1
