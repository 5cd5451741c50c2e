"""Two months of a crisis helpline, read from its own files: every level is proved, and a second model gets the same values."""

from pathlib import Path

import pytest
from benchmarks.readers import helpline

import volmatch as vm
from naive import solve_naive

pytestmark = pytest.mark.data

MARCH, APRIL = "2019_03_HU.csv", "2019_04_EN.csv"
#: Least cost of cover, target, wishes and fair share.
VALUES = {MARCH: (1, 32, 0, 138240), APRIL: (0, 26, 0, 170496)}
SECONDS = 30


@pytest.fixture(params=[MARCH, APRIL])
def month(request: pytest.FixtureRequest) -> str:
    """Return the name of a file."""
    return str(request.param)


@pytest.fixture
def problem(shared_data: Path, month: str) -> vm.Problem:
    """Return a month as a problem."""
    return helpline.read(shared_data / "helpline" / month)


@pytest.mark.parametrize(
    ("name", "people", "days", "weekend_days", "offers", "most"),
    [(MARCH, 23, 31, 10, 111, 42), (APRIL, 17, 30, 8, 129, 40)],
)
def test_everybody_and_every_day_is_there(
    shared_data: Path, name: str, people: int, days: int, weekend_days: int, offers: int, most: int
) -> None:
    """A person, a day, an offer or a limit got lost on the way."""
    problem = helpline.read(shared_data / "helpline" / name)
    assert len(problem.volunteers) == people
    assert len(problem.sessions) == days
    assert sum(session.kind == "weekend" for session in problem.sessions) == weekend_days
    assert sum(len(volunteer.available or ()) for volunteer in problem.volunteers) == offers
    assert sum(volunteer.limits[0].max_sessions or 0 for volunteer in problem.volunteers) == most


def test_marks_of_people_are_read(shared_data: Path) -> None:
    """A column is taken for its neighbour."""
    problem = helpline.read(shared_data / "helpline" / APRIL)
    traits = {volunteer.id: set(volunteer.traits) for volunteer in problem.volunteers}
    assert traits["V06"] == {"phone", "counsellor", "welcomes an observer", "cannot be alone"}
    assert traits["V02"] == {"chat", "phone", "counsellor"}
    assert traits["V14"] == {"chat", "counsellor"}
    assert traits["V17"] == {"observer"}
    v09 = problem.volunteer("V09")
    assert v09 is not None
    assert v09.limits == (vm.Limit("horizon", max_sessions=3), vm.Limit("horizon", max_sessions=1, kind="weekend"))


def test_second_model_gets_the_values(problem: vm.Problem, month: str) -> None:
    """The golden values are wrong."""
    assert solve_naive(problem) == VALUES[month]


def test_every_level_is_proved(problem: vm.Problem, month: str) -> None:
    """The month is not solved to the end in time, or not to the values that the second model gets."""
    outcome = vm.solve(problem, time_limit=SECONDS)
    assert [(level.value, level.bound) for level in outcome.levels] == [(value, value) for value in VALUES[month]]
    assert (outcome.status, outcome.stopped_by) == ("optimal", "proof")
    assert outcome.seconds < SECONDS
    assert outcome.schedule is not None
    report = vm.check(problem, outcome.schedule)
    assert report.ok
    assert report.values == VALUES[month]


def test_the_day_that_nobody_offers_is_the_one_left_empty(shared_data: Path) -> None:
    """The empty day of March is a mistake of ours, not a hole in what people offered."""
    problem = helpline.read(shared_data / "helpline" / MARCH)
    offers = [window for volunteer in problem.volunteers for window in volunteer.available or ()]
    offered = {window.from_.day for window in offers if isinstance(window, vm.Window)}
    schedule = vm.solve(problem, time_limit=SECONDS).schedule
    assert schedule is not None
    empty = [session.id for session in problem.sessions if not schedule.heads(session.id, "duty")]
    assert set(range(1, 32)) - offered == {2}
    assert empty == ["2019-03-02"]
