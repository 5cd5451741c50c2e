"""One question to an exact engine: what some people and open sessions could do while everything else stays as it was."""

from collections.abc import Sequence
from functools import cached_property

import attrs
import numpy as np

from volmatch.arrays.distinct import distinct
from volmatch.arrays.ragged import Bools, Ints, whole
from volmatch.engines import cpsat
from volmatch.engines.answer import EngineAnswer, Slot
from volmatch.engines.background import attend
from volmatch.formulation.formulation import INFINITE, Block, Objective
from volmatch.formulation.model import Kept, Model, extremes, row_of
from volmatch.formulation.point import Point
from volmatch.live.compiled import Scope
from volmatch.search.decomposition import minimise
from volmatch.search.state import thresholds
from volmatch.search.state.controls import Controls


@attrs.frozen(eq=False)
class Stand:
    """Where everybody stands after some changes, in columns; every array has one entry for each decision.

    Parameters
    ----------
    decisions
        int64: 1 for what still stands.
    is_gone
        bool: what the changes rule out.
    is_firm
        bool: what must stay as it is: the past, and sessions that the changes are not about.
    volunteer, role
        int64: whose a decision is, and the row of which role; -1 for those about sessions.
    weight, early
        int64: what a duty counts that changes, or a time or room of a session that is given up; and how many days before the
        last day the duty lies.
    is_near
        bool: whether it lies within notice.
    is_newcomer
        bool: whether it belongs to somebody who joined.
    """

    decisions: Ints
    is_gone: Bools
    is_firm: Bools
    volunteer: Ints
    role: Ints
    weight: Ints
    early: Ints
    is_near: Bools
    is_newcomer: Bools


