"""Shift minimisation instances, read from their own files: the fewest people are found and proved."""

from pathlib import Path

import pytest
from benchmarks.readers import smptsp

import volmatch as vm

pytestmark = pytest.mark.data

SECONDS = 60
#: The first three of the first set, and one of the set whose proof needs people who share no task.
SMALL = {"data_1_23_40_66": 20, "data_9_49_104_33": 40, "data_0001_0062_0071_025": 29}
LARGE = "data_25_120_200_33"


def proved(folder: Path, name: str) -> int:
    """Return how many people are needed, proved and checked."""
    problem = smptsp.read(folder, name)
    outcome = vm.solve(problem, time_limit=SECONDS)
    assert outcome.schedule is not None
    report = vm.check(problem, outcome.schedule)
    assert report.ok
    assert (outcome.status, outcome.stopped_by) == ("optimal", "proof")
    (level,) = outcome.levels
    assert level.bound == level.value == report.values[0]
    assert level.value == len({one.volunteer for one in outcome.schedule.assignments})
    assert len(outcome.schedule.assignments) == len(problem.sessions)
    return level.value


@pytest.mark.parametrize("name", SMALL)
def test_small_ones_are_proved(shared_data: Path, name: str) -> None:
    """The number of people is wrong, or outside what is published, or not proved."""
    folder = shared_data / "smptsp"
    people = proved(folder, name)
    low, high = smptsp.bounds(folder, name)
    assert people == SMALL[name]
    assert low <= people <= high


@pytest.mark.slow
def test_a_large_one_is_proved(shared_data: Path) -> None:
    """The proof does not come in time where 200 tasks need 100 of 120 people."""
    folder = shared_data / "smptsp"
    assert smptsp.bounds(folder, LARGE) == (100, 100)
    assert proved(folder, LARGE) == 100


def test_everything_in_the_file_is_there(shared_data: Path) -> None:
    """A task, a person, or what somebody can do got lost on the way."""
    problem = smptsp.read(shared_data / "smptsp", "data_1_23_40_66")
    assert (len(problem.volunteers), len(problem.sessions)) == (23, 40)
    assert (problem.sessions[0].length_minutes, problem.sessions[0].roles[0].traits) == (516 - 43, ("task-0",))
    assert len(problem.volunteers[0].traits) == 26
    assert problem.volunteers[0].traits[:3] == ("task-6", "task-13", "task-0")


def test_what_is_not_there_is_said(shared_data: Path) -> None:
    """A slip in a name ends in a traceback from elsewhere."""
    with pytest.raises(FileNotFoundError, match="no archive"):
        smptsp.read(shared_data / "smptsp", "data_24")
    with pytest.raises(KeyError):
        smptsp.bounds(shared_data / "smptsp", "data_24")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Jobs = 2", "Jobs = 3"),
        ("Jobs = 2", "Tasks = 2"),
        ("1 9", "1"),
        ("1 9", "9 1"),
        ("2: 0 1", "3: 0 1"),
        ("2: 0 1", "2: 0 2"),
        ("2: 0 1", ""),
    ],
)
def test_a_file_that_says_something_else_is_refused(before: str, after: str) -> None:
    """A damaged file becomes another problem in silence."""
    text = "# made up\nJobs = 2\n 1 9\n 3 5\nQualifications = 2\n 2: 0 1\n 1: 0\n"
    assert smptsp.parts(text, "made-up") == ([(1, 9), (3, 5)], [[0, 1], [0]])
    with pytest.raises(ValueError, match="made-up"):
        smptsp.parts(text.replace(before, after), "made-up")
