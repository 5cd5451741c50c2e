"""The heaviest clique is one, weighs no less than what it begins with, and is the heaviest of small graphs."""

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from volmatch.arrays.heaviest_clique import heaviest_at_most, heaviest_clique
from volmatch.arrays.ragged import Bools, Ints, whole


@st.composite
def weighted_graphs(draw: st.DrawFn, most: int = 9) -> tuple[Bools, Ints]:
    """Draw a symmetric graph and positive weights."""
    size = draw(st.integers(0, most))
    pairs = list(itertools.combinations(range(size), 2))
    graph = np.zeros((size, size), dtype=bool)
    for one, other in pairs:
        graph[one, other] = graph[other, one] = draw(st.booleans())
    return graph, whole(draw(st.lists(st.integers(1, 4), min_size=size, max_size=size)))


def is_clique(graph: Bools, members: list[int]) -> bool:
    """Whether any two members fit together."""
    return all(graph[pair] for pair in itertools.combinations(members, 2))


@given(weighted_graphs())
def test_it_is_the_heaviest_of_small_graphs(drawn: tuple[Bools, Ints]) -> None:
    """A bound of how many people it takes would claim too much, or less than a handful of demands proves."""
    graph, weight = drawn
    found = heaviest_clique(graph, weight, whole([])).tolist()
    assert found == sorted(set(found))
    assert is_clique(graph, found)
    subsets = itertools.chain.from_iterable(
        itertools.combinations(range(weight.size), k) for k in range(weight.size + 1)
    )
    best = max(int(weight[list(one)].sum()) for one in subsets if is_clique(graph, list(one)))
    assert int(weight[found].sum()) == best <= heaviest_at_most(graph, weight)


@given(weighted_graphs(), st.data())
def test_it_weighs_no_less_than_what_it_begins_with(drawn: tuple[Bools, Ints], data: st.DataObject) -> None:
    """Looking for a heavier clique would lose the one that is known, as where there is no time to look."""
    graph, weight = drawn
    order = data.draw(st.permutations(range(weight.size)))
    start: list[int] = []
    for one in order:
        if is_clique(graph, [*start, one]):
            start.append(one)
    found = heaviest_clique(graph, weight, whole(start), share=0.0)
    assert int(weight[found].sum()) == int(weight[start].sum())


def test_a_large_clique_is_found_where_growing_one_goes_astray() -> None:
    """Of 60 members that fit to most others, and 20 hidden ones that all fit together, only a part of these would be found."""
    dice = np.random.default_rng(1)
    graph = dice.random((80, 80)) < 0.5
    graph |= graph.T
    hidden = dice.permutation(80)[:20]
    graph[np.ix_(hidden, hidden)] = True
    np.fill_diagonal(graph, val=False)
    weight = np.ones(80, dtype=np.int64)
    assert is_clique(graph, (found := heaviest_clique(graph, weight, whole([])).tolist()))
    assert len(found) >= 20
