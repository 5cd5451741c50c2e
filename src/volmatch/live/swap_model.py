"""A whole-number program of swaps: cycles, chains, and the rows of the problem that say what may be swapped."""

from functools import cached_property
from itertools import islice

import attrs
import numpy as np
import numpy.typing as npt

from volmatch.arrays.distinct import distinct
from volmatch.arrays.ragged import Ints, indptr_of, whole
from volmatch.formulation.formulation import INFINITE, Block, Objective, Rows, in_order
from volmatch.formulation.model import Kept, Model, row_of
from volmatch.formulation.point import Point
from volmatch.live.compiled import Compiled
from volmatch.live.swap_graph import SwapGraph
from volmatch.problem.values import FrozenMap

#: More cycles are not written down; what was found is then not proved.
MOST_CYCLES = 200_000
#: Whole numbers, however they are kept.
AnyNumbers = npt.NDArray[np.int64] | npt.NDArray[np.float64]
#: Takes, in the order of a cycle or chain.
Takes = tuple[int, ...]


@attrs.frozen(eq=False, slots=False)
class SwapModel:
    """The program. Its variables: what may change of the problem's; a cycle each; an offer at a place of a chain each.

    Parameters
    ----------
    compiled
        The problem in columns.
    decisions
        int64 (decisions,): the published schedule.
    named
        Who would take what.
    longest
        Most offers of a cycle or chain.
    with_chains
        Whether chains are looked for.
    allowed
        By how much each level may lose.
    """

    compiled: Compiled
    decisions: Ints
    named: SwapGraph
    longest: int
    with_chains: bool
    allowed: FrozenMap[int, int]

    @cached_property
    def _point(self) -> Point:
        scope = self.compiled.wide
        return Point.of(scope.model, scope.values(self.decisions))

    @cached_property
    def graph(self) -> SwapGraph:
        """Who may take what, less what breaks a rule whatever others do."""
        columns = self.compiled.wide.with_goals(self.named.candidates)  # with a goal in it, a row only costs
        return self.named.possible(self._point.part(columns), self._point.values[columns], columns)

    @cached_property
    def candidates(self) -> Ints:
        """All candidates that a cycle or a chain can change; int64 (c,), sorted. Most of a long list of offers is in none."""
        offer, take = self._used
        changed = np.concatenate([self.graph.gives[offer], self.graph.takes[take[take >= 0]]])
        return distinct(changed[changed >= 0])

    @cached_property
    def columns(self) -> Ints:
        """The problem's variables that may change; int64 (k,), sorted."""
        return self.compiled.wide.with_goals(self.candidates)

    @cached_property
    def _listed(self) -> list[Takes]:
        return [*islice(self.graph.cycles(self.longest), MOST_CYCLES + 1)]

    @property
    def has_all(self) -> bool:
        """Whether every cycle is in the program."""
        return len(self._listed) <= MOST_CYCLES

    @property
    def cycles(self) -> list[Takes]:
        """The cycles that are in the program."""
        return self._listed[:MOST_CYCLES]

    @cached_property
    def steps(self) -> tuple[Ints, Ints]:
        """(take, place): the takes at each place of a chain, from 0 on; (-1 - offer, 0) is an offer that only gives.

        Beyond the first place only what an offer at the place before can give is taken.
        """
        if not self.with_chains:
            return whole([]), whole([])
        graph, own = self.graph, np.arange(self.graph.offer.size)
        leaving = graph.asks_to_leave.nonzero()[0]
        begun = own[graph.free[graph.role] > 0]
        takes = [np.concatenate([-1 - leaving, begun])]
        last = np.concatenate([leaving, graph.offer[begun]])
        for _ in range(1, self.longest):
            given = graph.given_role[last]
            takes.append(own[np.isin(graph.role, given[given >= 0])])
            last = graph.offer[takes[-1]]
        place = [np.full(one.size, number) for number, one in enumerate(takes)]
        return whole(np.concatenate(takes)), whole(np.concatenate(place))

    @cached_property
    def _stepping(self) -> Ints:
        """Whose each step is: the row of an offer."""
        step, _ = self.steps
        return whole(np.where(step >= 0, np.append(self.graph.offer, -1)[np.maximum(step, -1)], -1 - step))

    @cached_property
    def _used(self) -> tuple[Ints, Ints]:
        """(offer, take): each take of each cycle and place; take -1 where none."""
        takes = whole([take for cycle in self.cycles for take in cycle])
        offer = np.concatenate([self.graph.offer[takes], self._stepping])
        return whole(offer), whole(np.concatenate([takes, np.maximum(self.steps[0], -1)]))

    @cached_property
    def uses(self) -> tuple[Ints, Ints, Ints]:
        """(variable, offer, take): each take of each cycle and place, by the program's variables; take -1 where none."""
        first = self.columns.size
        sizes = whole([len(cycle) for cycle in self.cycles])
        chained = first + sizes.size + np.arange(self.steps[0].size)
        variable = np.concatenate([first + np.repeat(np.arange(sizes.size), sizes), chained])
        return whole(variable), *self._used

    @cached_property
    def model(self) -> Model:
        """The program without a cost: rows of the problem, levels kept, and what ties swaps to them."""
        part = self._point.part(self.columns)
        added = len(self.cycles) + self.steps[0].size
        lower, upper = (
            np.concatenate([bound, np.full(added, value)]) for bound, value in ((part.lower, 0), (part.upper, 1))
        )
        blocks = [*part.blocks, *self._kept(), self._tied(), self._once(), *self._links()]
        return Model(lower, upper, blocks, Objective(whole([]), whole([]), 0), part.keys.and_added(added))

    @cached_property
    def start(self) -> Ints:
        """The point at which nobody swaps."""
        values = np.zeros(self.model.size, dtype=np.int64)
        values[: self.columns.size] = self._point.values[self.columns]
        return values

    def cycles_in(self, values: Ints) -> tuple[Takes, ...]:
        """Return the cycles at a point."""
        first = self.columns.size
        return tuple(cycle for cycle, is_in in zip(self.cycles, values[first:], strict=False) if is_in)

    def chains_in(self, values: Ints) -> tuple[tuple[int, Takes], ...]:
        """Return the chains at a point: the offer that only gives, -1 where an empty seat begins; and the takes that follow."""
        chosen = values[self.columns.size + len(self.cycles) :] > 0
        begun = dict[tuple[int, int], list[tuple[int, Takes]]]()  # chains that a take (place, role) goes on
        ended = list[tuple[int, Takes]]()
        steps = [(int(place), int(take)) for take, place in zip(*(one[chosen] for one in self.steps), strict=True)]
        for place, take in sorted(steps):
            offer = -1 - take if take < 0 else int(self.graph.offer[take])
            if place == 0:
                chain: tuple[int, Takes] = (offer, ()) if take < 0 else (-1, (take,))
            else:
                before = begun[place, int(self.graph.role[take])].pop()
                ended.remove(before)
                chain = before[0], (*before[1], take)
            ended.append(chain)
            begun.setdefault((place + 1, int(self.graph.given_role[offer])), []).append(chain)
        return tuple(ended)

    def _kept(self) -> list[Block]:
        """Return rows ``cost of the level <= what it costs now, and what is allowed``."""
        rows = []
        for level in self.compiled.levels:
            cost = self.compiled.wide.cost(level)
            own = np.isin(cost.column, self.columns)
            rest = int(cost.coefficient[~own] @ self._point.values[cost.column[~own]])
            column = np.searchsorted(self.columns, cost.column[own])
            most = cost.at(self._point.values) + self.allowed.get(level, 0)
            if own.any():
                rows.append(
                    row_of(Kept(Objective(whole(column), cost.coefficient[own], cost.constant + rest), most, None))
                )
        return rows

    def _tied(self) -> Block:
        """Return rows ``a duty = what it is now + takes - gives``."""
        variable, offer, take = self.uses
        candidates = self.candidates
        given, taken = self.graph.gives[offer], np.append(self.graph.takes, -1)[take]
        is_given, is_taken = given >= 0, taken >= 0
        changed = np.concatenate([candidates, given[is_given], taken[is_taken]])
        own = np.searchsorted(self.columns, candidates)
        column = np.concatenate([own, variable[is_given], variable[is_taken]])
        coefficient = np.ones(column.size)
        coefficient[column.size - np.count_nonzero(is_taken) :] = -1
        now = self.decisions[candidates]
        return rows_of(np.searchsorted(candidates, changed), column, coefficient, now, now)

    def _once(self) -> Block:
        """Return rows ``an offer is carried out at most once``."""
        variable, offer, _ = self.uses
        ones = np.ones(self.graph.gives.size, dtype=np.int64)
        return rows_of(offer, variable, np.ones(offer.size), 0 * ones - INFINITE, ones)

    def _links(self) -> list[Block]:
        """Return rows of chains: no more takes of a role at a place than were given at the place before, or seats are empty."""
        take, place = self.steps
        if not take.size:
            return []
        variable = self.columns.size + len(self.cycles) + np.arange(take.size)
        roles = self.graph.free.size
        taker = take >= 0
        given = self.graph.given_role[self._stepping]
        passing = given >= 0
        wants = place[taker] * roles + self.graph.role[take[taker]]
        leaves = (place[passing] + 1) * roles + given[passing]
        key = np.concatenate([wants, leaves])
        known = distinct(wants)
        used = np.isin(key, known)
        column = np.concatenate([variable[taker], variable[passing]])[used]
        sign = np.concatenate([np.ones(wants.size), -np.ones(leaves.size)])[used]
        most = np.where(known < roles, self.graph.free[known % roles], 0)
        return [rows_of(np.searchsorted(known, key[used]), column, sign, np.full(known.size, -INFINITE), most)]


def rows_of(
    row: AnyNumbers, column: AnyNumbers, coefficient: AnyNumbers, lower: AnyNumbers, upper: AnyNumbers
) -> Block:
    """Return rows from their entries, in any order; those that meet are added up."""
    row, column, coefficient = whole(row), whole(column), whole(coefficient)
    width = int(column.max(initial=0)) + 1
    row, column, coefficient = in_order(Rows(row, column, coefficient, lower.size), width)
    return Block(0, indptr_of(row, lower.size), column, coefficient, whole(lower), whole(upper))
