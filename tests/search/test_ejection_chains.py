"""Chains of replacements fill empty seats, and never make worse what they touch."""

import itertools
from collections.abc import Sequence

import attrs
import numpy as np
import pytest
from benchmarks.generate import neighbourhood_programme
from hypothesis import given, settings
from hypothesis import strategies as st

import volmatch as vm
from volmatch.arrays.ragged import Ints
from volmatch.formulation.build import build
from volmatch.formulation.formulation import Formulation
from volmatch.formulation.interpreter import Interpreter
from volmatch.rules import Pin, Pinned, only
from volmatch.search.start.ejection_chains import ejection_chains
from volmatch.search.start.greedy import greedy
from volmatch.search.start.partial_schedule import PackingRows
from volmatch.testing import problems, rule_lists

HOURS = ("09:00", "10:00", "11:00", "12:00", "13:00")


def missing(f: Formulation, decisions: Ints) -> list[int]:
    """Return how many seats up to the roles' minimums are empty, by priority."""
    t = f.tables
    taken = decisions[: t.candidate_role.size].nonzero()[0]
    heads = np.bincount(t.candidate_role[taken], minlength=t.role_session.size)
    priority = t.session_priority[t.role_session]
    short = np.maximum(t.role_min - heads, 0)
    return [int(short[priority == one].sum()) for one in range(1, 10)]


def hall(able: dict[str, str], *, most: dict[str, int] | None = None, second: str = "") -> vm.Problem:
    """Return sessions of an hour each, named by letters; who is able to do which; how many each may do at most."""
    letters = sorted(set("".join(able.values())))
    clock = dict(zip(letters, itertools.pairwise(HOURS), strict=False))
    sessions = [
        vm.Session(
            one,
            start=f"2026-08-01T{clock[one][0]}",
            end=f"2026-08-01T{clock[one][1]}",
            priority=2 if one in second else 1,
            roles=[vm.Role("keeper", skill=one)],
        )
        for one in letters
    ]
    people = [
        vm.Volunteer(
            name,
            skills=dict.fromkeys(can, 1),
            limits=[vm.Limit("horizon", max_sessions=(most or {}).get(name, 1))],
        )
        for name, can in able.items()
    ]
    return vm.Problem(people, sessions)


