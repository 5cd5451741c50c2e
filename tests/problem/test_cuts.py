"""Pieces take all of the whole, each by its length."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from volmatch.problem.cuts import shares


@given(st.integers(0, 10_000), st.lists(st.integers(1, 500), min_size=1, max_size=6))
def test_shares_are_by_length(whole: int, lengths: list[int]) -> None:
    """A share is lost, or is a unit or more away from what its length says."""
    found = shares(whole, lengths)
    assert sum(found) == whole
    exact = [Fraction(whole * length, sum(lengths)) for length in lengths]
    assert all(abs(one - fair) < 1 for one, fair in zip(found, exact, strict=True))
