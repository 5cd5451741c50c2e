"""Decomposition: what need not be asked is decided, what falls apart is solved apart, and the answers are added up."""

import queue
import threading
from collections.abc import Callable, Iterator

import attrs
import numpy as np

from volmatch.arrays.ragged import Bools, Ints
from volmatch.engines import cpsat, highs
from volmatch.engines.answer import EngineAnswer, Settings, Slot
from volmatch.engines.background import together
from volmatch.formulation.formulation import INFINITE
from volmatch.formulation.model import Model
from volmatch.formulation.point import Point
from volmatch.search.component import ComponentSearch
from volmatch.search.exact.components import components
from volmatch.search.exact.counting_bound import counting_bound
from volmatch.search.exact.month_pool import MonthPool
from volmatch.search.exact.presolve import decided
from volmatch.search.state import thresholds
from volmatch.search.state.best_point import BestPoint
from volmatch.search.state.time_budget import TimeBudget


def minimise(
    model: Model,
    hint: Ints | None,
    settings: Settings,
    slot: Slot,
    *,
    floor: Ints | None = None,
    pool: MonthPool | None = None,
    is_hurried: bool = False,
) -> EngineAnswer:
    """Minimise the cost of a level; blocks until done, so it is called on a thread of its own.

    Parameters
    ----------
    model
        The level.
    hint
        A point that keeps all rows, by the model's variables; where there is none, an engine looks for it.
    settings, slot
        As for any engine.
    floor
        A best point of a model that allows at least as much at the same cost, and is the best at all levels before, which
        cost the same here: no part of this level costs less than it does there.
    pool
        The months that mattered at levels before; those of this one are added.
    is_hurried
        Whether other levels wait, and this one will be asked again.
    """
    try:
        is_small = model.size <= thresholds.SMALL
        if hint is None or settings.plain or (is_small and settings.deterministic):
            return cpsat.minimise(model, hint, settings, slot)
        budget = TimeBudget(slot, settings)
        if is_small:
            return _contested(model, hint, budget)
        is_decided, values = decided(model, hint)
        point = Point.of(model, values)
        if not point.is_feasible:
            return _asked_whole(model, hint, budget)
        whole_level = Decomposition.of(point, ~is_decided, budget, pool or MonthPool(), is_hurried=is_hurried)
        whole_level.bound_by(floor)
        together(*whole_level.turns(whole_level.small, ComponentSearch.pursue))
        if len(whole_level.large) > 1 and not settings.deterministic:
            together(*whole_level.turns(whole_level.large, lambda component, budget, _: component.begin(budget)))
        stood = None
        while not whole_level.is_over and stood != (stood := whole_level.standing):
            together(*whole_level.turns(whole_level.unproved, ComponentSearch.pursue))
    except Exception as error:  # noqa: BLE001 - whatever an engine does wrong is a fault of the engine
        return EngineAnswer("fault", note=f"{type(error).__name__} in the engine")
    else:
        return whole_level.answer


def _contested(model: Model, hint: Ints, budget: TimeBudget) -> EngineAnswer:
    """Let CP-SAT take a level whole, and HiGHS beside it if that lasts; no bound then needs proofs of the levels before."""
    group: set[Slot] = set()
    ended = threading.Event()
    usual: list[EngineAnswer] = []
    other: list[EngineAnswer] = []

    def begin() -> None:
        usual.append(_asked_whole(model, hint, budget, group))
        if usual[0].verdict not in ("feasible", "unknown"):
            _stop(group)
        ended.set()

    def join() -> None:
        with budget.at_work(Slot(), group) as slot:
            slot.on_stop(ended.set)
            if ended.wait(budget.share(1.0, most=thresholds.PATIENCE)) or budget.is_over:
                return
            answer = highs.minimise(model, hint, budget.settings_for(), slot)
            if answer.verdict in ("optimal", "feasible"):
                other.append(answer)
            if answer.verdict == "optimal":
                _stop(group)

    together(begin, join)
    return min(usual + other, key=lambda answer: _rank(answer, model))


def _rank(answer: EngineAnswer, model: Model) -> tuple[bool, bool, int]:
    """Return what the best of several answers has least of; the first of those that are alike comes first."""
    is_open = answer.verdict in ("feasible", "unknown")
    if answer.values is None or answer.values.size != model.size:
        return answer.verdict != "optimal", is_open, 0
    return answer.verdict != "optimal", False, model.cost.at(answer.values)


def _stop(group: set[Slot]) -> None:
    for slot in tuple(group):
        slot.stop()


def _asked_whole(model: Model, hint: Ints, budget: TimeBudget, group: set[Slot] | None = None) -> EngineAnswer:
    told = budget.slot
    return budget.ask(cpsat.minimise, model, hint, on_values=told.offer, on_bound=told.raise_bound, group=group)


