"""Who can matter when only so many people may be disturbed: those tied to an empty seat by a chain of so many rows."""

from functools import cached_property

import attrs
import numpy as np

from volmatch.arrays.ragged import Bools, Ints, whole
from volmatch.formulation.point import Point
from volmatch.live.compiled import Scope
from volmatch.live.question import Question, Stand


@attrs.frozen(eq=False, slots=False)
class Rings:
    """The people around what is empty, broken or open, ring by ring.

    A change of a schedule falls into parts that share no row. A part that fills no seat could be left out, and fewer people
    would be disturbed. So whoever moves in a schedule with the fewest people disturbed stands in the ring that as many
    steps lead to.

    Parameters
    ----------
    scope
        What must hold, and the first levels.
    stand
        Where everybody stands.
    point
        The same by the scope's variables.
    """

    scope: Scope
    stand: Stand
    point: Point

    @classmethod
    def of(cls, scope: Scope, stand: Stand) -> "Rings":
        """Return the reach around a stand."""
        return cls(scope, stand, Point.of(scope.model, scope.values(stand.decisions)))

    def question(self, steps: int, scope: Scope | None = None) -> Question:
        """Return the question about the people of a ring; with another scope, about more levels.

        Parameters
        ----------
        steps
            How many people may be disturbed; -1 for everybody.
        scope
            A scope of more levels.
        """
        asked = self.scope if scope is None else scope
        point = self.point if scope is None else Point.of(asked.model, asked.values(self.stand.decisions))
        return Question(asked, self.stand, point, asked.with_goals(self._movable(self.ring(steps))))

    def ring(self, steps: int) -> Bools:
        """Return the people so many steps away, bool (people + 1,): newcomers always, at -1 everybody."""
        people = np.zeros(int(self.stand.volunteer.max(initial=-1)) + 2, dtype=bool)
        people[self.stand.volunteer[self.stand.is_newcomer]] = True
        if steps < 0:
            people[:-1] = True
        elif steps:
            people |= self._first
            for _ in range(steps - 1):
                people |= self._around(self._movable(people))
        people[-1] = False
        return people

    @cached_property
    def _first(self) -> Bools:
        """Whoever shares a row with an empty seat, with what is broken, or with what is open."""
        model, values = self.scope.model, self.point.values
        paid = [self._paid(level) for level in self.scope.f.costs if level <= self.scope.level]
        rows = model.matrix
        broken = ((self.point.activity < rows.lower) | (self.point.activity > rows.upper)).nonzero()[0]
        out = ((values < model.lower) | (values > model.upper)).nonzero()[0]
        begin = [*paid, out, self.scope.columns_of(whole(broken)), self._movable(self.ring(0))]
        return self._around(whole(np.unique(np.concatenate(begin))))

    def _paid(self, level: int) -> Ints:
        """Return the variables that cost more at a level than they must."""
        cost, model = self.scope.cost(level), self.scope.model
        cheap = np.where(cost.coefficient > 0, model.lower[cost.column], model.upper[cost.column])
        return whole(cost.column[self.point.values[cost.column] != cheap])

    def _around(self, columns: Ints) -> Bools:
        """Return the owners of all variables that share a row with some, or with a goal that follows from them."""
        met = self.scope.columns_of(self.scope.rows_of(self.scope.with_goals(columns)))
        people = np.zeros(int(self.stand.volunteer.max(initial=-1)) + 2, dtype=bool)
        people[self.stand.volunteer[met[met < self.stand.decisions.size]]] = True
        people[-1] = False
        return people

    def _movable(self, people: Bools) -> Ints:
        """Return the decisions of some people, and those of open sessions, as far as they may change."""
        stand = self.stand
        own = people[stand.volunteer] | (stand.volunteer < 0)
        return whole((own & ~stand.is_firm & ~(stand.is_gone & (stand.decisions == 0))).nonzero()[0])
