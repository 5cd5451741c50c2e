"""A model by rosters has the same points at the same costs."""

from collections.abc import Iterator
from itertools import product
from unittest import mock

import numpy as np
from hypothesis import given

from models_at_random import best_cost, keeps
from placed_models import of_one, placed
from volmatch.arrays.ragged import Ints, whole
from volmatch.formulation.model import Model
from volmatch.search.exact.dantzig_wolfe import DantzigWolfe
from volmatch.search.exact.person_weeks import PersonWeeks
from volmatch.search.state import thresholds


def points(model: Model) -> Iterator[Ints]:
    """Yield all points within the bounds."""
    yield from map(whole, product(*(range(low, high + 1) for low, high in zip(model.lower, model.upper, strict=True))))


def written(rosters: DantzigWolfe, values: Ints) -> Ints | None:
    """Return a point by rosters, by plain looking; ``None`` if a window has no roster for it."""
    column = set(rosters.column.tolist())
    sets = [
        frozenset(rosters.member[start:stop].tolist())
        for start, stop in zip(rosters.indptr[:-1], rosters.indptr[1:], strict=True)
    ]
    ones = {one for one in values.nonzero()[0].tolist() if one not in column}
    for chosen in _unions(sets, ones):
        by_roster = np.zeros(len(sets), dtype=np.int64)
        by_roster[chosen] = 1
        point = np.append(values[rosters.column], by_roster)
        if keeps(rosters.model, point):
            return point
    return None


def _unions(sets: list[frozenset[int]], ones: set[int]) -> Iterator[list[int]]:
    """Yield the ways to put a set together from some others."""
    if not ones:
        yield []
        return
    for number, one in enumerate(sets):
        if min(ones) in one and one <= ones:
            yield from ([number, *rest] for rest in _unions(sets, ones - one))


def sets_of(rosters: DantzigWolfe | None) -> set[tuple[int, ...]]:
    """Return the rosters."""
    assert rosters is not None
    bounds = zip(rosters.indptr[:-1], rosters.indptr[1:], strict=True)
    return {tuple(rosters.member[start:stop].tolist()) for start, stop in bounds}


def test_limits_within_a_week_make_a_window() -> None:
    """Hours and days of one week are not looked at together, or those of the next are."""
    hours, days, next_week = ({0: 60, 1: 90, 2: 120}, 180), ({1: 1, 2: 1}, 1), ({3: 1, 4: 1}, 1)
    model = of_one([1, 3, 7, 8, 14], hours, days, next_week)
    assert sets_of(DantzigWolfe.of(model)) == {(0,), (1,), (2,), (0, 1), (0, 2), (3,), (4,)}
    windows = PersonWeeks.of_model(model)
    assert (windows.count, windows.of.tolist(), windows.of_row.tolist()) == (2, [0, 0, 0, 1, 1], [0, 0, 1])


def test_a_longer_limit_stays_a_row() -> None:
    """A limit over eight days becomes part of a window, or is lost."""
    model = of_one([1, 2, 8, 4, 5, 6], ({0: 1, 1: 1}, 1), ({0: 1, 2: 1}, 1), ({3: 1, 4: 1, 5: 1}, 1), ({5: 2}, 3))
    rosters = DantzigWolfe.of(model)
    assert sets_of(rosters) == {(0,), (1,), (3,), (4,), (5,)}
    assert rosters is not None
    assert rosters.column.tolist() == [2]
    assert [row.count for row in rosters.model.blocks] == [1, 2]


def test_a_rest_from_sunday_to_monday_ties_no_weeks() -> None:
    """One short row makes a month of four weeks, or the rest is lost."""
    weeks = [({0: 1, 1: 1}, 1), ({2: 1, 3: 1}, 1), ({4: 1, 5: 1}, 1)]
    model = of_one([1, 7, 8, 14, 15, 21], *weeks, ({1: 1, 2: 1}, 1), ({3: 1, 4: 1}, 1))
    rosters = DantzigWolfe.of(model)
    assert sets_of(rosters) == {(0,), (1,), (2,), (3,), (4,), (5,)}
    assert rosters is not None
    assert rosters.model.matrix.upper.tolist() == [1] * 5
    assert PersonWeeks.of_model(model).of_row.tolist() == [0, 1, 2, -1, -1]


def test_limits_over_most_windows_are_no_case_for_rosters() -> None:
    """Weeks that a limit of the month ties together are written out, though that says little."""
    weeks = ({0: 1, 1: 1}, 1), ({2: 1, 3: 1}, 1)
    assert DantzigWolfe.of(of_one([1, 2, 15, 16], *weeks)) is not None
    model = of_one([1, 2, 15, 16], *weeks, ({0: 1, 1: 1, 2: 1, 3: 1}, 1))
    assert PersonWeeks.of_model(model).is_tied
    assert DantzigWolfe.of(model) is None


def test_a_window_with_too_many_rosters_keeps_its_rows() -> None:
    """One busy person makes the others do without rosters, or is written out all the same."""
    model = of_one([1, 2, 3, 15, 16], ({0: 1, 1: 1, 2: 1}, 2), ({3: 1, 4: 1}, 1))
    with mock.patch.object(thresholds, "MOST_OF_WEEK", 3):
        rosters = DantzigWolfe.of(model)
    assert sets_of(rosters) == {(3,), (4,)}
    assert rosters is not None
    assert rosters.column.tolist() == [0, 1, 2]
    with mock.patch.object(thresholds, "MOST_OF_WEEK", 1):
        assert DantzigWolfe.of(model) is None


def test_too_much_to_try_is_given_up() -> None:
    """A limit that allows nearly everything takes for ever."""
    model = of_one([1] * 60, (dict.fromkeys(range(60), 1), 50))
    assert DantzigWolfe.of(model) is None
    with mock.patch.object(thresholds, "MOST_TRIED", 50):
        assert DantzigWolfe.of(of_one([1] * 12, (dict.fromkeys(range(12), 1), 2))) is None


@given(placed())
def test_each_point_has_its_rosters(drawn: Model) -> None:
    """A point that keeps all rows is not written by rosters, or costs something else there."""
    model = drawn
    rosters = DantzigWolfe.of(model)
    if rosters is None:
        return
    for point in points(model):
        if keeps(model, point):
            there = written(rosters, point)
            assert there is not None
            assert rosters.model.cost.at(there) == model.cost.at(point)
            assert rosters.point(there).tolist() == point.tolist()


@given(placed())
def test_the_best_by_rosters_is_a_best_point(drawn: Model) -> None:
    """What keeps all rows by rosters breaks one of the model."""
    model = drawn
    rosters = DantzigWolfe.of(model)
    if rosters is None or rosters.model.size > 12:
        return
    for values in points(rosters.model):
        if keeps(rosters.model, values):
            point = rosters.point(values)
            assert keeps(model, point)
            assert model.cost.at(point) == rosters.model.cost.at(values)
    assert best_cost(rosters.model) == best_cost(model)