@attrs.define(eq=False)
class Decomposition:
    """The components of a level and how they stand together."""

    _point: Point
    _free: Bools
    _budget: TimeBudget
    _groups: list[Ints]
    _pool: MonthPool
    _is_hurried: bool = False
    _components: list[ComponentSearch] = attrs.field(factory=list)
    _lock: threading.Lock = attrs.field(factory=threading.Lock)

    @classmethod
    def of(
        cls, point: Point, free: Bools, budget: TimeBudget, pool: MonthPool, *, is_hurried: bool = False
    ) -> "Decomposition":
        """Let the free variables fall apart, small components put together."""
        found = cls(point, free, budget, list(_packed(components(point.model, free))), pool, is_hurried)
        found._components = [found._component(group) for group in found._groups]
        found._tell()
        return found

    @property
    def small(self) -> list[ComponentSearch]:
        """What one engine proves in a moment, and has not yet."""
        return [one for one in self._components if one.is_small and not one.best.gap.is_closed]

    @property
    def large(self) -> list[ComponentSearch]:
        """What is too large for that."""
        return [one for one in self._components if not one.is_small]

    @property
    def unproved(self) -> list[ComponentSearch]:
        """What is left to do."""
        return [one for one in self._components if not one.best.gap.is_closed]

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to do, or no time."""
        return not self.unproved or self._budget.is_over

    @property
    def standing(self) -> list[tuple[int, int]]:
        """Cost and bound of each component."""
        return [(one.best.cost, one.best.bound) for one in self._components]

    @property
    def answer(self) -> EngineAnswer:
        """What the components come to together."""
        values, bound = self._sum()
        return EngineAnswer("feasible" if self.unproved else "optimal", values, bound)

    def bound_by(self, floor: Ints | None) -> None:
        """Bound the components by what they cost at a floor; not those that are decided to differ from it next door.

        A part that nothing ties to a decided variable with another value than at the floor is a part of the model there
        as well (or several), and costs there what it must: all levels before cost the same in sum, and none of the parts
        can cost less.
        """
        if floor is None:
            return
        rows = self._point.model.matrix
        differs = ~self._free & (floor != self._point.values)
        is_tied = np.zeros(rows.count, dtype=bool)
        is_tied[rows.row[differs[rows.column]]] = True
        is_tied[rows.count - len(self._point.model.kept) :] = False
        is_tainted = np.zeros(differs.size, dtype=bool)
        is_tainted[rows.column[is_tied[rows.row]]] = True
        for group, component in zip(self._groups, self._components, strict=True):
            best = component.best
            if not is_tainted[group].any():
                best.raise_bound(best.model.cost.at(floor[group]), is_sound=True)

    def _component(self, group: Ints) -> ComponentSearch:
        point = self._point
        best = BestPoint(Point.of(point.part(group), point.values[group]), self._tell)
        slack = [one.slack for one in point.model.kept]
        if len(self._groups) == 1 or not any(one != 0 for one in slack):
            best.raise_bound(counting_bound(best.model))
            return ComponentSearch(best, None, self._pool, self._is_hurried)
        best.has_sound_bounds = False
        loosened = np.zeros(point.activity.size, dtype=np.int64)
        loosened[loosened.size - len(slack) :] = [INFINITE if one is None else one for one in slack]
        loose = point.part(group, loosened=loosened)
        best.raise_bound(counting_bound(loose), is_sound=True)
        return ComponentSearch(best, loose, self._pool, self._is_hurried)

    def turns(
        self, parts: list[ComponentSearch], work: Callable[[ComponentSearch, TimeBudget, int], None]
    ) -> list[Callable[[], None]]:
        """Return the jobs that work on components, each for its share of the time left: two side by side, or one with both hands."""
        hands = thresholds.HANDS if len(parts) == 1 else 1
        waiting: queue.SimpleQueue[ComponentSearch] = queue.SimpleQueue()
        for component in parts:
            waiting.put(component)

        def take_turns() -> None:
            while not self._budget.is_over:
                try:
                    component = waiting.get_nowait()
                except queue.Empty:
                    return
                left = self._budget.seconds_left
                share = None if left is None else left * min(1.0, (thresholds.HANDS / hands) / (waiting.qsize() + 1))
                with self._budget.at_work(Slot()) as slot:
                    work(component, TimeBudget(slot, self._budget.settings_for(share)), hands)

        return [take_turns] * (thresholds.HANDS // hands)

    def _sum(self) -> tuple[Ints, int]:
        """Return values and bound of the whole level."""
        values = self._point.values.copy()
        bound = self._point.cost
        for group, component in zip(self._groups, self._components, strict=True):
            best = component.best
            own = best.point
            values[group] = own.values
            bound -= self._point.cost - own.model.cost.constant  # what the part cost at the beginning
            bound += best.bound - own.model.cost.constant
        return values, bound

    def _tell(self) -> None:
        with self._lock:
            if len(self._components) == len(self._groups):
                values, bound = self._sum()
                self._budget.slot.offer(values)
                self._budget.slot.raise_bound(bound)


def _packed(groups: list[Ints]) -> Iterator[Ints]:
    """Yield the groups, small ones put together as long as they stay small: one question instead of a thousand."""
    packed: list[Ints] = []
    for group in groups:
        if group.size > thresholds.SMALL:
            yield group
            continue
        if sum(one.size for one in packed) + group.size > thresholds.SMALL:
            yield np.sort(np.concatenate(packed))
            packed = []
        packed.append(group)
    if packed:
        yield np.sort(np.concatenate(packed))
