"""One component: bounded from below by its relaxation, improved from above, and closed by an exact engine."""

import threading
from collections.abc import Callable
from functools import partial

import attrs
import numpy as np

from volmatch.arrays.ragged import Ints
from volmatch.engines import cpsat, flow, highs, linear
from volmatch.engines.answer import EngineAnswer, Slot
from volmatch.engines.background import together
from volmatch.engines.minimiser import Minimiser
from volmatch.formulation.model import Model
from volmatch.search.exact import generated_months, goal_prices
from volmatch.search.exact.column_generation import ColumnGeneration
from volmatch.search.exact.dual_bound import DualBound, dual_bound_of
from volmatch.search.exact.month_pool import MonthPool
from volmatch.search.lns.destroy import with_goals
from volmatch.search.lns.large_neighbourhood import LargeNeighbourhood, fractional
from volmatch.search.start.diving import Diving, MixtureRounding
from volmatch.search.state import thresholds
from volmatch.search.state.best_point import BestPoint
from volmatch.search.state.time_budget import Forwarding, TimeBudget


@attrs.define(eq=False)
class ComponentSearch:
    """The search for the best point of one part, and for the proof.

    Parameters
    ----------
    best
        Where the part stands.
    loose
        The same part with the goals of levels before kept only as far as a bound may rely on; ``None`` where that is the
        part itself.
    pool
        The months that mattered at levels before.
    is_hurried
        Whether others wait for the time: then months that have proved all they can leave the rest for later.
    """

    best: BestPoint
    loose: Model | None = None
    pool: MonthPool = attrs.field(factory=MonthPool)
    is_hurried: bool = False
    is_left: bool = attrs.field(init=False, default=False)
    _bound: DualBound | None = None
    _neighbourhood: LargeNeighbourhood | None = None
    _generation: ColumnGeneration | None = None
    _relaxed_already: bool = False

    @property
    def is_small(self) -> bool:
        """Whether one engine proves it in a moment."""
        return self.best.model.size <= thresholds.SMALL

    def begin(self, budget: TimeBudget) -> None:
        """Bound the part and round its relaxation: most of what there is to gain, in a moment."""
        if not self.is_small and self._neighbourhood is None:
            self._neighbourhood = LargeNeighbourhood(self.best, budget, (highs.minimise, cpsat.minimise))
            self._ask(flow.minimise, budget, self._all)
            relaxation = self._relax(budget)
            self._round(budget, relaxation)
            self._generation = generated_months.begin(self.loose or self.best.model, relaxation, self.best, self.pool)

    def pursue(self, budget: TimeBudget, hands: int) -> None:
        """Work until the part is proved, the budget's time is over or it is left for later, with one hand or two."""
        if self.is_small:
            self.contend(budget)
            return
        if budget.settings.deterministic:
            self._take_turns(budget)
            return
        if self._neighbourhood is None and hands > 1:
            self._neighbourhood = LargeNeighbourhood(self.best, budget, (highs.minimise, cpsat.minimise))
            self._ask(flow.minimise, budget, self._all)
            is_exact = self.best.model.size <= thresholds.MOST_EXACT
            together(*(self._racing(budget) if is_exact else self._relaxing_and_improving(budget)))
        if self.is_left:
            return
        self.begin(budget)
        if self._neighbourhood is not None:
            self._neighbourhood.budget = budget
        together(*[self._improving(budget, share=thresholds.IMPROVING)] * hands)
        self._close(budget, hands)
        together(*[self._improving(budget, share=1.0)] * hands)

    def contend(self, budget: TimeBudget) -> None:
        """Ask the engine that is likelier to prove the part in a moment, and after that moment the other one beside it."""
        engines: list[Minimiser] = [cpsat.minimise, highs.minimise]
        if budget.settings.deterministic:
            self._ask(cpsat.minimise, budget, self._all)
            return
        if self.loose is not None:
            self._relax(budget)  # what the engines prove says nothing about the level
        first, second = engines[::-1] if self.best.model.size > thresholds.TINY else engines
        group: set[Slot] = set()
        ended = threading.Event()

        def begin() -> None:
            self._ask(first, budget, self._all, group=group)
            ended.set()

        def join() -> None:
            with budget.at_work(Slot()) as slot:
                slot.on_stop(ended.set)
                ended.wait(budget.share(1.0, most=thresholds.PATIENCE))
            self._ask(second, budget, self._all, group=group)

        together(begin, join)

    def _take_turns(self, budget: TimeBudget) -> None:
        """Ask one engine after the other about the whole part: nothing hangs on which of them is faster."""
        self._ask(flow.minimise, budget, self._all)
        for engine, share in zip((goal_prices.minimise, cpsat.minimise), thresholds.TURNS, strict=True):
            left = budget.seconds_left
            self._ask(engine, budget, self._all, seconds=None if left is None else share * left)

    @property
    def _all(self) -> Ints:
        return np.arange(self.best.model.size)

    def _is_done(self, budget: TimeBudget) -> bool:
        return budget.is_over or self.best.gap.is_closed

    def _racing(self, budget: TimeBudget) -> tuple[Callable[[], None], Callable[[], None]]:
        """Return two jobs: an engine that solves the part whole; and one that bounds and improves it. The first proof ends both."""
        group: set[Slot] = set()

        def meanwhile() -> None:
            with budget.at_work(Slot(), group) as slot:
                hand = TimeBudget(slot, budget.settings_for())
                if self._neighbourhood is not None:
                    self._neighbourhood.budget = hand
                relaxation = self._relax(hand)
                is_new = not self.pool.is_filled
                if is_new:
                    self._round(hand, relaxation)
                    self._improving(hand, share=thresholds.IMPROVING)()
                self._generation = generated_months.begin(
                    self.loose or self.best.model, relaxation, self.best, self.pool
                )
                if self._generation is not None:
                    mixture = generated_months.mixed(self._generation, self.best, self.pool, hand)
                    if self.is_hurried:
                        self._leave_at(mixture, hand, group - {slot})
                        return
                    self._round(hand, mixture, apart=thresholds.APART)
                    self._improving(hand, share=1.0, patience=thresholds.PATIENCE_HURRIED)()
                    self._settle(hand, group - {slot})
                elif not is_new:
                    self._round(hand, relaxation)
                self._improving(hand, share=1.0)()
                self._ask(cpsat.minimise, hand, self._open_columns, group=group)

        return partial(self._ask, goal_prices.minimise, budget, self._all, group=group), meanwhile

    def _relaxing_and_improving(self, budget: TimeBudget) -> tuple[Callable[[], None], Callable[[], None]]:
        """Return two jobs: to bound and round the part; and to improve it until that is over."""
        ended = Slot()

        def relax() -> None:
            self._round(budget, self._relax(budget, share=thresholds.RELAXING_BESIDE))
            ended.stop()

        return relax, self._improving(budget, share=1.0, until=ended)

    def _relax(self, budget: TimeBudget, *, share: float = thresholds.RELAXING) -> linear.LinearRelaxation | None:
        """Bound the part by its linear relaxation; return that, once."""
        model = self.loose or self.best.model
        if self._relaxed_already or self._is_done(budget):
            return None
        self._relaxed_already = True
        with budget.at_work(Slot()) as slot:
            relaxation = linear.relax(model, budget.settings_for(budget.share(share)), slot)
        if relaxation is not None:
            bound = dual_bound_of(model, relaxation.duals)
            self.best.raise_bound(bound.cost, is_sound=True)
            self._bound = bound  # what it settles is settled in the stricter part all the more
        return relaxation

    def _round(
        self, budget: TimeBudget, relaxation: linear.LinearRelaxation | None, *, apart: float | None = None
    ) -> None:
        """Solve what the relaxation leaves open; then what is left open where it and the best point agree."""
        if relaxation is None or self._is_done(budget) or self._neighbourhood is None:
            return
        likely = thresholds.LIKELY if apart is None else thresholds.LIKELY_OF_MONTHS
        seconds = budget.share(thresholds.ROUNDING, most=thresholds.MOST_ROUNDING)
        values = Diving(self.best.model, budget, highs.minimise, likely).down(relaxation, seconds)
        if values is not None:
            self.best.shift(self._all, values)
        if self._is_done(budget):
            return
        point = self.best.point
        columns = with_goals(point, fractional(point.values, relaxation.values, apart))
        if columns.size <= thresholds.MOST_EXACT:
            seconds = budget.share(thresholds.ROUNDING, most=thresholds.MOST_ROUNDING)
            self._neighbourhood.solve(point, columns, seconds=seconds)

    def _improving(
        self, budget: TimeBudget, *, share: float, until: Slot | None = None, patience: float | None = None
    ) -> Callable[[], None]:
        """Return the job that looks for better points in neighbourhoods until that gains nothing more, or nothing for a while."""
        neighbourhood, left = self._neighbourhood, budget.seconds_left
        limit = None if left is None else (1 - share) * left

        def is_enough() -> bool:
            left = budget.seconds_left
            is_late = limit is not None and left is not None and left < limit
            return is_late or self._is_done(budget) or (until is not None and until.is_stopped)

        return (lambda: None) if neighbourhood is None else partial(neighbourhood.run, is_enough, patience)

    @property
    def _open_columns(self) -> Ints:
        """The variables that no bound settles at the cost reached."""
        return generated_months.left_open(self.best.point, self._bound, self._generation)

    def _close(self, budget: TimeBudget, hands: int) -> None:
        """Let exact engines work on what the bound leaves open, side by side or in turn; the first proof ends it."""
        columns = self._open_columns
        is_exhausted = self._neighbourhood is not None and self._neighbourhood.is_exhausted
        if self._is_done(budget) or (columns.size > thresholds.MOST_EXACT and not is_exhausted):
            return
        group: set[Slot] = set()
        engines: list[Minimiser] = [goal_prices.minimise, cpsat.minimise]
        if hands > 1:
            together(*(partial(self._ask, engine, budget, columns, group=group) for engine in engines))
            return
        for engine, share in zip(engines, thresholds.TURNS, strict=True):
            left = budget.seconds_left
            self._ask(engine, budget, columns, seconds=None if left is None else share * left)

    def _ask(
        self,
        engine: Minimiser,
        budget: TimeBudget,
        columns: Ints,
        *,
        seconds: float | None = None,
        group: set[Slot] | None = None,
    ) -> None:
        """Ask an engine about some variables, the others being settled at this cost: it proves at most that cost."""
        point = self.best.point
        if self._is_done(budget):
            self._end(group)
            return

        def heard(bound: int | None) -> None:
            self.best.raise_bound(None if bound is None else min(bound, point.cost))

        def offered(values: Ints) -> None:
            if values.shape == columns.shape:
                self.best.shift(columns, values)

        part = point.part(columns) if columns.size < point.values.size else point.model
        with budget.at_work(Forwarding(offered, heard), group) as slot:
            answer = EngineAnswer("unknown")
            if not budget.is_over:
                answer = engine(part, point.values[columns], budget.settings_for(seconds), slot)
        if answer.values is not None:
            offered(answer.values)
        if answer.verdict in ("optimal", "feasible"):
            heard(answer.bound)
        self._end(group)

    def _end(self, group: set[Slot] | None) -> None:
        """Stop all who work on the same question once it is answered."""
        if self.best.gap.is_closed:
            for slot in tuple(group or ()):
                slot.stop()

    def _leave_at(self, mixture: linear.LinearRelaxation | None, budget: TimeBudget, others: set[Slot]) -> None:
        """Look near the mixture with both hands, and leave the part until those who wait had their turn."""
        for slot in others:
            slot.stop()
        if mixture is not None and not self._is_done(budget):
            found = MixtureRounding(self.best.model, budget).best(mixture)
            if found is not None:
                self.best.shift(self._all, found.values)
        look = self._improving(budget, share=1.0, patience=thresholds.PATIENCE_HURRIED)
        seconds = thresholds.PATIENCE_HURRIED
        together(look, partial(self._ask, highs.minimise, budget, self._open_columns, seconds=seconds))
        self.is_left = True

    def _settle(self, budget: TimeBudget, others: set[Slot]) -> None:
        """Let exact engines work side by side on what months leave open, if that is much less than the whole others work on."""
        columns = self._open_columns
        if self._is_done(budget) or columns.size > thresholds.MUCH_LESS * self.best.model.size:
            return
        for slot in others:
            slot.stop()
        group: set[Slot] = set()
        engines: list[Minimiser] = [highs.minimise, cpsat.minimise]
        together(*(partial(self._ask, engine, budget, columns, group=group) for engine in engines))
