"""Free time in columns is what a set of minutes says."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from volmatch.arrays.intervals import difference
from volmatch.arrays.ragged import Ints, whole

Stretch = tuple[int, int, int]
stretches = st.lists(st.tuples(st.integers(0, 2), st.integers(-6, 20), st.integers(1, 8)), max_size=7)


def columns(drawn: list[Stretch]) -> tuple[Ints, Ints, Ints]:
    """Return (owner, start, end) of stretches drawn as (owner, start, length)."""
    return (
        whole([owner for owner, _, _ in drawn]),
        whole([start for _, start, _ in drawn]),
        whole([start + length for _, start, length in drawn]),
    )


def minutes(drawn: list[Stretch]) -> set[tuple[int, int]]:
    """Return every (owner, minute) of some stretch."""
    return {(owner, minute) for owner, start, length in drawn for minute in range(start, start + length)}


@given(stretches, stretches)
def test_difference_keeps_exactly_the_minutes_offered_and_not_barred(plus: list[Stretch], minus: list[Stretch]) -> None:
    """A free minute is lost or an absent one counts as free, or stretches overlap, touch or are out of order."""
    free = difference(columns(plus), columns(minus))
    found = list(zip(free.owner.tolist(), free.start.tolist(), free.end.tolist(), strict=True))
    assert minutes([(owner, start, end - start) for owner, start, end in found]) == minutes(plus) - minutes(minus)
    assert found == sorted(found)
    for (owner, _, end), (next_owner, start, _) in itertools.pairwise(found):
        assert owner < next_owner or end < start


@given(stretches, stretches, st.lists(st.tuples(st.integers(0, 3), st.integers(-8, 24), st.integers(1, 6)), max_size=6))
def test_contain_asks_for_every_minute(plus: list[Stretch], minus: list[Stretch], asked: list[Stretch]) -> None:
    """Somebody counts as free for a session of which a minute lies outside their free time, or the other way round."""
    free = minutes(plus) - minutes(minus)
    inside = difference(columns(plus), columns(minus)).contain(*columns(asked))
    assert inside.tolist() == [minutes([one]) <= free for one in asked]
