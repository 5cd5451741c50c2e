"""Who is named in a column of activities is kept there; a name that nobody has is told, and one that several have is refused."""

import warnings
from typing import Any

import pytest

import volmatch as vm
from volmatch.errors import Fault
from volmatch.io.tables.filled import filled_sheets
from volmatch.io.tables.reading import problem_of
from volmatch.io.tables.sheet import sheet_of
from volmatch.problem.volunteer import Limit
from volmatch.rules import Pin, Pinned

PEOPLE = [["id", "name"], ["v1", "Ana"], ["v2", "Bo"], ["v3", "李雷"], ["v4", "Kim"], ["v5", "Kim"]]


def read(
    sessions: list[list[Any]], people: list[list[Any]] | None = None, **more: Any
) -> tuple[vm.Problem, list[Fault]]:
    """Return the problem of two sheets, and what was told."""
    sheets = {"volunteers": people or PEOPLE, "sessions": sessions, **more}
    notes: list[Fault] = []
    return problem_of([sheet_of(name, rows) for name, rows in sheets.items()], notes.append), notes


def pins(problem: vm.Problem) -> list[Pin]:
    """Return who stays where."""
    return [pin for rule in problem.rules if isinstance(rule, Pinned) for pin in rule.stay]


def fair(header: str, cell: object, needed: object = None) -> list[list[Any]]:
    """Return a sheet with one activity."""
    return [["name", "date", "time", "people needed", header], ["Tea", "2026-12-05", "9:00-11:00", needed, cell]]


@pytest.mark.parametrize(
    "header", ["volunteers", "Assigned", "assigned to", "已安排", "志愿者", "Who", "值班人员", "Who is on?"]
)
@pytest.mark.parametrize(
    ("cell", "ids"),
    [("Ana, Bo", ["v1", "v2"]), ("ana and bo", ["v1", "v2"]), ("Ana、李雷", ["v1", "v3"]), ("v2", ["v2"]), ("Ana (lead); TBD", ["v1"]), ("李雷\nBo", ["v3", "v2"])],
)  # fmt: skip
def test_who_is_named_stays(header: str, cell: str, ids: list[str]) -> None:
    """Somebody who was promised an activity is planned for another one."""
    problem, notes = read(fair(header, cell))
    session = problem.sessions[0]
    assert pins(problem) == [Pin(volunteer=own, session=session.id) for own in ids]
    assert session.roles[0].min == len(ids)
    assert not session.data
    assert [note.path for note in notes if "stays there" in note.sentence()] == ["sessions!E1"]


def test_the_plan_has_who_is_named() -> None:
    """Who is named is told to stay, and the plan sends somebody else."""
    problem, _ = read(fair("assigned", "李雷, Bo", 3))
    schedule = vm.solve(problem, time_limit=5).schedule
    assert schedule is not None
    assert {one.volunteer for one in schedule.assignments} > {"v2", "v3"}


def test_a_name_that_nobody_has_is_told() -> None:
    """A slip in a name leaves somebody out in silence."""
    problem, notes = read(fair("assigned", "Anna, Zoltan, Bo"))
    told = {note.given: note.sentence() for note in notes if note.path == "sessions!E2 (assigned)"}
    assert pins(problem) == [Pin(volunteer="v2", session="Tea")]
    assert "did you mean Ana?" in told["'Anna'"]
    assert "nobody in the sheet of people is called so" in told["'Zoltan'"]


def test_a_name_that_several_have_is_refused() -> None:
    """One of two people called Kim is sent there by chance."""
    with pytest.raises(vm.ProblemError) as caught:
        read(fair("assigned", "Kim"))
    assert [fault.path for fault in caught.value.faults] == ["sessions!E2 (assigned)"]


def test_more_names_than_places_are_refused() -> None:
    """Names and numbers contradict each other, and no plan is found without a reason."""
    with pytest.raises(vm.ProblemError) as caught:
        read(fair("assigned", "Ana, Bo", 1))
    assert "names 2 people, and the row needs 1 at most" in caught.value.faults[0].sentence()
    assert read(fair("assigned", "Ana", 2))[0].sessions[0].roles[0].min == 2
    assert len(pins(read(fair("assigned", "Ana, Bo", "1-2"))[0])) == 2


@pytest.mark.parametrize(
    ("header", "cell"),
    [("volunteers", 3), ("volunteers", "see list"), ("contact", "Ana"), ("last time", "Bo"), ("assigned", "none")],
)
def test_columns_that_name_nobody_are_kept(header: str, cell: object) -> None:
    """A number of people, or a person to be asked, becomes somebody who must come."""
    problem, _ = read(fair(header, cell))
    assert pins(problem) == []
    assert dict(problem.sessions[0].data) == {header: str(cell)}


def test_a_row_for_several_days_keeps_them_each_day() -> None:
    """Who is named is kept on the first day only."""
    rows = fair("assigned", "Ana, Zoltan")
    rows[1][1] = "2026-12-05 to 2026-12-06"
    problem, notes = read(rows)
    assert [pin.session for pin in pins(problem)] == [one.id for one in problem.sessions]
    assert len(problem.sessions) == 2
    assert len([note for note in notes if note.given == "'Zoltan'"]) == 1


def test_roles_name_people_too() -> None:
    """Who is named for the desk is put at the door."""
    sessions = [["id", "date", "start", "end"], ["tea", "2026-12-05", "9:00", "11:00"]]
    roles = [["session", "role", "min", "assigned"], ["tea", "desk", 1, "Ana"], ["tea", "door", 1, None]]
    problem, _ = read(sessions, roles=roles)
    assert pins(problem) == [Pin(volunteer="v1", session="tea", role="desk")]


def test_a_shared_activity_keeps_nobody_and_says_so() -> None:
    """Somebody is kept in both halves of an activity that two people share."""
    rows = [["name", "date", "time", "split at", "assigned"], ["Tea", "2026-12-05", "9:00-13:00", "11:00", "Ana"]]
    problem, notes = read(rows)
    assert pins(problem) == []
    assert any("people share this activity" in note.sentence() for note in notes)


def test_pins_stand_beside_those_of_the_rules() -> None:
    """A rule in the sheet of rules replaces who is named among the activities."""
    rule = '{"never": [{"volunteer": "v2", "session": "Tea"}]}'
    problem, _ = read(fair("assigned", "Ana"), rules=[["rule", "settings"], ["pinned", rule]])
    assert pins(problem) == [Pin(volunteer="v1", session="Tea")]
    assert [pin for rule in problem.rules if isinstance(rule, Pinned) for pin in rule.never] == [Pin(volunteer="v2", session="Tea")]  # fmt: skip


def test_data_called_so_come_back_as_data() -> None:
    """What a program keeps as data of an activity pins people once it went through a sheet."""
    session = vm.Session("Tea", start="2026-12-05T09:00", end="2026-12-05T11:00", data={"assigned": "ana"})
    problem = vm.Problem([vm.Volunteer("ana", limits=[Limit("week", max_hours=4)])], [session], timezone="UTC")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        again = problem_of(filled_sheets(problem, "en"), lambda _: None)
    assert again.sessions[0].data == session.data
    assert pins(again) == []
