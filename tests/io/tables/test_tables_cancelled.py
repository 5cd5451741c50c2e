"""Activities that are cancelled are not planned, ages give traits, and what else a coordinator's own columns say is heard."""

# ruff: noqa: RUF001 - people type the wide ones
import datetime as dt
from collections.abc import Sequence
from typing import Any

import attrs
import pytest

import volmatch as vm
from volmatch.errors import Fault
from volmatch.io.tables.filled import filled_sheets
from volmatch.io.tables.reading import problem_of
from volmatch.io.tables.sheet import sheet_of


def read(
    people: Sequence[Sequence[Any]], sessions: Sequence[Sequence[Any]], **more: Any
) -> tuple[vm.Problem, dict[str, str]]:
    """Return the problem of some sheets, and what was told by place."""
    notes: list[Fault] = []
    sheets: dict[str, Any] = {"volunteers": people, "sessions": sessions, **more}
    problem = problem_of([sheet_of(name, rows) for name, rows in sheets.items()], notes.append)
    return problem, {note.path: note.wanted.sentence() for note in notes}


@pytest.mark.parametrize(
    ("header", "off", "on"),
    [("cancelled", "yes", "no"), ("Cancelled?", "x", None), ("status", "cancelled", "confirmed"), ("状态", "已取消", "正常"), ("是否取消", "是", "否"),
     ("takes place", "no", "yes"), ("是否举行", "否", "是"), ("Status", "Postponed", "draft")],
)  # fmt: skip
def test_a_cancelled_activity_is_left_out_and_told(header: str, off: str, on: str | None) -> None:
    """People are sent to what does not take place."""
    sessions: list[list[Any]] = [["id", "date", "start", "end", header], ["a", "2026-12-05", "9:00", "10:00", on], ["b", "2026-12-05", "9:00", "10:00", off]]  # fmt: skip
    roles = [["session", "role", "people"], ["a", "cook", 1], ["b", "cook", 1]]
    wishes = [["volunteer", "score", "session"], ["Ana", 1, "b"], ["Ana", 1, "a"]]
    problem, told = read([["name"], ["Ana"]], sessions, roles=roles, wishes=wishes)
    assert [one.id for one in problem.sessions] == ["a"]
    assert [one.session for one in problem.volunteers[0].wishes] == ["a"]
    assert told[f"sessions!E3 ({header})"] == "this activity is cancelled, by this cell, and was left out"


def test_data_that_would_cancel_come_back_as_data() -> None:
    """An activity is lost on its way through a sheet, since somebody noted its status."""
    problem, _ = read([["name"], ["Ana"]], [["id", "date", "start", "end"], ["a", "2026-12-05", "9:00", "10:00"]])
    data = {"status": "cancelled", "takes place": "no", "age": "3"}
    noted = attrs.evolve(problem, sessions=[attrs.evolve(problem.sessions[0], data=data)])
    assert problem_of(filled_sheets(noted, "en"), lambda _: None) == noted


SESSION = [["id", "date", "start", "end"], ["a", "2026-12-05", "9:00", "10:00"]]
ROLES = [["session", "role", "traits", "people"], ["a", "x", "18+", 1], ["a", "y", "<16", 1], ["a", "z", "14-17", 1]]


@pytest.mark.parametrize("header", ["age", "Age?", "年龄", "How old are you?"])
@pytest.mark.parametrize(
    ("cell", "traits"),
    [(17, ("14-17",)), ("18", ("18+",)), ("15岁", ("<16", "14-17")), ("34 years old", ("18+",)), ("30-40", ("18+",)), ("18+", ("18+",)), (None, ()), ("9", ("<16",))],
)  # fmt: skip
def test_ages_give_the_traits_that_are_asked_for(header: str, cell: object, traits: tuple[str, ...]) -> None:
    """Everybody wrote their age, and nobody is of age."""
    problem, told = read([["name", header], ["Ana", cell]], SESSION, roles=ROLES)
    assert problem.volunteers[0].traits == traits
    assert told["volunteers!B1"].startswith("the ages in this column were taken for the traits")


@pytest.mark.parametrize("cell", ["16-20", "old", "adult", "15+"])
def test_an_age_that_does_not_say_it_is_refused(cell: str) -> None:
    """Somebody of sixteen to twenty is of age, or is not, by a guess."""
    with pytest.raises(vm.ProblemError) as caught:
        read([["name", "age"], ["Ana", cell]], SESSION, roles=ROLES)
    assert {fault.path for fault in caught.value.faults} == {"volunteers!B2 (age)"}


def test_ages_that_nobody_asks_for_and_dates_of_birth_stay_as_they_are() -> None:
    """An age is lost, or goes before the date of birth beside it."""
    problem, told = read([["name", "age"], ["Ana", 17]], SESSION)
    assert dict(problem.volunteers[0].data) == {"age": "17"}
    assert told == {"volunteers!B1": "kept as your own, and read by no rule: age"}
    problem, _ = read([["name", "age", "born"], ["Ana", 17, "2000-01-01"]], SESSION, roles=ROLES)
    assert problem.volunteers[0].traits == ()


