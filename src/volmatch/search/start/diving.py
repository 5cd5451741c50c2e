"""Diving: what a relaxation or a mixture of months decides is fixed, and what that leaves open is solved; the end is a schedule."""

from collections.abc import Callable

import attrs
import numpy as np

from volmatch.arrays.ragged import Bools, Ints
from volmatch.engines import highs, linear
from volmatch.engines.answer import Slot
from volmatch.engines.background import together
from volmatch.engines.linear import LinearRelaxation
from volmatch.engines.minimiser import Minimiser
from volmatch.formulation.formulation import INFINITE
from volmatch.formulation.model import Model
from volmatch.formulation.point import Point
from volmatch.search.lns.destroy import with_goals
from volmatch.search.lns.large_neighbourhood import fractional
from volmatch.search.state import thresholds
from volmatch.search.state.time_budget import TimeBudget


@attrs.frozen(eq=False)
class Diving:
    """One way down from a relaxation to a point that keeps all rows.

    Parameters
    ----------
    engine
        Solves what is left open in the end.
    likely
        From which value on a duty counts as decided where the relaxation is no corner.
    """

    model: Model
    budget: TimeBudget
    engine: Minimiser
    likely: float = thresholds.LIKELY

    def down(self, relaxation: LinearRelaxation, seconds: float | None) -> Ints | None:
        """Return the point found; ``None`` if the way ended where nothing keeps the rows, or the time was over."""
        values, columns = rounded(self.model, relaxation, self.likely)
        if columns.size > thresholds.MOST_OPEN:
            below = self._relaxed_anew(values, columns, seconds)
        else:
            part = Point.of(self.model, values).part(columns)
            below = self.budget.ask(self.engine, part, None, seconds=seconds).values
        if below is None or below.shape != columns.shape:
            return None
        values[columns] = below
        return values

    def _relaxed_anew(self, values: Ints, columns: Ints, seconds: float | None) -> Ints | None:
        part = Point.of(self.model, values).part(columns)
        if columns.size > (1 - thresholds.LEAST_DECIDED) * self.model.size:
            return self.budget.ask(self.engine, part, None, seconds=seconds).values
        with self.budget.at_work(Slot()) as slot:
            relaxation = None if self.budget.is_over else linear.relax(part, self.budget.settings_for(seconds), slot)
        if relaxation is None:
            return None
        return attrs.evolve(self, model=part).down(relaxation, seconds)


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
        together(*(self._way_down(likely, most, mixture, found) for likely, most in thresholds.WAYS_DOWN))
        return min(found, key=lambda point: point.cost, default=None)

    def _way_down(
        self, likely: float, most: float, mixture: LinearRelaxation, found: list[Point]
    ) -> Callable[[], None]:
        def go() -> None:
            seconds = self.budget.share(1.0, most=most)
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


def rounded(model: Model, relaxation: LinearRelaxation, likely: float = thresholds.LIKELY) -> tuple[Ints, Ints]:
    """Return a point at which all that the relaxation decides is done, and which variables are still open there.

    Returns
    -------
    values
        int64 (n,): decided duties are 1; everything else is at its lower bound.
    columns
        int64 (k,), sorted: the variables of goals, and those of decisions for which all rows still have room.
    """
    is_decision = model.keys.session >= 0
    is_boolean = is_decision & (model.lower == 0) & (model.upper == 1)
    sure = is_boolean & (relaxation.values >= (thresholds.CLEAR if relaxation.is_exact else likely))
    sure &= ~_crowded(model, np.where(sure, 1, 0))
    values = np.where(sure, 1, model.lower)
    open_ = ~is_decision | ~(sure | _barred(model, values, is_decision))
    return values, open_.nonzero()[0]


def _crowded(model: Model, values: Ints) -> Bools:
    """Return which variables stand in a row that is over its upper bound even if all others are as low as they can be."""
    rows = model.matrix
    least = np.where(rows.coefficient > 0, model.lower[rows.column], model.upper[rows.column])
    at = np.where(values[rows.column] > 0, values[rows.column], least)
    over = rows.summed(rows.coefficient * at) > rows.upper
    return np.bincount(rows.column[over[rows.row]], minlength=model.size) > 0


def _barred(model: Model, values: Ints, is_decision: Bools) -> Bools:
    """Return which variables cannot become 1 any more, goals giving all the room they can."""
    rows = model.matrix
    least = np.where(rows.coefficient > 0, model.lower[rows.column], model.upper[rows.column])
    at = np.where(is_decision[rows.column] & (rows.coefficient > 0), values[rows.column], least)
    room = np.where(rows.upper >= INFINITE, INFINITE, rows.upper - rows.summed(rows.coefficient * at))
    return np.bincount(rows.column[rows.coefficient > room[rows.row]], minlength=model.size) > 0
