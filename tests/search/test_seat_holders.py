"""Chains fill a seat whenever a chain can, and the account of who holds what stays right."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from volmatch.arrays.ragged import whole
from volmatch.search.start.seat_holders import SeatHolders


def holders(able: list[list[int]], meets: list[tuple[int, int]], people: int, *held: int, seed: int = 0) -> SeatHolders:
    """Return seats that some people could hold, pairs of which meet, held as told; -1 for nobody."""
    could = np.zeros((len(able), people), dtype=bool)
    for seat, who in enumerate(able):
        could[seat, who] = True
    pairs = np.zeros((len(able), len(able)), dtype=bool)
    for one, other in meets:
        pairs[one, other] = pairs[other, one] = one != other
    return SeatHolders(could, pairs, whole([*held, *[-1] * (len(able) - len(held))]), np.random.default_rng(seed))


def is_right(found: SeatHolders) -> bool:
    """Whether nobody holds what they cannot, or two seats that meet, and the counts say who holds what."""
    held = found.holder[:, None] == np.arange(found.able.shape[1])
    counts = found.meets.astype(int) @ held
    numbers = found.meets.astype(int) @ (held * np.arange(held.shape[0])[:, None])
    is_kept = not (held & ~found.able).any() and not (held & (counts > 0)).any()
    return is_kept and bool((counts == found.pushed).all() and (numbers == found.partner).all())


SEATS = st.lists(st.lists(st.integers(0, 3), max_size=3, unique=True), min_size=1, max_size=7)
PAIRS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=12)


@given(SEATS, PAIRS, st.lists(st.tuples(st.integers(0, 6), st.integers(0, 3)), max_size=8))
def test_the_account_stays_right(
    able: list[list[int]], meets: list[tuple[int, int]], forced: list[tuple[int, int]]
) -> None:
    """Somebody holds two seats that meet, or one that they cannot, or a count is off after seats changed hands."""
    found = holders(able, [(i, j) for i, j in meets if max(i, j) < len(able)], 4)
    found.mend()
    assert is_right(found)
    for seat, person in forced:
        if seat < len(able) and found.able[seat, person] and found.holder[seat] < 0:
            left = found.force(seat, person)
            assert is_right(found)
            assert all(found.holder[one] < 0 for one in left)
            before = found.empty.size
            assert found.mend() == found.empty.size <= before
    assert is_right(found)
    for seat in found.dismiss(0):
        assert found.holder[seat] < 0
    assert is_right(found)


@given(SEATS, st.integers(0, 9))
def test_at_one_time_chains_find_the_largest_matching(able: list[list[int]], seed: int) -> None:
    """Of seats at one time one stays empty that a chain could fill."""
    count = len(able)
    found = holders(able, [(i, j) for i in range(count) for j in range(i)], 4, seed=seed)
    assert count - found.mend() == _matched(able, frozenset())


def _matched(able: list[list[int]], taken: frozenset[int]) -> int:
    if not able:
        return 0
    first, rest = able[0], able[1:]
    return max([_matched(rest, taken), *(1 + _matched(rest, taken | {one}) for one in first if one not in taken)])


@pytest.mark.parametrize("length", [1, 5, 40])
def test_a_chain_may_be_as_long_as_it_takes(length: int) -> None:
    """A seat stays empty because many have to move for it."""
    able = [[0], *([one, one + 1] for one in range(length))]
    at_once = [(i, j) for i in range(length + 1) for j in range(i)]
    found = holders(able, at_once, length + 1, -1, *range(length))
    assert found.empty.tolist() == [0]
    assert found.fill(0)
    assert found.holder.tolist() == list(range(length + 1))
    assert is_right(found)


def test_who_may_not_serve_is_asked_no_more() -> None:
    """Somebody who was sent home fills a seat, or nobody does after they came back."""
    found = holders([[0], [0]], [(0, 1)], 1, 0)
    assert found.dismiss(0) == [0]
    assert not found.fill(0)
    found.admit(0)
    assert found.fill(0)
    assert not found.fill(1)
