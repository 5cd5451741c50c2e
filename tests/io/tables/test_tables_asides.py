"""Remarks in brackets, rough numbers, dates from which somebody is free, and months of birth: understood and told, or refused with a reason."""

# ruff: noqa: RUF001 - people type the wide ones
import datetime as dt
from typing import Any

import pytest

import volmatch as vm
from volmatch.errors import Fault
from volmatch.io.tables.reading import problem_of
from volmatch.io.tables.sheet import sheet_of

PEOPLE: list[list[Any]] = [["name"], ["ana"]]


def read(people: list[list[Any]], sessions: list[list[Any]]) -> tuple[vm.Problem, list[Fault]]:
    """Return the problem of two sheets, and what was told."""
    notes: list[Fault] = []
    return problem_of([sheet_of("volunteers", people), sheet_of("sessions", sessions)], notes.append), notes


def fair(**cells: object) -> tuple[vm.Session, list[str]]:
    """Return an activity with some cells, and what was told of them."""
    row = {"date": "2027-05-01", "time": "9:00-11:00", "name": "Tea", "people": 2, **cells}
    problem, notes = read(PEOPLE, [list(row), list(row.values())])
    return problem.sessions[0], [note.wanted.sentence() for note in notes]


def refused(**cells: object) -> str:
    """Return what is said of an activity that is refused, which is one thing at one place."""
    with pytest.raises(vm.ProblemError) as caught:
        fair(**cells)
    (fault,) = caught.value.faults
    return fault.wanted.sentence()


@pytest.mark.parametrize(
    ("column", "cell", "remark"),
    [("time", "9:00-11:00 (arrive early)", "arrive early"), ("time", "9:00至11:00（提前15分钟到）", "提前15分钟到"), ("time", "9-11am (arrive 8:45)", "arrive 8:45"), ("people", "2（含组长）", "含组长"),
     ("people", "2 (incl. leader)", "incl. leader"), ("date", "2027年5月1日（劳动节）", "劳动节"), ("date", "2027-05-01 (bank holiday)", "bank holiday"), ("date", "Sat 1 May 2027 [big day]", "big day")],
)  # fmt: skip
def test_a_remark_is_passed_over_and_told(column: str, cell: str, remark: str) -> None:
    """A remark that changes nothing is refused, or thrown away in silence."""
    session, told = fair(**{column: cell})
    assert (f"{session.start:%F %R}", f"{session.end:%R}", session.roles[0].max) == ("2027-05-01 09:00", "11:00", 2)
    assert f"the remark {remark} was passed over" in told


@pytest.mark.parametrize(
    ("column", "cell"),
    [("time", "9-11am (or 2-4pm)"), ("time", "9-11am (2-4pm)"), ("time", "9:00-11:00 (not May)"), ("time", "9:00-11:00 (2)"), ("people", "3 (1 spare)"), ("people", "3（1替补）"), ("people", "2 (or more)"),
     ("date", "2027-05-01 (or 2 May)"), ("date", "5月1日（暂定）"), ("date", "2027-05-01 (?)")],
)  # fmt: skip
def test_a_remark_that_may_matter_is_refused(column: str, cell: str) -> None:
    """What may be another time, day or number is thrown away."""
    assert refused(**{column: cell})


@pytest.mark.parametrize(
    ("cell", "count"),
    [("约3人", 3), ("大约3", 3), ("3人左右", 3), ("about 3", 3), ("approx. 3", 3), ("~3", 3), ("3 or so", 3), ("各3人", 3), ("每班3人", 3), ("3人/班", 3), ("3 each", 3), ("3 per shift", 3), ("3名", 3),
     ("3 vols", 3)],
)  # fmt: skip
def test_rough_numbers_of_people(cell: str, count: int) -> None:
    """About three people are refused."""
    session, _ = fair(people=cell)
    assert (session.roles[0].min, session.roles[0].max) == (count, count)


