"""What a sign-up form asks of people themselves counts as it does in a sheet of people: limits, yes and no, skills, ages."""

# ruff: noqa: RUF001 - people type the wide ones
import datetime as dt
from typing import Any

import pytest

import volmatch as vm
from volmatch.io import SignUps, signups
from volmatch.io.tables.sheet import sheet_of
from volmatch.problem.volunteer import Limit
from volmatch.rules import Experience, Mentor

PEOPLE = [
    vm.Volunteer("ana", skills={"driving": 2}, traits=["18+", "old hand"], limits=[Limit(per="week", max_sessions=2)]),
    vm.Volunteer("bo", skills={"first aid": 1}, born="1990-05-01"),
]
ROLES = [vm.Role("driver", skill="driving"), vm.Role("guard", traits=["18+"])]
PROBLEM = vm.Problem(
    PEOPLE,
    [vm.Session("Tea", start="2026-12-05T10:00", end="2026-12-05T12:00", roles=ROLES)],
    rules=[Mentor(trainee="新手", mentor="old hand"), Experience(skill="first aid", level=2)],
    words=vm.Words(traits=["新手"]),
)


def read(header: str, *cells: object, own_columns: bool = False, traits: dict[str, str] | None = None) -> SignUps:
    """Return a form in which ana, bo and cy answered one question besides a session."""
    rows: list[list[Any]] = [
        ["name", "Tea", header],
        *([name, "yes", cell] for name, cell in zip(("ana", "bo", "cy"), cells, strict=False)),
    ]
    return signups(
        sheet_of("form", rows), sessions=PROBLEM.sessions, volunteers=PROBLEM.volunteers, rules=PROBLEM.rules, own_columns=own_columns, traits=traits or {}
    )  # fmt: skip


def people(told: SignUps) -> dict[str, vm.Volunteer]:
    """Return the people of the problem with what the form says."""
    return {one.id: one for one in told.applied(PROBLEM.volunteers)}


def said(told: SignUps) -> str:
    """Return all that was told."""
    return "\n".join(note.sentence() for note in told.told)


@pytest.mark.parametrize(
    ("header", "limit"),
    [
        ("How many shifts at most?", Limit(per="horizon", max_sessions=3)),
        ("最多几次", Limit(per="horizon", max_sessions=3)),
        ("How many hours per week can you help?", Limit(per="week", max_hours=3)),
        ("6、您每月最多能来几次？", Limit(per="month", max_sessions=3)),
        ("Min. shifts per week", Limit(per="week", min_sessions=3)),
    ],
)
def test_a_question_for_limits_limits(header: str, limit: Limit) -> None:
    """Cy writes three at most into a form, and is planned for ten."""
    told = read(header, None, None, "3")
    assert people(told)["cy"].limits == (limit,)
    assert "taken for a limit of each person" in said(told)


@pytest.mark.parametrize(
    ("header", "word"),
    [
        ("Are you over 18?", "18+"),
        ("您满18岁了吗？", "18+"),
        ("Can you drive?", "driving"),
        ("Driving", "driving"),
        ("新手", "新手"),
        ("5. Are you an old hand? (yes/no)", "old hand"),
        ("First aid?", "first aid"),
        ("Do you hold a valid first aid certificate?", "first aid"),
        ("I confirm I am at least 18 years of age", "18+"),
        ("Do you have a driving licence?", "driving"),
    ],
)
def test_a_question_of_yes_and_no_counts(header: str, word: str) -> None:
    """Who says yes to what is asked for has it not, or who says no has it still."""
    told = read(header, "no", "Yes", None)
    found = people(told)
    assert word not in (*found["ana"].skills, *found["ana"].traits)
    assert word in (*found["bo"].skills, *found["bo"].traits)
    assert "cy" in found
    assert word not in (*found["cy"].skills, *found["cy"].traits)
    assert f"taken for the {'skill' if word in ('driving', 'first aid') else 'trait'} {word}, which is asked for" in said(told)  # fmt: skip
    had = word in (*PEOPLE[0].skills, *PEOPLE[0].traits)
    assert had == (f"ana says no to {word}" in said(told))
    assert not found["bo"].data


def test_a_question_that_nothing_asks_for_is_kept_and_told() -> None:
    """A yes is taken for something that it may not be."""
    told = read("Do you like cats?", "yes", "no", own_columns=True)
    assert people(told)["ana"].data == {"Do you like cats?": "yes"}
    assert "no rule reads it" in said(told)


@pytest.mark.parametrize("cell", ["perhaps later", "lots"])
@pytest.mark.parametrize("header", ["Are you over 18?", "Max shifts"])
def test_an_answer_that_is_none_is_refused_with_its_place(header: str, cell: str) -> None:
    """An answer that nobody understands is passed over in silence."""
    with pytest.raises(vm.ProblemError) as caught:
        read(header, "2" if header == "Max shifts" else "yes", cell, "1")
    assert [fault.path for fault in caught.value.faults] == [f"form!C3 ({header})"]


