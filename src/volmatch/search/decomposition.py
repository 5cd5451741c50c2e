"""One level of any size: what need not be asked is decided, what falls apart is solved apart, and the answers are added up."""

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
from volmatch.search.component import SMALL, Quest
from volmatch.search.exact.components import components, decided
from volmatch.search.state.budget import Crew, together
from volmatch.search.state.gap import Stand
from volmatch.search.state.variable_map import Atlas

#: Threads at work: more engines than this get into each other's way on an ordinary machine.
HANDS = 2


def minimise(
    model: Model, hint: Ints | None, atlas: Atlas, settings: Settings, slot: Slot, floor: Ints | None = None
) -> Answer:
    """Minimise the cost of a level; blocks until done, so it is called on a thread of its own.

    Parameters
    ----------
    model
        The level.
    hint
        A point that keeps all rows, by the model's variables; where there is none, an engine looks for it.
    atlas
        Where the model's variables stand in the programme.
    settings, slot
        As for any engine.
    floor
        A best point of a model that allows at least as much at the same cost, and is the best at all levels before, which
        cost the same here: no part of this level costs less than it does there.
    """
    if hint is None or model.size <= SMALL or settings.plain:
        return cpsat.minimise(model, hint, settings, slot)
    is_decided, value = decided(model)
    point = Point.of(model, np.where(is_decided, value, hint))
    if not point.is_feasible:
        return cpsat.minimise(model, hint, settings, slot)
    return _Pursuit(point, ~is_decided, atlas, Crew(slot, settings), floor).run()


@attrs.define(eq=False)
class _Pursuit:
    """The parts of a level and how they stand together."""

    _point: Point
    _free: Bools
    _atlas: Atlas
    _crew: Crew
    _floor: Ints | None = None
    _groups: list[Ints] = attrs.field(factory=list)
    _stands: list[Stand] = attrs.field(factory=list)
    _lock: threading.Lock = attrs.field(factory=threading.Lock)

    def run(self) -> Answer:
        """Solve all parts; return what they come to together."""
        self._groups = list(_packed(components(self._point.model, self._free)))
        quests = [self._quest(group) for group in self._groups]
        self._stands = [quest.stand for quest in quests]
        self._tell()
        self._stand_on_floor()
        self._side_by_side([quest for quest in quests if quest.is_small and not quest.stand.is_proved], Quest.pursue)
        large = [quest for quest in quests if not quest.is_small]
        if len(large) > 1 and not self._crew.settings.deterministic:
            self._side_by_side(large, lambda quest, crew, _: quest.begin(crew))
        stood = None
        while not (self._is_proved or self._crew.is_over) and stood != (stood := self._standing):
            self._side_by_side([quest for quest in quests if not quest.stand.is_proved], Quest.pursue)
        values, bound = self._sum()
        return Answer("optimal" if self._is_proved else "feasible", values, bound)

    def _stand_on_floor(self) -> None:
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
        for group, stand in zip(self._groups, self._stands, strict=True):
            if not is_tainted[group].any():
                stand.raise_bound(stand.model.cost.at(self._floor[group]), is_sound=True)

    @property
    def _standing(self) -> list[tuple[int, int]]:
        return [(stand.cost, stand.bound) for stand in self._stands]

    @property
    def _is_proved(self) -> bool:
        return all(stand.is_proved for stand in self._stands)

    def _quest(self, group: Ints) -> Quest:
        point, atlas = self._point, self._atlas.at(group)
        stand = Stand(Point.of(point.part(group), point.values[group]), self._tell)
        slack = [one.slack for one in point.model.kept]
        if len(self._groups) == 1 or not any(one != 0 for one in slack):
            return Quest(stand, atlas)
        stand.has_sound_bounds = False
        loosened = np.zeros(point.activity.size, dtype=np.int64)
        loosened[loosened.size - len(slack) :] = [INFINITE if one is None else one for one in slack]
        return Quest(stand, atlas, point.part(group, loosened=loosened))

    def _side_by_side(self, quests: list[Quest], work: Callable[[Quest, Crew, int], None]) -> None:
        """Work on each part for its share of the time left: on two at a time, or on one with both hands."""
        hands = HANDS if len(quests) == 1 else 1
        waiting: queue.SimpleQueue[Quest] = queue.SimpleQueue()
        for quest in quests:
            waiting.put(quest)

        def take_turns() -> None:
            while not self._crew.is_over:
                try:
                    quest = waiting.get_nowait()
                except queue.Empty:
                    return
                left = self._crew.seconds_left
                share = None if left is None else left * min(1.0, (HANDS / hands) / (waiting.qsize() + 1))
                with self._crew.at_work(Slot()) as slot:
                    work(quest, Crew(slot, self._crew.settings_for(share)), hands)

        together(*[take_turns] * (HANDS // hands))

    def _sum(self) -> tuple[Ints, int]:
        """Return values and bound of the whole level."""
        values = self._point.values.copy()
        bound = self._point.cost
        for group, stand in zip(self._groups, self._stands, strict=True):
            own = stand.point
            values[group] = own.values
            bound -= self._point.cost - own.model.cost.constant  # what the part cost at the beginning
            bound += stand.bound - own.model.cost.constant
        return values, bound

    def _tell(self) -> None:
        with self._lock:
            if len(self._stands) == len(self._groups):
                values, bound = self._sum()
                self._crew.slot.offer(values)
                self._crew.slot.raise_bound(bound)


def _packed(groups: list[Ints]) -> Iterator[Ints]:
    """Yield the groups, small ones put together as long as they stay small: one question instead of a thousand."""
    packed: list[Ints] = []
    for group in groups:
        if group.size > SMALL:
            yield group
            continue
        if sum(one.size for one in packed) + group.size > SMALL:
            yield np.sort(np.concatenate(packed))
            packed = []
        packed.append(group)
    if packed:
        yield np.sort(np.concatenate(packed))
