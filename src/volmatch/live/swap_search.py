"""The largest set of swaps in which every rule holds, and among the largest the one that serves those first in line."""

import attrs
import numpy as np

from volmatch.arrays.distinct import distinct
from volmatch.arrays.ragged import Bools, Ints, whole
from volmatch.engines import cpsat
from volmatch.engines.answer import EngineAnswer, Slot
from volmatch.engines.background import attend
from volmatch.formulation.formulation import INFINITE, Block, Objective
from volmatch.formulation.model import Model
from volmatch.live.swap_model import SwapModel, Takes, rows_of
from volmatch.search.decomposition import minimise
from volmatch.search.state import thresholds
from volmatch.search.state.controls import Controls


@attrs.frozen(eq=False)
class SwapAnswer:
    """What came of a search.

    Parameters
    ----------
    cycles
        The takes of each cycle: every offer takes what the next one gives, and the last what the first one gives.
    chains
        Of each chain the offer that only gives, with which it begins, -1 where it is an empty seat; and the takes that follow:
        every offer takes what the one before gives.
    bound
        At most so many offers can be served.
    is_first
        Whether it is proved that no others of as many come before these in line.
    """

    cycles: tuple[Takes, ...]
    chains: tuple[tuple[int, Takes], ...]
    bound: int
    is_first: bool


@attrs.define(eq=False, slots=False)
class SwapSearch:
    """The search for one set of swaps."""

    _program: SwapModel
    _controls: Controls
    _values: Ints
    _is_sure: bool = True

    @classmethod
    def of(cls, program: SwapModel, controls: Controls) -> "SwapSearch":
        """Begin where nobody swaps."""
        return cls(program, controls, program.start)

    def run(self) -> SwapAnswer:
        """Serve as many as can be, then those first in line, then with as few others as can be."""
        graph = self._program.graph
        variable, offer, take = self._program.uses
        is_good = (take < 0) | np.append(graph.is_better, True)[take]
        served = Serving(variable[is_good], offer[is_good], graph.gives.size)
        ones = np.ones(graph.gives.size, dtype=np.int64)
        bound = self._improve(served.cost(ones), [])
        count = served.count(self._values)
        kept = [served.at_least(count)]
        self._choose(served, kept)
        is_first = self._is_sure and self._program.has_all
        self._improve(Serving(variable, offer, graph.gives.size).cost(-ones), kept)
        most = served.most if bound is None else min(served.most, -bound)
        if not self._program.has_all:
            most = graph.gives.size
        return SwapAnswer(self._program.cycles_in(self._values), self._program.chains_in(self._values), most, is_first)

    def _choose(self, served: "Serving", kept: list[Block]) -> None:
        """Serve those first in line as far as those before them allow, and add rows that keep it so.

        Asked for is the first difference: an offer that is not served, as early in line as can be, and is served in another set
        that serves all those before it that are served now. Where there is none, nothing comes before this set.
        """
        line = distinct(served.offer)
        while line.size and self._is_sure:
            is_in = np.isin(line, served.served(self._values))
            waits = line[~is_in]
            if not waits.size:
                break
            model = served.earlier(self._program.model, line, is_in, kept)
            answer = self._asked(model, None)
            if answer.verdict == "infeasible":
                break
            self._is_sure = answer.verdict == "optimal" and answer.values is not None
            if answer.values is not None:
                self._values = answer.values[: self._values.size]
                first = int(answer.values[self._values.size :].argmax())
                before = line[line <= waits[first]]
                kept.append(served.each(before, self._values))
                line = line[line > waits[first]]
        kept.append(served.each(distinct(served.offer), self._values))

    def _improve(self, cost: Objective, kept: list[Block]) -> int | None:
        """Lower a cost from where the search stands, and return what is proved of it."""
        model = self._program.model
        asked = Model(model.lower, model.upper, [*model.blocks, *kept], cost, model.keys)
        if cost.at(self._values) == asked.least_cost:
            return asked.least_cost
        answer = self._asked(asked, self._values)
        if answer.values is not None and cost.at(answer.values) <= cost.at(self._values):
            self._values = answer.values
        bound = answer.bound
        self._is_sure = self._is_sure and bound is not None and bound >= cost.at(self._values)
        return bound

    def _asked(self, model: Model, hint: Ints | None) -> EngineAnswer:
        controls = self._controls
        settings = controls.settings(controls.seconds_left())

        def work(slot: Slot) -> EngineAnswer:
            if hint is not None and model.size > thresholds.SMALL:
                return minimise(model, hint, settings, slot)
            return cpsat.minimise(model, hint, settings, slot)

        found = attend(work, Slot(), on_tick=lambda: controls.stopped_by() is not None)
        return EngineAnswer("unknown") if found is None else found


