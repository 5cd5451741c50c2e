"""Ann and ann: the same person, place, session or skill in other letters is meant, or told where it may be another."""

# ruff: noqa: RUF001 - people type the wide ones
from pathlib import Path

import pytest

import volmatch as vm
from volmatch.errors import Fault, ProblemError
from volmatch.io import read_tables, signups

TEA = "name,date,start,end,place\nTea,2026-12-05,9:00,11:00,\n"


def read(folder: Path, **sheets: str) -> tuple[vm.Problem, list[str]]:
    """Return the problem of some sheets, and what was told but for how many people an activity needs."""
    for name, text in sheets.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    notes: list[Fault] = []
    problem = read_tables(folder, told=notes.append)
    told = [note.sentence() for note in notes]
    return problem, [note for note in told if "how many people" not in note]


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Ann", "ann "), ("Ann", "ＡＮＮ"), ("Ann Lee", "Ann  Lee"), ("Anne-Marie", "anne marie"), ("José", "JOSE\u0301"),
        ("李雷", "李 雷"), ("李雷", "李　雷"), ("Straße", "STRASSE"),
    ],
)  # fmt: skip
def test_other_sheets_mean_the_same(tmp_path: Path, name: str, other: str) -> None:
    """A row about somebody is refused, or lost, since the name has another letter case, width or space there."""
    told, notes = read(
        tmp_path,
        people=f"name,home\n{name},{other}\n",
        places=f"id\n{name}\n",
        sessions=f"name,date,start,end,place\n{name},2026-12-05,9:00,11:00,{other}\n",
        availability=f"volunteer,date,from,to\n{other},2026-12-05,9:00,11:00\n",
        wishes=f"volunteer,session,score\n{other},{other},2\n",
        roles=f"session,role,min\n{other},helper,2\n",
        history=f"volunteer,date,start,end,place\n{other},2026-11-05,9:00,11:00,{other}\n",
        travel=f"place a,place b,minutes\n{other},{name},0\n",
    )
    [person], [session], [past] = told.volunteers, told.sessions, told.history
    assert person.available is not None
    assert len(person.available) == 1
    assert [wish.session for wish in person.wishes] == [session.id]
    assert (person.home, session.place, past.place, past.volunteer) == (*(told.places[0].id,) * 3, person.id)
    assert session.roles[0].min == 2
    assert sum("as it is written elsewhere" in note for note in notes) == len(notes) >= 7


@pytest.mark.parametrize("other", ["ann ", "ＡＮＮ"])
def test_two_people_of_nearly_one_name_are_told(tmp_path: Path, other: str) -> None:
    """One person in two rows serves twice, and nobody is told."""
    told, notes = read(tmp_path, people=f"name,phone\nAnn,1\n{other},2\n", sessions=TEA)
    assert len(told.volunteers) == 2
    assert "differs from Ann only in how it is written" in notes[0]
    assert notes[0].startswith("people!A3")


def test_a_word_that_may_be_two_is_refused(tmp_path: Path) -> None:
    """Times of somebody go to whoever comes first of two that are called alike."""
    with pytest.raises(ProblemError, match="may be any of ANN"):
        read(tmp_path, people="name\nANN\nann\n", availability="volunteer,date,from,to\nAnn,2026-12-05,9:00,11:00\n", sessions=TEA)  # fmt: skip


def test_people_are_meant_by_their_names_beside_ids(tmp_path: Path) -> None:
    """A sheet about people refuses names where the list of people has ids too."""
    told, notes = read(tmp_path, people="id,name\np1,Ann\np2,Ben\n", availability="volunteer,date,from,to\nBen,2026-12-05,9:00,11:00\n", sessions=TEA)  # fmt: skip
    assert [one.available is None for one in told.volunteers] == [True, False]
    assert notes == ["availability!A2 (volunteer): taken for p2, as it is written elsewhere (given: 'Ben')"]


@pytest.mark.parametrize(
    ("column", "first", "other"),
    [("skills", "Cooking", "cooking"), ("traits", "Adult", "ADULT "), ("teams", "Kitchen", "kitchen")],
)
def test_two_spellings_in_one_column_are_told(tmp_path: Path, column: str, first: str, other: str) -> None:
    """A team is two teams, since one letter of its name is small."""
    _, notes = read(tmp_path, people=f"id,{column}\na,{first}\nb,{other}\n", sessions="id," + TEA.removeprefix("name,"))
    assert f"differs from {first} only in how it is written" in " ".join(notes)


def test_a_team_is_meant_in_other_letters(tmp_path: Path) -> None:
    """A limit for a team is for nobody, since the team is written in small letters elsewhere."""
    told, _ = read(tmp_path, people="name,teams\nAnn,Kitchen\n", limits="volunteer,per,max hours\nteam: KITCHEN,week,4\n", sessions=TEA)  # fmt: skip
    assert told.volunteers[0].limits


def test_a_form_knows_the_same_people(tmp_path: Path) -> None:
    """A form makes somebody new of a name with a space between its two letters."""
    (tmp_path / "form.csv").write_text("姓名,Sat 9:00-11:00\n李　雷,是\n", encoding="utf-8")
    told = signups(tmp_path / "form.csv", volunteers=[vm.Volunteer("p1", name="李雷")])
    assert list(told.availability) == ["p1"]
