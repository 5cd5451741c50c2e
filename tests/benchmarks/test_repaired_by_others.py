"""What another solver makes of a repair is judged by what counts: first-class seats left empty, and people disturbed."""

import pytest
from benchmarks.families import families
from benchmarks.handmade.seats import seats_of
from benchmarks.peer import Peer

import volmatch as vm
from benchmarks import repaired_by_others
from volmatch.live import Absence

SESSION = vm.Session("tea", start="2026-03-02T10:00", end="2026-03-02T11:00", roles=[vm.Role("host")])
PROBLEM = vm.Problem([vm.Volunteer(name) for name in ("li", "wang", "zhao")], [SESSION])
ABSENT = [Absence("li", "2026-03-02", "2026-03-02")]


def _held_by(*names: str) -> vm.Schedule:
    duties = [vm.Assignment(name, "tea", "host") for name in names]
    return vm.Schedule(duties, [vm.Placement("tea", PROBLEM.sessions[0].candidate_starts[0])])


def _beside(monkeypatch: pytest.MonkeyPatch, answer: vm.Schedule | str) -> str:
    monkeypatch.setattr(repaired_by_others, "peers", lambda: {"timefold": Peer()})
    monkeypatch.setattr(repaired_by_others, "_answer", lambda *_: answer)
    published = _held_by("li")
    repaired = vm.repair(PROBLEM, published, ABSENT)
    return repaired_by_others.beside(PROBLEM, published, [(ABSENT, repaired)], 5)


def test_an_equal_repair_is_as_good(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is away counts as disturbed, or one stand-in as another."""
    told = _beside(monkeypatch, _held_by("zhao"))
    assert "as good in 1 of 1" in told
    assert "people disturbed 1 (volmatch 1)" in told


def test_an_empty_seat_is_worse(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody disturbed looks better than a seat that is filled."""
    told = _beside(monkeypatch, _held_by())
    assert "as good in 0 of 1" in told
    assert "seats empty 1 (volmatch 0)" in told


def test_what_it_cannot_say_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A solver without an answer is left out in silence."""
    assert _beside(monkeypatch, "cannot: rooms") == "timefold: cannot: rooms"
    monkeypatch.setattr(repaired_by_others, "peers", lambda: {"timefold": Peer(environment="nowhere")})
    assert "not installed" in repaired_by_others.beside(PROBLEM, _held_by("li"), [], 5)


def test_the_next_problem_is_one_that_local_search_can_read() -> None:
    """A person who is away is a rule of its own, so that every peer refuses the problem."""
    town = families()["town"]
    problem = town.problem(seed=1, sizes=town.tiny)
    person, days = problem.volunteers[0].id, problem.days
    after = vm.live.apply(problem, [Absence(person, days[0].isoformat(), days[-1].isoformat())])
    able = [one.id for listed in seats_of(after).able for one in listed]
    assert able
    assert person not in able
