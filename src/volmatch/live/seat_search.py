"""A published schedule in columns, made ready once: what one duty more or less would cost each level, in milliseconds."""

from collections.abc import Mapping, Sequence
from functools import cached_property

import attrs
import numpy as np

from volmatch.arrays.ragged import Bools, Ints, expand, whole
from volmatch.errors import EncodingError
from volmatch.formulation.formulation import Objective
from volmatch.formulation.point import Point
from volmatch.live.compiled import Compiled
from volmatch.problem.values import FrozenMap
from volmatch.schedule import Schedule
from volmatch.text import Text


@attrs.frozen(eq=False, slots=False)
class SeatSearch:
    """A schedule that keeps what must hold, in the columns of its problem.

    Parameters
    ----------
    compiled
        The problem in columns.
    decisions
        int64 (decisions,): the schedule.
    point
        The same with the variables of all goals, and what each row amounts to.
    """

    compiled: Compiled
    decisions: Ints
    point: Point

    @classmethod
    def of(cls, compiled: Compiled, schedule: Schedule, values: Sequence[int]) -> "SeatSearch":
        """Make a schedule ready; `values` is what it costs level by level, counted in words.

        Raises
        ------
        EncodingError
            If the columns cannot tell the schedule, or find that it costs something else: a bug of ours.
        """
        decisions = compiled.interpreter.decisions(schedule)
        point = Point.of(compiled.wide.model, compiled.wide.values(decisions))
        found = cls(compiled, decisions, point)
        if compiled.interpreter.schedule(decisions) != schedule or not point.is_feasible:
            raise EncodingError(Text("the columns cannot tell a schedule that keeps every rule; please report this"))
        if tuple(values) != found.costs:
            facts = {"words": tuple(values), "columns": found.costs}
            raise EncodingError(
                Text("the schedule costs {words} in words, but {columns} in columns; please report this", facts)
            )
        return found

    @cached_property
    def _goals(self) -> tuple[Objective, ...]:
        return tuple(self.compiled.wide.cost(level) for level in self.compiled.levels)

    @cached_property
    def costs(self) -> tuple[int, ...]:
        """What the schedule costs at each level, the first level first."""
        return tuple(goal.at(self.point.values) for goal in self._goals)

    @cached_property
    def _heads(self) -> Ints:
        """How many people hold each role; int64 (R,)."""
        t = self.compiled.f.tables
        held = t.candidate_role[self.decisions[: t.candidate_role.size] > 0]
        return whole(np.bincount(held, minlength=t.role_session.size))

    @cached_property
    def _chosen(self) -> Bools:
        """Which options are held; bool (O,)."""
        return self.compiled.f.chosen_options(self.decisions)

    def with_room(self, volunteer: int) -> Ints:
        """Return the candidates of a volunteer row with room where they do not serve yet, of the sessions as they are held."""
        t = self.compiled.f.tables
        _, own = t.candidates_of_volunteers(whole([volunteer]))
        busy = t.candidate_session[own[self.decisions[own] > 0]]
        role = t.candidate_role[own]
        fits = self._chosen[t.candidate_option[own]] & (self._heads[role] < t.role_max[role])
        return whole(own[fits & ~np.isin(t.candidate_session[own], busy)])

    def candidate_of(self, volunteer: str, session: str, role: str) -> int | None:
        """Return the candidate that means this duty at the session's time and place; ``None`` where rules forbid it."""
        t = self.compiled.f.tables
        if session not in t.session_row:
            return None
        pair = whole([t.volunteer_row[volunteer]]), whole([t.session_row[session]])
        _, found = t.candidates_of_pairs(*pair)
        here = found[self._chosen[t.candidate_option[found]]]
        return next((one for one in here.tolist() if t.role_names[t.candidate_role[one]] == role), None)

    def prices(self, candidates: Ints, value: int = 1) -> list[Mapping[int, int] | None]:
        """Return for each candidate what each level costs more once it alone is decided, 1 or 0; ``None`` where a must breaks.

        Notes
        -----
        Rows without variables of goals are looked at for all candidates at once. What is left is worked out whole: the
        variables of goals follow from the decisions, and the levels are added up anew.
        """
        blocked = self._break_plain_rows(candidates, value)
        return [
            None if is_blocked else self._price(candidate, value)
            for candidate, is_blocked in zip(candidates.tolist(), blocked.tolist(), strict=True)
        ]

    def _price(self, candidate: int, value: int) -> Mapping[int, int] | None:
        decisions = self.decisions.copy()
        decisions[candidate] = value
        values = self.compiled.wide.values(decisions)
        changed = (values != self.point.values).nonzero()[0]
        if not self.point.moved(whole(changed), values[changed]).is_feasible:
            return None
        levels = zip(self.compiled.levels, self._goals, self.costs, strict=True)
        return FrozenMap({level: goal.at(values) - cost for level, goal, cost in levels})

    @cached_property
    def _is_plain(self) -> Bools:
        """Which rows have no variable of a goal; bool (m,)."""
        scope = self.compiled.wide
        plain = np.ones(scope.model.matrix.count, dtype=bool)
        plain[scope.model.matrix.row[scope.is_goal[scope.model.matrix.column]]] = False
        return plain

    def _break_plain_rows(self, candidates: Ints, value: int) -> Bools:
        """Return which candidates break a row without variables of goals, once each alone is decided; bool (n,)."""
        model = self.compiled.wide.model
        indptr, by_column = model.by_column
        owner, place = expand(indptr[candidates], indptr[candidates + 1])
        entry = by_column[place]
        row = model.matrix.row[entry]
        step = (value - self.point.values[candidates])[owner]
        reached = self.point.activity[row] + model.matrix.coefficient[entry] * step
        breaks = ((reached < model.matrix.lower[row]) | (reached > model.matrix.upper[row])) & self._is_plain[row]
        blocked = np.zeros(candidates.size, dtype=bool)
        blocked[owner[breaks]] = True
        return blocked
