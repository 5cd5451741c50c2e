"""Lexicographic optimisation: each level at its least while all before it keep their value; no big weights."""

import time
from collections.abc import Callable, Sequence
from functools import partial

import attrs

from volmatch.arrays.ragged import Ints
from volmatch.engines.answer import Settings, Slot
from volmatch.engines.background import attend
from volmatch.formulation.formulation import Formulation
from volmatch.formulation.model import Kept, Model, model_of
from volmatch.formulation.point import Point
from volmatch.schedule import StoppedBy
from volmatch.search.exact.lagrangian_bound import priced_months
from volmatch.search.exact.look_ahead import LookAhead
from volmatch.search.exact.month_pool import MonthPool
from volmatch.search.level import LevelSearch, Reached
from volmatch.search.lns.reoptimise import Reoptimisation, restored
from volmatch.search.start.greedy import greedy
from volmatch.search.start.partial_schedule import PackingRows
from volmatch.search.start.weighted_months import weighted_months
from volmatch.search.start.weighted_relaxation import weighted_relaxation
from volmatch.search.state import thresholds
from volmatch.search.state.controls import Controls, Progress, Reminder
from volmatch.search.state.incumbent import Incumbent, Judge, Judged
from volmatch.search.state.proofs import Proofs
from volmatch.text import Text, template

_TOGETHER = template("looking at level {level} and all behind it together")

#: How a better schedule to begin with is looked for: by the formulation, its levels and the decisions known.
Start = Callable[[Formulation, Sequence[int], Ints, Settings, Slot], Ints | None]


