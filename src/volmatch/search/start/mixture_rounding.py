"""Rounding of a mixture of months: two ways down side by side, and where one ends, what still differs is decided once more."""

from collections.abc import Callable

import attrs

from volmatch.engines import highs
from volmatch.engines.background import together
from volmatch.engines.linear import LinearRelaxation
from volmatch.formulation.model import Model
from volmatch.formulation.point import Point
from volmatch.search.lns.destroy import with_goals
from volmatch.search.lns.large_neighbourhood import fractional
from volmatch.search.start.diving import Diving
from volmatch.search.state import thresholds
from volmatch.search.state.time_budget import TimeBudget


@attrs.frozen(eq=False)
class MixtureRounding:
    """The search for points that keep all rows, near a mixture.

    How much of a mixture is taken for decided is a gamble: little of it leaves a hard question and a good answer, much of it an
    easy one and now and then a poor answer. So both are asked.
    """

    model: Model
    budget: TimeBudget

    def best(self, mixture: LinearRelaxation) -> Point | None:
        """Return the cheapest point found; ``None`` if all ways ended where nothing keeps the rows, or the time was over."""
        found: list[Point] = []
        together(*(self._way_down(likely, mixture, found) for likely in thresholds.WAYS_DOWN))
        return min(found, key=lambda point: point.cost, default=None)

    def _way_down(self, likely: float, mixture: LinearRelaxation, found: list[Point]) -> Callable[[], None]:
        def go() -> None:
            seconds = self.budget.share(1.0, most=thresholds.MOST_ROUNDING)
            values = Diving(self.model, self.budget, highs.minimise, likely).down(mixture, seconds)
            if values is None:
                return
            point = Point.of(self.model, values)
            for apart in thresholds.NEARING:
                point = self._nearer(point, mixture, apart)
            found.append(point)

        return go

    def _nearer(self, point: Point, mixture: LinearRelaxation, apart: float) -> Point:
        """Decide once more what differs by so much from the mixture (Danna, Rothberg and Le Pape, 2005: RINS)."""
        columns = with_goals(point, fractional(point.values, mixture.values, apart))
        seconds = self.budget.share(1.0, most=thresholds.MOST_NEARING)
        answer = self.budget.ask(highs.minimise, point.part(columns), point.values[columns], seconds=seconds)
        if answer.values is None or answer.values.shape != columns.shape:
            return point
        moved = point.moved(columns, answer.values)
        return moved if moved.is_feasible and moved.cost < point.cost else point
