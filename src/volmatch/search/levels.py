"""Level by level: each is minimised while all before it keep their value; no big weights, no trading between levels."""

from collections.abc import Callable, Sequence

import attrs

from volmatch.columns.ragged import Ints
from volmatch.formulation import Formulation
from volmatch.model import Kept, model_of
from volmatch.schedule import StoppedBy
from volmatch.search.atlas import Atlas
from volmatch.search.controls import Controls
from volmatch.search.exact import Ascent, Reached
from volmatch.search.greedy import greedy
from volmatch.search.incumbent import Incumbent, Judge
from volmatch.search.quest import SMALL

#: Share of the time left that a level may take while others wait behind it.
SHARE = 0.5


@attrs.frozen
class Climb:
    """How a climb through all levels ended.

    Parameters
    ----------
    bounds
        Proven least cost of each level, given the values of those before; ``None`` where unknown or not reached.
    stopped_by
        ``proof`` when every level is proved.
    is_impossible
        Whether nothing keeps what must hold.
    """

    bounds: tuple[int | None, ...]
    stopped_by: StoppedBy
    is_impossible: bool = False


def climb(f: Formulation, levels: Sequence[int], incumbent: Incumbent, judge: Judge, controls: Controls) -> Climb:
    """Minimise the levels one after another.

    Parameters
    ----------
    f
        The formulation of the whole problem.
    levels
        The goal levels, the first to be served first.
    incumbent
        The best schedule so far, improved in place; when empty, one that keeps what must hold is found first.
    judge, controls
        The independent check; time, cancel and progress.
    """
    bounds: list[int | None] = [None] * len(levels)
    if incumbent.best is None:
        found = _ascend(f, 0, -1, [], incumbent, judge, controls, len(levels))
        if found.is_impossible or incumbent.best is None:
            return Climb(tuple(bounds), found.stopped_by, found.is_impossible)
    kept: list[Kept] = []
    stopped_by: StoppedBy = "proof"
    for position, level in enumerate(levels):
        halt = controls.stopped_by()
        if halt is not None:
            return Climb(tuple(bounds), halt)
        reached = _ascend(f, level, position, kept, incumbent, judge, controls, len(levels) - position - 1)
        bounds[position] = reached.bound
        if stopped_by == "proof" or reached.stopped_by == "cancel":
            stopped_by = reached.stopped_by
        kept.append(Kept(f.cost(level), incumbent.best.values[position], reached.bound))
    return Climb(tuple(bounds), stopped_by)


def _ascend(
    f: Formulation,
    level: int,
    position: int,
    kept: Sequence[Kept],
    incumbent: Incumbent,
    judge: Judge,
    controls: Controls,
    waiting: int,
) -> Reached:
    model = model_of(f, level, kept)
    atlas = Atlas.of(f).at(model.column)
    ascent = Ascent(level, position, model, incumbent, judge, controls, atlas, _completion(f, incumbent, waiting))
    best = incumbent.best
    left = controls.seconds_left()
    reached = ascent.run(
        None if best is None else f.filled(best.decisions, level),
        left if left is None or not waiting else left * SHARE,
    )
    controls.tell(ascent.progress())
    return reached


def _completion(f: Formulation, incumbent: Incumbent, waiting: int) -> Callable[[Ints], Ints]:
    """Return what turns a level's decisions into a whole schedule, for the levels that wait.

    A large level decides only what it costs, and leaves everything else undone. What the best schedule so far did there
    stays where there is still room for it; the rest is filled as in a first schedule.
    """

    def complete(decisions: Ints) -> Ints:
        if not waiting or f.size <= SMALL or incumbent.best is None:
            return decisions
        return greedy(f, start=decisions, then=incumbent.best.decisions)

    return complete
