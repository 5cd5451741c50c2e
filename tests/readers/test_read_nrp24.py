"""The reader of the shift scheduling benchmark reads what is there and says what is wrong with files it does not understand."""

import zipfile
from pathlib import Path

import pytest
from benchmarks.readers import nrp24

import volmatch as vm

SMALL = """# a comment
SECTION_HORIZON
7

SECTION_SHIFTS
E,480,
L,450,E|L

SECTION_STAFF
A,E=7|L=2,2400,960,5,2,2,1
B,E=7|L=7,2400,960,5,2,3,1

SECTION_DAYS_OFF
A,0,3

SECTION_SHIFT_ON_REQUESTS
A,1,L,3

SECTION_SHIFT_OFF_REQUESTS
B,2,E,2

SECTION_COVER
0,E,1,100,1
0,L,1,50,0
"""


def archive(folder: Path, text: str = SMALL) -> Path:
    """Write an archive with one instance."""
    with zipfile.ZipFile(folder / nrp24.ARCHIVE, "w") as file:
        file.writestr("Small.txt", text)
    return folder


def test_an_instance_is_read(tmp_path: Path) -> None:
    """A limit, an absence, a request or a weight is read wrongly."""
    problem = nrp24.read(archive(tmp_path), "Small")
    a, b = problem.volunteers
    assert a.limits == (
        vm.Limit("day", max_sessions=1),
        vm.Limit("horizon", max_hours=40, min_hours=16),
        vm.Limit("horizon", max_sessions=2, kind="L"),
    )
    assert [window.from_.day for window in a.away if isinstance(window, vm.Window)] == [1, 4]
    assert (a.wishes, b.wishes) == ((vm.Wish(session="1-L", score=3),), (vm.Wish(session="2-E", score=-2),))
    late = problem.session("0-L")
    assert late is not None
    assert (late.kind, late.length_minutes, late.roles[0].min, late.roles[0].max) == ("L", 450, 1, 2)
    weights = {type(rule).__name__: rule.weight for rule in problem.rules if rule.level}
    assert weights == {"Cover": 100, "Surplus": 1, "Wishes": 1}
    assert sum(isinstance(rule, vm.rules.DaysOff) for rule in problem.rules) == 2
    assert [rule.never for rule in problem.rules if isinstance(rule, vm.rules.Succession)] == [("E", "L")]


def test_a_missing_file_or_instance_is_named(tmp_path: Path) -> None:
    """Whoever lacks a file is not told which."""
    with pytest.raises(FileNotFoundError, match=r"instances\.zip"):
        nrp24.read(tmp_path, "Small")
    with pytest.raises(FileNotFoundError, match="Large"):
        nrp24.read(archive(tmp_path), "Large")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("L,450,E|L", "L,450", r"line 7: cannot read 'L,450' in the section SHIFTS"),
        ("SECTION_COVER", "SECTION_COSTS", "cannot read '0,E,1,100,1' in the section COSTS"),
        ("SECTION_HORIZON\n7\n", "7\n", "in the section before all sections"),
        ("A,1,L,3", "C,1,L,3", r"\['C'\] are neither people of its staff nor shifts"),
        ("0,L,1,50,0", "0,N,1,50,0", r"\['N'\] are neither"),
        ("SECTION_HORIZON\n7\n", "SECTION_HORIZON\n", "wanted the sections HORIZON"),
    ],
)
def test_files_that_make_no_sense_are_refused(before: str, after: str, told: str) -> None:
    """A line is misread or left out in silence."""
    assert before in SMALL
    with pytest.raises(ValueError, match=told):
        nrp24.problem_of(SMALL.replace(before, after), "Small")


def test_the_best_cost_is_read(tmp_path: Path) -> None:
    """The published cost of another instance is taken."""
    (tmp_path / nrp24.BEST).write_text("instance,best_known\nInstance10,4631\nInstance1,607\n", encoding="utf-8")
    assert nrp24.best(tmp_path, "Instance1") == 607
    with pytest.raises(KeyError):
        nrp24.best(tmp_path, "Instance2")
