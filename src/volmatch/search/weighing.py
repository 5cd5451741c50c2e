"""Goals kept from levels before as prices instead of rows: engines like them better, and what they prove still holds."""

import time

import attrs
import numpy as np

from volmatch.columns.ragged import Ints
from volmatch.engines import highs
from volmatch.engines.answer import Answer, Settings, Slot
from volmatch.formulation import Objective
from volmatch.model import Model

#: A unit of a goal before is worth so many of the dearest things after it.
_WORTH = 10
#: Goals that would have to weigh more than this stay rows: an engine's floats have to tell all costs apart.
_MOST_WEIGHT = 2**20


@attrs.frozen(eq=False)
class Weighed:
    """A model in which some of the goals that another one keeps are prices.

    Parameters
    ----------
    model
        The model; it keeps the other goals.
    weights
        What a unit of each of those goals costs: of the last ones that the other model keeps, in their order.
    """

    model: Model
    weights: tuple[int, ...]


def weighed(model: Model) -> Weighed | None:
    """Make prices of the goals that a model keeps, the last ones first, as many as are not too heavy; ``None`` if none is.

    Notes
    -----
    With ``c`` the level's cost, ``k`` a kept goal that must not exceed ``v``, and w > 0, every point that keeps the row has
    ``c + w (k - v) <= c``: what bounds the weighed cost from below bounds ``c``. And a point that is best at the weighed
    cost, with k = v, is best at c.
    """
    prices, constant = model.prices.copy(), model.cost.constant
    weights: list[int] = []
    for kept in reversed(model.kept):
        weight = _WORTH * int(np.abs(prices).max(initial=0)) + 1
        if weight > _MOST_WEIGHT:
            break
        prices[kept.cost.column] += weight * kept.cost.coefficient
        constant += weight * (kept.cost.constant - kept.value)
        weights.insert(0, weight)
    if not weights:
        return None
    priced = prices.nonzero()[0]
    light = attrs.evolve(
        model,
        blocks=model.blocks[: -len(weights)],
        kept=model.kept[: -len(weights)],
        cost=Objective(priced, prices[priced], constant),
    )
    return Weighed(light, tuple(weights))


def minimise(model: Model, hint: Ints | None, settings: Settings, slot: Slot) -> Answer:
    """Solve a model with HiGHS, kept goals weighed; with rows where the weights turn out too small."""
    light = weighed(model)
    if light is None:
        return highs.minimise(model, hint, settings, slot)
    began = time.monotonic()
    answer = highs.minimise(light.model, hint, settings, slot)
    if answer.values is None:
        return answer
    if all(kept.cost.at(answer.values) <= kept.value for kept in model.kept):
        is_best = answer.bound is not None and answer.bound >= model.cost.at(answer.values)
        return attrs.evolve(answer, verdict="optimal" if is_best else "feasible")
    left = None if settings.seconds is None else max(0.0, settings.seconds - (time.monotonic() - began))
    return highs.minimise(model, hint, attrs.evolve(settings, seconds=left), slot)
