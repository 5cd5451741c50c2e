"""The student co-op's week, read from its own files: every level is proved, and a second model gets the same values."""

import csv
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
from benchmarks.readers import coop_labor

import volmatch as vm
from naive import solve_naive
from volmatch.rules import Pinned

pytestmark = pytest.mark.data

#: Least cost of cover, target, wishes and fair share.
VALUES = (0, 0, 0, 0, 14709, 13184)
SECONDS = 30


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    """Return the folder of the data set."""
    return shared_data / "coop_labor"


@pytest.fixture(scope="module")
def problem(folder: Path) -> vm.Problem:
    """Return the week as a problem."""
    return coop_labor.read(folder)


@pytest.fixture(scope="module")
def answers(folder: Path) -> list[dict[str, str]]:
    """Return the answers as they stand in the file."""
    with (folder / "form_responses.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def overlap(one: vm.Session, other: vm.Session) -> bool:
    """Whether nobody can do both."""
    assert one.start is not None
    assert one.end is not None
    assert other.start is not None
    assert other.end is not None
    return one.start < other.end and other.start < one.end


def refused(problem: vm.Problem) -> set[tuple[str, str]]:
    """Return who never does which shift."""
    return {(pin.volunteer, pin.session) for rule in problem.rules if isinstance(rule, Pinned) for pin in rule.never}


def test_all_members_and_all_staffed_shifts_are_there(problem: vm.Problem) -> None:
    """A member, a shift, a seat or an hour got lost on the way."""
    owed = [volunteer.limits[0].max_hours or 0 for volunteer in problem.volunteers]
    seats = {session.id: session.roles[0].min for session in problem.sessions}
    assert len(problem.volunteers) == 58
    assert sum(owed) == 221
    assert len(problem.sessions) == 78 - 11
    assert sum(seats.values()) == 131
    assert sum(session.length_minutes * seats[session.id] for session in problem.sessions) == 210 * 60
    assert all(role.min == role.target == role.max > 0 for session in problem.sessions for role in session.roles)


def test_hours_owed_are_the_limit_and_the_fair_share(problem: vm.Problem) -> None:
    """Somebody may be asked for more hours than owed, or owing fewer hours does not count as having served."""
    owed = [volunteer.limits[0].max_hours for volunteer in problem.volunteers]
    assert Counter(owed) == {4: 54, 2: 2, 1: 1, 0: 1}
    for volunteer in problem.volunteers:
        assert [limit.per for limit in volunteer.limits] == ["horizon"]
        assert volunteer.served_hours + (volunteer.limits[0].max_hours or 0) == 4


def test_answers_become_wishes_and_refusals(problem: vm.Problem, answers: list[dict[str, str]]) -> None:
    """An answer went to the wrong member or shift, or means something else than it says."""
    meaning = {"Prefer": 2, "Dislike": -1, "Minor Conflict": -3}
    never = refused(problem)
    for row, volunteer in zip(answers, problem.volunteers, strict=True):
        wanted = {session.id: meaning[row[session.id]] for session in problem.sessions if row[session.id] in meaning}
        assert {wish.session: wish.score for wish in volunteer.wishes} == wanted
        assert {session for member, session in never if member == volunteer.id} == {
            session.id for session in problem.sessions if row[session.id] == "Major Conflict"
        }


def test_some_who_refuse_a_shift_accept_one_that_overlaps(problem: vm.Problem) -> None:
    """A major conflict could as well be an absence: then the reader's pins are needless."""
    never = refused(problem)
    mixed = [
        (volunteer.id, one.id, other.id)
        for one, other in combinations(problem.sessions, 2)
        if overlap(one, other)
        for volunteer in problem.volunteers
        if ((volunteer.id, one.id) in never) != ((volunteer.id, other.id) in never)
    ]
    assert len(mixed) > 20


def test_times_agree_with_the_list_of_overlaps(problem: vm.Problem, folder: Path) -> None:
    """The times read from the names of shifts contradict the file that lists which shifts overlap."""
    with (folder / "shift_overlaps.csv").open(newline="", encoding="utf-8") as file:
        _, *listed = [frozenset(row) for row in csv.reader(file)]
    known = {session.id for session in problem.sessions}
    by_time = {frozenset((one.id, other.id)) for one, other in combinations(problem.sessions, 2) if overlap(one, other)}
    assert {pair for pair in listed if pair <= known} <= by_time
    organizer = "Wednesday [Kitchen Organizer [8:00-10:00PM]]"
    assert by_time - set(listed) == {
        frozenset((organizer, "Wednesday [Kitchen Clean [6:30PM-8:30PM]]")),
        frozenset((organizer, "Wednesday [Late Night Clean [9:30PM-10:30PM]]")),
    }


def test_flex_positions_have_hours_of_their_own(problem: vm.Problem) -> None:
    """A flex position, which may be done at any time, keeps somebody from another shift."""
    flex = [session for session in problem.sessions if session.kind == "Flex Positions"]
    assert len(flex) == 13
    assert all(session.length_minutes == 60 for session in flex)
    assert not any(overlap(one, other) for one in flex for other in problem.sessions if one != other)


def test_second_model_gets_the_values(problem: vm.Problem) -> None:
    """The golden values are wrong."""
    assert solve_naive(problem) == VALUES


def test_every_level_is_proved(problem: vm.Problem) -> None:
    """The week is not solved to the end in time, or not to the values that the second model gets."""
    outcome = vm.solve(problem, time_limit=SECONDS)
    assert [(level.value, level.bound) for level in outcome.levels] == [(value, value) for value in VALUES]
    assert (outcome.status, outcome.stopped_by) == ("optimal", "proof")
    assert outcome.seconds < SECONDS
    assert outcome.schedule is not None
    report = vm.check(problem, outcome.schedule)
    assert report.ok
    assert report.values == VALUES
