"""Several things in one cell with no semicolon between: each counts where other cells know it, and a name with a stroke stays whole."""

# ruff: noqa: RUF001 - people type the wide ones
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import volmatch as vm
from volmatch.errors import Fault
from volmatch.io.tables.filled import filled_sheets
from volmatch.io.tables.reading import problem_of
from volmatch.io.tables.sheet import sheet_of
from volmatch.io.tables.strokes import may_be_several

DAY = "2026-12-05"


def read(
    people: Sequence[Sequence[Any]], needs: Sequence[str | None] = (), more: Sequence[Sequence[Any]] = ()
) -> tuple[vm.Problem, list[str]]:
    """Return the problem of some people and of a session for each skill, and what was told."""
    sessions = [["date", "time", "activity", "place", "skill needed"]] + [
        [DAY, f"{8 + at}:00-{9 + at}:00", f"s{at}", "Hall", need] for at, need in enumerate(needs)
    ]
    notes: list[Fault] = []
    problem = problem_of([sheet_of("people", people), sheet_of("activities", [*sessions, *more])], notes.append)
    return problem, [note.sentence() for note in notes]


def skills(cell: str, *needs: str) -> tuple[dict[str, int], list[str]]:
    """Return the skills of somebody of whom a cell says them, where sessions need some, and what was told."""
    problem, notes = read([["name", "skills"], ["Ana", cell], ["Ben", "; ".join(needs)]], needs)
    return {word: skill.level for word, skill in problem.volunteers[0].skills.items()}, notes


@pytest.mark.parametrize(
    "cell",
    ["cooking/driving", "cooking / driving", "cooking & driving", "cooking + driving", "cooking and driving",
     "Cooking／driving", "cooking | driving", "cooking AND driving", "cooking+driving"],
)  # fmt: skip
def test_what_stands_between_two_skills_parts_them_and_is_told(cell: str) -> None:
    """Somebody who cooks and drives can do neither, since a stroke stands between."""
    found, notes = skills(cell, "cooking", "driving")
    assert found == {"cooking": 1, "driving": 1}
    told = "taken for several things: cooking and driving; in double quotes it is one"
    assert notes == [f"people!B2 (skills): {told} (given: {cell!r})"]


@pytest.mark.parametrize(
    "cell", ["烹饪和驾驶", "烹饪/驾驶", "烹饪、驾驶", "烹饪 驾驶", "烹饪以及驾驶", "烹饪＋驾驶", "烹饪与驾驶"]
)
def test_chinese_skills_are_parted(cell: str) -> None:
    """Two skills are one that nobody asks for."""
    assert skills(cell, "烹饪", "驾驶")[0] == {"烹饪": 1, "驾驶": 1}


def test_one_part_that_is_asked_for_is_enough() -> None:
    """Somebody cooks, and is not sent to cook, because nobody else is listed as driving."""
    assert skills("cooking/driving", "cooking")[0] == {"cooking": 1, "driving": 1}
    assert skills("驾驶和烹饪", "烹饪")[0] == {"驾驶": 1, "烹饪": 1}


@pytest.mark.parametrize(
    ("cell", "needs", "whole"),
    [
        ("AC/DC crew", ("AC/DC crew",), "AC/DC crew"),
        ("arts and crafts", ("arts and crafts", "arts"), "arts and crafts"),
        ("C++", ("C",), "C++"),
        ("温和烹饪", ("烹饪",), "温和烹饪"),
        ("24/7", ("cooking",), "24/7"),
        ('"cooking/driving"', ("cooking", "driving"), "cooking/driving"),
        ("ac/dc Crew", ("AC/DC crew",), "ac/dc Crew"),
    ],
)
def test_a_name_with_a_stroke_stays_whole(cell: str, needs: tuple[str, ...], whole: str) -> None:
    """A skill that is called so is taken apart, and nobody has it any more."""
    found, notes = skills(cell, *needs)
    assert found == {whole: 1}
    assert not [note for note in notes if "several" in note]


def test_a_whole_that_is_asked_for_stays_beside_its_parts() -> None:
    """Whoever does both is lost to the session that asks for both in one word."""
    assert set(skills("cooking/driving", "cooking", "driving", "cooking/driving")[0]) == {
        "cooking",
        "driving",
        "cooking/driving",
    }


def test_levels_and_days_behind_it_are_those_of_each() -> None:
    """A level behind two skills is that of the last alone, or the days are lost."""
    assert skills("cooking/driving (2)", "cooking", "driving")[0] == {"cooking": 2, "driving": 2}
    assert skills("cooking (3) + driving (1)", "cooking", "driving")[0] == {"cooking": 3, "driving": 1}
    problem, _ = read([["name", "skills"], ["Ana", "cooking/driving until 2026-12-31"]], ["cooking", "driving"])
    assert {str(one.until) for one in problem.volunteers[0].skills.values()} == {"2026-12-31"}
    with pytest.raises(vm.ProblemError, match="stands twice"):
        skills("cooking: 2; cooking/driving: 1", "cooking", "driving")
    assert skills("cooking; cooking/driving", "cooking", "driving")[0] == {"cooking": 1, "driving": 1}


