"""The models written by hand say the same as volmatch on problems small enough to be solved to the end."""

import json
import random

import pytest
from benchmarks.families import families
from benchmarks.handmade.goals import model_of
from benchmarks.handmade.objective import level_by_level, weighted
from benchmarks.handmade.seats import BY_SEAT, BY_SESSION, seats_of
from benchmarks.handmade.with_cpsat import minimise
from benchmarks.peers import cpsat, cpsat_levels, naive, volmatch_greedy
from benchmarks.peers import volmatch as volmatch_peer
from benchmarks.protocol import CannotError, Task
from benchmarks.tell import schedule_of

import volmatch as vm

SAID = ["neighbourhood", "neighbourhood_tied", "course_heavy", "visit_heavy"]
PARAMETERS = {"num_workers": 1, "linearization_level": 2}


def _tiny(name: str, seed: int) -> vm.Problem:
    """Return a small problem of a family with one more class of data than the tiniest has."""
    family = families()[name]
    more = {key: value + random.Random(seed).randrange(3) for key, value in family.tiny.items()}
    return family.problem(seed=seed, sizes=more)


def _told(capsys: pytest.CaptureFixture[str], problem: vm.Problem) -> tuple[int, ...]:
    """Return what the last schedule told costs; every schedule told keeps what must hold."""
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    reports = [vm.check(problem, schedule_of(line)) for line in lines]
    assert reports
    assert all(report.ok for report in reports)
    return reports[-1].values


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", SAID)
def test_level_by_level_finds_the_optimum(name: str, seed: int, capsys: pytest.CaptureFixture[str]) -> None:
    """The hand-written model forbids, allows or prices something else than the problem says."""
    problem = _tiny(name, seed)
    model = model_of(problem)
    minimise(Task(problem, 60, 1, 1), model, level_by_level(model), PARAMETERS)
    outcome = vm.solve(problem, time_limit=60)
    assert outcome.status == "optimal"
    assert _told(capsys, problem) == tuple(level.value for level in outcome.levels)


@pytest.mark.parametrize("name", SAID)
def test_one_weighted_sum_is_never_better(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A schedule that breaks something passes the check, or the optimum is none."""
    problem = _tiny(name, 5)
    model = model_of(problem)
    minimise(Task(problem, 60, 1, 1), model, [weighted(model)], PARAMETERS)
    outcome = vm.solve(problem, time_limit=60)
    assert _told(capsys, problem) >= tuple(level.value for level in outcome.levels)


@pytest.mark.parametrize("name", SAID)
@pytest.mark.parametrize("peer", [volmatch_peer, volmatch_greedy, naive, cpsat, cpsat_levels])
def test_each_peer_that_runs_here_tells_a_schedule(peer: object, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A peer breaks what must hold, or beats the optimum."""
    problem = _tiny(name, 7)
    peer.answer(Task(problem, 20, 1, 1))  # type: ignore[attr-defined]
    outcome = vm.solve(problem, time_limit=60)
    assert _told(capsys, problem) >= tuple(level.value for level in outcome.levels)


def test_wanted_loads_are_priced(capsys: pytest.CaptureFixture[str]) -> None:
    """What people want at least, in sessions or hours, costs something else than the rule says."""
    hours = {"start": "2026-03-02T10:00", "end": "2026-03-02T11:30"}
    sessions = [{"id": f"s{number}", **hours, "roles": [{"name": "host"}]} for number in range(2)]
    sessions.append({"id": "rest", "start": "2026-03-08T10:00", "end": "2026-03-08T11:00", "roles": []})
    people = [
        {"id": "li", "limits": [{"per": "week", "min_hours": 5}]},
        {"id": "wang", "limits": [{"per": "horizon", "min_sessions": 3}]},
        {"id": "zhao"},
    ]
    problem = vm.Problem.from_data({"volunteers": people, "sessions": sessions})
    model = model_of(problem)
    minimise(Task(problem, 60, 1, 1), model, level_by_level(model), PARAMETERS)
    levels = vm.solve(problem, time_limit=60).levels
    missing = 4 + 2  # li lacks 3.5 hours, four of them started; wang lacks 2 sessions
    assert [level.value for level in levels][2] == missing * 250
    assert _told(capsys, problem) == tuple(level.value for level in levels)


@pytest.mark.parametrize("name", ["composed", "course_heavy", "visit_heavy"])
def test_seats_refuse_what_they_cannot_say(name: str) -> None:
    """Local search is put to half of a problem, and loses by our fault."""
    with pytest.raises(CannotError):
        seats_of(_tiny(name, 1))


def test_the_model_refuses_what_it_cannot_say() -> None:
    """A rule that the hand-written model has no words for is left out in silence."""
    with pytest.raises(CannotError, match="serve_once"):
        model_of(_tiny("composed", 1))


def test_seats_say_what_the_problem_says() -> None:
    """Local search gets other people, seats or prices than everybody else."""
    problem = families()["town"].problem(seed=1, sizes={"volunteers": 40, "sessions": 60})
    seats = seats_of(problem)
    roles = {(session.id, role.name): role for session in problem.sessions for role in session.roles}
    assert len(seats.seats) == sum(role.target for role in roles.values())
    for seat, able in zip(seats.seats, seats.able, strict=True):
        role = roles[seat.session, seat.role]
        assert {person.number for person in able} == seat.prices.keys()
        for person in able:
            volunteer = problem.volunteer(person.id)
            assert volunteer is not None
            assert role.skill is None or volunteer.skills[role.skill].level >= role.level
    needed = sum(role.min for role in roles.values())
    for first in (0, 1):
        assert sum(seat.empty[first] + seat.empty[first + 2] for seat in seats.seats) == needed
    nobody = vm.Schedule(placements=[vm.Placement(one.id, one.candidate_starts[0]) for one in problem.sessions])
    costs = vm.check(problem, nobody).values
    assert all(sum(seat.empty[level] for seat in seats.seats) == costs[level] for level in BY_SEAT)
    halves = [{seat.session for seat in seats.seats if seat.empty[level]} for level in BY_SESSION]
    assert [len(one) for one in halves] == [costs[level] for level in BY_SESSION]
