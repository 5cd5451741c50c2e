"""How many people an activity needs, in words, wide figures or not at all, is what its coordinator meant."""

# ruff: noqa: RUF001 - people type the wide ones
from pathlib import Path

import pytest

import volmatch as vm
from volmatch.errors import Fault
from volmatch.io import read_tables

HEADER = "date,time,activity,people\n2026-12-01,9:00-11:00,first,1\n"


def read(folder: Path, row: str, header: str = HEADER) -> tuple[vm.Problem, list[Fault]]:
    """Return the problem of a sheet with one more activity, and what was told."""
    (folder / "activities.csv").write_text(header + row, encoding="utf-8")
    notes: list[Fault] = []
    return read_tables(folder, told=notes.append), notes


@pytest.mark.parametrize(
    ("people", "least", "most"),
    [
        ("two", 2, 2), ("Two people", 2, 2), ("two or three", 2, 3), ("三", 3, 3), ("十二人", 12, 12), ("二十", 20, 20), ("两名", 2, 2), ("２－３", 2, 3), ("2–3", 2, 3),
        ("两三人", 2, 3), ("2、3人", 2, 3), ("2人-3人", 2, 3), ("3 pax", 3, 3), ("x2", 2, 2), ("2x", 2, 2), ("共4人", 4, 4), ("3位志愿者", 3, 3), ("min 2 max 4", 2, 4), ("最少2人最多4人", 2, 4),
    ],
)  # fmt: skip
def test_people_are_counted(tmp_path: Path, people: str, least: int, most: int) -> None:
    """A number of people in words or wide figures is refused, or another."""
    problem, notes = read(tmp_path, f"2026-12-05,9:00-11:00,tea,{people}\n")
    (role,) = problem.sessions[-1].roles
    assert (role.min, role.max) == (least, most)
    assert not notes


@pytest.mark.parametrize("people", ["2/3", "2 cooks and 1 driver", "some", "at least 2", "2+", "九十九百", "3.5"])
def test_people_that_nobody_can_count_are_refused(tmp_path: Path, people: str) -> None:
    """A number of people that may be several is guessed."""
    with pytest.raises(vm.ProblemError, match="activities!D3"):
        read(tmp_path, f"2026-12-05,9:00-11:00,tea,{people}\n")


def test_an_activity_that_does_not_say_how_many_needs_one(tmp_path: Path) -> None:
    """Empty is one, says the form; yet nobody is sought, and the plan is called best."""
    problem, notes = read(
        tmp_path, "2026-12-05,9:00-11:00,tea,\n2026-12-06,9:00-11:00,walk,\n2026-12-07,9:00-11:00,none,0\n"
    )
    assert [sum(role.min for role in one.roles) for one in problem.sessions] == [1, 1, 1, 0]
    assert [note.sentence() for note in notes] == [
        "activities!D3 (people): 2 activities do not say how many people they need, and were taken to need one each"
    ]


def test_without_the_column_each_needs_one(tmp_path: Path) -> None:
    """A list of activities without a column of people is a plan in which nobody serves."""
    header = "日期,时间,活动\n"
    folder = tmp_path / "zh"
    folder.mkdir()
    (folder / "活动.csv").write_text(header + "2026-12-05,9:00-11:00,茶会\n", encoding="utf-8")
    notes: list[Fault] = []
    problem = read_tables(folder, told=notes.append)
    assert [role.name for role in problem.sessions[0].roles] == ["帮手"]
    assert [note.sentence("zh") for note in notes] == ["活动!2:2: 1 个活动没有写需要几人，当作各需 1 人"]


def test_who_writes_ids_means_what_is_there(tmp_path: Path) -> None:
    """A session that needs nobody, written by ids as in the long form, comes back with somebody."""
    problem, notes = read(tmp_path, "a,2026-12-05,9:00-11:00,tea\n", "id,date,time,name\n")
    assert not problem.sessions[0].roles
    assert not notes