def test_small_words_of_forms() -> None:
    """A form is refused for an and in Chinese, or for a choice that somebody left open."""
    plan = [["id", "date", "start", "end"], ["Art", "2026-12-05", "9:00", "10:00"], ["Music", "2026-12-06", "9:00", "10:00"]]  # fmt: skip
    problem, _ = read([["name"], ["Ana"]], plan)
    form = sheet_of(
        "form", [["Name", "1st choice", "2nd choice"], ["Ana", "Art和Music", "none"], ["Bo", "Music", "无"]]
    )
    told = vm.io.signups(form, sessions=problem.sessions)
    assert [[wish.session for wish in told.wishes[who]] for who in ("Ana", "Bo")] == [["Art", "Music"], ["Music"]]
    away = [["volunteer", "date", "from", "to"], ["Ana", "Mon→Fri", "9:00", "12:00"]]
    (window,) = read([["name"], ["Ana"]], plan, away=away)[0].volunteers[0].away
    assert isinstance(window, vm.Weekly)
    assert window.weekly == ("mon", "tue", "wed", "thu", "fri")


def test_a_stroke_between_chinese_times_parts_them() -> None:
    """Two free times with a stroke between are refused."""
    people = [["name", "when free"], ["Ana", "周六上午/周日下午"]]
    windows = read(people, SESSION)[0].volunteers[0].available or ()
    assert [one.weekly for one in windows if isinstance(one, vm.Weekly)] == [("sat",), ("sun",)]


@pytest.mark.parametrize(
    ("days", "hours", "free"),
    [
        ("Sat, Sun", "mornings", {("sat", "sun"): [8]}),
        ("Mon-Fri", "after 6pm", {("mon", "tue", "wed", "thu", "fri"): [18]}),
        ("Sat", "9:00-11:00, 14:00-16:00", {("sat",): [9, 14]}),
        ("周六、周日", "上午", {("sat", "sun"): [8]}),
        ("weekends", None, {("sat", "sun"): [0]}),
        ("Sat", "any time", {("sat",): [0]}),
        (None, "Sat mornings", {("sat",): [8]}),
    ],
)
def test_days_in_one_column_and_hours_in_another_are_one_time(
    days: str | None, hours: str | None, free: dict[Any, list[int]]
) -> None:
    """Somebody who comes on Saturday mornings is free every morning, since the days stand in another column."""
    problem, told = read([["name", "Days available", "Times available"], ["Ana", days, hours]], SESSION)
    found: dict[Any, list[int]] = {}
    for one in problem.volunteers[0].available or ():
        assert isinstance(one, vm.Weekly)
        found.setdefault(one.weekly, []).append(one.from_.hour)
    assert found == free
    assert (
        told["volunteers!B1"] == "the days in this column were taken together with the hours in column Times available"
    )
    assert not problem.volunteers[0].data


def test_days_alone_are_when_people_are_free_and_what_says_two_days_is_refused() -> None:
    """A column of days that nothing reads leaves everybody free at all times."""
    problem, told = read([["name", "Which days?"], ["Ana", "Sat"]], SESSION)
    assert problem.volunteers[0].available == (vm.Weekly(["sat"], dt.time(), dt.time()),)
    assert told == {"volunteers!B1": "this column was taken for when people are free"}
    with pytest.raises(vm.ProblemError, match="say both on which days"):
        read([["name", "Days available", "when free"], ["Ana", "Sat", "Sun 9:00-11:00"]], SESSION)


def test_words_that_nobody_asks_for_and_that_resemble_one_are_told() -> None:
    """Somebody who wrote cook is never sent to do the cooking, and nobody hears of it."""
    people = [["name", "skills"], ["Ana", "cookng"], ["Bo", "cooking?; sewing"], ["Cy", "cooking"], ["Di", "cooking (not meat)"]]  # fmt: skip
    roles = [["session", "role", "skill", "people"], ["a", "x", "cooking", 1]]
    _, told = read(people, SESSION, roles=roles)
    assert told == {
        "volunteers!B2 (skills)": "nobody asks for cookng; if it is meant to be cooking, write it so",
        "volunteers!B3 (skills)": "nobody asks for cooking?; if it is meant to be cooking, write it so",
        "volunteers!B5 (skills)": "nobody asks for cooking (not meat); if it is meant to be cooking, write it so",
    }


def test_headers_that_are_questions() -> None:
    """A list is refused for a question mark, or for asking for a name in so many words."""
    problem, told = read([["Your full name", "Skills?", "When free?"], ["Ana", "cooking", "Sat"]], SESSION)
    assert [(one.id, list(one.skills)) for one in problem.volunteers] == [("Ana", ["cooking"])]
    assert not told
    problem, _ = read([["name", "preferred name"], ["Ana", "An"]], SESSION)
    assert problem.volunteers[0].id == "Ana"
    assert dict(problem.volunteers[0].data) == {"preferred name": "An"}


def test_circles_and_triangles_are_answers() -> None:
    """A poll of Japan or China is refused for its circles."""
    form = sheet_of("form", [["姓名", "周六9:00-11:00"], ["小王", "○"], ["小李", "△"], ["小张", "×"]])
    told = vm.io.signups(form)
    assert [[one.if_needed for one in told.availability[who] or ()] for who in ("小王", "小李", "小张")] == [
        [False],
        [True],
        [],
    ]