@attrs.frozen(eq=False, slots=False)
class Question:
    """The model of some people's duties and of the sessions that are open.

    Parameters
    ----------
    scope
        The levels it is about.
    stand
        Where everybody stands.
    point
        The same in the scope's variables.
    columns
        int64 (k,): the scope's variables that may move, sorted.
    is_counting
        Whether it asks who is disturbed.
    """

    scope: Scope
    stand: Stand
    point: Point
    columns: Ints
    is_counting: bool = True

    @cached_property
    def duties(self) -> Ints:
        """Positions among the columns of people's duties; int64 (d,)."""
        own = self.columns[self.columns < self.stand.decisions.size]
        return whole((self.stand.volunteer[own] >= 0).nonzero()[0])

    @cached_property
    def model(self) -> Model:
        """The part, with a Boolean for each person who may be disturbed, and one more for those disturbed within notice."""
        part = self.point.part(self.columns)
        own = self.columns < self.stand.decisions.size
        upper = part.upper.copy()
        upper[: own.sum()][self.stand.is_gone[self.columns[own]]] = 0
        first = part.size
        lower = np.concatenate([part.lower, np.zeros(self._owners.size, dtype=np.int64)])
        upper = np.concatenate([upper, np.ones(self._owners.size, dtype=np.int64)])
        blocks = [*part.blocks, *self._disturbing(first)]
        return Model(lower, upper, blocks, _nothing(), part.keys.and_added(self._owners.size), part.kept)

    @cached_property
    def _marks(self) -> tuple[Ints, Ints]:
        """(position, mark): which duties disturb whom; a person's mark is their row, one within notice is negative."""
        column = self.columns[self.duties]
        counts = ~self.stand.is_newcomer[column] & self.is_counting
        near = counts & self.stand.is_near[column]
        who = self.stand.volunteer[column]
        position = np.concatenate([self.duties[counts], self.duties[near]])
        return whole(position), whole(np.concatenate([who[counts], -1 - who[near]]))

    @cached_property
    def _owners(self) -> Ints:
        return distinct(self._marks[1])

    def _disturbing(self, first: int) -> list[Block]:
        """Return rows ``mark >= duty`` for a new duty, and ``mark >= 1 - duty`` for one that stands."""
        position, mark = self._marks
        if not position.size:
            return []
        stands = self.stand.decisions[self.columns[position]]
        owner = first + np.searchsorted(self._owners, mark)
        column = whole(np.stack([position, owner], axis=1).ravel())
        coefficient = whole(np.stack([2 * stands - 1, np.ones_like(stands)], axis=1).ravel())
        indptr = np.arange(0, 2 * position.size + 1, 2)
        return [Block(0, indptr, column, coefficient, stands, np.full(position.size, INFINITE))]

    @cached_property
    def people(self) -> Objective:
        """How many people are disturbed; within notice each counts twice."""
        size = self._owners.size
        return Objective(self.columns.size + np.arange(size), np.ones(size, dtype=np.int64), 0)

    @cached_property
    def changed(self) -> Objective:
        """How many duties change, and times and rooms of sessions; duties within notice count twice."""
        return self._distance(self.stand.weight)

    @cached_property
    def early(self) -> Objective:
        """How many days before the last day the changed duties lie, together."""
        return self._distance(self.stand.early)

    def _distance(self, weight: Ints) -> Objective:
        position = whole((self.columns < self.stand.decisions.size).nonzero()[0])
        column = self.columns[position]
        stands = self.stand.decisions[column]
        price = weight[column]
        priced = price > 0
        constant = int((price * stands).sum())
        return Objective(position[priced], ((1 - 2 * stands) * price)[priced], constant)

    def within(self, cost: Objective) -> Objective:
        """Return a cost, told by the scope's variables, as far as the columns can change it."""
        place = np.searchsorted(self.columns, cost.column)
        place[place == self.columns.size] = 0
        own = (self.columns[place] == cost.column) if self.columns.size else np.zeros(cost.column.size, dtype=bool)
        rest = cost.coefficient[~own] @ self.point.values[cost.column[~own]]
        return Objective(whole(place[own]), cost.coefficient[own], cost.constant + int(rest))

    def at(self, decisions: Ints) -> Ints:
        """Return a schedule, in which nothing moved but the columns, by the model's variables."""
        values = self.scope.values(decisions)[self.columns]
        position, mark = self._marks
        moved = values[position] != self.stand.decisions[self.columns[position]]
        return np.concatenate([values, np.isin(self._owners, mark[moved]).astype(np.int64)])

    @cached_property
    def is_broken_elsewhere(self) -> bool:
        """Whether something must hold, and does not, that no column can mend."""
        rows, activity = self.scope.model.matrix, self.point.activity
        broken = ((activity < rows.lower) | (activity > rows.upper)).nonzero()[0]
        return bool(broken.size) and not np.isin(broken, self.scope.rows_of(self.columns)).all()

    def keeps(self, values: Ints) -> bool:
        """Whether values keep what must hold."""
        return not self.is_broken_elsewhere and self.model.keeps(values)

    def least(
        self, cost: Objective, kept: Sequence[tuple[Objective, int]], hint: Ints | None, controls: Controls
    ) -> EngineAnswer:
        """Minimise a cost while others are kept at a value."""
        rows = [row_of(Kept(one, value, None)) for one, value in kept if one.column.size]
        if self.is_broken_elsewhere or any(value < one.constant for one, value in kept if not one.column.size):
            return EngineAnswer("infeasible")
        model = attrs.evolve(self.model, blocks=[*self.model.blocks, *rows], cost=cost)
        settings = controls.settings(controls.seconds_left())
        slot = Slot()

        def work(own: Slot) -> EngineAnswer:
            if hint is not None and model.size > thresholds.SMALL:
                return minimise(model, hint, settings, own)
            return cpsat.minimise(model, hint, settings, own)

        found = attend(work, slot, on_tick=lambda: controls.stopped_by() is not None)
        return EngineAnswer("unknown") if found is None else found

    def floor(self, cost: Objective) -> int:
        """Return what the bounds of the variables alone say a cost must be."""
        return cost.constant + extremes(cost, self.model.lower, self.model.upper)[0]

    def decisions(self, values: Ints) -> Ints:
        """Return the decisions of the whole at values of the model."""
        moved = self.stand.decisions.copy()
        own = self.columns < moved.size
        moved[self.columns[own]] = values[: self.columns.size][own]
        return moved


def _nothing() -> Objective:
    return Objective(whole([]), whole([]), 0)
