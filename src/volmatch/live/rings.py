"""What can matter when only so many people may be disturbed: what is tied to an empty seat by a chain of so many people."""

from collections.abc import Iterable
from functools import cached_property

import attrs
import numpy as np

from volmatch.arrays.distinct import distinct
from volmatch.arrays.ragged import Bools, Ints, whole
from volmatch.formulation.formulation import Objective
from volmatch.formulation.point import Point
from volmatch.live.compiled import Scope
from volmatch.live.question import Question, Stand


@attrs.frozen(eq=False, slots=False)
class Rings:
    """The duties around what is empty, broken or open, ring by ring.

    A change of a schedule falls into parts that share no row. A part that fills no seat could be left out, and fewer people
    would be disturbed, or fewer duties changed. So whatever moves in a schedule with the fewest people disturbed is tied to
    an empty seat by rows of as many people, and stands in the ring that as many steps lead to.

    Parameters
    ----------
    scope
        What must hold, and the levels of seats.
    stand
        Where everybody stands.
    costs
        What shall be filled, by the scope's variables: the first levels, and perhaps more.
    point
        Where everybody stands, by the scope's variables.
    """

    scope: Scope
    stand: Stand
    costs: tuple[Objective, ...]
    point: Point

    @classmethod
    def of(cls, scope: Scope, stand: Stand, costs: Iterable[Objective]) -> "Rings":
        """Return the rings around a stand."""
        return cls(scope, stand, tuple(costs), Point.of(scope.model, scope.values(stand.decisions)))

    def question(self, steps: int, scope: Scope | None = None, only: Bools | None = None) -> Question:
        """Return the question about a ring; with another scope, about more levels.

        Parameters
        ----------
        steps
            How many people may be disturbed; -1 for everybody.
        scope
            A scope of more levels.
        only
            The decisions that may change instead of a ring's; bool (decisions,).
        """
        asked = self.scope if scope is None else scope
        point = self.point if scope is None else Point.of(asked.model, asked.values(self.stand.decisions))
        chosen = self.ring(steps) if only is None else only
        return Question(asked, self.stand, point, asked.with_goals(whole(chosen.nonzero()[0])))

    def everything(self, scope: Scope) -> Question:
        """Return the question about all that may change, whoever is disturbed."""
        point = Point.of(scope.model, scope.values(self.stand.decisions))
        columns = scope.with_goals(whole(self._movable.nonzero()[0]))
        return Question(scope, self.stand, point, columns, is_counting=False)

    def ring(self, steps: int) -> Bools:
        """Return the decisions so many steps away, bool (decisions,): open sessions and newcomers always, at -1 everything."""
        chosen = self._movable & ((self.stand.volunteer < 0) | self.stand.is_newcomer)
        if steps < 0:
            return self._movable
        people = np.zeros(int(self.stand.volunteer.max(initial=-1)) + 2, dtype=bool)
        begin = np.concatenate([self._begin, chosen.nonzero()[0]])
        for _ in range(steps):
            met = self._around(distinct(begin))
            people[self.stand.volunteer[met]] = True
            people[-1] = False
            new = met[people[self.stand.volunteer[met]] & ~chosen[met]]
            while new.size:
                chosen[new] = True
                met = self._around(new)
                new = met[people[self.stand.volunteer[met]] & ~chosen[met]]
            begin = np.concatenate([self._begin, chosen.nonzero()[0]])
        return chosen

    def chains(self, steps: int) -> Bools:
        """Return the decisions of chains of so many people, bool (decisions,): far fewer than a ring's, and not all that may help.

        Whoever could fill what is empty leaves a duty, whoever could take that leaves another, and so on.
        """
        chosen = self.ring(1)
        for _ in range(steps - 1):
            new = self.candidates(whole((chosen & (self.stand.decisions > 0)).nonzero()[0])) & ~chosen
            owners = np.zeros(int(self.stand.volunteer.max(initial=-1)) + 2, dtype=bool)
            owners[self.stand.volunteer[new]] = True
            met = self._around(whole(new.nonzero()[0]))
            chosen |= new
            chosen[met[owners[self.stand.volunteer[met]] & (self.stand.decisions[met] > 0)]] = True
        return chosen

    def candidates(self, duties: Ints) -> Bools:
        """Return all that may change in the seats of some duties; bool (decisions,)."""
        role = self.stand.role
        wanted = np.zeros(int(role.max(initial=-1)) + 2, dtype=bool)
        wanted[role[duties]] = True
        wanted[-1] = False
        found: Bools = wanted[role] & self._movable
        return found

    @cached_property
    def _movable(self) -> Bools:
        """Which decisions may change; bool (decisions,)."""
        movable: Bools = ~self.stand.is_firm & ~(self.stand.is_gone & (self.stand.decisions == 0))
        return movable

    @cached_property
    def _begin(self) -> Ints:
        """The variables of what is empty, and of what is broken."""
        model, values = self.scope.model, self.point.values
        paid = [self._paid(cost) for cost in self.costs]
        rows = model.matrix
        broken = ((self.point.activity < rows.lower) | (self.point.activity > rows.upper)).nonzero()[0]
        out = ((values < model.lower) | (values > model.upper)).nonzero()[0]
        return distinct(np.concatenate([*paid, out, self.scope.columns_of(whole(broken))]))

    def _paid(self, cost: Objective) -> Ints:
        """Return the variables that cost more than they must."""
        model = self.scope.model
        cheap = np.where(cost.coefficient > 0, model.lower[cost.column], model.upper[cost.column])
        return whole(cost.column[self.point.values[cost.column] != cheap])

    def _around(self, columns: Ints) -> Ints:
        """Return the decisions that may change and share a row with some variables, or with a goal that follows from them."""
        met = self.scope.columns_of(self.scope.rows_of(self.scope.with_goals(columns)))
        met = met[met < self.stand.decisions.size]
        return met[self._movable[met]]
