"""Goals of levels before weigh as much as they must: the answer is the one that their rows would give."""

import attrs
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models_at_random import keeps, models
from volmatch.columns.ragged import whole
from volmatch.engines.answer import Settings, Slot
from volmatch.formulation import Objective
from volmatch.model import Kept, Model, row_of
from volmatch.search.weighing import minimise, weighed


@given(models(), st.data())
def test_weights_say_what_rows_say(model: Model, data: st.DataObject) -> None:
    """A goal as a price gives another optimum, a bound above it, or a schedule that costs a level before more."""
    points = [whole(point) + model.lower for point in np.ndindex(*(model.upper - model.lower + 1).tolist())]
    feasible = [point for point in points if keeps(model, point)]
    if not feasible:
        return
    prices = whole([data.draw(st.integers(-3, 3)) for _ in range(model.size)])
    before = Objective(prices.nonzero()[0], prices[prices != 0], 0)
    hint = data.draw(st.sampled_from(feasible))
    kept = Kept(before, before.at(hint), None)
    whole_model = attrs.evolve(model, blocks=[*model.blocks, row_of(kept)], kept=[kept])
    best = min(model.cost.at(point) for point in feasible if before.at(point) <= kept.value)
    answer = minimise(whole_model, hint, Settings(seconds=20), Slot())
    assert answer.values is not None
    assert keeps(whole_model, answer.values)
    assert answer.bound is not None
    assert answer.bound <= best
    assert (answer.verdict, model.cost.at(answer.values)) == ("optimal", best) or answer.verdict == "feasible"


def test_heavy_goals_stay_rows() -> None:
    """A weight grows beyond what floats tell apart."""
    model = Model(whole([0]), whole([1]), [], Objective(whole([0]), whole([500_000]), 0), np.arange(1), 1)
    kept = Kept(Objective(whole([0]), whole([1]), 0), 1, 1)
    model = attrs.evolve(model, blocks=[row_of(kept)], kept=[kept])
    assert weighed(model) is None
