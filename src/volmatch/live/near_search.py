"""The search near what stands: with nobody disturbed, with one, with two, until no seat is empty that need not be."""

from collections.abc import Sequence
from functools import cached_property

import attrs
import numpy as np

from volmatch.arrays.ragged import Bools, Ints, whole
from volmatch.formulation.formulation import Objective
from volmatch.formulation.model import extremes
from volmatch.live.compiled import Compiled
from volmatch.live.question import Question, Stand
from volmatch.live.rings import Rings
from volmatch.search.state.controls import Controls

#: So many people are looked at one after the other; more are asked for at once.
_STEPS = 3
#: Below so many, what fewer people would leave empty is looked at too once it is known how many it takes.
_MOST_STEPS = 8

#: Duties up to which the other levels are proved as well; beyond they are only improved among those who move, and who could
#: instead. On a city two people may be disturbed by a chain through a third of all duties, and proofs would take minutes.
_MOST_POLISHED = 6_000
#: A cost, and the most that it may be.
Cap = tuple[Objective, int]
NOBODY = whole([])


@attrs.frozen(eq=False)
class Tradeoff:
    """What can be reached while no more than some people are disturbed.

    Parameters
    ----------
    people
        What it costs in people.
    values
        Cost of each first level, and of what of lower classes the changes left empty, where there is any.
    decisions
        The schedule.
    is_proved
        Whether nothing better is possible at these people.
    """

    people: int
    values: tuple[int, ...]
    decisions: Ints
    is_proved: bool


@attrs.frozen(eq=False)
class NearestSchedule:
    """What came of a search.

    Parameters
    ----------
    decisions
        The schedule; ``None`` where nothing that keeps what must hold was found.
    first, told, others
        Proven least cost of the first levels; of people, duties and days; of the other levels; ``None`` where unknown.
    choices
        What can be reached with fewer people disturbed, or with more.
    is_impossible
        Whether it is proved that nothing keeps what must hold.
    """

    decisions: Ints | None
    first: tuple[int | None, ...] = ()
    told: tuple[int | None, ...] = ()
    others: tuple[int | None, ...] = ()
    choices: tuple[Tradeoff, ...] = ()
    is_impossible: bool = False


@attrs.frozen(eq=False)
class _Lowered:
    """Where costs that were minimised one after the other came to: values of the model, and (value, bound) of each cost."""

    values: Ints | None
    levels: tuple[tuple[int, int | None], ...]
    is_impossible: bool = False

    @property
    def is_proved(self) -> bool:
        return self.values is not None and all(bound is not None and bound >= value for value, bound in self.levels)


