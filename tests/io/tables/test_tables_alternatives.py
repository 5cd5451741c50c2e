"""Skills that serve instead, and people who serve only with somebody, as sheets say them in either language."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

import volmatch as vm
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.reading import problem_of
from volmatch.io.tables.sheet import sheet_of
from volmatch.rules import Guardian

Grid = Sequence[Sequence[Cell]]
PEOPLE: Grid = [["id", "name", "skills"], ["li", "Li", "nurse"], ["mum", "Ann Lee", ""], ["dad", "Bo", ""]]
FAIR: Grid = [["id", "date", "start", "end"], ["fair", "2026-08-09", "10:00", "12:00"]]


def read(sheets: Mapping[str, Grid]) -> vm.Problem:
    """Return the problem of some sheets."""
    return problem_of([sheet_of(name, grid) for name, grid in sheets.items()], str)


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("or failing that", "nurse; doctor: 2"),
        ("alternative skills", "nurse, doctor (2)"),
        ("替代技能", "nurse；doctor：2"),  # noqa: RUF001 - people type the wide ones
    ],
)
def test_alternatives_are_read_in_their_order(header: str, cell: str) -> None:
    """A sheet cannot say who serves instead, or says it in another order."""
    roles: Grid = [["session", "role", "skill", header], ["fair", "medic", "first aid", cell]]
    (role,) = read({"volunteers": PEOPLE, "sessions": FAIR, "roles": roles}).sessions[0].roles
    assert role.skills_in_order == (("first aid", 1), ("nurse", 1), ("doctor", 2))


def test_the_order_is_not_that_of_the_alphabet() -> None:
    """What stands behind is taken first because of how it is called."""
    sheet: Grid = [[*FAIR[0], "skill", "or failing that"], [*FAIR[1], "first aid", "nurse; doctor"]]
    (role,) = read({"volunteers": PEOPLE, "sessions": sheet}).sessions[0].roles
    assert [one.skill for one in role.alternatives] == ["nurse", "doctor"]


def test_a_day_behind_an_alternative_is_refused() -> None:
    """A day that nobody reads is taken in silence."""
    sheet: Grid = [[*FAIR[0], "skill", "or failing that"], [*FAIR[1], "first aid", "nurse until 2026-12-31"]]
    with pytest.raises(vm.ProblemError, match="skills without days"):
        read({"volunteers": PEOPLE, "sessions": sheet})


@pytest.mark.parametrize("header", ["serves only with", "须由谁陪同"])
def test_guardians_are_read_by_id_and_name(header: str) -> None:
    """A child may serve alone though the sheet says with whom."""
    people: Grid = [[*PEOPLE[0], header], [*PEOPLE[1], "ann lee; dad"], [*PEOPLE[2], ""], [*PEOPLE[3], ""]]
    found = [one for one in read({"volunteers": people, "sessions": FAIR}).rules if isinstance(one, Guardian)]
    assert [dict(one.of) for one in found] == [{"li": ("mum", "dad")}]


@pytest.mark.parametrize(("cell", "fault"), [("nobody", "nobody in the sheet"), ("Li", "the person of the row")])
def test_a_guardian_whom_nobody_knows_is_refused(cell: str, fault: str) -> None:
    """By a slip in a name a child serves alone."""
    people: Grid = [[*PEOPLE[0], "serves only with"], [*PEOPLE[1], cell], [*PEOPLE[2], ""]]
    with pytest.raises(vm.ProblemError, match=fault):
        read({"volunteers": people, "sessions": FAIR})


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_both_come_back_from_a_sheet(tmp_path: Path, lang: str) -> None:
    """What was written into a sheet is not what is read from it."""
    instead = [vm.AlternativeSkill(word, level=level) for word, level in (("nurse (2)", 1), ("a; b", 2), ("none", 1))]
    fair = vm.Session(
        "fair",
        start="2026-08-09T10:00",
        end="2026-08-09T12:00",
        roles=[vm.Role("medic", skill="first aid", alternatives=instead)],
    )
    problem = vm.Problem([vm.Volunteer("li"), vm.Volunteer("mum")], [fair], rules=[Guardian(of={"li": ["mum"]})])
    vm.io.write_tables(problem, tmp_path / "folder", lang=lang)
    assert vm.io.read_tables(tmp_path / "folder") == problem
