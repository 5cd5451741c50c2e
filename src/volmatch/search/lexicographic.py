"""Level by level: each is minimised while all before it keep their value; no big weights, no trading between levels."""

from collections.abc import Sequence
from functools import partial

import attrs

from volmatch.arrays.ragged import Ints
from volmatch.engines.answer import Slot
from volmatch.engines.background import attend
from volmatch.formulation.formulation import Formulation
from volmatch.formulation.model import Kept, Model, model_of
from volmatch.formulation.point import Point
from volmatch.schedule import StoppedBy
from volmatch.search.component import MOST_EXACT, SMALL
from volmatch.search.exact.look_ahead import Foresight
from volmatch.search.level import Ascent, Reached
from volmatch.search.lns.reoptimise import Anchor, restored
from volmatch.search.start.greedy import greedy
from volmatch.search.start.partial_schedule import Board
from volmatch.search.start.weighted_relaxation import guided
from volmatch.search.state.controls import Controls
from volmatch.search.state.incumbent import Incumbent, Judge, Judged
from volmatch.search.state.variable_map import Atlas

#: Share of the time left that a level may take while others wait behind it.
SHARE = 0.5
#: Share of the time, and most seconds, for a better schedule to begin with where the problem is large.
GUIDING, MOST_GUIDING = 0.5, 120.0
#: Most seconds for undoing what need not differ from the schedule of a wider problem.
MOST_RESTORING = 1.0
#: The last level of a problem up to this size is asked early: that of a larger one would keep a hand from the levels before.
MOST_FORESEEN = 30_000


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


