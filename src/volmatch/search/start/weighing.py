"""Weighing: several levels in one cost, for starts; what is proved is proved level by level."""

from collections.abc import Sequence

import attrs
import numpy as np

from volmatch.formulation.formulation import Formulation, Objective
from volmatch.formulation.model import Model


def weighed(f: Formulation, model: Model, levels: Sequence[int], worth: float, most: int) -> Model:
    """Return a model whose cost adds up levels, a unit of each worth several of the dearest things of the next.

    Parameters
    ----------
    model
        The last of these levels; what it costs is replaced.
    worth
        How many of the dearest things of the next, at least 1.
    most
        The largest weight times the dearest thing of a level; beyond it, what comes later counts nothing.
    """
    prices = np.zeros(model.size, dtype=np.int64)
    weight = 1
    for level in reversed(levels):
        cost = model.own(f.cost(level))
        if weight * cost.dearest > most:
            prices //= weight
            weight = 1
        prices[cost.column] += weight * cost.coefficient
        weight = max(1, int(worth * int(np.abs(prices).max(initial=0))))
    return attrs.evolve(model, cost=Objective.of(prices))
