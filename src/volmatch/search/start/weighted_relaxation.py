"""A weighted relaxation: the first levels together, rounded, mended by chains, polished; a start for large problems.

Level by level is how a schedule is proved. It is a poor way to find a first one: what is perfect for the first level leaves
the second with what is left. So the first levels are looked at together here, each unit of one worth several of the next.
"""

from collections.abc import Sequence
from functools import partial

import attrs
import numpy as np
import numpy.typing as npt

from volmatch.arrays.ragged import Ints, whole
from volmatch.engines import cpsat, highs, linear
from volmatch.engines.answer import Settings, Slot
from volmatch.engines.background import together
from volmatch.formulation.formulation import Formulation, Objective
from volmatch.formulation.model import Model, model_of
from volmatch.formulation.point import Point
from volmatch.search.exact.components import components
from volmatch.search.lns.large_neighbourhood import LargeNeighbourhood
from volmatch.search.start.ejection_chains import ejection_chains
from volmatch.search.start.greedy import greedy
from volmatch.search.start.partial_schedule import PackingRows, PartialSchedule
from volmatch.search.start.weighing import weighed
from volmatch.search.state import thresholds
from volmatch.search.state.best_point import BestPoint
from volmatch.search.state.time_budget import TimeBudget


def weighted_relaxation(
    f: Formulation, levels: Sequence[int], known: Ints, settings: Settings, slot: Slot
) -> Ints | None:
    """Return the decisions of a schedule that is good at the first levels; blocks until it is polished or time is over.

    Parameters
    ----------
    f, levels
        The whole problem and its goal levels.
    known
        int64 (f.decisions,): the decisions of a schedule that is known already.
    settings, slot
        As for any engine.

    Returns
    -------
    ``None`` if the problem falls into parts that exact engines can take, or if what was found does not keep what must hold.
    """
    model = model_of(f, levels[: thresholds.LEVELS_TOGETHER][-1])
    groups = components(model, np.ones(model.size, dtype=bool))
    if groups[0].size <= thresholds.MOST_EXACT:
        return None
    return WeightedRelaxation(f, levels[: thresholds.LEVELS_TOGETHER], known, model, TimeBudget(slot, settings)).look(
        groups
    )


@attrs.define(eq=False)
class WeightedRelaxation:
    """The search for a schedule that is good at the first levels together.

    Parameters
    ----------
    model
        The last of these levels; what it costs is replaced.
    """

    _f: Formulation
    _levels: Sequence[int]
    _known: Ints
    _model: Model
    _budget: TimeBudget
    _packing: PackingRows = attrs.field(init=False)

    def look(self, groups: list[Ints]) -> Ints | None:
        """Relax, round, mend, polish, and mend once more if need be."""
        f, last, most = self._f, self._levels[-1], thresholds.MOST_WEIGHT_TOGETHER
        self._packing = PackingRows.of(f)
        relaxed = _relaxed(weighed(f, self._model, self._levels, thresholds.MILD, most), groups, self._budget)
        rounded = _rounded(f, relaxed, self._packing, self._budget)
        model = weighed(f, self._model, self._levels, thresholds.STEEP, most)
        points = [Point.of(model, model.keys.gather(f.filled(one, last))) for one in (self._repaired(rounded), rounded)]
        point = min((one for one in points if one.is_feasible), key=lambda one: one.cost, default=None)
        if point is None:
            return None
        found = greedy(f, start=self._polished(point)[: f.decisions], then=rounded, packing=self._packing)
        return self._repaired(found) if self._is_dear(found) else found

    def _is_dear(self, decisions: Ints) -> bool:
        """Whether a schedule costs more at the first level than the one that is known."""
        cost, level = self._f.cost(self._levels[0]), self._levels[0]
        return cost.at(self._f.filled(decisions, level)) > cost.at(self._f.filled(self._known, level))

    def _repaired(self, decisions: Ints) -> Ints:
        """Fill empty seats by chains, and by force those of the first priority that the known schedule fills."""
        for kick in range(thresholds.KICKS):
            decisions = self._with_chains(self._kicked(decisions) if kick else decisions)
            if not self._is_dear(decisions):
                break
        return decisions

    def _with_chains(self, decisions: Ints) -> Ints:
        budget = self._budget
        with budget.at_work(Slot()) as slot:
            hurry = TimeBudget(
                slot, budget.settings_for(budget.share(thresholds.CHAINING, most=thresholds.MOST_CHAINING))
            )
            return ejection_chains(self._f, decisions, self._packing, budget.settings.seed, lambda: hurry.is_over)

    def _kicked(self, decisions: Ints) -> Ints:
        """Give empty seats of the first priority to whom the known schedule gives them, whatever those people do now."""
        t = self._f.tables
        candidates = t.candidate_role.size
        priority = t.session_priority[t.role_session]
        heads = np.bincount(t.candidate_role, decisions[:candidates], t.role_session.size)
        is_empty = (heads < t.role_min) & (priority == priority.min())
        wanted = decisions[: self._f.decisions].copy()
        wanted[:candidates] = self._known[:candidates] * is_empty[t.candidate_role]
        return greedy(self._f, start=wanted, then=decisions, packing=self._packing)

    def _polished(self, point: Point) -> Ints:
        """Improve all levels together in neighbourhoods; return the values of all variables, also those not in the model."""
        cost = self._f.cost(self._levels[0])
        first = point.model.own(cost)
        least = cost.at(self._f.filled(self._known, self._levels[0]))
        left = self._budget.seconds_left
        with self._budget.at_work(Slot()) as slot:
            budget = TimeBudget(
                slot, self._budget.settings_for(None if left is None else (1 - thresholds.CHAINING) * left)
            )
            best = BestPoint(point, lambda: None)
            _polish(LargeNeighbourhood(best, budget, (highs.minimise, cpsat.minimise)), first, least, budget)
        return point.model.keys.spread(best.point.values)


