"""A level of a problem that differs little from one already solved: first look around what differs."""

import attrs

from volmatch.columns.ragged import Ints
from volmatch.engines import cpsat
from volmatch.engines.answer import Answer, Settings, Slot
from volmatch.model import Model
from volmatch.point import Point
from volmatch.schedule import LevelReport
from volmatch.search.atlas import Atlas
from volmatch.search.kinds import people_who_share, with_goals

#: Decisions set free around what differs, and most seconds for them.
_SIZE, _SECONDS = 2_500, 1.0


@attrs.frozen(eq=False)
class Anchor:
    """What is known about a problem that allows at least as much as the one being solved, at the same costs.

    Parameters
    ----------
    levels
        What is proved about each level there: its bound holds here for as long as the levels before cost the same.
    near
        int64: the decisions in which the first schedule here differs from the schedule there.
    """

    levels: tuple[LevelReport, ...]
    near: Ints

    def bound(self, position: int, values: tuple[int, ...]) -> int | None:
        """Return the bound of the level at a position, if it holds here, where the levels before cost these values."""
        if not 0 <= position < len(self.levels):
            return None
        is_alike = all(value == known.value for value, known in zip(values, self.levels[:position], strict=True))
        return self.levels[position].bound if is_alike else None


def mended(model: Model, values: Ints, atlas: Atlas, near: Ints, settings: Settings, slot: Slot) -> Ints | None:
    """Return a better point of a level with changes only around some decisions; ``None`` where none was found.

    Parameters
    ----------
    model
        The level.
    values
        A point that keeps all rows.
    atlas
        Where the model's variables stand in the programme.
    near
        Variables of the model to look around.
    settings, slot
        As for any engine.
    """
    point = Point.of(model, values)
    if not near.size or not point.is_feasible:
        return None
    columns = with_goals(point, atlas, people_who_share(atlas, near, _SIZE))
    seconds = _SECONDS if settings.seconds is None else min(_SECONDS, settings.seconds)
    part = point.part(columns)
    answer: Answer = cpsat.minimise(part, values[columns], attrs.evolve(settings, seconds=seconds), slot)
    if answer.values is None or answer.values.shape != columns.shape or part.cost.at(answer.values) >= point.cost:
        return None
    return point.moved(columns, answer.values).values
