"""Ragged arrays and interval sweeps say what plain loops say."""

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from volmatch.arrays.ragged import by_group, cliques_of_intervals, expand, whole

Interval = tuple[int, int, int]
intervals = st.lists(st.tuples(st.integers(0, 2), st.integers(-5, 12), st.integers(1, 6)), max_size=9).map(
    lambda drawn: sorted((group, start, start + length) for group, start, length in drawn)
)


def columns(drawn: list[Interval]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return intervals as columns."""
    table = np.array(drawn, dtype=np.int64).reshape(-1, 3)
    return table[:, 0], table[:, 1], table[:, 2]


def overlap(a: Interval, b: Interval) -> bool:
    """Whether two intervals of one group share a moment."""
    return a[0] == b[0] and a[1] < b[2] and b[1] < a[2]


@given(st.lists(st.tuples(st.integers(-3, 5), st.integers(-3, 8)), max_size=8))
def test_expand_lists_every_number(ranges: list[tuple[int, int]]) -> None:
    """A number of some range is missing, doubled, or told for another range."""
    starts, stops = whole([start for start, _ in ranges]), whole([stop for _, stop in ranges])
    owner, member = expand(starts, stops)
    expected = [(index, number) for index, (start, stop) in enumerate(ranges) for number in range(start, stop)]
    assert list(zip(owner.tolist(), member.tolist(), strict=True)) == expected


@given(st.lists(st.integers(0, 4), max_size=12))
def test_by_group_keeps_the_old_order(groups: list[int]) -> None:
    """Members of a group are lost or change places."""
    indptr, order = by_group(whole(groups), 5)
    for group in range(5):
        expected = [position for position, one in enumerate(groups) if one == group]
        assert order[indptr[group] : indptr[group + 1]].tolist() == expected


@given(intervals)
def test_cliques_are_all_maximal_sets_that_share_a_moment(drawn: list[Interval]) -> None:
    """Two intervals that clash stand in no common set, or a set holds two that do not, or lies inside another."""
    indptr, member = cliques_of_intervals(*columns(drawn))
    cliques = [set(member[a:b].tolist()) for a, b in itertools.pairwise(indptr.tolist())]
    assert all(len(clique) > 1 for clique in cliques)
    for clique in cliques:
        assert all(overlap(drawn[a], drawn[b]) for a, b in itertools.combinations(clique, 2))
        assert not any(clique < other for other in cliques)
    for a, b in itertools.combinations(range(len(drawn)), 2):
        together = any({a, b} <= clique for clique in cliques)
        assert together == overlap(drawn[a], drawn[b])
