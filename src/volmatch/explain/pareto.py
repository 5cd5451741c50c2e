"""The search for all pairs of costs of two levels at which neither can get better alone."""

from collections.abc import Iterator

import attrs

from volmatch.check import check
from volmatch.explain.explanation import Explanation
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.rules import musts, only
from volmatch.run.epsilon_constraint import EpsilonConstraint
from volmatch.schedule import Schedule
from volmatch.search.state.controls import Controls, Stopped
from volmatch.solve import solve, solve_narrower
from volmatch.text import Text

#: Shares of the time left: for the schedule that serves one level best, and for each question after that.
_FIRST, _NEXT = 0.4, 0.5


@attrs.frozen(kw_only=True)
class Pair(Explanation):
    """What two levels cost in one schedule.

    Parameters
    ----------
    value_a, value_b
        The costs.
    schedule
        The schedule; what it costs at levels behind the two was not looked at.
    is_proved
        Whether no schedule costs less at one of the two and no more at the other.
    """

    value_a: int
    value_b: int
    schedule: Schedule
    is_proved: bool

    def texts(self) -> Iterator[Text]:
        """Yield the one sentence."""
        facts = {"a": self.value_a, "b": self.value_b}
        yield Text("{a} against {b}, proved", facts) if self.is_proved else Text("{a} against {b}, not proved", facts)


@attrs.frozen
class Box:
    """Where pairs may still be: between two known ones, at costs of b in a range.

    `left` is cheaper at a, `right` at b; `least` and `most` are inclusive.
    """

    left: Pair
    right: Pair
    least: int
    most: int

    @property
    def size(self) -> int:
        """How many pairs of costs lie in it."""
        return max(0, self.right.value_a - self.left.value_a - 1) * max(0, self.most - self.least + 1)


@attrs.define(eq=False)
class PairSearch:
    """The search for the pairs of two levels.

    Attributes
    ----------
    is_complete
        Whether all pairs were found and proved.
    clash
        Why there is no schedule at all.
    """

    _problem: Problem
    _a: int
    _b: int
    _controls: Controls
    _pairs: list[Pair] = attrs.field(factory=list)
    is_complete: bool = True
    clash: tuple[Text, ...] = ()

    def run(self, solves: int) -> None:
        """Find both ends, then look into the widest gap for as long as there is one."""
        gaps = [box for box in self._ends() if box.size]
        capped = EpsilonConstraint(_ordered(self._problem, self._a, self._b), self._controls)
        for _ in range(solves - 2):
            if not gaps or self._controls.stopped_by():
                break
            box = max(gaps, key=lambda one: one.size)
            gaps.remove(box)
            gaps += [part for part in self._looked_into(box, capped) if part.size]
        self.is_complete = self.is_complete and not gaps

    @property
    def best(self) -> tuple[Pair, ...]:
        """The pairs found, by rising cost of a; those that another is better than are left out."""
        best: list[Pair] = []
        for pair in sorted(self._pairs, key=lambda pair: (pair.value_a, pair.value_b, not pair.is_proved)):
            if not best or pair.value_b < best[-1].value_b:
                best.append(pair)
        return tuple(best)

    @property
    def _first(self) -> int:
        return min(self._a, self._b)

    def _seconds(self, share: float) -> float | None:
        left = self._controls.seconds_left()
        return None if left is None else share * left

    def _ends(self) -> Iterator[Box]:
        """Serve one level first, then the other; yield the gap between."""
        one = solve(
            _ordered(self._problem, self._a, self._b),
            time_limit=self._seconds(_FIRST),
            seed=self._controls.seed,
            isolation=self._controls.isolation,
        )
        if one.schedule is None:
            self.clash = one.clash
            return
        before = tuple(level for level in one.levels if level.level < self._first)
        known = attrs.evolve(one, levels=before)  # what is proved of the two levels holds in this order only
        other = solve_narrower(
            _ordered(self._problem, self._b, self._a),
            known,
            starts=[one.schedule],
            time_limit=self._seconds(_NEXT),
            seed=self._controls.seed,
            isolation=self._controls.isolation,
        )
        ends = [end for end in (one, other) if end.schedule is not None]
        best = min(self._before(end) for end in ends)
        self.is_complete = len(ends) == 2 and all(_is_proved(end, self._first + 1) for end in ends)  # noqa: PLR2004
        pairs = [self._pair(end) for end in ends if self._before(end) == best]
        self._pairs += pairs
        if len(pairs) == 2:  # noqa: PLR2004 - both ends
            left, right = pairs
            yield Box(left, right, right.value_b + 1, left.value_b - 1)

    def _before(self, end: Outcome) -> tuple[int, ...]:
        return tuple(level.value for level in end.levels if level.level < self._first)

    def _pair(self, end: Outcome) -> Pair:
        assert end.schedule is not None
        return self._checked(end.schedule, is_proved=_is_proved(end, self._first + 1))

    def _checked(self, schedule: Schedule, *, is_proved: bool) -> Pair:
        """Return the costs of a schedule as the check of the problem itself has them."""
        value = {level.level: level.value for level in check(self._problem, schedule).levels}
        return Pair(value_a=value[self._a], value_b=value[self._b], schedule=schedule, is_proved=is_proved)

    def _looked_into(self, box: Box, capped: EpsilonConstraint) -> Iterator[Box]:
        """Minimise a with b in the lower half of a gap, then b at that cost; yield the gaps that are left."""
        cap = (box.least + box.most) // 2
        levels = {level.level: level.value for level in check(capped.problem, box.right.schedule).levels}
        before = {level: value for level, value in levels.items() if level < self._first}
        a, b = self._first, self._first + 1
        try:
            one = capped.least(a, {**before, b: cap}, box.right.schedule, seconds=self._seconds(_NEXT))
            other = one and capped.least(b, {**before, a: one.level.value}, one.schedule, seconds=self._seconds(_NEXT))
        except Stopped:
            one = other = None
        if one is None or other is None:
            self.is_complete = False
            return
        pair = self._checked(other.schedule, is_proved=one.level.proved and other.level.proved)
        if not pair.is_proved:
            self.is_complete = False
            self._pairs.append(pair)
            return  # what is between this pair and others would not be known either
        if pair.value_a < box.right.value_a:
            self._pairs.append(pair)
            yield Box(pair, box.right, box.least, pair.value_b - 1)
        else:
            pair = box.right
        yield Box(box.left, pair, cap + 1, box.most)


def _is_proved(end: Outcome, last: int) -> bool:
    return all(level.proved for level in end.levels if level.level <= last)


def _ordered(problem: Problem, first: int, second: int) -> Problem:
    """Return the problem with two levels next to each other in this order, and no goals between or behind.

    A rule that the data demand stays behind the two where the problem had it as a goal there: left out, it would be
    demanded.
    """
    begin = min(first, second)
    moved = {level: level for level in range(begin)} | {first: begin, second: begin + 1}
    kept = [attrs.evolve(rule, level=moved[rule.level]) for rule in problem.rules if rule.level in moved]
    demanded = {type(rule) for rule in musts()} - {type(rule) for rule in kept}
    left = [attrs.evolve(rule, level=begin + 2) for rule in problem.rules if type(rule) in demanded]
    return attrs.evolve(problem, rules=only((*kept, *left)))