@pytest.mark.parametrize(
    ("cell", "why"),
    [("1名老师2名助教", "a row for each kind"), ("1 lead + 2 helpers", "a row for each kind"), ("2男1女", "a row for each kind"), ("2 adults", "write the number alone, 2"), ("2 people min", "how many at least"),
     ("若干", "such as 3 or 2-3"), ("lots", "such as 3 or 2-3"), ("TBC", "such as 3 or 2-3"), ("十几人", "such as 3 or 2-3")],
)  # fmt: skip
def test_numbers_that_say_too_much_or_too_little(cell: str, why: str) -> None:
    """People are told to write a number where they wrote two, or a word that is lost."""
    assert why in refused(people=cell)


@pytest.mark.parametrize(
    ("cell", "hours"),
    [
        ("早8晚5", "08:00-17:00"),
        ("朝九晚五", "09:00-17:00"),
        ("早8:30到晚5:30", "08:30-17:30"),
        ("早9点-晚9点", "09:00-21:00"),
    ],
)
def test_from_early_to_late(cell: str, hours: str) -> None:
    """From early to late is no time."""
    session, _ = fair(time=cell)
    assert f"{session.start:%R}-{session.end:%R}" == hours


@pytest.mark.parametrize(
    ("cell", "since", "until", "hours"),
    [("from 2 May", "05-02", None, "00:00"), ("5月2日起", "05-02", None, "00:00"), ("5月2日以后", "05-02", None, "00:00"), ("after 2 May", "05-03", None, "00:00"), ("5月2日之后", "05-03", None, "00:00"),
     ("until 3 May", None, "05-03", "00:00"), ("5月3日为止", None, "05-03", "00:00"), ("before 3 May", None, "05-02", "00:00"), ("5月3日之前", None, "05-02", "00:00"), ("evenings from 2 May", "05-02", None, "18:00"),
     ("5月2日起每天晚上", "05-02", None, "18:00"), ("2 May onwards", "05-02", None, "00:00")],
)  # fmt: skip
def test_free_from_a_day_on(cell: str, since: str | None, until: str | None, hours: str) -> None:
    """Somebody is free from a day on, and is refused, or is free on others; whether the day itself counts is told."""
    sessions = [["name", "date", "time"], ["Tea", "2027-05-01", "9:00-11:00"], ["Cake", "2027-05-04", "9:00-11:00"]]
    problem, notes = read([["name", "when free"], ["ana", cell]], sessions)
    (window,) = problem.volunteers[0].available or ()
    assert isinstance(window, vm.Weekly)
    told = [None if day is None else f"{day:%m-%d}" for day in (window.since, window.until)]
    assert (told, len(window.weekly), f"{window.from_:%R}") == ([since, until], 7, hours)
    assert any("and later" in note.wanted.sentence() or "and earlier" in note.wanted.sentence() for note in notes)


@pytest.mark.parametrize(
    "cell", ["1953-3", "1953年3月", "1953/03", "1953.03", "195303", 195303, "1953年3月生", "March 1953", "1953年3月份"]
)
def test_a_month_of_birth(cell: object) -> None:
    """A month of birth is refused, or somebody comes of age before their birthday."""
    problem, notes = read([["name", "出生年月"], ["ana", cell]], [["name", "date", "time"], ["Tea", "2027-05-01", "9:00-11:00"]])  # fmt: skip
    assert problem.volunteers[0].born == dt.date(1953, 3, 31)
    assert sum("its last day" in note.wanted.sentence() for note in notes) == 1


def test_a_month_that_a_spreadsheet_shortened() -> None:
    """October, typed as 1953.10 and kept as the number 1953.1, becomes January."""
    with pytest.raises(vm.ProblemError, match="1953-10"):
        read([["name", "born"], ["ana", 1953.1]], [["name", "date", "time"], ["Tea", "2027-05-01", "9:00-11:00"]])


@pytest.mark.parametrize("cell", ["ask me", "无", "不定", "most evenings", "usually Sat", "平时"])
def test_what_says_nothing_sure(cell: str) -> None:
    """What says nothing sure is taken for a time, or refused without a word of what to write."""
    with pytest.raises(vm.ProblemError, match="nothing sure"):
        read([["name", "when free"], ["ana", cell]], [["name", "date", "time"], ["Tea", "2027-05-01", "9:00-11:00"]])
