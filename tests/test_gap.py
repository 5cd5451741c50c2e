"""The gap between a cost that is reached and a cost that is proved."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volmatch.gap import Gap

maybe = st.none() | st.integers(-5, 5)


@pytest.mark.parametrize(
    ("value", "bound", "slack", "share"),
    [(None, None, None, None), (None, 3, None, None), (3, None, None, None), (4, 3, 1, 0.25), (3, 3, 0, 0.0), (3, 4, 0, 0.0),
     (0, -2, 2, 2.0), (-4, -5, 1, 0.25)],
)  # fmt: skip
def test_by_hand(value: int | None, bound: int | None, slack: int | None, share: float | None) -> None:
    """What may still be saved is wrong, or something unknown counts as known."""
    gap = Gap(value, bound)
    assert (gap.slack, gap.share, gap.is_closed) == (slack, share, slack == 0)


@given(maybe, maybe, maybe)
def test_the_better_bound_counts(value: int | None, bound: int | None, other: int | None) -> None:
    """A weaker bound is taken, a bound is forgotten, or the value changes with it."""
    raised = Gap(value, bound).raised(other)
    assert raised == Gap(value, other).raised(bound)
    assert raised.value == value
    assert {raised.bound} <= {bound, other}
    assert all(raised.bound is not None and raised.bound >= one for one in (bound, other) if one is not None)