def _polish(neighbourhood: LargeNeighbourhood, first: Objective, least: int, budget: TimeBudget) -> None:
    """Improve all levels together; towards the end, see to it that the first costs no more than it did before."""
    best, end = neighbourhood.best, budget.share(thresholds.REPAIRING)

    def look() -> None:
        while not (budget.is_over or best.gap.is_closed):
            left = budget.seconds_left
            is_dear = first.at(best.point.values) > least
            at_end = neighbourhood.is_exhausted or (left is not None and end is not None and left < end)
            if at_end and not is_dear:
                return
            neighbourhood.step(first if at_end else None)

    together(*[look] * thresholds.HANDS)


def _relaxed(model: Model, groups: list[Ints], budget: TimeBudget) -> npt.NDArray[np.float64]:
    """Return the values of the relaxation, each part of the model by itself; 0 where there was no time."""
    values = np.zeros(model.size)
    preference = np.random.default_rng(budget.settings.seed).integers(0, thresholds.PREFERENCE, model.size)
    prices = thresholds.PARTS_OF_COST * model.prices + np.where(
        (model.keys.volunteer >= 0) & (model.prices == 0), preference, 0
    )
    model = attrs.evolve(model, cost=Objective.of(prices))
    nothing = Point.of(model, model.lower)
    total = budget.share(thresholds.RELAXING_TOGETHER)

    def relax(turn: int) -> None:
        for group in groups[turn :: thresholds.HANDS]:
            if budget.is_over:
                return
            part = nothing.part(group)
            seconds = None if total is None else total * max(0.1, min(1.0, thresholds.HANDS * group.size / model.size))
            with budget.at_work(Slot()) as slot:
                found = linear.relax(part, budget.settings_for(seconds), slot)
            if found is not None:
                values[group] = found.values

    together(*(partial(relax, turn) for turn in range(thresholds.HANDS)))
    return model.keys.spread(values)


def _rounded(f: Formulation, relaxed: npt.NDArray[np.float64], packing: PackingRows, budget: TimeBudget) -> Ints:
    """Take decisions by falling value as long as they fit, then fill the rest."""
    draft = PartialSchedule.on(packing)
    likely = (relaxed[: f.decisions] > thresholds.TRACE).nonzero()[0]
    for column in likely[np.argsort(-relaxed[likely], kind="stable")].tolist():
        if budget.is_over:
            break
        draft.take(column)
    return greedy(f, start=whole(draft.values), packing=packing)
