"""People's own columns that say what sessions ask for count; who takes no part is told; what nothing reads is told once."""

# ruff: noqa: RUF001 - people type the wide ones
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs
import pytest

import volmatch as vm
from volmatch.errors import Fault
from volmatch.io.tables.asking_headers import asked_in
from volmatch.io.tables.filled import filled_sheets
from volmatch.io.tables.reading import problem_of
from volmatch.io.tables.sheet import sheet_of

SESSIONS = [["id", "date", "start", "end"], ["s", "2026-12-05", "9:00", "11:00"]]
ROLES = [
    ["session", "role", "skill", "traits", "people"],
    ["s", "cook", "cooking", "18+", 1],
    ["s", "lead", None, "leader", 1],
    ["s", "tongue", "Cantonese", None, 1],
    ["s", "driver", "driving", "成年", 1],
]


def read(people: Sequence[Sequence[Any]], **more: Sequence[Sequence[Any]]) -> tuple[vm.Problem, dict[str, str]]:
    """Return the problem of some people, and what was told by place."""
    notes: list[Fault] = []
    sheets: dict[str, Any] = {"volunteers": people, "sessions": SESSIONS, "roles": ROLES, **more}
    problem = problem_of([sheet_of(name, rows) for name, rows in sheets.items()], notes.append)
    return problem, {note.path: note.wanted.sentence() for note in notes}


@pytest.mark.parametrize(
    ("yes", "no"),
    [("yes", "no"), ("x", None), ("TRUE", "FALSE"), (True, False), (1, 0), ("Ja", "Nein"), ("是", "否"), ("✓", "✗"), ("✓", "x"),
     ("Y", "n"), ("Yes!", "-"), ("有", "没有"), ("已满", "未满")],
)  # fmt: skip
@pytest.mark.parametrize(
    "header", ["18+", "over 18?", "Are you over 18? (yes/no)", "18 or older", "已满18岁吗？", "3. Are you 18+?"]
)
def test_a_yes_gives_the_trait_that_is_asked_for(header: str, yes: object, no: object) -> None:
    """Everybody said yes to being of age, and nobody may serve."""
    problem, told = read([["name", header], ["Ana", yes], ["Bo", no], ["Cy", yes]])
    assert [one.traits for one in problem.volunteers] == [("18+",), (), ("18+",)]
    assert told == {"volunteers!B1": "a yes in this column was taken for the trait 18+, which is asked for"}
    assert not any(one.data for one in problem.volunteers)


@pytest.mark.parametrize(
    ("header", "cells", "skills"),
    [
        ("Driving", ("yes", "no"), {"driving": 1}),
        ("Can you drive?", ("yes", "no"), {"driving": 1}),
        ("cooking", (2, 0), {"cooking": 2}),
        ("Can you cook?", ("x", None), {"cooking": 1}),
        ("Languages", ("English, Cantonese", "English"), {"English": 1, "Cantonese": 1}),
        ("语言", ("English/Cantonese", None), {"English": 1, "Cantonese": 1}),
    ],
)
def test_skills_that_are_asked_for_count(header: str, cells: tuple[Any, Any], skills: dict[str, int]) -> None:
    """Somebody who can do it is not sent, since a column says it that is not called skills."""
    problem, told = read([["name", "skills", header], ["Ana", "sewing", cells[0]], ["Bo", None, cells[1]]])
    assert {name: one.level for name, one in problem.volunteers[0].skills.items()} == {"sewing": 1, **skills}
    assert not set(skills) & (set(problem.volunteers[1].skills) - {"English"})
    assert list(told) == ["volunteers!C1"]