def test_the_tighter_of_two_limits_holds() -> None:
    """A form loosens what a coordinator limited, or the person's own limit is lost."""
    told = read("Max shifts per week", "5", "4")
    assert people(told)["ana"].limits == (Limit(per="week", max_sessions=2),)
    assert people(told)["bo"].limits == (Limit(per="week", max_sessions=4),)
    assert "the tighter of the two holds" in said(told)
    tighter = people(read("Max shifts per week", "1"))["ana"]
    assert tighter.limits == (Limit(per="week", max_sessions=1),)
    assert people(read("At least how many shifts per week?", "3"))["ana"].limits == (Limit(per="week", max_sessions=2, min_sessions=2),)  # fmt: skip


def test_the_same_form_again_changes_nothing() -> None:
    """Limits and traits double each time the form is read."""
    for header, cell in (("Max shifts per week", "1"), ("Are you over 18?", "yes"), ("Skills", "driving: 3; cooking")):
        told = read(header, cell, cell)
        once = told.applied(PROBLEM.volunteers)
        assert told.applied(once)[0].limits == once[0].limits
        assert (told.applied(once)[0].skills, told.applied(once)[0].traits) == (once[0].skills, once[0].traits)


def test_skills_in_words_count_where_somebody_knows_one() -> None:
    """Who writes what they can do is not asked for it, or a free text makes skills that mean nothing."""
    told = read("Skills", "First Aid/driving", "cooking")
    assert {word: skill.level for word, skill in people(told)["ana"].skills.items()} == {"driving": 2, "first aid": 1}
    assert set(people(told)["bo"].skills) == {"first aid", "cooking"}
    assert "taken for skills of people" in said(told)
    free = read("Skills", "I love gardens, and bread", own_columns=True)
    assert people(free)["ana"].skills == PROBLEM.volunteers[0].skills
    assert people(free)["ana"].data == {"Skills": "I love gardens, and bread"}


def test_a_question_for_skills_as_form_programs_write_it() -> None:
    """Skills that were ticked in a form are kept as a text that nothing reads."""
    for header, cell in (("6、您的特长：(多选题)", "driving┋first aid"), ("Your skills?", "driving, first aid")):
        assert set(people(read(header, None, cell))["bo"].skills) == {"driving", "first aid"}


def test_ages_and_dates_of_birth_give_traits_by_age() -> None:
    """A child of fifteen counts as grown up, or its date of birth lies open among the data."""
    ages = people(read("Age", 15, "19"))
    assert ("18+" in ages["ana"].traits, "18+" in ages["bo"].traits) == (False, True)
    told = read("Date of birth", "13/5/2011", "1990-05-02", own_columns=True)
    assert people(told)["ana"].born == dt.date(2011, 5, 13)
    assert "bo gives another date of birth than the problem has" in said(told)
    assert not any(one.data for one in people(told).values())


def test_who_takes_no_part_is_never_free() -> None:
    """Who ticked sessions and then withdrew is sent there."""
    told = read("Will you attend?", "no", "yes", "yes")
    assert people(told)["ana"].available == ()
    assert people(told)["bo"].available
    assert "1 person does not, and is never free" in said(told)


def test_only_the_last_answer_counts() -> None:
    """A limit from the answer that was sent again holds."""
    rows: list[list[Any]] = [["name", "Tea", "Max shifts"], ["bo", "yes", "lots"], ["Bo", "yes", 2]]
    told = signups(sheet_of("form", rows), sessions=PROBLEM.sessions, volunteers=PROBLEM.volunteers)
    assert people(told)["bo"].limits == (Limit(per="horizon", max_sessions=2),)


def test_a_form_may_ask_for_limits_alone() -> None:
    """A form without times is refused though it says something, or takes people's times away."""
    told = signups(sheet_of("form", [["name", "Max shifts"], ["bo", 2]]), volunteers=PROBLEM.volunteers)
    assert people(told)["bo"].limits == (Limit(per="horizon", max_sessions=2),)
    assert people(told)["bo"].available is None


def test_the_same_question_twice_is_refused() -> None:
    """One of two limits is lost."""
    rows: list[list[Any]] = [["name", "Tea", "Max shifts", "Max  shifts"], ["bo", "yes", 2, 3]]
    with pytest.raises(vm.ProblemError) as caught:
        signups(sheet_of("form", rows), sessions=PROBLEM.sessions)
    assert [fault.path for fault in caught.value.faults] == ["form!D1"]


def test_a_question_gives_the_trait_that_the_caller_says() -> None:
    """A trait goes by the words of the question instead of those of the caller."""
    told = read("Are you over 18?", "no", "yes", traits={"are you over 18?": "adult"})
    assert (people(told)["ana"].traits, people(told)["bo"].traits) == (PEOPLE[0].traits, ("adult",))
    with pytest.raises(vm.ProblemError, match="no such question"):
        read("Are you over 18?", "no", traits={"Over 21?": "adult"})
