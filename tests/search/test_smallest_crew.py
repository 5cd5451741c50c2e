"""A crew of the least size is found where chains and changes of people lead there, and ever smaller ones on the way."""

import numpy as np
import pytest

from volmatch.arrays.ragged import whole
from volmatch.search.start.seat_holders import SeatHolders
from volmatch.search.start.smallest_crew import SmallestCrew


def crew(seats: int, people: int, skilled: float, seed: int) -> SmallestCrew:
    """Return seats at random times of a day, each for some of the people; so many, a share of them able, hold one each."""
    dice = np.random.default_rng(seed)
    start = np.sort(dice.integers(0, 100, seats))
    end = start + dice.integers(10, 30, seats)
    meets = (start[:, None] < end) & (start < end[:, None])
    np.fill_diagonal(meets, val=False)
    able = dice.random((seats, people)) < skilled
    return SmallestCrew(SeatHolders(able, meets, np.full(seats, -1), dice), whole(np.arange(seats)))


def at_once(made: SmallestCrew) -> int:
    """Return how many seats there are at the busiest moment: each begins among those that meet it and come before it."""
    meets = np.tril(made.seating.meets)
    return int(meets.sum(axis=1).max()) + 1


@pytest.mark.parametrize("seed", range(6))
def test_crews_get_smaller_down_to_the_least(seed: int) -> None:
    """A crew is no smaller than the one before, smaller than there can be, leaves a seat empty, or people too many serve."""
    made = crew(40, 24, 0.6, seed)
    least = at_once(made)
    assert made.fill(lambda: False, turns=3_000)
    sizes = [np.unique(made.seating.holder).size]
    for size in made.fewer(least, lambda: False):
        assert not made.seating.empty.size
        assert size == np.unique(made.seating.holder).size <= made.open.sum()
        sizes.append(size)
    assert sizes == sorted(set(sizes), reverse=True)
    assert least <= sizes[-1] <= least + 1


def test_as_few_as_there_can_be_stay_as_they_are() -> None:
    """A crew of the least size is taken apart to look for a smaller one."""
    made = crew(40, 24, 0.6, 2)
    assert made.fill(lambda: False, turns=3_000)
    before = made.seating.holder.copy()
    assert list(made.fewer(np.unique(before).size, lambda: False)) == []
    assert np.array_equal(before, made.seating.holder)


def test_what_nobody_can_fill_ends() -> None:
    """A search for seats that cannot be filled never ends, or says that it filled them."""
    made = crew(12, 2, 1.0, 0)
    assert not made.fill(lambda: False, turns=50)


def test_time_that_is_over_ends_it() -> None:
    """Crews are looked for after time is over."""
    made = crew(40, 24, 0.6, 1)
    assert made.fill(lambda: False, turns=3_000)
    assert list(made.fewer(1, lambda: True)) == []
    assert not made.seating.empty.size
