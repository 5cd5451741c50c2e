"""Reoptimisation after a small change: look around what differs first, and change no more than it takes."""

import attrs
import numpy as np

from volmatch.arrays.ragged import Ints, whole
from volmatch.engines import cpsat
from volmatch.engines.answer import EngineAnswer, Settings, Slot
from volmatch.formulation.formulation import Formulation, Objective
from volmatch.formulation.model import Kept, Model, model_of
from volmatch.formulation.point import Point
from volmatch.schedule import LevelReport
from volmatch.search.lns.destroy import people_who_share, with_goals
from volmatch.search.state import thresholds


@attrs.frozen(eq=False)
class Reoptimisation:
    """What is known about a problem that allows at least as much as the one being solved, at the same costs.

    Parameters
    ----------
    levels
        What is proved about each level there: its bound holds here for as long as the levels before cost the same.
    decisions
        int64 (decisions,): the schedule there, as far as it can be said here.
    """

    levels: tuple[LevelReport, ...]
    decisions: Ints

    def bound(self, position: int, values: tuple[int, ...]) -> int | None:
        """Return the bound of the level at a position, if it holds here, where the levels before cost these values."""
        if not 0 <= position < len(self.levels):
            return None
        is_alike = all(value == known.value for value, known in zip(values, self.levels[:position], strict=True))
        return self.levels[position].bound if is_alike else None

    def is_settled(self, position: int, values: tuple[int, ...]) -> bool:
        """Whether all levels up to a position are proved there, and those before it cost the same here."""
        return self.bound(position, values) is not None and all(one.proved for one in self.levels[: position + 1])

    def differing(self, decisions: Ints) -> Ints:
        """Return the decisions in which a schedule differs from the schedule there."""
        return whole((decisions[: self.decisions.size] != self.decisions).nonzero()[0])


def reoptimised(model: Model, values: Ints, near: Ints, settings: Settings, slot: Slot) -> Ints | None:
    """Return a better point of a level with changes only around some decisions; ``None`` where none was found.

    Parameters
    ----------
    model
        The level.
    values
        A point that keeps all rows.
    near
        Variables of the model to look around.
    settings, slot
        As for any engine.
    """
    point = Point.of(model, values)
    if not near.size or not point.is_feasible:
        return None
    columns = with_goals(point, people_who_share(model.keys, near, thresholds.REOPTIMISED))
    seconds = (
        thresholds.MOST_REOPTIMISING
        if settings.seconds is None
        else min(thresholds.MOST_REOPTIMISING, settings.seconds)
    )
    part = point.part(columns)
    answer: EngineAnswer = cpsat.minimise(part, values[columns], attrs.evolve(settings, seconds=seconds), slot)
    if answer.values is None or answer.values.shape != columns.shape or part.cost.at(answer.values) >= point.cost:
        return None
    return point.moved(columns, answer.values).values


def restored(
    f: Formulation,
    kept: list[Kept],
    level: int,
    decisions: Ints,
    earlier: Reoptimisation,
    settings: Settings,
    slot: Slot,
) -> Ints | None:
    """Return decisions that cost no more, with all changes undone that need not be; ``None`` where all are needed.

    Engines return any of the best schedules: one that is as good as the schedule there, or nearly, may look quite
    different for no reason. First only what differs is decided anew; then, in a small problem, everything, so that the
    nearest of all the best schedules is found, each in the time of the settings.

    Parameters
    ----------
    f
        The formulation of the whole problem.
    kept
        All levels, at what the decisions cost.
    level
        The last level.
    decisions
        Of a schedule that keeps all that must hold.
    earlier
        Whose schedule to come near to.
    settings, slot
        As for any engine.
    """
    changed = earlier.differing(decisions)
    if not changed.size:
        return None
    model = model_of(f, level, kept)
    there = earlier.decisions
    distance = Objective(np.arange(there.size), 1 - 2 * there, int(there.sum()))  # the first variables of any model
    point = Point.of(attrs.evolve(model, cost=distance), model.keys.gather(f.filled(decisions, level)))
    if not point.is_feasible:
        return None
    nearer = _nearer(point, with_goals(point, changed), settings, slot)
    if model.size <= thresholds.SMALL and not slot.is_stopped:
        nearer = _nearer(nearer, np.arange(model.size), settings, slot)
    return model.keys.spread(nearer.values) if nearer.cost < point.cost else None


def _nearer(point: Point, columns: Ints, settings: Settings, slot: Slot) -> Point:
    """Return the nearest point that differs in some variables only, or one that is nearer than before, if any is found."""
    answer: EngineAnswer = cpsat.minimise(point.part(columns), point.values[columns], settings, slot)
    if answer.values is None or answer.values.shape != columns.shape:
        return point
    moved = point.moved(columns, answer.values)
    return moved if moved.cost < point.cost else point
