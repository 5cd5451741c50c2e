"""How many people turn up: exact odds, and the mixes of people that matter."""

import math
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volmatch.arrays.turning_up import missing, mixes, short_of, ways

ODDS = st.lists(st.integers(0, 10), max_size=5)


@given(ODDS)
def test_ways_are_those_of_going_through_all(odds: list[int]) -> None:
    """A chance is not that of trying everybody's coming and staying away."""
    counted = [0] * (len(odds) + 1)
    for there in product((True, False), repeat=len(odds)):
        counted[sum(there)] += math.prod(one if comes else 10 - one for one, comes in zip(odds, there, strict=True))
    assert ways(odds, 10) == counted


@given(ODDS, st.integers(0, 4))
def test_missing_is_an_average(odds: list[int], least: int) -> None:
    """The average of those missing is not what its definition says."""
    number, whole = missing(odds, 10, least)
    short = sum((least - n) * weight for n, weight in enumerate(ways(odds, 10)) if n < least)
    assert Fraction(number, whole) == Fraction(short, 10 ** len(odds))


@given(
    st.lists(st.tuples(st.integers(1, 10), st.integers(1, 3)), max_size=3, unique_by=lambda kind: kind[0]),
    st.integers(0, 4),
    st.integers(1, 3),
    st.sampled_from((None, 500_000, 900_000, 1_000_000)),
)
def test_mixes_say_what_every_crew_is_short_of(
    kinds: list[tuple[int, int]], most: int, least: int, chance: int | None
) -> None:
    """A crew is judged otherwise by the mixes that fit into it than by itself; or a mix is there in vain."""
    odds, people = tuple(one for one, _ in kinds), tuple(number for _, number in kinds)
    found = mixes(odds, people, most, least, 10, chance)
    assert list(found.costs) == sorted(found.costs)
    for crew in product(*(range(number + 1) for number in people)):
        if sum(crew) <= most:
            own = [one for one, number in zip(odds, crew, strict=True) for _ in range(number)]
            fits = [
                short
                for mix, short in zip(found.counts, found.costs, strict=True)
                if all(a <= b for a, b in zip(mix, crew, strict=True))
            ]
            assert min(fits) == short_of(own, 10, least, chance)


def test_too_many_mixes_are_refused() -> None:
    """A large crew of people with odds of their own fills the memory."""
    with pytest.raises(OverflowError):
        mixes(tuple(range(1, 60)), (1,) * 59, 12, 8, 60, None)