@attrs.define(eq=False, slots=False)
class NearSearch:
    """The search for one repair.

    Parameters
    ----------
    compiled
        The problem in columns.
    stand
        Where everybody stands.
    controls
        Time and cancel.
    known
        Bounds of the first levels that are proved elsewhere, each for the case that those before it are met.
    left
        int64: the roles that the changes took somebody from.
    """

    _compiled: Compiled
    _stand: Stand
    _controls: Controls
    _known: tuple[int | None, ...] = ()
    _left: Ints = attrs.field(factory=lambda: NOBODY)
    _choices: list[Tradeoff] = attrs.field(factory=list)
    _is_sure: bool = True

    def run(self) -> NearestSchedule:
        """Find the fewest people who must be disturbed, then what is best with as many."""
        reach = Rings.of(self._compiled.narrow, self._stand, self._filling)
        goal: tuple[int, ...] | None = self._floor()
        for most in range(_STEPS + 1):
            is_sure = self._is_sure  # that with fewer it cannot be done
            is_all = self._look(most, reach, goal if most > 1 else None)
            if self._controls.stopped_by() is not None:
                break
            if most == 1 and self._meeting(goal) is None:
                everybody = self._first_alone(reach)
                if everybody.is_impossible:
                    return NearestSchedule(None, is_impossible=True)
                goal = tuple(value for value, _ in everybody.levels) if everybody.is_proved else None
            best = self._meeting(goal)
            if best is not None:
                if any(best.values[len(self._compiled.first) :]):
                    self._look(most + 1, reach)  # what one person more would fill: the first that a coordinator asks
                return self._finished(
                    reach, most if is_all else -1 - most, best, proved=best.people if is_sure else None
                )
        return self._at_once(reach, goal)

    @cached_property
    def _filling(self) -> tuple[Objective, ...]:
        """What shall be filled: the first levels, and, to be chosen, what of lower classes the changes left empty."""
        scope = self._compiled.narrow
        left = self._compiled.around(self._left)
        return (*(scope.cost(level) for level in self._compiled.first), *([left] if left.column.size else []))

    def _floor(self) -> tuple[int, ...]:
        """Return what the first levels cost at least, as far as it is known beforehand."""
        scope = self._compiled.narrow
        bounds = scope.model.lower, scope.model.upper
        costs = [scope.cost(level) for level in self._compiled.first]
        floors = [cost.constant + extremes(cost, *bounds)[0] for cost in costs]
        known = [*self._known, *(None for _ in floors)]
        return tuple(floor if bound is None else max(floor, bound) for floor, bound in zip(floors, known, strict=False))

    def _meeting(self, goal: tuple[int, ...] | None) -> Tradeoff | None:
        """Return the choice with the fewest people at which the first levels cost no more than they must."""
        meeting = [one for one in self._choices if goal is not None and self._first(one) <= goal]
        return meeting[0] if meeting else None

    def _look(self, most: int, reach: Rings, goal: tuple[int, ...] | None = None) -> bool:
        """Note what is best with no more than so many people disturbed; return whether everything that may help was looked at.

        With a goal and a large ring, chains alone are looked at first: where they reach it, nothing else could do more.
        """
        ring = reach.ring(most)
        if goal is not None and np.count_nonzero(ring) > _MOST_POLISHED:
            self._note(reach.question(most, only=reach.chains(most)), most, goal=goal)
            if self._meeting(goal) is not None:
                return False
        self._note(reach.question(most, only=ring), most)
        return True

    def _note(self, question: Question, most: int, goal: tuple[int, ...] | None = None) -> None:
        costs = [question.within(cost) for cost in self._filling]
        found = self._lexicographic(question, costs, [(question.people, most)], None)
        self._is_sure = self._is_sure and (goal is not None or found.is_impossible or found.is_proved)
        if found.values is None:
            return
        decisions = question.decisions(found.values)
        people = question.people.at(question.at(decisions))  # the engine may mark people who are not disturbed
        values = tuple(value for value, _ in found.levels)
        told = Tradeoff(people, values, decisions, found.is_proved)
        is_better = not self._choices or values < self._choices[-1].values
        if is_better and (goal is None or self._first(told) <= goal):
            self._choices.append(told)

    def _first(self, choice: Tradeoff) -> tuple[int, ...]:
        return choice.values[: len(self._compiled.first)]

    def _first_alone(self, reach: Rings) -> _Lowered:
        """Return the least that the first levels can cost, whoever is disturbed."""
        question = reach.everything(self._compiled.least)
        begin = question.at(self._choices[-1].decisions) if self._choices else None
        return self._lexicographic(question, self._first_costs(question), [], begin)

    def _first_costs(self, question: Question) -> list[Objective]:
        return [question.within(question.scope.cost(level)) for level in self._compiled.first]

    def _lexicographic(
        self, question: Question, costs: Sequence[Objective], kept: Sequence[Cap], begin: Ints | None
    ) -> _Lowered:
        """Minimise costs one after the other, from a point that keeps what must hold, or from where everybody stands."""
        kept, levels = [*kept], list[tuple[int, int | None]]()
        values = begin
        if begin is None and question.keeps(question.at(self._stand.decisions)):
            values = question.at(self._stand.decisions)
        for cost in costs if values is not None else [*costs, Objective(NOBODY, NOBODY, 0)]:
            bound: int | None = question.floor(cost)
            if values is None or cost.at(values) > question.floor(cost):
                answer = question.least(cost, kept, values, self._controls)
                if answer.values is None and values is None:
                    return _Lowered(None, (), answer.verdict == "infeasible")
                values, bound = (values if answer.values is None else answer.values), answer.bound
            assert values is not None
            levels.append((cost.at(values), bound))
            kept.append((cost, levels[-1][0]))
        return _Lowered(values, tuple(levels[: len(costs)]))

    def _at_once(self, reach: Rings, goal: tuple[int, ...] | None) -> NearestSchedule:
        """Ask for the fewest people among everybody, where one after the other is too slow, or time is up."""
        if goal is None or not self._choices or self._controls.stopped_by() is not None:
            return self._finished(reach, -1, self._choices[-1], proved=None) if self._choices else NearestSchedule(None)
        question = reach.question(-1)
        caps = list(zip(self._first_costs(question), goal, strict=True))
        found = self._lexicographic(question, [*(cost for cost, _ in caps), question.people], caps, None)
        if found.values is None or any(value > cap for (_, cap), (value, _) in zip(caps, found.levels, strict=False)):
            return self._finished(reach, -1, self._choices[-1], proved=None)
        people, bound = found.levels[-1]
        for most in range(_STEPS + 1, min(people, _MOST_STEPS)):
            self._look(most, reach)
        values = tuple(question.within(cost).at(found.values) for cost in self._filling)
        self._choices.append(Tradeoff(people, values, question.decisions(found.values), bound == people))
        return self._finished(reach, -1, self._choices[-1], proved=bound)

    def _finished(self, reach: Rings, steps: int, best: Tradeoff, *, proved: int | None) -> NearestSchedule:
        """Return the best schedule with as many people disturbed as a choice has, and what is proved of it."""
        question = self._ring(reach, steps)
        kept = [*zip(self._first_costs(question), self._first(best), strict=True)]
        kept.append((question.people, best.people))
        begin = question.at(best.decisions)
        near = self._lexicographic(question, [question.changed, question.early], kept, begin)
        decisions, told = self._kept(question, near, best.decisions)
        is_polished = steps >= -1 and question.duties.size <= _MOST_POLISHED
        nearby = reach.ring(steps) if is_polished else self._nearby(reach, decisions)
        whole_ = reach.question(steps, self._compiled.wide, nearby)
        caps = [*zip(self._first_costs(whole_), self._first(best), strict=True)]
        caps += [(whole_.people, best.people)]
        caps += [(cost, value) for cost, (value, _) in zip((whole_.changed, whole_.early), near.levels, strict=True)]
        others = [level for level in self._compiled.levels if level not in self._compiled.first]
        costs = [whole_.within(whole_.scope.cost(level)) for level in others]
        last = self._lexicographic(whole_, costs, caps, whole_.at(decisions))
        decisions, rest = self._kept(whole_, last, decisions)
        is_least = proved is not None
        first = tuple(value if is_least else None for value in self._first(best))
        is_known = proved == best.people
        return NearestSchedule(
            decisions,
            first,
            (proved, *(bound if is_known and steps >= -1 else None for bound in told)),
            tuple(bound if is_known and is_polished else None for bound in rest),
            tuple(self._choices),
        )

    def _ring(self, reach: Rings, steps: int) -> Question:
        """Return the question about a ring; below -1, about chains of that many people less one."""
        return reach.question(steps) if steps >= -1 else reach.question(steps, only=reach.chains(-1 - steps))

    def _nearby(self, reach: Rings, decisions: Ints) -> Bools:
        """Return what the other levels may still move where a ring is too large for them: who could take what was taken or left."""
        changed = (decisions != self._stand.decisions).nonzero()[0]
        near = reach.candidates(whole(changed))
        near[changed] = True
        return near

    def _kept(self, question: Question, found: _Lowered, before: Ints) -> tuple[Ints, tuple[int | None, ...]]:
        decisions = before if found.values is None else question.decisions(found.values)
        return decisions, tuple(bound for _, bound in found.levels)
