"""Headers as other sheets have them: from and until, a day and hours in one cell, and helpers with how many are needed."""

# ruff: noqa: RUF001 - people type the wide ones
from typing import Any

import pytest

import volmatch as vm
from volmatch.io.tables.reading import problem_of
from volmatch.io.tables.sheet import sheet_of

Rows = list[list[Any]]


def read(sessions: Rows) -> tuple[vm.Problem, list[str]]:
    """Return the problem of two sheets, and what was told."""
    notes: list[str] = []
    sheets = [sheet_of("volunteers", [["name"], ["Ana"], ["Bo"]]), sheet_of("sessions", sessions)]
    return problem_of(sheets, lambda note: notes.append(note.sentence())), notes


def when(problem: vm.Problem) -> str:
    """Return when the first activity is."""
    session = problem.sessions[0]
    return f"{session.start:%Y-%m-%d %H:%M}-{session.end:%H:%M}"


@pytest.mark.parametrize(
    "headers", [("from", "until"), ("From", "To"), ("begin", "end"), ("begins", "ends"), ("开始时间", "终止时间")]
)
def test_from_and_until(headers: tuple[str, str]) -> None:
    """An activity with its hours under other words is refused, without a word of these columns."""
    problem, _ = read([["name", "date", *headers], ["Tea", "2026-12-05", "9:00", "11:00"]])
    assert when(problem) == "2026-12-05 09:00-11:00"


@pytest.mark.parametrize("header", ["date and time", "Date/Time", "日期时间", "time"])
@pytest.mark.parametrize(
    "cell", ["2026-12-05 9:00-11:00", "Sat 5 Dec 2026 9-11am", "5.12.2026, 9:00-11:00", "2026年12月5日上午9点到11点", "2026年12月5日（周六）9:00-11:00", "5 December 2026 9:00 2h"]
)  # fmt: skip
def test_a_day_and_hours_in_one_cell(header: str, cell: str) -> None:
    """A date and its hours in one cell are refused, or only one of them is read."""
    problem, _ = read([["name", header], ["Tea", cell]])
    assert when(problem) == "2026-12-05 09:00-11:00"


@pytest.mark.parametrize("cell", ["Sun 5 Dec 2026 9-11am", "5 Dec 9-11am", "5/12/2026 9:00-11:00"])
def test_a_day_that_is_not_sure_is_refused(cell: str) -> None:
    """A day that is none of that week, or one of two, is guessed."""
    with pytest.raises(vm.ProblemError, match=r"sessions!B2"):
        read([["name", "time"], ["Tea", cell]])


@pytest.mark.parametrize(
    "header", ["helpers", "Volunteers", "志愿者", "no. of volunteers", "How many people?", "需要几人"]
)
def test_numbers_under_helpers_are_how_many_are_needed(header: str) -> None:
    """An activity for three is planned for one, since its column is called helpers."""
    problem, notes = read([["name", "date", "time", header], ["Tea", "2026-12-05", "9:00-11:00", "2-3"], ["Art", "2026-12-06", "9:00-11:00", 2]])  # fmt: skip
    assert [(one.roles[0].min, one.roles[0].max) for one in problem.sessions] == [(2, 3), (2, 2)]
    assert not any("taken to need one" in note for note in notes)
    assert not problem.sessions[0].data


def test_a_column_of_people_needed_goes_before() -> None:
    """Two columns with numbers are taken for one another."""
    rows: Rows = [["name", "date", "time", "people", "volunteers"], ["Tea", "2026-12-05", "9:00-11:00", 1, 40]]
    assert read(rows)[0].sessions[0].roles[0].min == 1
