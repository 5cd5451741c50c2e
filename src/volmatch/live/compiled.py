"""A problem in columns, made once and asked often: what a repair, a substitute or an open seat is looked up in."""

import contextlib
from functools import cached_property

import attrs
import numpy as np

from volmatch.arrays.distinct import distinct
from volmatch.arrays.ragged import Bools, Ints, expand, stable_order, whole
from volmatch.engines.answer import Slot
from volmatch.engines.background import attend
from volmatch.errors import NoScheduleError
from volmatch.formulation.build import build
from volmatch.formulation.formulation import Formulation, Objective
from volmatch.formulation.interpreter import Interpreter
from volmatch.formulation.model import Model, model_of
from volmatch.problem.problem import Problem
from volmatch.rule import goal_levels
from volmatch.search.state.controls import Controls, Stopped
from volmatch.text import Text


@attrs.frozen(eq=False, slots=False)
class Compiled:
    """A problem with its formulation.

    Parameters
    ----------
    problem
        The problem in words.
    f
        Its formulation.
    interpreter
        Between the two.
    """

    problem: Problem
    f: Formulation
    interpreter: Interpreter

    @classmethod
    def of(cls, problem: Problem, controls: Controls) -> "Compiled":
        """Build the formulation, on another thread, so that this one hears a cancel or Ctrl-C at any moment.

        Raises
        ------
        NoScheduleError
            If the time is up, or the caller cancels, before it is built.
        """

        def work(slot: Slot) -> Formulation:
            def alive() -> None:
                if slot.is_stopped:
                    raise Stopped

            return build(problem, alive=alive)

        f = None
        with contextlib.suppress(Stopped):
            f = attend(work, Slot(), on_tick=lambda: controls.stopped_by() is not None)
        if f is None:
            raise NoScheduleError(Text("the time was up before the problem was read; give more time"))
        return cls(problem, f, Interpreter.of(f, problem))

    @cached_property
    def levels(self) -> tuple[int, ...]:
        """The goal levels, the first to be served first."""
        return tuple(goal_levels(self.problem.rules))

    @cached_property
    def first(self) -> tuple[int, ...]:
        """The levels up to the first that counts empty seats; none where no goal does."""
        counting = [rule.level for rule in self.problem.rules if rule.level and rule.claims.counts_seats]
        return tuple(level for level in self.levels if level <= min(counting, default=0))

    @cached_property
    def seats(self) -> tuple[int, ...]:
        """The levels up to the last that asks for the people a session needs at least; the first levels are among them."""
        needed = [rule.level for rule in self.problem.rules if rule.level and rule.claims.least_heads]
        last = max(needed, default=0)
        return self.first + tuple(level for level in self.levels if max(self.first, default=0) < level <= last)

    def around(self, roles: Ints) -> Objective:
        """Return what the levels behind the first ones cost that count empty seats, for some roles alone, by the narrow scope."""
        t = self.f.tables
        own = np.isin(t.candidate_role, roles).nonzero()[0]
        goals = self.narrow.with_goals(whole(own))
        other = {rule.level for rule in self.problem.rules if not rule.claims.counts_seats}
        costs = [self.narrow.cost(level) for level in self.seats if level not in (*self.first, *other)]
        mine = [np.isin(cost.column, goals) & self.narrow.is_goal[cost.column] for cost in costs]
        column = np.concatenate([whole([]), *(cost.column[own] for cost, own in zip(costs, mine, strict=True))])
        price = np.concatenate([whole([]), *(cost.coefficient[own] for cost, own in zip(costs, mine, strict=True))])
        order = stable_order(column)
        return Objective(whole(column[order]), whole(price[order]), 0)

    @cached_property
    def least(self) -> "Scope":
        """What must hold, and the first levels alone."""
        return self.narrow if self.first == self.seats else Scope.of(self.f, max(self.first, default=0))

    @cached_property
    def narrow(self) -> "Scope":
        """What must hold, and the levels of seats alone."""
        return Scope.of(self.f, max(self.seats, default=0))

    @cached_property
    def wide(self) -> "Scope":
        """All levels."""
        return self.narrow if self.levels == self.seats else Scope.of(self.f, max(self.levels, default=0))


@attrs.frozen(eq=False, slots=False)
class Scope:
    """The model of all levels up to one, and where in it each variable of the formulation stands.

    Parameters
    ----------
    model
        Its decisions have the numbers that they have in the formulation.
    level
        The last level.
    f
        The formulation.
    """

    model: Model
    level: int
    f: Formulation

    @classmethod
    def of(cls, f: Formulation, level: int) -> "Scope":
        """Return the scope of all levels up to one."""
        return cls(model_of(f, level), level, f)

    def cost(self, level: int) -> Objective:
        """Return what a level costs, by the model's variables."""
        cost = self.f.cost(level)
        return attrs.evolve(cost, column=self.model.keys.columns_of(cost.column))

    def values(self, decisions: Ints) -> Ints:
        """Return the values of all variables at a schedule, by the model's variables."""
        return self.model.keys.gather(self.f.filled(decisions, self.level))

    @cached_property
    def is_goal(self) -> Bools:
        """Which variables belong to goals, and follow from the decisions; bool (n,)."""
        return np.arange(self.model.size) >= self.f.decisions

    def rows_of(self, columns: Ints) -> Ints:
        """Return the rows in which some variables stand; sorted."""
        indptr, by_column = self.model.by_column
        _, place = expand(indptr[columns], indptr[columns + 1])
        return distinct(self.model.matrix.row[by_column[place]])

    def columns_of(self, rows: Ints) -> Ints:
        """Return the variables that stand in some rows; sorted."""
        _, entry = expand(self.model.row_starts[rows], self.model.row_starts[rows + 1])
        return distinct(self.model.matrix.column[entry])

    def with_goals(self, columns: Ints) -> Ints:
        """Return variables together with all those of goals that follow from them, however many; sorted."""
        chosen = np.zeros(self.model.size, dtype=bool)
        chosen[columns] = True
        new = columns
        while new.size:
            met = self.columns_of(self.rows_of(new))
            new = met[self.is_goal[met] & ~chosen[met]]
            chosen[new] = True
        return whole(chosen.nonzero()[0])
