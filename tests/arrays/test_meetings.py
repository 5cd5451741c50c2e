"""Which stretches of time of different sessions meet, found by searching and by comparing all."""

from itertools import permutations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from volmatch.arrays.nearness import meetings
from volmatch.arrays.ragged import whole

#: Group, session, start and length.
STRETCHES = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 3), st.integers(-5, 5), st.integers(1, 4)), max_size=12
)


@given(STRETCHES)
def test_meetings_are_those_of_comparing_all(stretches: list[tuple[int, int, int, int]]) -> None:
    """Two stretches that share a moment are overlooked, found twice, or found in the wrong order; or ones that touch meet."""
    group, session, start, length = whole(stretches).reshape(-1, 4).T
    first, second = meetings(group, session, start, start + length)
    wanted = [
        (i, j)
        for i, j in permutations(range(len(stretches)), 2)
        if stretches[i][0] == stretches[j][0] and stretches[i][1] < stretches[j][1]
        if set(range(start[i], start[i] + length[i])) & set(range(start[j], start[j] + length[j]))
    ]
    assert sorted(zip(first.tolist(), second.tolist(), strict=True)) == sorted(wanted)


def test_nothing_meets_nothing() -> None:
    """An empty programme has meetings, or raises."""
    nothing = np.zeros(0, dtype=np.int64)
    assert [found.size for found in meetings(nothing, nothing, nothing, nothing)] == [0, 0]