@attrs.frozen
class Ended:
    """How the minimisation of all levels ended.

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


@attrs.define(eq=False)
class Lexicographic:
    """The minimisation of the levels, one after another.

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
    earlier, proofs
        What is known from a problem that allows at least as much, and what is proved, noted in place.
    """

    _f: Formulation
    _levels: Sequence[int]
    _incumbent: Incumbent
    _judge: Judge
    _controls: Controls
    _earlier: Reoptimisation | None = None
    _proofs: Proofs = attrs.field(factory=Proofs)
    _packing: PackingRows | None = None
    _look_ahead: LookAhead | None = None
    _pool: MonthPool = attrs.field(factory=MonthPool)
    _begun: Judged | None = None
    _is_tied: bool | None = None
    _turn: int = 0
    _is_worth_another: bool = False

    def run(self) -> Ended:
        """Find a schedule to begin with, then minimise level by level; begin anew where there is time left and no proof."""
        nothing: tuple[int | None, ...] = (None,) * len(self._levels)
        try:
            if self._incumbent.best is None:
                search, hint, seconds = self._search(0, -1, [])
                found = search.run(hint, seconds)
                self._controls.tell(search.progress())
                if found.is_impossible or self._incumbent.best is None:
                    return Ended(nothing, found.stopped_by, found.is_impossible)
            best = self._incumbent.best
            stopped_by: StoppedBy = self._pass(best)
            while stopped_by != "proof" and self._is_worth_another and self._controls.stopped_by() is None:
                self._turn += 1
                stopped_by = self._pass(best)
            if stopped_by == "time" and self._controls.stopped_by() is None:
                stopped_by = "fault"  # the engines gave up, each before its time
            best = self._incumbent.best
            self._restore(best)
            return Ended(self._proofs.bounds(best.values), stopped_by)
        finally:
            if self._look_ahead is not None:
                self._look_ahead.leave()

    def _pass(self, best: Judged) -> StoppedBy:
        """Minimise each level that is not proved, in order; return what stopped the first that still is not."""
        kept: list[Kept] = []
        stopped_by: StoppedBy = "proof"
        self._is_worth_another = False
        for position, level in enumerate(self._levels):
            best = self._incumbent.best or best
            if not self._proofs.is_closed(position, best.values):
                if (halt := self._controls.stopped_by()) is not None:
                    return halt
                start = self._start_together(kept)
                moment = self._trial(start)
                reached = None if moment is None else self._pursue(level, position, kept, best, most=moment)
                best = self._incumbent.best or best
                if reached is None or (reached.stopped_by == "time" and self._controls.stopped_by() is None):
                    best = self._begun_together(start, level, best, kept)
                    if (halt := self._controls.stopped_by()) is not None:
                        return halt
                    reached = self._pursue(level, position, kept, best)
                if stopped_by == "proof" or reached.stopped_by == "cancel":
                    stopped_by = reached.stopped_by
            best = self._incumbent.best or best
            kept.append(Kept(self._f.cost(level), best.values[position], self._proofs.bound(position, best.values)))
        return stopped_by

    def _trial(self, start: Start | None) -> float | None:
        """Return how long a level is tried before all are looked at together; ``None`` where that is not the question.

        Of many problems whose limits tie weeks together, engines prove all levels before the months are priced.
        """
        if start is None or self._begun is not None or self._f.size > thresholds.MOST_EXACT:
            return None
        return self._controls.at_most(thresholds.TRIAL, thresholds.TRIAL_SHARE)

    def _pursue(
        self, level: int, position: int, kept: Sequence[Kept], best: Judged, *, most: float | None = None
    ) -> Reached:
        """Minimise one level, and note what it gained: only a pass in vain that nobody cut short is the last."""
        known = self._proofs.bound(position, best.values)
        self._ask_ahead(kept, best)
        search, hint, seconds = self._search(level, position, kept)
        seconds = seconds if most is None else most
        search.rely_on(known)
        began = time.monotonic()
        reached = search.run(hint, seconds)
        self._controls.tell(search.progress())
        self._proofs.note(position, reached.bound, best.values)
        is_cut = seconds is not None and time.monotonic() - began >= thresholds.CUT_SHORT * seconds
        self._is_worth_another |= is_cut or self._incumbent.best is not best or reached.bound != known
        return reached

    def _begun_together(self, start: Start | None, level: int, best: Judged, kept: Sequence[Kept]) -> Judged:
        """Look at all levels that are not kept together, this one and those behind it; return what to go on from."""
        if start is None:
            return best
        settings = self._controls.settings(self._controls.at_most(thresholds.MOST_STARTING, thresholds.STARTING))

        def look(slot: Slot) -> Ints | None:
            try:
                return start(self._f, self._levels[len(kept) :], best.decisions, settings, slot)
            except Exception:  # noqa: BLE001 - whatever goes wrong in it, the search can do without
                return None

        def say() -> None:
            bound = self._proofs.bound(len(kept), best.values)
            value, seconds = best.values[len(kept)], self._controls.seconds
            self._controls.tell(
                Progress(
                    level=level, value=value, bound=bound, seconds=seconds, doing=Text(_TOGETHER, {"level": level})
                )
            )

        news = Reminder(say)
        news.tell()

        def on_tick() -> bool:
            news.tick()
            return self._controls.stopped_by() is not None

        found = attend(look, Slot(), on_tick=on_tick)
        if found is not None:
            self._incumbent.consider(self._judge(found))
        self._begun = self._incumbent.best
        return self._begun or best

    def _start_together(self, kept: Sequence[Kept]) -> Start | None:
        """Return how to begin: by rows where the problem is large, by months where it is not but for what engines prove whole.

        By months once more where a level before gained something: what that left of the others is put together anew.
        """
        is_first, waiting = self._begun is None, self._levels[len(kept) + 1 :]
        if self._controls.deterministic or not waiting or not (is_first or self._pool.is_filled):
            return None
        if self._f.size > thresholds.MOST_EXACT:
            return weighted_relaxation if is_first else None
        if self._f.size <= thresholds.SMALL or self._earlier is not None or self._begun is self._incumbent.best:
            return None
        if self._is_tied is None:
            self._is_tied = priced_months(model_of(self._f, self._levels[-1], kept)) is not None
        return partial(weighted_months, kept=kept, pool=self._pool) if self._is_tied else None

    def _ask_ahead(self, settled: Sequence[Kept], best: Judged) -> None:
        """Ask about the last level early where the levels before it are nearly settled: one hand is enough for them."""
        is_near = self._earlier is not None and len(settled) + 1 < len(self._levels)
        if self._look_ahead is None and is_near and thresholds.SMALL < self._f.size <= thresholds.MOST_LOOK_AHEAD:
            hint = self._f.filled(best.decisions, self._levels[-1])
            how = self._controls.settings(self._controls.seconds_left())
            self._look_ahead = LookAhead.begun(self._f, self._levels, settled, hint, how)

    def _restore(self, best: Judged) -> None:
        """Undo what need not differ from the schedule of the wider problem, if there is one; costs stay what they are."""
        if (earlier := self._earlier) is None or self._controls.stopped_by() is not None:
            return
        settings = self._controls.settings(self._controls.at_most(thresholds.MOST_RESTORING))
        kept = [Kept(self._f.cost(level), value, None) for level, value in zip(self._levels, best.values, strict=True)]
        last = max(self._levels, default=0)

        def look(slot: Slot) -> Ints | None:
            return restored(self._f, kept, last, best.decisions, earlier, settings, slot)

        found = attend(look, Slot(), on_tick=lambda: self._controls.stopped_by() is not None)
        judged = best if found is None else self._judge(found)
        if judged.ok and judged.values == best.values:
            self._incumbent.best = judged

    def _search(self, level: int, position: int, kept: Sequence[Kept]) -> tuple[LevelSearch, Ints | None, float | None]:
        """Return the search of a level with all that is known beforehand, where it begins, and its time."""
        f, best = self._f, self._incumbent.best
        waiting = position + 1 < len(self._levels)
        model = model_of(f, level, kept)
        complete = partial(self._completed, level, model) if waiting and f.size > thresholds.SMALL else _as_it_is
        heard = partial(self._hear, position, [one.value for one in kept])
        controls = attrs.evolve(self._controls, seed=self._controls.seed + self._turn, tell=heard)
        search = LevelSearch(level, position, model, self._incumbent, self._judge, controls, complete, pool=self._pool)
        search.is_hurried = not self._turn and self._is_wanted_elsewhere(position)
        hint = None if best is None else f.filled(best.decisions, level)
        seconds = self._seconds(position)
        if self._earlier is not None and hint is not None and best is not None:
            search.rely_on(self._earlier.bound(position, best.values[:position]))
            if self._earlier.is_settled(position, best.values[:position]):
                floor = model.keys.gather(f.filled(self._earlier.decisions, level))
                known = self._earlier.levels[position].value
                search.floor = floor if model.cost.at(floor) == known else None
            if waiting:  # the last level ties everybody together: what is near says little about it
                hint = search.reoptimise(hint, self._earlier.differing(best.decisions), seconds)
        if self._look_ahead is not None and best is not None and not waiting:
            search.hear(self._look_ahead, best.values, seconds)
        return search, hint, seconds

    def _hear(self, position: int, values: Sequence[int], progress: Progress) -> None:
        self._proofs.note(position, None if position < 0 else progress.bound, values)
        self._controls.tell(progress)

    def _seconds(self, position: int) -> float | None:
        """Return how long a level may take: a share of what is left while others wait that are not proved."""
        left, best = self._controls.seconds_left(), self._incumbent.best
        if left is None or (self._turn and left < thresholds.LAST_SECONDS):
            return left
        behind = range(position + 1, len(self._levels))
        is_shared = behind or (self._is_tied and self._is_wanted_elsewhere(position))
        if not self._turn:
            return left * thresholds.LEVEL_SHARE if is_shared else left
        is_alone = best is not None and all(self._proofs.is_closed(one, best.values) for one in behind)
        return left * (thresholds.LONE_SHARE if is_alone and behind else thresholds.LEVEL_SHARE if behind else 1.0)

    def _is_wanted_elsewhere(self, position: int) -> bool:
        """Whether other levels wait for the time: those behind, or, at the last one, those before that are not proved yet."""
        best = self._incumbent.best
        before = range(position)
        is_last = position + 1 == len(self._levels)
        return not is_last or any(best is None or not self._proofs.is_closed(one, best.values) for one in before)

    def _completed(self, level: int, model: Model, decisions: Ints) -> Ints:
        """Return a whole schedule for the levels that wait: a large level decides what it costs, and nothing else.

        What the best schedule so far did elsewhere stays where there is still room for it; the rest is filled as in a
        first schedule. Where that would cost anything here, or break what must hold, nothing is added.
        """
        best = self._incumbent.best
        self._packing = self._packing or PackingRows.of(self._f)
        full = greedy(self._f, start=decisions, then=None if best is None else best.decisions, packing=self._packing)
        points = (Point.of(model, model.keys.gather(self._f.filled(found, level))) for found in (full, decisions))
        more, bare = points
        return full if more.is_feasible and more.cost <= bare.cost else decisions


def _as_it_is(decisions: Ints) -> Ints:
    return decisions
