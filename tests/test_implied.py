"""Rows that follow from others go, and nothing else changes."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.generate import neighbourhood_programme
from tests.models_at_random import models, rows_of
from volmatch.build import build
from volmatch.implied import without_implied
from volmatch.model import Matrix, Model


def _feasible(model: Model, blocks: list) -> set[tuple[int, ...]]:
    rows = Matrix.of(blocks)
    ranges = [range(low, high + 1) for low, high in zip(model.lower.tolist(), model.upper.tolist(), strict=True)]
    points = (np.array(point, dtype=np.int64) for point in product(*ranges))
    return {
        tuple(point.tolist())
        for point in points
        if ((rows.lower <= rows.at(point)) & (rows.at(point) <= rows.upper)).all()
    }


@given(models())
def test_no_point_is_won_or_lost(model: Model) -> None:
    """Leaving out an implied row lets a point in, or shuts one out."""
    assert _feasible(model, without_implied(list(model.blocks), model.lower)) == _feasible(model, list(model.blocks))


@given(st.lists(st.tuples(st.sets(st.integers(0, 5), min_size=1), st.integers(1, 3)), max_size=8))
def test_no_cap_is_lost(caps: list[tuple[set[int], int]]) -> None:
    """Of caps inside each other, or twice the same, one goes that none of those left implies."""
    block = rows_of([(dict.fromkeys(sorted(members), 1), None, cap) for members, cap in caps])
    model = Model(np.zeros(6, np.int64), np.ones(6, np.int64), [block], None, np.arange(6), 6)  # type: ignore[arg-type] # no cost is asked for
    assert _feasible(model, without_implied([block], model.lower)) == _feasible(model, [block])


@pytest.mark.parametrize(
    ("rows", "left"),
    [
        ([({0: 1, 1: 1}, None, 1), ({0: 1, 1: 1, 2: 1}, None, 1)], [3]),
        ([({0: 1, 1: 1}, None, 1), ({0: 1, 1: 1}, None, 1)], [2]),
        ([({0: 60, 1: 90}, None, 120), ({0: 1, 1: 1, 2: 1}, None, 1)], [3]),
        ([({0: 60, 1: 90}, None, 80), ({0: 1, 1: 1, 2: 1}, None, 1)], [2, 3]),
        ([({0: 60, 1: 90}, None, 180), ({0: 1, 1: 1, 2: 1}, None, 2)], [3]),
        ([({0: 1, 1: 1}, None, 1), ({0: 1, 1: 1, 2: 1}, None, 2)], [2, 3]),
        ([({0: 1, 1: 1}, 1, 1), ({0: 1, 1: 1, 2: 1}, None, 1)], [2, 3]),
        ([({0: 1, 3: 1}, None, 1), ({0: 1, 1: 1, 2: 1}, None, 1)], [2, 3]),
    ],
)
def test_what_follows_from_what(rows: list, left: list[int]) -> None:
    """A cap inside a tighter one stays, or one goes that is not inside, not looser, or asks for a minimum."""
    blocks = without_implied([rows_of(rows)], np.zeros(4, np.int64))
    assert [int(size) for block in blocks for size in np.diff(block.indptr)] == left


def test_most_rows_of_a_programme_follow_from_others() -> None:
    """People who serve once a week keep a row for each moment of the week."""
    f = build(neighbourhood_programme(volunteers=60, sessions=150, seed=1))
    assert len(without_implied(f.blocks, f.bounds[0])) == len(f.blocks)
    cliques = sum(block.count for block in f.blocks if block.is_clique)
    weeks = np.unique(f.tables.candidate_volunteer).size * 4
    assert cliques < weeks
