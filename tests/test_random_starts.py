"""Whatever schedule a solve begins from, it ends at the optimum of brute force, and never below it."""

import datetime as dt
from collections.abc import Sequence
from itertools import islice
from typing import TypeVar

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import oracle
import volmatch as vm
from any_zone import ZONES, abroad
from test_mixed_rules import mixed
from volmatch.check import Verdict, verdict
from volmatch.run import pipeline
from volmatch.testing import problems, schedules

T = TypeVar("T")
#: How many problems are solved in the suite, and where there is time for a night's work.
MANY = 5_000 if settings().max_examples > 1_000 else 40


@st.composite
def legal(draw: st.DrawFn, problem: vm.Problem) -> vm.Schedule:
    """Draw one of the first schedules that keep everything; or an empty one, where none does."""
    kept = (one for one in oracle.every_schedule(problem) if oracle.costs(problem, one) is not None)
    few = list(islice(kept, draw(st.integers(1, 50))))
    return few[-1] if few else vm.Schedule()


@st.composite
def torn(draw: st.DrawFn, problem: vm.Problem) -> vm.Schedule:
    """Draw a schedule that is none: with unknown ids, at odd times and in odd rooms, told twice, held and dropped, or half."""
    made = draw(schedules(problem))
    minutes = st.sampled_from([0, 0, 1, -60, 24 * 60, 10**6])
    rooms = st.sampled_from([None, "nowhere", *(room.id for room in problem.rooms)])
    placements = [
        attrs.evolve(one, start=one.start + dt.timedelta(minutes=draw(minutes)), room=draw(st.just(one.room) | rooms))
        for one in draw(_some(made.placements))
    ]
    strangers = [vm.Assignment("nobody", one.id, "helper") for one in problem.sessions[: draw(st.integers(0, 1))]] + [
        vm.Assignment(one.id, "nothing", "helper") for one in problem.volunteers[: draw(st.integers(0, 1))]
    ]
    everywhere = [
        vm.Assignment(who.id, what.id, role.name)
        for who in problem.volunteers
        for what in problem.sessions
        for role in what.roles
    ]
    crew = [*draw(_some(made.assignments)), *draw(_some(everywhere)), *strangers]
    dropped = [*draw(_some(made.dropped)), *draw(_some([one.id for one in problem.sessions]))]
    return vm.Schedule(crew, placements, dropped)


def _some(listed: Sequence[T]) -> st.SearchStrategy[list[T]]:
    """Draw some of a list, now and then one of them twice."""
    return st.lists(st.sampled_from(listed), max_size=len(listed) + 1) if listed else st.just([])


@st.composite
def starts(draw: st.DrawFn, problem: vm.Problem) -> vm.Schedule:
    """Draw any start at all for a problem, its times in any zones."""
    other = problems(rules=None).flatmap(schedules)
    made = draw(st.one_of(legal(problem), schedules(problem), torn(problem), other))
    return abroad(problem, made, draw(st.integers(0, len(ZONES))))


@settings(max_examples=MANY)
@given(st.one_of(problems(), mixed()), st.data())
def test_any_start_ends_at_the_optimum(problem: vm.Problem, data: st.DataObject) -> None:
    """A start that is legal, illegal, told in other offsets or another problem's leads to a value that is not the best."""
    laws.optimum(problem, data.draw(starts(problem)))


def test_a_solve_that_believes_its_start_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The law passes a solve that takes an illegal start for legal, and calls it optimal."""

    def believing(problem: vm.Problem, schedule: vm.Schedule) -> Verdict:
        return attrs.evolve(verdict(problem, schedule), breach=None)

    ten, eleven, roles = "2026-03-02T10:00", "2026-03-02T11:00", [vm.Role("host")]
    sessions = [vm.Session(id_, start=ten, end=eleven, roles=roles) for id_ in ("a", "b")]
    problem = vm.Problem([vm.Volunteer("li")], sessions)
    twice = [vm.Assignment("li", one.id, "host") for one in problem.sessions]
    start = vm.Schedule(twice, [vm.Placement(one.id, one.candidate_starts[0]) for one in problem.sessions])
    laws.optimum(problem, start)
    monkeypatch.setattr(pipeline, "verdict", believing)
    with pytest.raises(AssertionError):
        laws.optimum(problem, start)
