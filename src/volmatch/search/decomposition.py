"""Decomposition: what need not be asked is decided, what falls apart is solved apart, and the answers are added up."""

import queue
import threading
from collections.abc import Callable, Iterator

import attrs
import numpy as np

from volmatch.arrays.ragged import Bools, Ints
from volmatch.engines import cpsat
from volmatch.engines.answer import Answer, Settings, Slot
from volmatch.formulation.formulation import INFINITE
from volmatch.formulation.model import Model
from volmatch.formulation.point import Point
from volmatch.search.component import ComponentSearch
from volmatch.search.exact.components import components
from volmatch.search.exact.presolve import dual_fixing
from volmatch.search.state import thresholds
from volmatch.search.state.gap import Gap
from volmatch.search.state.time_budget import TimeBudget, together


def minimise(model: Model, hint: Ints | None, settings: Settings, slot: Slot, floor: Ints | None = None) -> Answer:
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
    """
    if hint is None or model.size <= thresholds.SMALL or settings.plain:
        return cpsat.minimise(model, hint, settings, slot)
    is_decided, value = dual_fixing(model)
    point = Point.of(model, np.where(is_decided, value, hint))
    if not point.is_feasible:
        return cpsat.minimise(model, hint, settings, slot)
    return Decomposition(point, ~is_decided, TimeBudget(slot, settings), floor).run()


@attrs.define(eq=False)
class Decomposition:
    """The parts of a level and how they stand together."""

    _point: Point
    _free: Bools
    _budget: TimeBudget
    _floor: Ints | None = None
    _groups: list[Ints] = attrs.field(factory=list)
    _gaps: list[Gap] = attrs.field(factory=list)
    _lock: threading.Lock = attrs.field(factory=threading.Lock)

    def run(self) -> Answer:
        """Solve all parts; return what they come to together."""
        self._groups = list(_packed(components(self._point.model, self._free)))
        parts = [self._component(group) for group in self._groups]
        self._gaps = [component.gap for component in parts]
        self._tell()
        self._bound_by_floor()
        self._side_by_side(
            [component for component in parts if component.is_small and not component.gap.is_proved],
            ComponentSearch.pursue,
        )
        large = [component for component in parts if not component.is_small]
        if len(large) > 1 and not self._budget.settings.deterministic:
            self._side_by_side(large, lambda component, budget, _: component.begin(budget))
        stood = None
        while not (self._is_proved or self._budget.is_over) and stood != (stood := self._where_we_are):
            self._side_by_side(
                [component for component in parts if not component.gap.is_proved], ComponentSearch.pursue
            )
        values, bound = self._sum()
        return Answer("optimal" if self._is_proved else "feasible", values, bound)

    def _bound_by_floor(self) -> None:
        """Bound the parts by what they cost at the floor; not those that are decided to differ from it next door.

        A part that nothing ties to a decided variable with another value than at the floor is a part of the model there
        as well (or several), and costs there what it must: all levels before cost the same in sum, and none of the parts
        can cost less.
        """
        if self._floor is None:
            return
        rows = self._point.model.matrix
        differs = ~self._free & (self._floor != self._point.values)
        is_tied = np.zeros(rows.count, dtype=bool)
        is_tied[rows.row[differs[rows.column]]] = True
        is_tied[rows.count - len(self._point.model.kept) :] = False
        is_tainted = np.zeros(differs.size, dtype=bool)
        is_tainted[rows.column[is_tied[rows.row]]] = True
        for group, gap in zip(self._groups, self._gaps, strict=True):
            if not is_tainted[group].any():
                gap.raise_bound(gap.model.cost.at(self._floor[group]), is_sound=True)

    @property
    def _where_we_are(self) -> list[tuple[int, int]]:
        return [(gap.cost, gap.bound) for gap in self._gaps]

    @property
    def _is_proved(self) -> bool:
        return all(gap.is_proved for gap in self._gaps)

    def _component(self, group: Ints) -> ComponentSearch:
        point = self._point
        gap = Gap(Point.of(point.part(group), point.values[group]), self._tell)
        slack = [one.slack for one in point.model.kept]
        if len(self._groups) == 1 or not any(one != 0 for one in slack):
            return ComponentSearch(gap)
        gap.has_sound_bounds = False
        loosened = np.zeros(point.activity.size, dtype=np.int64)
        loosened[loosened.size - len(slack) :] = [INFINITE if one is None else one for one in slack]
        return ComponentSearch(gap, point.part(group, loosened=loosened))

    def _side_by_side(
        self, parts: list[ComponentSearch], work: Callable[[ComponentSearch, TimeBudget, int], None]
    ) -> None:
        """Work on each part for its share of the time left: on two at a time, or on one with both hands."""
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

        together(*[take_turns] * (thresholds.HANDS // hands))

    def _sum(self) -> tuple[Ints, int]:
        """Return values and bound of the whole level."""
        values = self._point.values.copy()
        bound = self._point.cost
        for group, gap in zip(self._groups, self._gaps, strict=True):
            own = gap.point
            values[group] = own.values
            bound -= self._point.cost - own.model.cost.constant  # what the part cost at the beginning
            bound += gap.bound - own.model.cost.constant
        return values, bound

    def _tell(self) -> None:
        with self._lock:
            if len(self._gaps) == len(self._groups):
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
