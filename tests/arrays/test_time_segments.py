"""Pieces of time hold the same minutes as the intervals they were cut from."""

from hypothesis import given
from hypothesis import strategies as st

from volmatch.arrays.ragged import whole
from volmatch.arrays.time_segments import pieces_of

Interval = tuple[int, int, int]
intervals = st.lists(st.tuples(st.integers(0, 2), st.integers(-6, 20), st.integers(1, 8)), max_size=7)


@given(intervals)
def test_pieces_add_up_and_are_whole(drawn: list[Interval]) -> None:
    """A piece is lost or too long, two groups share one, or something begins or ends inside one."""
    group, start, length = (whole(column) for column in zip(*drawn, strict=True)) if drawn else (whole([]),) * 3
    entry, piece, minutes = pieces_of(group, start, start + length)
    assert [int(minutes[piece[entry == one]].sum()) for one in range(len(drawn))] == length.tolist()
    owners = {(int(one), int(group[number])) for one, number in zip(piece, entry, strict=True)}
    assert len(owners) == len({one for one, _ in owners})
    for one in range(len(drawn)):
        for other in range(len(drawn)):
            shared = set(piece[entry == one].tolist()) & set(piece[entry == other].tolist())
            overlap = min(start[one] + length[one], start[other] + length[other]) - max(start[one], start[other])
            assert minutes[sorted(shared)].sum() == (max(0, overlap) if group[one] == group[other] else 0)
