"""Whatever dash, arrow or word people put between two times or days, wherever they type them, is understood or refused with its place."""

# ruff: noqa: RUF001 - people type the wide ones
import datetime as dt
from typing import Any

import pytest

import volmatch as vm
from volmatch.errors import Fault
from volmatch.io.tables.reading import problem_of
from volmatch.io.tables.sheet import sheet_of
from volmatch.io.tables.weekdays import NotACell, weekdays_in


def read(day: str, time: str, free: str | None = None, above: str = "2026-12-01") -> tuple[vm.Problem, list[Fault]]:
    """Return the problem of one activity below another, and what was told."""
    plan: list[list[Any]] = [["date", "time", "activity", "people"], [above, "7:00-8:00", "a", 1], [day, time, "b", 1]]
    people: list[list[Any]] = [["name", "when free"], ["Ana", free]]
    notes: list[Fault] = []
    return problem_of([sheet_of("people", people), sheet_of("activities", plan)], notes.append), notes


HOURS = [
    *(f"9:00{dash}11:00" for dash in ("→", "—", "–", " ~ ", " bis ", "至", "～", " -> ", "=>", " ⇒ ", "—>", "−", "‑", "‒", "―", "ー", "一", "..", " to ", " a ", " à ",
                                      " through ", " thru ", " up to ", " bis zu ", " until ", "－", "〜")),
    "9h-11h", "9h à 11h", "de 9h à 11h", "0900-1100", "9時〜11時", "９：００－１１：００", "9点→11点", "9点钟到11点钟", "9点整—11点整", "9:00-11:00 (sharp)", "9:00-11:00 uur",
    "morning 9-11", "9-11 in the morning", "9-11上午", "午前9時〜11時", "上午九点→十一点", "9:00 – 11:00 o'clock",
]  # fmt: skip
LATE = [
    "14:00→16:00",
    "2-4 in the afternoon",
    "2-4下午",
    "午後2時〜4時",
    "afternoon 2-4",
    "14h→16h",
    "1400→1600",
    "2pm→4pm",
]


@pytest.mark.parametrize(("said", "first"), [*((one, 9) for one in HOURS), *((one, 14) for one in LATE)])
def test_hours_in_activities_and_among_people(said: str, first: int) -> None:
    """A time with another dash is refused, or read as another one."""
    problem, _ = read("2026-12-05", said, f"Sat {said}")
    session = problem.sessions[1]
    assert session.start is not None
    assert session.end is not None
    assert (session.start.hour, session.end.hour) == (first, first + 2)
    assert problem.volunteers[0].available == (vm.Weekly(["sat"], dt.time(first), dt.time(first + 2)),)


DAYS = [
    "12月2号", "2026年12月2号", "12/2(三)", "（三）12/2", "12/2 三", "12月2日(水)", "Wed 2 Dec", "2nd December", "the 2nd of December", "2.Dez", "2 de diciembre",
    "miércoles 2 de diciembre de 2026", "12∕2", "Wed, Dec 2nd", "十二月二号", "2号", "2日", "the 2nd", "Wednesday the 2nd", "周三 2号",
]  # fmt: skip


@pytest.mark.parametrize("said", DAYS)
def test_days(said: str) -> None:
    """A date that any neighbour would understand is refused, or taken for another one."""
    problem, _ = read(said, "9:00-11:00")
    assert problem.sessions[1].start is not None
    assert problem.sessions[1].start.date() == dt.date(2026, 12, 2)


@pytest.mark.parametrize("said", ["12/2→12/4", "2→4 Dec", "12月2日→4日", "12月2号—4号", "Dec 2 ⇒ 4", "12/2ー12/4"])
def test_stretches_of_days(said: str) -> None:
    """From one day to another is refused for its arrow."""
    problem, _ = read(said, "9:00-11:00")
    assert [f"{one.start:%d}" for one in problem.sessions[1:]] == ["02", "03", "04"]


@pytest.mark.parametrize("dash", ["-", " - ", "–", "—", "~", "～", "至", "到", "→"])
def test_days_of_the_week_from_one_to_another(dash: str) -> None:
    """周一-周五 is Monday and Friday alone, and everybody between is lost."""
    week = ("mon", "tue", "wed", "thu", "fri")
    for said in (f"周一{dash}周五", f"星期一{dash}星期五", f"Mon{dash}Fri"):
        (window,) = read("2026-12-05", "9:00-11:00", f"{said} 18:00-20:00")[0].volunteers[0].available or ()
        assert isinstance(window, vm.Weekly)
        assert window.weekly == week
    if dash != "→":
        assert tuple(weekdays_in([f"周一{dash}周五"])) == week
    assert weekdays_in(["周一周五"]) == weekdays_in(["周一 周五"]) == ["mon", "fri"]
    with pytest.raises(NotACell):
        weekdays_in(["周一-周三-周五"])


def test_a_day_alone_is_of_the_month_above_where_no_other_can_be_meant() -> None:
    """A day of the month is one of another month, and nobody hears of it; or a guess is made where two are as good."""
    problem, notes = read("5号", "9:00-11:00", above="2026-12-02")
    assert problem.sessions[1].start is not None
    assert problem.sessions[1].start.date() == dt.date(2026, 12, 5)
    assert [note.wanted.sentence() for note in notes] == ["this says no month, and was taken for Sat 2026-12-05"]
    for day, above in (
        ("3号", "2026-12-28"),
        ("31号", "2026-11-05"),
        ("周四 9号", "2026-12-02"),
        ("32号", "2026-12-02"),
    ):
        with pytest.raises(vm.ProblemError) as caught:
            read(day, "9:00-11:00", above=above)
        assert [fault.path for fault in caught.value.faults] == ["activities!A3 (date)"]


@pytest.mark.parametrize("said", ["9→11", "9:00 11:00", "9:00/11:00", "9:00-11:00 CET", "kl. 9-11", "2-4", "9;00-11;00", "→11:00", "9:00→", "14-16 in the morning"])  # fmt: skip
def test_what_may_be_two_things_is_refused_with_its_place(said: str) -> None:
    """An arrow makes a time of what nobody can tell."""
    with pytest.raises(vm.ProblemError) as caught:
        read("2026-12-05", said)
    assert [fault.path for fault in caught.value.faults] == ["activities!B3 (time)"]


@pytest.mark.parametrize("said", ["Sat am / Sun pm", "Sat morning | Sun afternoon"])
def test_a_stroke_between_two_times_parts_them(said: str) -> None:
    """Two free times are refused for the stroke between."""
    windows = read("2026-12-05", "9:00-11:00", said)[0].volunteers[0].available or ()
    assert [(one.weekly, one.from_.hour) for one in windows if isinstance(one, vm.Weekly)] == [
        (("sat",), 8),
        (("sun",), 12),
    ]
