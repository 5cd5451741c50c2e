"""Skills with their levels as people type them, cooking (2) or 厨艺2级, among people, needs and in the sheet of skills."""

# ruff: noqa: RUF001 - people type the wide ones
from pathlib import Path

import pytest

import volmatch as vm
from volmatch.errors import Fault, ProblemError
from volmatch.io import read_tables, write_tables


def read(folder: Path, **sheets: str) -> tuple[vm.Problem, list[str]]:
    """Return the problem of some sheets, and what was told."""
    folder.mkdir(exist_ok=True)
    for name, text in sheets.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    notes: list[Fault] = []
    problem = read_tables(folder, told=notes.append)
    return problem, [note.sentence() for note in notes]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("cooking (2)", "cooking"), ("cooking(2)", "cooking"), ("cooking （2）", "cooking"), ("cooking [2]", "cooking"),
        ("cooking (level 2)", "cooking"), ("cooking level 2", "cooking"), ("cooking Lv.2", "cooking"),
        ("cooking = 2", "cooking"), ("cooking: 2", "cooking"), ("厨艺（2级）", "厨艺"), ("厨艺2级", "厨艺"), ("厨艺 级别2", "厨艺"),
        ("first aid (2)", "first aid"), ("cooking (2) until 2027-01-01", "cooking"),
    ],
)  # fmt: skip
def test_a_level_behind_a_skill(tmp_path: Path, typed: str, name: str) -> None:
    """Who cooks at level two has a skill called cooking (2) that no activity asks for, or none at level two."""
    quoted = f'"{typed}"'
    told, notes = read(
        tmp_path,
        people=f"name,skills\nAna,{quoted}\nBen,\n",
        activities=f"date,time,activity,place,people,skill needed\n2026-12-05,9:00-11:00,tea,Hall,1,{name} (2)\n",
    )
    assert {skill: one.level for skill, one in told.volunteers[0].skills.items()} == {name: 2}
    assert [(role.skill, role.level) for role in told.sessions[0].roles] == [(name, 2)]
    assert not notes


def test_the_level_of_a_need_is_told_once(tmp_path: Path) -> None:
    """Two levels of one need, in its own cell and beside it, are both believed."""
    head = "name,date,start,end,skill,skill level\n"
    told, _ = read(tmp_path / "same", volunteers="name,skills\nAna,art: 3\n", sessions=head + "tea,2026-12-05,9:00,11:00,art (2),2\n")  # fmt: skip
    assert told.sessions[0].roles[0].level == 2
    with pytest.raises(ProblemError, match="skill level"):
        read(tmp_path / "other", volunteers="name\nAna\n", sessions=head + "tea,2026-12-05,9:00,11:00,art (2),3\n")


def test_the_sheet_of_skills(tmp_path: Path) -> None:
    """A level behind a skill is its name in the sheet that has a row a skill."""
    told, _ = read(
        tmp_path,
        volunteers="name\nAna\n",
        skills="volunteer,skill\nAna,cooking (2)\n",
        sessions="name,date,start,end\ntea,2026-12-05,9:00,11:00\n",
    )
    assert told.volunteers[0].skills == {"cooking": vm.Skill(2)}


@pytest.mark.parametrize("name", ["cooking (2)", "art: 3", "lift = 2", "English level 2", "cooking 3", "first aid (2 years)", "英语四级"])  # fmt: skip
def test_a_skill_that_is_called_so_comes_back(tmp_path: Path, name: str) -> None:
    """A skill whose name ends as a level does comes back as another."""
    session = vm.Session("tea", start="2026-12-05T09:00", end="2026-12-05T11:00", roles=[vm.Role("helper", skill=name)])
    whole = vm.Problem([vm.Volunteer("Ana", skills={name: 2})], [session])
    write_tables(whole, tmp_path / "sheets")
    assert read_tables(tmp_path / "sheets") == whole
