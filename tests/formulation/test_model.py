"""Rows made smaller for an engine allow exactly what they allowed before."""

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from volmatch.arrays.ragged import Ints, indptr_of, whole
from volmatch.formulation.formulation import INFINITE, Block
from volmatch.formulation.model import divided, spans

COLUMNS = 3
bounds = st.one_of(st.none(), st.integers(-12, 12))
coefficients = st.dictionaries(st.integers(0, COLUMNS - 1), st.sampled_from((-6, -4, -3, -2, -1, 1, 2, 3, 4, 6)))
rows = st.lists(st.tuples(coefficients, bounds, bounds), max_size=4)
Row = tuple[dict[int, int], int | None, int | None]


def block_of(drawn: list[Row]) -> Block:
    """Return drawn rows as a block."""
    entries = [(row, column, value) for row, (terms, _, _) in enumerate(drawn) for column, value in terms.items()]
    return Block(
        0,
        indptr_of(whole([row for row, _, _ in entries]), len(drawn)),
        whole([column for _, column, _ in entries]),
        whole([value for _, _, value in entries]),
        whole([-INFINITE if low is None else low for _, low, _ in drawn]),
        whole([INFINITE if high is None else high for _, _, high in drawn]),
    )


def allowed(block: Block, values: Ints) -> list[bool]:
    """Return which rows of a block hold at a point."""
    found = []
    for row, (start, stop) in enumerate(itertools.pairwise(block.indptr.tolist())):
        activity = int(block.coefficient[start:stop] @ values[block.column[start:stop]])
        found.append(bool(block.lower[row] <= activity <= block.upper[row]))
    return found


@given(rows)
def test_divided_rows_hold_at_the_same_points(drawn: list[Row]) -> None:
    """A row divided by its greatest common divisor forbids what it allowed, or allows what it forbade."""
    block = block_of(drawn)
    small = divided(block)
    for point in itertools.product((-1, 0, 1, 2), repeat=COLUMNS):
        assert allowed(small, whole(point)) == allowed(block, whole(point))


@given(rows)
def test_spans_are_the_farthest_a_row_can_move(drawn: list[Row]) -> None:
    """The guard against spans at which CP-SAT errs is told too small a number."""
    lower, upper = whole([-1, 0, 0]), whole([1, 1, 3])
    for (terms, _, _), span in zip(drawn, spans(block_of(drawn), lower, upper).tolist(), strict=True):
        values = [
            sum(terms.get(c, 0) * x for c, x in enumerate(p)) for p in itertools.product((-1, 0, 1), (0, 1), range(4))
        ]
        assert span == max(values) - min(values)


def test_cliques_are_left_alone() -> None:
    """A row "at most one of these" loses its mark, and with it the engine's special treatment."""
    clique = Block(
        0, whole([0, 2]), whole([0, 1]), np.ones(2, np.int64), whole([-INFINITE]), whole([1]), is_clique=True
    )
    assert divided(clique) is clique
