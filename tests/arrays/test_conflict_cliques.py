"""Sets of duties that exclude each other say what comparing all pairs says, in as few words as they can."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import volmatch as vm
from volmatch.arrays import conflict_cliques
from volmatch.arrays.conflict_cliques import Agenda
from volmatch.arrays.ragged import whole
from volmatch.columns.clashes import clashes
from volmatch.columns.compile import compile_problem
from volmatch.rule import EVERYWHERE
from volmatch.testing import problems

Duty = tuple[int, int, int, int, int]
Pairs = set[tuple[int, int]]
#: (person, start, length, place, session)
duties = st.tuples(st.integers(0, 2), st.integers(0, 14), st.integers(1, 5), st.integers(-1, 2), st.integers(0, 3))
agendas = st.lists(duties, max_size=14).map(sorted)
#: Ways that need not obey the triangle inequality; none inside a place or to an unknown one.
ways = st.lists(st.integers(0, 6), min_size=3, max_size=3)


def agenda(drawn: list[Duty], way: list[int]) -> Agenda:
    """Return duties as columns, with the ways between three places and an unknown one."""
    person, start, length, place, session = whole(np.array(drawn, dtype=np.int64).reshape(-1, 5).T)
    between = np.zeros((4, 4), dtype=np.int64)
    for (one, other), minutes in zip(combinations(range(3), 2), way, strict=True):
        between[one, other] = between[other, one] = minutes
    return Agenda(person, session, place, start, start + length, between)


def compared(asked: Agenda) -> Pairs:
    """Return the pairs that comparing all with all finds."""
    return {
        (i, j)
        for i, j in combinations(range(asked.start.size), 2)
        if asked.person[i] == asked.person[j] and _too_near(asked, i, j)
    }


def _too_near(asked: Agenda, i: int, j: int) -> bool:
    minutes = 0 if asked.session[i] == asked.session[j] else asked.way[asked.place[i], asked.place[j]]
    return bool(asked.start[j] < asked.end[i] + minutes and asked.start[i] < asked.end[j] + minutes)


def sets(asked: Agenda) -> list[frozenset[int]]:
    """Return the sets found, and fail if one names a member twice."""
    indptr, member = asked.exclusive_sets()
    listed = [member[first:last].tolist() for first, last in pairwise(indptr.tolist())]
    assert all(one == sorted(set(one)) for one in listed)
    return [frozenset(one) for one in listed]


def pairs_in(found: list[frozenset[int]]) -> Pairs:
    """Return the pairs that stand in some set."""
    return {(min(pair), max(pair)) for one in found for pair in combinations(one, 2)}


@settings(max_examples=300)
@given(agendas, ways)
def test_sets_hold_exactly_the_pairs_that_exclude_each_other(drawn: list[Duty], way: list[int]) -> None:
    """Two duties that nobody can both do stand in no common set, or two that somebody can do stand in one."""
    asked = agenda(drawn, way)
    found = sets(asked)
    assert pairs_in(found) == compared(asked)
    assert not any(one < other for one in found for other in found)
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(("stride", "members"), [(1, 16_384), (2_000_000, 3), (4, 2)])
@given(drawn=agendas, way=ways)
def test_cuts_do_not_matter(stride: int, members: int, drawn: list[Duty], way: list[int]) -> None:
    """A pair is lost or invented where the work on many people, or on a large crowd, is cut in pieces."""
    asked = agenda(drawn, way)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(conflict_cliques, "STRIDE", stride)
        patch.setattr(conflict_cliques, "MOST_MEMBERS", members)
        assert pairs_in(sets(asked)) == compared(asked)


def test_crowds_of_any_size_stand_side_by_side() -> None:
    """Members beyond the 64th of a crowd, or of a crowd beside a larger one, are taken for others."""
    random = np.random.default_rng(1)
    sizes = (70, 3, 1, 64, 65, 200, 2)
    person = np.repeat(np.arange(len(sizes)), sizes)
    start = random.integers(0, 300, person.size)
    order = np.lexsort((start, person))
    place, length = random.integers(0, 3, person.size), random.integers(1, 60, person.size)
    drawn = [*zip(person, start[order], length, place, np.arange(person.size), strict=True)]
    asked = agenda([(int(a), int(b), int(c), int(d), int(e)) for a, b, c, d, e in drawn], [5, 20, 35])
    assert pairs_in(sets(asked)) == compared(asked)


def test_what_no_two_of_fit_together_is_one_set() -> None:
    """Sessions one after another, each too near to every other for the way between, are told pair by pair."""
    one_after_another = [(0, 60 * hour, 60, hour, hour) for hour in range(3)]
    assert sets(agenda(one_after_another, [70, 70, 70])) == [frozenset(range(3))]
    assert sets(agenda(one_after_another, [70, 60, 70])) == [frozenset((1, 2)), frozenset((0, 1))]


@given(problems("small"))
def test_clashes_of_a_problem_are_those_of_its_candidates(problem: vm.Problem) -> None:
    """The columns of candidates are handed over in the wrong order, or some of them are forgotten."""
    tables = compile_problem(problem)
    option = tables.candidate_option
    columns = tables.candidate_session, tables.option_place[option], tables.candidate_start, tables.candidate_end
    asked = Agenda(tables.candidate_volunteer, *columns, tables.travel)
    indptr, member = clashes(tables, tables.concerned(EVERYWHERE))
    found = [frozenset(member[first:last].tolist()) for first, last in pairwise(indptr.tolist())]
    assert pairs_in(found) == compared(asked)
