"""Strategies that draw models: a few variables, rows of every kind, and a cost."""

from itertools import pairwise, product

import numpy as np
from hypothesis import strategies as st

from volmatch.arrays.ragged import Ints, indptr_of, whole
from volmatch.formulation.formulation import INFINITE, Block, Objective
from volmatch.formulation.model import Model
from volmatch.formulation.variable_map import Keys

#: The columns and coefficients of a row, and its bounds; ``None`` where open.
Row = tuple[dict[int, int], int | None, int | None]


@st.composite
def models(draw: st.DrawFn) -> Model:
    """Draw a model: often feasible, sometimes without variables, rows or cost."""
    booleans, others = (
        draw(st.integers(0, 4)),
        draw(st.lists(st.tuples(st.integers(-3, 2), st.integers(0, 4)), max_size=3)),
    )
    lower = whole([0] * booleans + [low for low, _ in others])
    upper = whole([1] * booleans + [low + width for low, width in others])
    terms = st.dictionaries(st.sampled_from(range(lower.size)), _NOT_ZERO) if lower.size else st.just(dict[int, int]())
    blocks = [rows_of(part) for part in draw(st.lists(st.lists(_rows(terms), max_size=4), max_size=2))]
    if booleans:
        blocks.append(cliques_of(draw(st.lists(st.sets(st.sampled_from(range(booleans))), max_size=2))))
    costs = draw(terms)
    step, constant = draw(st.sampled_from([1, 1, 5])), draw(st.integers(-9, 9))
    cost = Objective(whole(sorted(costs)), step * whole([costs[one] for one in sorted(costs)]), constant)
    return Model(lower, upper, blocks, cost, Keys.nowhere(lower.size))


_NOT_ZERO = st.integers(-4, 4).filter(bool)


def _rows(terms: st.SearchStrategy[dict[int, int]]) -> st.SearchStrategy[Row]:
    side, width = st.integers(-4, 8), st.sampled_from([0, 0, 1, 3])
    kinds = st.one_of(
        st.tuples(st.none(), side),
        side.map(lambda low: (low, None)),
        st.tuples(side, width).map(lambda pair: (pair[0], sum(pair))),
    )
    return st.tuples(terms, kinds).map(lambda pair: (pair[0], *pair[1]))


def rows_of(rows: list[Row]) -> Block:
    """Return rows as a block."""
    entries = [(row, column, terms[column]) for row, (terms, _, _) in enumerate(rows) for column in sorted(terms)]
    return Block(
        0,
        indptr_of(whole([row for row, _, _ in entries]), len(rows)),
        whole([column for _, column, _ in entries]),
        whole([value for _, _, value in entries]),
        whole([-INFINITE if low is None else low for _, low, _ in rows]),
        whole([INFINITE if high is None else high for _, _, high in rows]),
    )


def cliques_of(cliques: list[set[int]]) -> Block:
    """Return "at most one of these" rows as a block."""
    members = [sorted(clique, reverse=True) for clique in cliques]
    indptr = whole([0, *np.cumsum([len(clique) for clique in members], dtype=np.int64)])
    column = whole([column for clique in members for column in clique])
    bounds = np.full(len(members), -INFINITE), np.ones(len(members), np.int64)
    return Block(0, indptr, column, np.ones(column.size, np.int64), *bounds, is_clique=True)


def keeps(model: Model, values: Ints) -> bool:
    """Whether values keep all bounds and rows, by plain counting."""
    if not all(low <= one <= high for low, one, high in zip(model.lower, values, model.upper, strict=True)):
        return False
    for block in model.blocks:
        for row, (start, stop) in enumerate(pairwise(block.indptr.tolist())):
            total = sum(
                int(block.coefficient[entry]) * int(values[block.column[entry]]) for entry in range(start, stop)
            )
            if not block.lower[row] <= total <= block.upper[row]:
                return False
    return True


def feasible(model: Model) -> list[Ints]:
    """Return all points that keep all rows and bounds, by trying."""
    ranges = [range(low, high + 1) for low, high in zip(model.lower.tolist(), model.upper.tolist(), strict=True)]
    return [point for point in map(whole, product(*ranges)) if keeps(model, point)]


def best_cost(model: Model) -> int | None:
    """Return the least cost, by trying all points; ``None`` if no point keeps all rows."""
    return min((model.cost.at(point) for point in feasible(model)), default=None)


def hopeless(rows: int = 6, booleans: int = 60) -> Model:
    """Return a model that no engine solves within minutes: halves of many sums at once (Cornuejols and Dawande, 1998)."""
    random = np.random.default_rng(1)
    shares = random.integers(0, 100, (rows, booleans))
    size = booleans + 2 * rows
    terms = [
        dict(enumerate(share.tolist())) | {booleans + 2 * row: 1, booleans + 2 * row + 1: -1}
        for row, share in enumerate(shares)
    ]
    halves = [int(share.sum()) // 2 for share in shares]
    block = rows_of([(term, half, half) for term, half in zip(terms, halves, strict=True)])
    upper = whole([1] * booleans + [10_000] * (2 * rows))
    cost = Objective(np.arange(booleans, size), np.ones(2 * rows, np.int64), 0)
    return Model(whole([0] * size), upper, [block], cost, Keys.nowhere(size))
