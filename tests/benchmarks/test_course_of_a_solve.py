"""Gaps over time, and how far schedules are from the bounds."""

import pytest
from benchmarks.course import MARKS, Distance, Point, comparable, distance, gap, gap_at, proved_at, thinned

POINTS = [
    Point(0.2, 1, 40, None),
    Point(0.5, 1, 40, 10),
    Point(2.0, 1, 20, 10),
    Point(3.0, 1, 12, 12),
    Point(3.5, 2, 7, 7),
    Point(4.0, 2, 7, 7),
]


@pytest.mark.parametrize(
    ("value", "bound", "share"), [(10, 10, 0.0), (10, 5, 0.5), (0, 0, 0.0), (4, 0, 1.0), (9, 12, 0.0), (-4, -6, 0.5)]
)
def test_gap(value: int, bound: int, share: float) -> None:
    """A gap is another share than the page says."""
    assert gap(value, bound) == share


@pytest.mark.parametrize(
    ("level", "seconds", "share"),
    [(1, 0.1, None), (1, 0.3, None), (1, 0.5, 0.75), (1, 2.5, 0.5), (1, 10, 0.0), (2, 3.0, None), (2, 60, 0.0)],
)
def test_gap_after_some_seconds(level: int, seconds: float, share: float | None) -> None:
    """A gap is known before it was told, or a later one is taken for an earlier."""
    assert gap_at(POINTS, level, seconds) == share


def test_proved_for_good() -> None:
    """A level counts as proved while it was not, or later than it was."""
    assert proved_at(POINTS, 1) == 3.0
    assert proved_at(POINTS, 2) == 3.5
    assert proved_at(POINTS, 3) is None
    assert proved_at([Point(1, 1, 5, 5), Point(2, 1, 6, 5), Point(3, 1, 6, 6)], 1) == 3


def test_thinning_keeps_what_was_known_at_the_marks() -> None:
    """A results file says another gap than was measured."""
    dense = [Point(step / 1000, 1, 10**6 - step, step) for step in range(0, 70_000, 7)]
    kept = thinned(dense)
    assert len(kept) < 200 < len(dense)
    for mark in MARKS:
        assert gap_at(kept, 1, mark) == gap_at(dense, 1, mark)


@pytest.mark.parametrize(
    ("values", "bounds", "far"),
    [
        ((5, 9), (5, 9), Distance(2, 0.0)),
        ((10, 9), (5, 9), Distance(0, 0.5)),
        ((5, 12), (5, 9), Distance(1, 0.25)),
        ((5, 12), (5, None), Distance(1, 0.0)),
        ((4, 12), (5, 9), Distance(2, 0.0)),
        ((5, 12), (None, None), Distance(0, 1.0)),
    ],
)
def test_distance_is_the_gap_at_the_first_level_that_differs(
    values: tuple[int, ...], bounds: tuple[int | None, ...], far: Distance
) -> None:
    """A schedule is said to be closer, or farther, than it is."""
    assert distance(values, bounds) == far


def test_a_later_level_is_closer_than_any_gap_before() -> None:
    """A schedule that loses the first level by little passes for better than one that keeps it."""
    assert Distance(1, 0.9).is_closer_than(Distance(0, 0.1))
    assert Distance(1, 0.1).is_closer_than(Distance(1, 0.2))
    assert not Distance(1, 0.2).is_closer_than(Distance(1, 0.2))


def test_bounds_after_an_unproved_level_hold_for_nobody_else() -> None:
    """A bound given worse values before it is held against a better schedule."""
    assert comparable([(5, 5), (9, 7), (3, 3)]) == [5, 7, None]
    assert comparable([(5, None), (9, 9)]) == [None, None]