def test_traits_teams_and_the_sheet_of_skills_are_parted() -> None:
    """Other lists keep what the column of skills does not."""
    notes: list[Fault] = []
    sheets: dict[str, list[list[Any]]] = {
        "volunteers": [["id", "traits", "teams"], ["a", "adult & member", "kitchen/garden"], ["b", "18+/adult", None]],
        "limits": [["volunteer", "per", "max hours"], ["team: kitchen", "week", 3], ["trait: adult", "week", 5]],
        "skills": [["volunteer", "skill", "skill level"], ["a", "cooking/driving", 2]],
        "sessions": [["id", "date", "start", "end", "place", "room"], ["s", DAY, "9:00", "10:00", None, "A or B"]],
        "roles": [["session", "role", "skill", "people"], ["s", "cook", "cooking", 1]],
        "rooms": [["id", "place"], ["A", "h"], ["B", "h"], ["A/B", "h"]],
        "places": [["id"], ["h"]],
    }
    problem = problem_of([sheet_of(name, rows) for name, rows in sheets.items()], notes.append)
    ana, bo = problem.volunteers
    assert (ana.traits, ana.teams) == (("adult", "member"), ("kitchen", "garden"))
    assert bo.traits == ("18+", "adult")
    assert [len(one.limits) for one in problem.volunteers] == [2, 1]
    assert {word: one.level for word, one in ana.skills.items()} == {"cooking": 2, "driving": 2}
    assert problem.sessions[0].room is not None
    assert problem.sessions[0].room.any_of == ("A", "B")
    sheets["sessions"][1][-1] = "A/B"
    problem = problem_of([sheet_of(name, rows) for name, rows in sheets.items()], notes.append)
    assert problem.sessions[0].room is not None
    assert problem.sessions[0].room.any_of == ("A/B",)


def test_a_place_that_names_several_is_told() -> None:
    """A session at one of two places is at a third one, and nobody hears of it."""
    more = [[DAY, "18:00-19:00", "a", "School", None], [DAY, "20:00-21:00", "b", "Hall / School", None]]
    problem, notes = read([["name"], ["Ana"]], ["x"], more)
    assert problem.sessions[-1].place == "Hall / School"
    assert [note for note in notes if "one place of its own" in note and note.startswith("activities!D4")]


@pytest.mark.parametrize("cell", ["Art / Music", "Art and Music", "Music & Art", "Art+Music"])
def test_choices_in_a_form_are_parted(cell: str) -> None:
    """A form is refused in which somebody wrote two activities with a stroke between."""
    sheets = [["date", "time", "activity"], [DAY, "9:00-10:00", "Art"], [DAY, "11:00-12:00", "Music"]]
    notes: list[Fault] = []
    people = sheet_of("people", [["name"], ["Ana"]])
    problem = problem_of([people, sheet_of("activities", sheets)], notes.append)
    form = sheet_of("form", [["Name", "1st choice"], ["Ana", cell]])
    told = vm.io.signups(form, sessions=problem.sessions)
    assert {wish.session for wish in told.wishes["Ana"]} == {"Art", "Music"}


WORDS = st.lists(st.sampled_from(["a", "b", "烹饪", "驾驶", "c d"]), min_size=1, max_size=3)
BETWEEN = st.sampled_from(["/", " & ", "+", " and ", "和", " ", "|", " or "])


@given(st.lists(st.tuples(BETWEEN, WORDS), min_size=1, max_size=4), st.sampled_from(["en", "zh"]))
def test_whatever_is_written_comes_back_as_it_was(said: list[tuple[str, list[str]]], lang: str) -> None:
    """A skill that has a stroke is parted when its own file is read again."""
    words = list(dict.fromkeys(between.join(parts) for between, parts in said))
    problem = vm.Problem(
        [vm.Volunteer("v", skills=dict.fromkeys(words, 1), traits=words, teams=words), vm.Volunteer("w", skills=dict.fromkeys(["a", "b", "烹饪", "驾驶"], 1))],
        [vm.Session("s", start=f"{DAY}T09:00", end=f"{DAY}T10:00", roles=[vm.Role(word, skill=word) for word in words], tags=words)],
        timezone="UTC",
    )  # fmt: skip
    told: list[Fault] = []
    again = problem_of(filled_sheets(problem, lang), told.append)
    assert again == problem
    assert not [note for note in told if "several" in note.wanted.sentence()]


def test_a_word_alone_is_never_several() -> None:
    """Ordinary words stand in quotes in every file."""
    assert not any(map(may_be_several, ("cooking", "first-aid", "first aid", "烹饪", "C++", "18+", "a.b", "sandy")))
