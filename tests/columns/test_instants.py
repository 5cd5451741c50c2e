"""Moments at places, held to a plain loop over minutes."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from volmatch.arrays.event_points import moments_of

Stay = tuple[int, int, int]
_STAYS = st.lists(st.tuples(st.integers(-1, 1), st.integers(0, 6), st.integers(1, 4)), max_size=6)


@given(_STAYS, st.lists(st.integers(0, 5), max_size=8), st.sets(st.integers(0, 5)), st.booleans())
def test_moments_are_those_of_a_plain_loop(
    stays: list[Stay],
    candidates: list[int],
    looked_at: set[int],
    with_ends: bool,  # noqa: FBT001 - a drawn parameter
) -> None:
    """A start or end is missed or seen twice, or something is on before its start, at its end, or elsewhere."""
    options = [option for option in sorted(looked_at) if option < len(stays)]
    candidates = [option for option in candidates if option < len(stays)]
    times = [(place, start, start + length) for place, start, length in stays]
    columns = np.array(times, dtype=np.int64).reshape(-1, 3).T
    found = moments_of(
        np.array(options, dtype=np.int64),
        (columns[0], columns[1], columns[2]),
        np.array(candidates, dtype=np.int64),
        with_ends=with_ends,
    )
    wanted = []
    for place, now in {(place, now) for place, start, end in times for now in (start, end)}:
        causes = [one for one in options if (times[one][0], times[one][1]) == (place, now)]
        causes += [one for one in options if with_ends and (times[one][0], times[one][2]) == (place, now)]
        on = [one for one in options if times[one][0] == place and times[one][1] <= now < times[one][2]]
        if causes and on:
            there = [candidate for candidate, option in enumerate(candidates) if option in on]
            wanted.append((sorted(causes), on, there))
    entries = found.causes, found.on, found.there
    made = [tuple(sorted(column[moment == one]) for moment, column in entries) for one in range(found.count)]
    assert sorted(made) == sorted(wanted)