def filled(problem: vm.Problem, duties: Sequence[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return who does what after chains, given who does what before."""
    f = build(problem)
    interpreter = Interpreter.of(f, problem)
    held = [vm.Placement(one.id, one.candidate_starts[0]) for one in problem.sessions]
    before = vm.Schedule([vm.Assignment(who, what, "keeper") for who, what in duties], held)
    assert interpreter.decisions(before).sum() == len(duties)
    after = interpreter.schedule(ejection_chains(f, interpreter.decisions(before), PackingRows.of(f), 0, lambda: False))
    assert vm.check(problem, after).ok
    return {(one.volunteer, one.session) for one in after.assignments}


def test_a_chain_of_three_fills_the_last_seat() -> None:
    """A seat stays empty though two people who move up one seat each would fill it."""
    problem = hall({"ann": "ab", "bob": "bc", "cai": "c"})
    assert filled(problem, [("ann", "b"), ("bob", "c")]) == {("ann", "a"), ("bob", "b"), ("cai", "c")}


def test_nobody_leaves_a_seat_that_matters_more() -> None:
    """A seat of the first priority is given up for one of the second."""
    problem = hall({"ann": "ab"}, second="b")
    assert filled(problem, [("ann", "a")]) == {("ann", "a")}
    assert filled(problem, [("ann", "b")]) == {("ann", "a")}


def test_nobody_leaves_what_was_promised() -> None:
    """A promise is broken to fill a seat that matters more."""
    problem = hall({"ann": "ab"}, second="b")
    promise = Pinned(stay=[Pin(volunteer="ann", session="b")])
    promised = attrs.evolve(problem, rules=only([*problem.rules, promise]))
    assert filled(promised, [("ann", "b")]) == {("ann", "b")}


def test_two_seats_that_matter_less_are_left_for_one() -> None:
    """A seat of the first priority stays empty because whoever could fill it would have to leave two others."""
    long = vm.Session("long", start="2026-08-01T09:00", end="2026-08-01T11:00", roles=[vm.Role("keeper")])
    short = [
        vm.Session(name, start=start, end=end, priority=2, roles=[vm.Role("keeper")])
        for name, start, end in (
            ("early", "2026-08-01T09:00", "2026-08-01T10:00"),
            ("late", "2026-08-01T10:00", "2026-08-01T11:00"),
        )
    ]
    problem = vm.Problem([vm.Volunteer("ann")], [long, *short])
    assert filled(problem, [("ann", "early"), ("ann", "late")]) == {("ann", "long")}
    level = vm.Problem([vm.Volunteer("ann")], [of_priority(long, 2), *short])
    assert filled(level, [("ann", "early"), ("ann", "late")]) == {("ann", "early"), ("ann", "late")}


def of_priority(session: vm.Session, priority: int) -> vm.Session:
    """Return a session of another priority."""
    return vm.Session(session.id, start=session.start, end=session.end, priority=priority, roles=[vm.Role("keeper")])


def test_a_stop_leaves_all_as_it_is() -> None:
    """Chains go on when the time is over."""
    f = build(hall({"ann": "ab", "bob": "b"}))
    nothing = np.zeros(f.decisions, dtype=np.int64)
    assert not ejection_chains(f, nothing, PackingRows.of(f), 0, lambda: True).any()


@settings(max_examples=60)
@given(st.data(), problems("small"))
def test_chains_break_nothing_and_lose_nothing(data: st.DataObject, problem: vm.Problem) -> None:
    """Under odd rules, chains break an upper bound, or leave more seats of a priority empty for those of a later one."""
    f = build(attrs.evolve(problem, rules=only(data.draw(rule_lists(problem)))))
    packing = PackingRows.of(f)
    wanted = data.draw(st.lists(st.integers(0, 1), min_size=f.decisions, max_size=f.decisions))
    before = board_fill(f, packing, np.array(wanted, dtype=np.int64))
    after = ejection_chains(f, before, packing, data.draw(st.integers(0, 9)), lambda: False)
    assert overfull(f, packing, after) <= overfull(f, packing, before)
    assert missing(f, after) <= missing(f, before)
    t = f.tables.candidate_role.size
    assert np.array_equal(after[t:], before[t:])


def board_fill(f: Formulation, packing: PackingRows, wanted: Ints) -> Ints:
    """Return as much of what is wanted as fits."""
    return greedy(f, start=wanted, enough=lambda: True, packing=packing)


def overfull(f: Formulation, packing: PackingRows, decisions: Ints) -> int:
    """Return how many rows over decisions alone are above their upper bound."""
    sums = np.zeros(packing.upper.size, dtype=np.int64)
    entry = np.repeat(np.arange(packing.column.size), np.diff(packing.first))
    np.add.at(sums, packing.row, packing.coefficient * decisions[packing.column[entry]])
    return int((sums > packing.upper).sum())


@pytest.mark.parametrize("seed", [1, 2])
def test_chains_fill_much_of_what_greedy_leaves_empty(seed: int) -> None:
    """In a programme whose weeks are tied, chains gain nothing over the first schedule, or differ from run to run."""
    f = build(neighbourhood_programme(volunteers=100, sessions=260, seed=seed, horizon_cap=True))
    packing = PackingRows.of(f)
    first = greedy(f, packing=packing)
    found, again = (ejection_chains(f, first, packing, 0, lambda: False) for _ in range(2))
    assert np.array_equal(found, again)
    assert missing(f, found) <= missing(f, first)
    assert sum(missing(f, found)) < 0.97 * sum(missing(f, first))
