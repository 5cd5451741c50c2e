"""What is distinct, and in what order, is what NumPy says."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from volmatch.arrays.distinct import distinct, distinct_rows
from volmatch.arrays.ragged import stable_order, whole

#: Numbers near each other, and as far apart as their kind allows.
numbers = st.one_of(st.integers(-3, 3), st.integers(-70_000, 70_000), st.integers(-(2**62), 2**62))


@given(st.lists(numbers))
def test_each_number_once(drawn: list[int]) -> None:
    """A number is lost, comes twice, or stands out of order."""
    assert distinct(whole(drawn)).tolist() == sorted(set(drawn))


def test_of_many_numbers_each_once() -> None:
    """A number is lost where there are too many to compare one by one."""
    drawn = np.random.default_rng(1).integers(0, 300_000, (1_000, 200))
    assert np.array_equal(distinct(drawn), np.unique(drawn))


@given(st.integers(1, 3).flatmap(lambda width: st.lists(st.tuples(*[numbers] * width), min_size=1)))
def test_each_row_once(drawn: list[tuple[int, ...]]) -> None:
    """A row is lost, comes twice, or another is told for it."""
    found, number = distinct_rows(whole(drawn))
    assert [*map(tuple, found.tolist())] == sorted(set(drawn))
    assert [*map(tuple, found[number].tolist())] == drawn


def test_of_no_rows_none() -> None:
    """Where there is no row, there is trouble."""
    found, number = distinct_rows(np.empty((0, 3), dtype=np.int64))
    assert found.shape == (0, 3)
    assert number.size == 0


def test_order_of_many_keeps_equals_as_they_stand() -> None:
    """Of equals a later one comes first, or the digits of large numbers are mixed up."""
    random = np.random.default_rng(1)
    for low, high in ((0, 1), (0, 300), (-5, 65_530), (0, 65_536), (0, 2**32 - 1), (-(2**31), 2**31), (0, 2**62)):
        drawn = random.integers(low, high, 3_000, endpoint=True)
        drawn[::7] = drawn[0]
        assert np.array_equal(stable_order(drawn), np.argsort(drawn, kind="stable")), (low, high)
