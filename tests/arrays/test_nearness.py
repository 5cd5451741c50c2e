"""Pairs and sets found by searching sorted lists are those that comparing everything with everything finds."""

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from volmatch.arrays.nearness import crowds, first_from, pairs_within
from volmatch.arrays.ragged import Ints, whole

Spot = tuple[int, int]
Span = tuple[int, int, int, bool]
spots = st.lists(st.tuples(st.integers(0, 2), st.integers(-5, 9)), max_size=7)
spans = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 9), st.integers(1, 6), st.booleans()), max_size=7)


def columns(drawn: list[Spot]) -> tuple[Ints, Ints]:
    """Return (group, time) as columns."""
    return whole([group for group, _ in drawn]), whole([time for _, time in drawn])


@given(spots.map(sorted), spots)
def test_first_from_is_the_first_that_is_not_before(listed: list[Spot], asked: list[Spot]) -> None:
    """A search ends in another group, or one entry too early or too late."""
    found = first_from(*columns(listed), *columns(asked))
    assert found.tolist() == [sum(spot < question for spot in listed) for question in asked]


@given(spans)
def test_crowds_hold_exactly_the_pairs_that_do_not_fit(drawn: list[Span]) -> None:
    """Two that do not fit stand in no common set, or two that fit stand in one."""
    drawn = sorted(drawn)
    group, start = columns([(group, start) for group, start, _, _ in drawn])
    end = start + whole([length for _, _, length, _ in drawn])
    counts = whole([counts for *_, counts in drawn]) > 0
    indptr, member = crowds(group, start, end, counts)
    found = {
        tuple(sorted(pair)) for first, last in pairwise(indptr) for pair in combinations(member[first:last].tolist(), 2)
    }
    assert found == {pair for pair in combinations(range(len(drawn)), 2) if _clash(drawn[pair[0]], drawn[pair[1]])}


def _clash(one: Span, other: Span) -> bool:
    return one[0] == other[0] and any(
        counts and start <= later[1] < start + length
        for (_, start, length, counts), later in ((one, other), (other, one))
    )


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(-5, 9), st.integers(0, 5)), max_size=6), spots)
def test_pairs_within_are_those_inside_the_stretch(asking: list[tuple[int, int, int]], listed: list[Spot]) -> None:
    """A moment outside the stretch is found, or one inside it is not."""
    group, since = columns([(group, since) for group, since, _ in asking])
    until = since + whole([length for *_, length in asking])
    i, j = pairs_within((group, since, until), columns(listed))
    wanted = {
        (one, other)
        for one, (of, since_, length) in enumerate(asking)
        for other, (group_, time) in enumerate(listed)
        if group_ == of and since_ <= time < since_ + length
    }
    assert len(i) == len(wanted)
    assert set(zip(i.tolist(), j.tolist(), strict=True)) == wanted
