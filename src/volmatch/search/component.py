"""One part of a level: bounded from below by its relaxation, improved from above, and closed by an exact engine."""

from collections.abc import Callable
from functools import partial

import attrs
import numpy as np

from volmatch.arrays.ragged import Ints
from volmatch.engines import cpsat, flow, highs, linear
from volmatch.engines.answer import Answer, Slot
from volmatch.formulation.model import Model
from volmatch.search.exact import goal_prices
from volmatch.search.exact.dual_bound import Bound, bound_of
from volmatch.search.lns.destroy import with_goals
from volmatch.search.lns.large_neighbourhood import Neighbourhoods, fractional
from volmatch.search.start.diving import Dive
from volmatch.search.state.budget import Crew, Engine, together
from volmatch.search.state.gap import Stand
from volmatch.search.state.variable_map import Atlas

#: Parts up to this size go to CP-SAT whole: it proves them before anything cleverer has begun.
SMALL = 3_000
#: What is left open by the bound goes to exact engines whole up to this size.
MOST_EXACT = 60_000
#: Shares of the time left: for the relaxation; for it while the other hand improves the part; for better schedules before an
#: exact engine is asked; for what the relaxation leaves open.
_RELAXING, _RELAXING_BESIDE, _IMPROVING, _ROUNDING = 0.3, 0.8, 0.25, 0.25
#: Seconds that rounding a relaxation may take at most, each of its two ways.
_MOST_ROUNDING = 20.0
#: Shares of the time left that HiGHS and then CP-SAT get where they work in turn.
_TURNS = (0.6, 1.0)