def climb(
    f: Formulation,
    levels: Sequence[int],
    incumbent: Incumbent,
    judge: Judge,
    controls: Controls,
    anchor: Anchor | None = None,
) -> Climb:
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
    anchor
        What is known from a problem that allows at least as much.
    """
    return _Climber(f, levels, incumbent, judge, controls, anchor).run()


@attrs.define(eq=False)
class _Climber:
    """One climb."""

    _f: Formulation
    _levels: Sequence[int]
    _incumbent: Incumbent
    _judge: Judge
    _controls: Controls
    _anchor: Anchor | None = None
    _board: Board | None = None
    _foresight: Foresight | None = None

    def run(self) -> Climb:
        """Find a schedule to begin with, then minimise level by level."""
        try:
            return self._climbed()
        finally:
            if self._foresight is not None:
                self._foresight.leave()

    def _climbed(self) -> Climb:
        bounds: list[int | None] = [None] * len(self._levels)
        if self._incumbent.best is None:
            found = self._ascend(0, -1, [])
            if found.is_impossible or self._incumbent.best is None:
                return Climb(tuple(bounds), found.stopped_by, found.is_impossible)
        if self._f.size > MOST_EXACT and len(self._levels) > 1 and not self._controls.deterministic:
            self._guide(self._incumbent.best)
        kept: list[Kept] = []
        stopped_by: StoppedBy = "proof"
        for position, level in enumerate(self._levels):
            halt = self._controls.stopped_by()
            if halt is not None:
                return Climb(tuple(bounds), halt)
            self._foresee(kept, self._incumbent.best)
            reached = self._ascend(level, position, kept)
            bounds[position] = reached.bound
            if stopped_by == "proof" or reached.stopped_by == "cancel":
                stopped_by = reached.stopped_by
            kept.append(Kept(self._f.cost(level), self._incumbent.best.values[position], reached.bound))
        self._restore(self._incumbent.best)
        return Climb(tuple(bounds), stopped_by)

    def _guide(self, best: Judged) -> None:
        """Look for a better schedule to begin with, on another thread, for a share of the time."""
        left = self._controls.seconds_left()
        seconds = MOST_GUIDING if left is None else min(MOST_GUIDING, GUIDING * left)
        settings = self._controls.settings(seconds)

        def look(slot: Slot) -> Ints | None:
            try:
                return guided(self._f, self._levels, best.decisions, settings, slot)
            except Exception:  # noqa: BLE001 - whatever goes wrong in it, the search can do without a guide
                return None

        found = attend(look, Slot(), on_tick=lambda: self._controls.stopped_by() is not None)
        if found is not None:
            self._incumbent.consider(self._judge(found))

    def _foresee(self, settled: Sequence[Kept], best: Judged) -> None:
        """Ask about the last level early where the levels before it are nearly settled: one hand is enough for them."""
        is_near = self._anchor is not None and len(settled) + 1 < len(self._levels)
        if self._foresight is None and is_near and SMALL < self._f.size <= MOST_FORESEEN:
            hint = self._f.filled(best.decisions, self._levels[-1])
            settings = self._controls.settings(self._controls.seconds_left())
            self._foresight = Foresight.begun(self._f, self._levels, settled, hint, settings)

    def _restore(self, best: Judged) -> None:
        """Undo what need not differ from the schedule of the wider problem, if there is one; costs stay what they are."""
        anchor = self._anchor
        if anchor is None or self._controls.stopped_by() is not None:
            return
        left = self._controls.seconds_left()
        seconds = MOST_RESTORING if left is None else min(MOST_RESTORING, left)
        settings = self._controls.settings(seconds)
        kept = [Kept(self._f.cost(level), value, None) for level, value in zip(self._levels, best.values, strict=True)]
        last = max(self._levels, default=0)

        def look(slot: Slot) -> Ints | None:
            return restored(self._f, kept, last, best.decisions, anchor, settings, slot)

        found = attend(look, Slot(), on_tick=lambda: self._controls.stopped_by() is not None)
        judged = best if found is None else self._judge(found)
        if judged.ok and judged.values == best.values:
            self._incumbent.best = judged

    def _ascend(self, level: int, position: int, kept: Sequence[Kept]) -> Reached:
        f, best = self._f, self._incumbent.best
        waiting = position + 1 < len(self._levels)
        model = model_of(f, level, kept)
        atlas = Atlas.of(f).at(model.column)
        complete = partial(self._completed, level, model) if waiting and f.size > SMALL else _as_it_is
        ascent = Ascent(level, position, model, self._incumbent, self._judge, self._controls, atlas, complete)
        hint = None if best is None else f.filled(best.decisions, level)
        left = self._controls.seconds_left()
        seconds = left * SHARE if left is not None and waiting else left
        if self._anchor is not None and hint is not None and best is not None:
            ascent.rely_on(self._anchor.bound(position, best.values[:position]))
            if self._anchor.is_settled(position, best.values[:position]):
                floor = f.filled(self._anchor.decisions, level)[model.column]
                known = self._anchor.levels[position].value
                ascent.floor = floor if model.cost.at(floor) == known else None
            if waiting:  # the last level ties everybody together: what is near says little about it
                hint = ascent.mend(hint, self._anchor.differing(best.decisions), seconds)
        if self._foresight is not None and best is not None and not waiting:
            ascent.hear(self._foresight, best.values, seconds)
        reached = ascent.run(hint, seconds)
        self._controls.tell(ascent.progress())
        return reached

    def _completed(self, level: int, model: Model, decisions: Ints) -> Ints:
        """Return a whole schedule for the levels that wait: a large level decides what it costs, and nothing else.

        What the best schedule so far did elsewhere stays where there is still room for it; the rest is filled as in a
        first schedule. Where that would cost anything here, or break what must hold, nothing is added.
        """
        best = self._incumbent.best
        self._board = self._board or Board.of(self._f)
        full = greedy(self._f, start=decisions, then=None if best is None else best.decisions, board=self._board)
        points = (Point.of(model, self._f.filled(found, level)[model.column]) for found in (full, decisions))
        more, bare = points
        return full if more.is_feasible and more.cost <= bare.cost else decisions


def _as_it_is(decisions: Ints) -> Ints:
    return decisions
