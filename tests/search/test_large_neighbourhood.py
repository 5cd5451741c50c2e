"""A neighbourhood is a part of what there is, whoever gains is asked again, and a few in vain are no end."""

from collections import Counter

import pytest
from benchmarks.generate import neighbourhood_programme

from volmatch.arrays.ragged import Ints
from volmatch.engines import cpsat
from volmatch.engines.answer import EngineAnswer, Settings, Slot
from volmatch.engines.minimiser import Minimiser
from volmatch.formulation.build import build
from volmatch.formulation.model import Model, model_of
from volmatch.formulation.point import Point
from volmatch.rule import goal_levels
from volmatch.search.lns.large_neighbourhood import LargeNeighbourhood
from volmatch.search.start.greedy import greedy
from volmatch.search.state import thresholds
from volmatch.search.state.best_point import BestPoint
from volmatch.search.state.time_budget import TimeBudget


class Asked:
    """Engines that note the size of what they are asked."""

    def __init__(self) -> None:
        self.sizes: list[int] = []
        self.of: Counter[str] = Counter()

    def noting(self, name: str, engine: Minimiser) -> Minimiser:
        """Return an engine that does as another one does."""

        def minimise(model: Model, hint: Ints | None, settings: Settings, slot: Slot) -> EngineAnswer:
            self.sizes.append(model.size)
            self.of[name] += 1
            return engine(model, hint, settings, slot)

        return minimise


def idle(model: Model, hint: Ints | None, settings: Settings, slot: Slot) -> EngineAnswer:
    """Find nothing."""
    return EngineAnswer("unknown")


def last_level() -> BestPoint:
    """Return a first schedule of a programme, by the last of its goals."""
    problem = neighbourhood_programme(volunteers=20, sessions=40, seed=1)
    f = build(problem)
    level = goal_levels(problem.rules)[-1]
    model = model_of(f, level, [])
    return BestPoint(Point.of(model, model.keys.gather(f.filled(greedy(f), level))), lambda: None)


def budget() -> TimeBudget:
    """Return more time than is needed."""
    return TimeBudget(Slot(), Settings(seconds=60.0))


def test_what_is_free_at_first_is_a_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a small problem all is set free, so that no neighbourhood is solved within its moment."""
    monkeypatch.setattr(thresholds, "LEAST_SIZE", 10)
    best, asked = last_level(), Asked()
    neighbourhood = LargeNeighbourhood(best, budget(), [asked.noting("idle", idle)])
    neighbourhood.step()
    assert neighbourhood.size * 4 < best.model.size
    assert 0 < asked.sizes[0] < best.model.size


def test_who_gains_is_asked_more_often() -> None:
    """Time goes to an engine that finds nothing, though another one finds much; or what is found is no schedule."""
    best, asked = last_level(), Asked()
    before = best.cost
    engines = [asked.noting("idle", idle), asked.noting("cpsat", cpsat.minimise)]
    neighbourhood = LargeNeighbourhood(best, budget(), engines)
    for _ in range(24):
        neighbourhood.step()
    assert best.cost < before
    assert best.point.is_feasible
    assert asked.of["cpsat"] > asked.of["idle"] > 0


def test_a_few_in_vain_are_no_end() -> None:
    """A small part is left alone after two or three neighbourhoods; or one in which nothing is found is never left."""
    best, asked = last_level(), Asked()
    neighbourhood = LargeNeighbourhood(best, budget(), [asked.noting("idle", idle)])
    neighbourhood.run(lambda: False)
    assert neighbourhood.is_exhausted
    assert asked.of["idle"] >= thresholds.FEWEST_IN_VAIN
