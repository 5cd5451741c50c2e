"""The reader of a helpline's month keeps every mark of every person, and says what is wrong with a file."""

import datetime as dt
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from benchmarks.readers import helpline

import volmatch as vm
from naive import solve_naive

MONTH = "# helpline roster,2023,2"
HEAD = (
    "id,type,available_days,max_days,max_weekend_days,welcomes_observer,separate_week,wants_alone,cannot_alone,not_with"
)
EVERY_DAY = ";".join(str(day) for day in range(1, 29))
#: Wei keeps gaps, Lan welcomes observers, Bo wants to be alone, Ming cannot be, An does not observe with Lan.
PEOPLE = (
    f"Wei,P,{EVERY_DAY},28,8,0,1,0,0,",
    "Lan,CP,1;2;3;4;6;7;8,6,1,1,0,0,0,",
    "Bo,C,9;10;11,3,3,1,0,1,0,",
    "Ming,P,12;13;14,3,3,1,0,0,1,",
    f"An,O,{EVERY_DAY},5,2,0,0,0,0,Lan",
    "Tao,O,1;2;9;10;12;13,3,2,0,0,0,0,",
)


def write(folder: Path, *people: str, month: str = MONTH, head: str = HEAD) -> Path:
    """Write a month."""
    path = folder / "month.csv"
    path.write_text("\n".join([month, head, *people]) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def problem(tmp_path: Path) -> vm.Problem:
    """Return the month of `PEOPLE`."""
    return helpline.read(write(tmp_path, *PEOPLE))


@pytest.fixture
def crews(problem: vm.Problem) -> dict[int, set[str]]:
    """Return who serves on each day of the best schedule."""
    schedule = vm.solve(problem, time_limit=30).schedule
    assert schedule is not None
    assert vm.check(problem, schedule).ok
    return {
        dt.date.fromisoformat(session).day: {one.volunteer for one in crew} for session, crew in schedule.crews.items()
    }


def test_days_do_not_overlap_and_know_weekends(problem: vm.Problem) -> None:
    """Two days are one for the rule about overlaps, or a Saturday counts as a weekday."""
    for one, other in combinations(problem.sessions, 2):
        assert one.start is not None
        assert other.start is not None
        assert one.start + one.length <= other.start
    weekends = [session.id[-2:] for session in problem.sessions if session.kind == "weekend"]
    assert weekends == ["04", "05", "11", "12", "18", "19", "25", "26"]


def test_second_model_gets_the_values(problem: vm.Problem) -> None:
    """A rule about company, or a gap between duties, says one thing in columns and another in a plain model."""
    outcome = vm.solve(problem, time_limit=30)
    assert outcome.status == "optimal"
    assert tuple(level.value for level in outcome.levels) == solve_naive(problem)


def test_separate_weeks_leave_four_days_between(crews: dict[int, set[str]]) -> None:
    """Somebody who wants separate weeks serves twice within a few days, or less often than that allows."""
    days = sorted(day for day, crew in crews.items() if "Wei" in crew)
    assert all(later - earlier >= 5 for earlier, later in pairwise(days))
    assert len(days) >= 4


def test_company_is_kept(crews: dict[int, set[str]]) -> None:
    """An observer sits with somebody who does not welcome one, or a wish for or against company is lost."""
    assert all(crew & {"Lan", "Bo", "Ming"} for crew in crews.values() if crew & {"An", "Tao"})
    assert all(crew == {"Bo"} for crew in crews.values() if "Bo" in crew)
    assert all(len(crew) == 2 for crew in crews.values() if "Ming" in crew)
    assert not any(crew >= {"An", "Lan"} for crew in crews.values())
    assert any("Bo" in crew for crew in crews.values())
    assert any("Ming" in crew for crew in crews.values())
    assert any(crew >= {"Tao", "Lan"} for crew in crews.values())


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    """Whoever gives a wrong path gets a foreign traceback."""
    with pytest.raises(FileNotFoundError, match="wanted the file of a helpline's month"):
        helpline.read(tmp_path / "absent.csv")


@pytest.mark.parametrize("month", ["", "# helpline roster,2023,13", "# roster,2023,2"])
def test_a_wrong_first_line_is_told(tmp_path: Path, month: str) -> None:
    """A file of another kind is read as a month."""
    with pytest.raises(ValueError, match="line 1: wanted '# helpline roster,YEAR,MONTH'"):
        helpline.read(write(tmp_path, month=month))


def test_wrong_columns_are_told(tmp_path: Path) -> None:
    """Columns in another order are taken for each other."""
    with pytest.raises(ValueError, match="line 2: wanted the columns id,type"):
        helpline.read(write(tmp_path, head=HEAD.replace("id,type", "type,id")))


@pytest.mark.parametrize(
    ("person", "told"),
    [
        (",P,1,1,1,0,0,0,0,", "id"),
        ("An,X,1,1,1,0,0,0,0,", "type"),
        ("An,P,29,1,1,0,0,0,0,", "available_days"),
        ("An,P,0,1,1,0,0,0,0,", "available_days"),
        ("An,P,1;x,1,1,0,0,0,0,", "available_days"),
        ("An,P,1,-1,1,0,0,0,0,", "max_days"),
        ("An,P,1,1,1.5,0,0,0,0,", "max_weekend_days"),
        ("An,P,1,1,1,yes,0,0,0,", "welcomes_observer"),
        ("An,P,1,1,1,0,0,0,0,Bo", "not_with"),
        ("An,P,1", "max_days"),
        ("An,P,1,1,1,0,0,0,0,,", "so many columns"),
    ],
)
def test_a_line_that_makes_no_sense_is_told(tmp_path: Path, person: str, told: str) -> None:
    """A slip in the file becomes a wrong month in silence."""
    with pytest.raises(ValueError, match=rf"line 3: cannot read .*{told}"):
        helpline.read(write(tmp_path, person))
