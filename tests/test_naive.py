"""The naive model agrees with brute force on tiny problems, and so may judge the solver on larger ones."""

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import oracle
import volmatch as vm
from naive import solve_naive
from volmatch.testing import problems, rule_lists

FEW = settings(max_examples=max(30, settings().max_examples // 4))


def settled(problem: vm.Problem) -> vm.Problem:
    """Return the problem with every session at its first time, without rooms and history: what the naive model knows."""
    sessions = []
    for session in problem.sessions:
        start = session.candidate_starts[0]
        fixed = attrs.evolve(session, start=start, end=start + session.length, minutes=None, starts=None, room=None)
        sessions.append(fixed)
    return attrs.evolve(problem, sessions=sessions, rooms=(), history=())


@FEW
@given(problems().map(settled))
def test_naive_model_gets_the_values_of_brute_force(problem: vm.Problem) -> None:
    """The naive model misreads a record or a rule."""
    assert solve_naive(problem) == oracle.best(problem)


@FEW
@given(st.data(), problems().map(settled))
def test_naive_model_knows_rules_at_any_level(data: st.DataObject, problem: vm.Problem) -> None:
    """The naive model forbids what is only a goal, or prices what must hold, or overlooks a filter."""
    problem = attrs.evolve(problem, rules=vm.rules.only(data.draw(rule_lists(problem))))
    assert solve_naive(problem) == oracle.best(problem)


@FEW
@given(problems("small").map(settled))
def test_solver_gets_the_values_of_the_naive_model(problem: vm.Problem) -> None:
    """The solver is wrong on problems that are too large for brute force."""
    outcome = vm.solve(problem, time_limit=30)
    assert outcome.status == "optimal"
    assert tuple(level.value for level in outcome.levels) == solve_naive(problem)


@st.composite
def about_others(draw: st.DrawFn, problem: vm.Problem) -> list[vm.Rule]:
    """Draw rules about who else is there, on top of the standard ones."""
    ids = [one.id for one in problem.volunteers]
    found: list[vm.Rule] = []
    if ids[1:]:
        child = draw(st.sampled_from(ids))
        guardians = draw(st.lists(st.sampled_from([own for own in ids if own != child]), min_size=1, unique=True))
        of = {child: guardians, **({ids[0]: [ids[1]]} if child != ids[0] else {})}
        present, same = st.sampled_from(("throughout", "at_some_time")), st.sampled_from(("place", "session"))
        level = st.sampled_from((0, 1))
        found.append(draw(st.builds(vm.rules.Guardian, level=level, of=st.just(of), present=present, same=same)))
    if draw(st.booleans()):
        seats, levels = st.integers(1, 2), st.sampled_from((0, 2))
        found.append(draw(st.builds(vm.rules.ReservedSeats, level=levels, trait=st.just("adult"), seats=seats)))
    return found


@settings(max_examples=max(15, settings().max_examples // 8))
@given(st.data(), problems("small").map(settled))
def test_rules_about_others_agree_on_larger_problems(data: st.DataObject, problem: vm.Problem) -> None:
    """Rows of guardians or of reserved seats are wrong where several people and sessions meet at one place."""
    problem = attrs.evolve(problem, rules=data.draw(about_others(problem)))
    outcome, naive = vm.solve(problem, time_limit=30), solve_naive(problem)
    assert outcome.status == ("infeasible" if naive is None else "optimal")
    if naive is not None:
        assert tuple(level.value for level in outcome.levels) == naive


@pytest.mark.parametrize("room", [vm.RoomNeed(), None])
def test_what_the_naive_model_does_not_know_is_refused(room: vm.RoomNeed | None) -> None:
    """The naive model judges a problem that it does not understand."""
    problem = vm.Problem.from_data(
        {
            "volunteers": [],
            "sessions": [{"id": "visit", "minutes": 60, "starts": ["2026-08-03T09:00", "2026-08-03T10:00"]}],
        }
    )
    if room is not None:
        visit = attrs.evolve(settled(problem).sessions[0], room=room)
        problem = attrs.evolve(problem, sessions=[visit])
    with pytest.raises(ValueError, match="neither rooms nor candidate starts"):
        solve_naive(problem)