@attrs.define(eq=False)
class Quest:
    """The search for the best point of one part, and for the proof.

    Parameters
    ----------
    stand
        Where the part stands.
    loose
        The same part with the goals of levels before kept only as far as a bound may rely on; ``None`` where that is the
        part itself.
    """

    stand: Stand
    atlas: Atlas
    loose: Model | None = None
    _bound: Bound | None = None
    _hood: Neighbourhoods | None = None
    _relaxed_already: bool = False

    @property
    def is_small(self) -> bool:
        """Whether one engine proves it in a moment."""
        return self.stand.model.size <= SMALL

    def begin(self, crew: Crew) -> None:
        """Bound the part and round its relaxation: most of what there is to gain, in a moment."""
        if not self.is_small and self._hood is None:
            self._hood = Neighbourhoods(self.stand, self.atlas, crew, highs.minimise)
            self._ask(flow.minimise, crew, self._all)
            self._relax(crew, Slot())

    def pursue(self, crew: Crew, hands: int) -> None:
        """Work until the part is proved or the crew's time is over, with one hand or two."""
        if self.is_small:
            self._ask(cpsat.minimise, crew, self._all)
            return
        if crew.settings.deterministic:
            self._take_turns(crew)
            return
        if self._hood is None and hands > 1:
            self._begin_with_both(crew)
        self.begin(crew)
        if self._hood is not None:
            self._hood.crew = crew
        self._improve(crew, hands, share=_IMPROVING)
        self._close(crew, hands)
        self._improve(crew, hands, share=1.0)

    def _take_turns(self, crew: Crew) -> None:
        """Ask one engine after the other about the whole part: nothing hangs on which of them is faster."""
        self._ask(flow.minimise, crew, self._all)
        for engine, share in zip((self._highs(self._all), cpsat.minimise), _TURNS, strict=True):
            left = crew.seconds_left
            self._ask(engine, crew, self._all, seconds=None if left is None else share * left)

    def _begin_with_both(self, crew: Crew) -> None:
        """Bound and round with one hand; with the other, let an engine solve the part whole if it is not too large."""
        self._hood = Neighbourhoods(self.stand, self.atlas, crew, highs.minimise)
        self._ask(flow.minimise, crew, self._all)
        if self.stand.model.size <= MOST_EXACT:
            self._race(crew)
        else:
            relaxed = Slot()
            together(
                lambda: self._relax(crew, relaxed, share=_RELAXING_BESIDE),
                lambda: self._improve(crew, 1, share=1.0, until=relaxed),
            )

    def _highs(self, columns: Ints) -> Engine:
        """Return HiGHS for a question about some variables."""
        return partial(goal_prices.minimise, atlas=self.atlas.at(columns))

    @property
    def _all(self) -> Ints:
        return np.arange(self.stand.model.size)

    @property
    def _is_exhausted(self) -> bool:
        return self._hood is not None and self._hood.is_exhausted

    def _is_done(self, crew: Crew) -> bool:
        return crew.is_over or self.stand.is_proved

    def _race(self, crew: Crew) -> None:
        """Let one engine solve the part whole, while the other hand bounds and improves it; the first proof ends both."""
        group: set[Slot] = set()

        def meanwhile() -> None:
            with crew.at_work(Slot(), group) as slot:
                hand = Crew(slot, crew.settings_for())
                if self._hood is not None:
                    self._hood.crew = hand
                self._relax(hand, Slot())
                self._improve(hand, 1, share=1.0)
                self._job(cpsat.minimise, hand, self._open_columns, group)()

        together(self._job(self._highs(self._all), crew, self._all, group), meanwhile)

    def _relax(self, crew: Crew, ended: Slot, *, share: float = _RELAXING) -> None:
        """Bound the part by its linear relaxation and settle what that leaves open; tell a slot when it is over."""
        model = self.loose or self.stand.model
        if self._relaxed_already or self._is_done(crew):
            relaxation = None
        else:
            self._relaxed_already = True
            with crew.at_work(Slot()) as slot:
                relaxation = linear.relax(model, crew.settings_for(crew.share(share)), slot)
        if relaxation is not None:
            bound = bound_of(model, relaxation.duals)
            self.stand.raise_bound(bound.cost, is_sound=True)
            self._bound = bound  # what it settles is settled in the stricter part all the more
            self._round(crew, relaxation)
        ended.stop()

    def _round(self, crew: Crew, relaxation: linear.Relaxation) -> None:
        """Solve what the relaxation leaves open; then what is left open where it and the best point agree."""
        if self._is_done(crew) or self._hood is None:
            return
        dive = Dive(self.stand.model, self.atlas, crew, highs.minimise)
        values = dive.down(relaxation, crew.share(_ROUNDING, most=_MOST_ROUNDING))
        if values is not None:
            self.stand.shift(self._all, values)
        if self._is_done(crew):
            return
        point = self.stand.point
        columns = with_goals(point, self.atlas, fractional(point.values, relaxation.values))
        if columns.size <= MOST_EXACT:
            self._hood.solve(point, columns, seconds=crew.share(_ROUNDING, most=_MOST_ROUNDING))

    def _improve(self, crew: Crew, hands: int, *, share: float, until: Slot | None = None) -> None:
        """Look for better points in neighbourhoods until that gains nothing more."""
        hood = self._hood
        left = crew.seconds_left
        limit = None if left is None else (1 - share) * left

        def look() -> None:
            while hood is not None and not (self._is_done(crew) or hood.is_exhausted):
                if until is not None and until.is_stopped:
                    return
                left = crew.seconds_left
                if limit is not None and left is not None and left < limit:
                    return
                hood.step()

        together(*[look] * hands)

    @property
    def _open_columns(self) -> Ints:
        """The variables that the bound does not settle at the cost reached."""
        point = self.stand.point
        if self._bound is None:
            return self._all
        return (~self._bound.settled(point.model, point.values, point.cost)).nonzero()[0]

    def _close(self, crew: Crew, hands: int) -> None:
        """Let exact engines work on what the bound leaves open, side by side or in turn; the first proof ends it."""
        columns = self._open_columns
        if self._is_done(crew) or (columns.size > MOST_EXACT and not self._is_exhausted):
            return
        group: set[Slot] = set()
        engines: list[Engine] = [self._highs(columns), cpsat.minimise]
        if hands > 1:
            together(*(self._job(engine, crew, columns, group) for engine in engines))
            return
        for engine, share in zip(engines, _TURNS, strict=True):
            left = crew.seconds_left
            self._ask(engine, crew, columns, seconds=None if left is None else share * left)

    def _job(self, engine: Engine, crew: Crew, columns: Ints, group: set[Slot]) -> Callable[[], None]:
        def run() -> None:
            self._ask(engine, crew, columns, group=group)
            if self.stand.is_proved:
                for slot in tuple(group):
                    slot.stop()

        return run

    def _ask(
        self, engine: Engine, crew: Crew, columns: Ints, *, seconds: float | None = None, group: set[Slot] | None = None
    ) -> Answer:
        """Ask an engine about some variables, the others being settled at this cost: it proves at most that cost."""
        point = self.stand.point
        if self._is_done(crew):
            return Answer("unknown")

        def heard(bound: int | None) -> None:
            self.stand.raise_bound(None if bound is None else min(bound, point.cost))

        def offered(values: Ints) -> None:
            if _fits(values, columns):
                self.stand.shift(columns, values)

        answer = crew.ask(
            engine,
            point.part(columns) if columns.size < point.values.size else point.model,
            point.values[columns],
            seconds=seconds,
            group=group,
            on_values=offered,
            on_bound=heard,
        )
        if answer.values is not None:
            offered(answer.values)
        if answer.verdict in ("optimal", "feasible"):
            heard(answer.bound)
        return answer


def _fits(values: Ints, columns: Ints) -> bool:
    return values.shape == columns.shape
