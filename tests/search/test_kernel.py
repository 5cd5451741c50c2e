"""A kernel is possible exactly if the whole is, and each of its solutions makes one of the whole."""

import numpy as np
from hypothesis import event, given

from models_at_random import best_cost, keeps, models
from volmatch.columns.ragged import Ints, whole
from volmatch.model import Model
from volmatch.search.kernel import Kernel


def solutions(model: Model) -> list[Ints]:
    """Return all points that keep all rows, by trying all."""
    points = (whole(point) + model.lower for point in np.ndindex(*(model.upper - model.lower + 1).tolist()))
    return [point for point in points if keeps(model, point)]


@given(models())
def test_nothing_is_lost_and_nothing_won(model: Model) -> None:
    """A possible question becomes impossible, an impossible one possible, or a dearer solution is the best that is left."""
    kernel = Kernel.of(model)
    found = solutions(kernel.model)
    event(f"{'open' if kernel.is_open else 'settled'}, {kernel.model.size} of {model.size}")
    assert bool(found) == (best_cost(model) is not None)
    assert best_cost(kernel.model) == best_cost(model)
    for point in found:
        assert keeps(model, kernel.complete(kernel.model.spread(point)))


@given(models())
def test_what_is_settled_has_its_solution(model: Model) -> None:
    """A kernel with nothing open names a point that breaks a row."""
    kernel = Kernel.of(model)
    if not kernel.is_open:
        assert keeps(model, kernel.least)
