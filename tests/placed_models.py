"""Strategies that draw models with a map: whose each Boolean is, and on which day."""

import attrs
import numpy as np
from hypothesis import strategies as st

from models_at_random import models, rows_of
from volmatch.arrays.ragged import whole
from volmatch.formulation.formulation import Objective
from volmatch.formulation.model import Kept, Model, row_of
from volmatch.formulation.variable_map import Keys, VariableMap


@st.composite
def somewhere(draw: st.DrawFn, size: int) -> VariableMap:
    """Draw whose each variable is and when: some are nobody's."""
    people = [draw(st.sampled_from([0, 0, 0, 1, -1])) for _ in range(size)]
    days = [draw(st.sampled_from([1, 2, 3, 7, 8])) for _ in range(size)]
    nowhere = np.zeros(size, dtype=np.int64)
    return VariableMap(whole(people), nowhere, nowhere, whole(days))


@st.composite
def duties(draw: st.DrawFn) -> Model:
    """Draw duties that cost or gain something, with rows across people, and what some of them come to as a variable."""
    size = draw(st.integers(3, 7))
    total, step = (
        draw(st.dictionaries(st.sampled_from(range(size)), st.integers(-2, 2))),
        draw(st.sampled_from([1, 1, 4])),
    )
    added_up = rows_of([({**total, size: -1}, 0, 0)])
    terms = st.dictionaries(st.sampled_from(range(size)), st.integers(1, 3), min_size=1)
    seats = rows_of(draw(st.lists(st.tuples(terms, st.none() | st.integers(0, 2), st.integers(2, 4)), max_size=3)))
    prices = step * whole([draw(st.integers(-5, 5)) for _ in range(size + 1)])
    cost = Objective(prices.nonzero()[0], prices[prices != 0], draw(st.integers(-3, 3)))
    lower, upper = whole([0] * size + [-2 * size]), whole([1] * size + [2 * size])
    return Model(lower, upper, [added_up, seats], cost, Keys.nowhere(size + 1))


@st.composite
def placed(draw: st.DrawFn) -> Model:
    """Draw a model, often with limits of one person, sometimes with a goal kept and a variable that has to be 1."""
    model = draw(st.one_of(duties(), duties(), models()))
    where = draw(somewhere(model.size))
    where.volunteer[model.upper > 1] = -1
    booleans = ((model.lower == 0) & (model.upper == 1)).nonzero()[0].tolist()
    if booleans:
        own = [one for one in booleans if where.volunteer[one] == 0]
        someones = draw(st.sampled_from([own or booleans, own or booleans, booleans]))
        limits = st.dictionaries(st.sampled_from(someones), st.sampled_from([-1, 1, 1, 2, 3]), min_size=1)
        rows = draw(st.lists(st.tuples(limits, st.none(), st.integers(0, 6)), max_size=3))
        model = attrs.evolve(model, blocks=[*model.blocks, rows_of(rows)])
        lower, upper = model.lower.copy(), model.upper.copy()
        lower[draw(st.lists(st.sampled_from(booleans), max_size=1))] = 1
        upper[draw(st.lists(st.sampled_from(booleans), max_size=1))] = 0
        model = attrs.evolve(model, lower=np.minimum(lower, upper), upper=upper)
    if draw(st.booleans()):
        prices = whole([draw(st.integers(-3, 3)) for _ in range(model.size)])
        kept = Kept(Objective(prices.nonzero()[0], prices[prices != 0], 1), draw(st.integers(-3, 5)), None)
        model = attrs.evolve(model, blocks=[*model.blocks, row_of(kept)], kept=[kept])
    return attrs.evolve(model, keys=Keys.of(where))


def of_one(days: list[int], *limits: tuple[dict[int, int], int]) -> Model:
    """Return limits of one person over Booleans on some days."""
    size = len(days)
    block = rows_of([(terms, None, most) for terms, most in limits])
    nothing = Objective(whole([]), whole([]), 0)
    nowhere = np.zeros(size, dtype=np.int64)
    keys = Keys.of(VariableMap(nowhere, nowhere, nowhere, whole(days)))
    return Model(np.zeros(size, np.int64), np.ones(size, np.int64), [block], nothing, keys)