@pytest.mark.parametrize("header", ["active", "Active?", "是否参加", "coming", "inactive", "status"])
def test_who_takes_no_part_is_never_free_and_told(header: str) -> None:
    """Somebody who left long ago is planned, or a row about them refuses the file."""
    out, here = {"inactive": ("yes", "no"), "status": ("left", "active")}.get(header, ("no", "yes"))
    free = [["volunteer", "date", "from", "to"], *([who, "2026-12-05", "9:00", "12:00"] for who in ("Ana", "Bo"))]
    people: list[list[Any]] = [["name", header], ["Ana", out], ["Bo", here], ["Cy", None]]
    problem, told = read(people, availability=free)
    ana, bo, cy = problem.volunteers
    assert ana.available == ()
    assert bo.available is not None
    assert len(bo.available) == 1
    assert cy.available is None
    said = "this column was taken for who takes part: 1 person does not, and is never free"
    assert told == {"volunteers!B1": said}


def test_what_contradicts_itself_or_is_no_answer_is_refused_with_its_place() -> None:
    """A no beside the trait in another cell is lost, or a may be counts as a yes."""
    people: list[list[Any]] = [["name", "traits", "leader", "status"], ["Ana", "leader", "no", "active"], ["Bo", None, "at times", "left"], ["Cy", None, "yes", "hm"]]  # fmt: skip
    with pytest.raises(vm.ProblemError) as caught:
        read(people)
    assert {fault.path: fault.wanted.sentence() for fault in caught.value.faults} == {
        "volunteers!C2 (leader)": "this says no, and another cell of the row says leader; mend one of them",
        "volunteers!C3 (leader)": "wanted yes or no: this column was taken for leader, which is asked for",
        "volunteers!D4 (status)": "wanted yes or no: this column was taken for who takes part",
    }


def test_all_other_columns_are_told_once() -> None:
    """A column that somebody filled in with care is kept, read by nothing, and nobody hears of it."""
    people: list[list[Any]] = [["name", "phone", "notes", "T-shirt", "leader", "interests", "email", "minibus", "empty"], ["Ana", 1, "x", "L", "had a course", "cooking", "a@b", "x", None]]  # fmt: skip
    problem, told = read(people)
    assert list(problem.volunteers[0].data) == ["T-shirt", "email", "interests", "leader", "minibus", "notes", "phone"]
    assert told["volunteers!D1"] == "kept as your own, and read by no rule: T-shirt and minibus"
    assert "though leader is asked for" in told["volunteers!E1"]
    assert "asked for as skills, cooking" in told["volunteers!F1"]
    assert len(told) == 3


def test_a_trait_that_a_rule_or_limit_asks_for_counts() -> None:
    """Only what roles ask for is asked for, and a rule about members finds none."""
    rules = [["rule", "settings"], ["supervision", '{"trait": "mentor", "ratio": 3}']]
    limits: list[list[Any]] = [["volunteer", "per", "max hours"], ["trait: member", "week", 4]]
    people: list[list[Any]] = [["name", "member", "Mentor?"], ["Ana", "yes", "no"], ["Bo", "no", "yes"]]
    problem, _ = read(people, rules=rules, limits=limits)
    assert [(one.traits, len(one.limits)) for one in problem.volunteers] == [(("member",), 1), (("mentor",), 0)]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_data_that_would_count_come_back_as_data(lang: str, tmp_path: Path) -> None:
    """Data of a file in JSON become traits on their way through a sheet."""
    problem, _ = read([["name"], ["Ana"], ["Bo"]])
    data = {
        "leader": "yes",
        "active": "no",
        "Over 18?": "yes",
        "languages": "Cantonese",
        "bus": "yes",
        "status": "left",
    }
    people = [attrs.evolve(problem.volunteers[0], data=data), problem.volunteers[1]]
    told = attrs.evolve(problem, volunteers=people)
    again = problem_of(filled_sheets(told, lang), lambda _: None)
    assert again == told


def test_headers_that_ask_for_other_things_ask_for_nothing_else() -> None:
    """A question about something else is taken for one about a trait."""
    assert "leader" not in set(asked_in("Do you know the leader?"))
    assert "18+" not in set(asked_in("How many of the 18 shifts?"))