@attrs.frozen(eq=False)
class Serving:
    """Which variables of the program serve which offer; int64 (n,), (n,); an offer has several, of which at most one is 1."""

    variable: Ints
    offer: Ints
    size: int

    @property
    def most(self) -> int:
        """How many offers any variable serves."""
        return int(distinct(self.offer).size)

    def cost(self, weights: Ints) -> Objective:
        """Return minus the weights of the offers that are served."""
        weight = weights[self.offer]
        width = int(self.variable.max(initial=-1)) + 1
        prices = np.zeros(width, dtype=np.int64)
        np.add.at(prices, self.variable, -weight)
        return Objective.of(prices)

    def served(self, values: Ints) -> Ints:
        """Return the offers that are served; sorted."""
        return distinct(self.offer[values[self.variable] > 0])

    def count(self, values: Ints) -> int:
        """Return how many offers are served."""
        return int(self.served(values).size)

    def at_least(self, count: int) -> Block:
        """Return the row ``so many are served``."""
        cost = self.cost(np.ones(self.size, dtype=np.int64))
        return Block(0, whole([0, cost.column.size]), cost.column, -cost.coefficient, whole([count]), whole([INFINITE]))

    def each(self, offers: Ints, values: Ints) -> Block:
        """Return rows ``this offer is served`` for those of some offers that are."""
        kept = offers[np.isin(offers, self.served(values))]
        chosen = np.isin(self.offer, kept)
        order = np.lexsort((self.variable[chosen], self.offer[chosen]))
        owner, column = self.offer[chosen][order], self.variable[chosen][order]
        indptr = np.append(np.searchsorted(owner, kept), owner.size)
        ones = np.ones(kept.size, dtype=np.int64)
        return Block(0, whole(indptr), column, np.ones_like(column), ones, ones * INFINITE)

    def earlier(self, model: Model, line: Ints, is_in: Bools, kept: list[Block]) -> Model:
        """Return the question for the first difference: a Boolean more for each offer in line that waits, of which one is 1.

        Rows ``difference of i <= i is served``, and ``j is served >= sum of the differences behind j`` where j is served.
        """
        first, waits = model.size, line[~is_in]
        row, column, sign = list[Ints](), list[Ints](), list[int]()
        for number, offer in enumerate(line):
            own = whole(self.variable[self.offer == offer])
            behind = waits > offer if is_in[number] else waits == offer
            row.append(np.full(own.size + np.count_nonzero(behind), number))
            column += [own, first + behind.nonzero()[0]]
            sign += [1] * own.size + [-1] * np.count_nonzero(behind)
        added = first + np.arange(waits.size)
        row.append(np.full(waits.size, line.size))
        least, most = np.zeros(line.size + 1), np.append(np.full(line.size, INFINITE), 1)
        least[-1] = 1
        coefficient = whole([*sign, *np.ones(waits.size)])
        block = rows_of(np.concatenate(row), np.concatenate([*column, added]), coefficient, least, whole(most))
        bounds = np.append(model.lower, 0 * added), np.append(model.upper, 0 * added + 1)
        cost = Objective(added, np.arange(waits.size), 0)
        return Model(*bounds, [*model.blocks, *kept, block], cost, model.keys.and_added(waits.size))
