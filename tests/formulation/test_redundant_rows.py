"""Rows that follow from others go, and nothing else changes."""

from itertools import product

import numpy as np
import pytest
from benchmarks.generate import neighbourhood_programme
from hypothesis import given
from hypothesis import strategies as st

from models_at_random import Row, models, rows_of
from volmatch.columns.compile import compile_problem
from volmatch.formulation.build import build, encode
from volmatch.formulation.formulation import Block, Objective
from volmatch.formulation.legality import formulate
from volmatch.formulation.model import Matrix, Model
from volmatch.formulation.redundant_rows import without_implied
from volmatch.formulation.variable_map import Keys


def _feasible(model: Model, blocks: list[Block]) -> set[tuple[int, ...]]:
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


_NO_COST = Objective(np.zeros(0, np.int64), np.zeros(0, np.int64), 0)


@given(st.lists(st.tuples(st.sets(st.integers(0, 5), min_size=1), st.integers(1, 3)), max_size=8))
def test_no_cap_is_lost(caps: list[tuple[set[int], int]]) -> None:
    """Of caps inside each other, or twice the same, one goes that none of those left implies."""
    block = rows_of([(dict.fromkeys(sorted(members), 1), None, cap) for members, cap in caps])
    model = Model(np.zeros(6, np.int64), np.ones(6, np.int64), [block], _NO_COST, Keys.nowhere(6))
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
def test_what_follows_from_what(rows: list[Row], left: list[int]) -> None:
    """A cap inside a tighter one stays, or one goes that is not inside, not looser, or asks for a minimum."""
    blocks = without_implied([rows_of(rows)], np.zeros(4, np.int64))
    assert [int(size) for block in blocks for size in np.diff(block.indptr)] == left


def test_most_rows_of_a_programme_follow_from_others() -> None:
    """People who serve once a week keep a row for each day and each moment of the week."""
    problem = neighbourhood_programme(volunteers=60, sessions=150, seed=1)
    builder = formulate(compile_problem(problem))
    for rule in problem.rules:
        encode(builder, rule)
    f = builder.complete(lambda blocks, _lower: blocks)
    before, after = (
        sum(block.count for block in blocks if not block.level) for blocks in (f.blocks, build(problem).blocks)
    )
    assert after < before / 2
