"""The search for the timetable that asks the fewest people on average: exact for few answering times, else between two bounds."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from math import inf, prod

import attrs

from volmatch.live.asking_order import AskingOrder, Asks, Timetable, all_no

#: So many steps a search may take before minutes are made coarser.
_MOST_STEPS = 25_000
#: So many different answering times are tried at most once they are made coarser.
_FEW_TIMES = 3
#: Two expected numbers that differ by less are equal.
_TINY = 1e-12

#: (minute of the answer, group, first, behind the last): people of a group whose answers are not known yet.
_Waiting = tuple[int, int, int, int]
_State = tuple[int, tuple[int, ...], tuple[_Waiting, ...]]


class _TooManySteps(Exception):  # noqa: N818 - never leaves this module
    """A search took as many steps as it may."""


def timetable(question: AskingOrder, most_steps: int = _MOST_STEPS) -> Timetable:
    """Return a timetable that asks the fewest people on average; where that is too much to find out, one with a bound."""
    try:
        asks = _Search(question, most_steps).run()
    except _TooManySteps:
        return _bracketed(question, most_steps)
    expected = question.expected(asks)
    return Timetable(asks, expected, float(expected))


def _bracketed(question: AskingOrder, most_steps: int) -> Timetable:
    """Return a timetable for minutes rounded up, with the bound that minutes rounded down give.

    Answers that come sooner never make it worse: every timetable stays possible, and each of its people is asked no more
    often. The same goes for answers still to come: at once for the bound, not before the deadline for the timetable.
    """
    still = all_no(odds for _, odds in question.coming)
    asked = attrs.evolve(question, missable=question.asked_enough * still)
    low = attrs.evolve(asked, waiting=[(0, odds) for _, odds in question.coming])
    high = attrs.evolve(asked, waiting=[(question.deadline, odds) for _, odds in question.coming])
    least, asks = _coarse(low, most_steps, is_up=False)
    bound = least.expected(asks)
    found = [_coarse(high, most_steps, is_up=True)[1], question.at_once()]
    best = min((asks for asks in found if question.is_enough(asks)), key=question.expected)
    expected = question.expected(best)
    return Timetable(best, expected, float(expected if bound > expected - Fraction(_TINY) else bound))


def _coarse(question: AskingOrder, most_steps: int, *, is_up: bool) -> tuple[AskingOrder, Asks]:
    """Return a question with minutes rounded up or down to as many different ones as can be looked through, and its answer."""
    times = sorted({question.minutes[who] for who in question.in_time})
    for count in range(min(_FEW_TIMES, len(times)), 1, -1):
        coarse = _with_times(question, times, count, is_up=is_up)
        try:
            return coarse, _Search(coarse, most_steps).run()
        except _TooManySteps:
            continue
    coarse = _with_times(question, times, 1, is_up=is_up)
    return coarse, _Search(coarse, None).run()


def _with_times(question: AskingOrder, times: Sequence[int], count: int, *, is_up: bool) -> AskingOrder:
    rounded = _rounded(times, count, is_up=is_up)
    return attrs.evolve(question, minutes=[rounded.get(one, one) for one in question.minutes])


def _rounded(times: Sequence[int], count: int, *, is_up: bool) -> Mapping[int, int]:
    """Return minutes rounded to so many different ones: those nearest to each other in proportion become one."""
    groups = [[one] for one in times]
    while len(groups) > count:
        apart = [(right[-1] + 1) / (left[0] + 1) for left, right in pairwise(groups)]
        nearest = apart.index(min(apart))
        groups[nearest : nearest + 2] = [groups[nearest] + groups[nearest + 1]]
    return {one: group[-1] if is_up else group[0] for group in groups for one in group}


@attrs.define(eq=False, slots=False)
class _Search:
    """Dynamic programming over what is known when: who was asked, and whose answers are still to come.

    Of people who take as long to answer, the likelier are asked first: changing places, nothing is known later than before, and a
    likelier yes is known sooner. Nobody is asked but at the beginning or when an answer has come: sooner would be as good. So a
    state is how many of each group were asked, and which of these have not answered.
    """

    question: AskingOrder
    _most_steps: int | None
    _steps: int = 0
    _known: dict[_State, tuple[float, tuple[int, ...]]] = attrs.field(factory=dict)
    _enough: dict[tuple[int, ...], bool] = attrs.field(factory=dict)
    _opens: dict[int, int] = attrs.field(factory=dict)
    _all_no: dict[tuple[int, int, int], float] = attrs.field(factory=dict)

    @cached_property
    def _groups(self) -> list[tuple[int, list[int]]]:
        """(minutes, people): those who answer as fast, the likeliest first."""
        asked = self.question
        by_minutes: dict[int, list[int]] = {}
        for who in sorted(asked.in_time, key=lambda who: -asked.odds[who]):
            by_minutes.setdefault(asked.minutes[who], []).append(who)
        enough = {minutes: self._needed(people) for minutes, people in by_minutes.items()}
        return sorted((minutes, people[: enough[minutes]]) for minutes, people in by_minutes.items())

    def _needed(self, people: Sequence[int]) -> int:
        """Return how many of a group are enough by themselves: more of them are never asked."""
        no = Fraction(1)
        for count, who in enumerate(people):
            if no <= self.question.asked_enough:
                return count
            no *= 1 - self.question.odds[who]
        return len(people)

    @cached_property
    def _no(self) -> list[list[Fraction]]:
        """By group, how likely the first so many all say no."""
        found = []
        for _, people in self._groups:
            each = [Fraction(1)]
            for who in people:
                each.append(each[-1] * (1 - self.question.odds[who]))
            found.append(each)
        return found

    @cached_property
    def _each_no(self) -> list[list[float]]:
        """By group, how likely each says no."""
        return [[float(1 - self.question.odds[who]) for who in people] for _, people in self._groups]

    def run(self) -> Asks:
        """Return the best timetable."""
        coming = tuple((minute, -1, number, number + 1) for number, (minute, _) in enumerate(self.question.coming))
        state = self._after(0, (0,) * len(self._groups), coming)[1]
        if self._least(state) == inf:
            return ()
        asks = list[tuple[int, int]]()
        while not self._is_enough(state[1]):
            batch = self._known[state][1]
            minute, asked, _ = state
            for (_, people), first, more in zip(self._groups, asked, batch, strict=True):
                asks += [(minute, who) for who in people[first : first + more]]
            after = tuple(first + more for first, more in zip(asked, batch, strict=True))
            if self._is_enough(after):
                break
            state = self._next(state, batch)[1]
        return tuple(sorted(asks))

    def _is_enough(self, asked: tuple[int, ...]) -> bool:
        """Whether so many of each group make a yes likely enough."""
        found = self._enough.get(asked)
        if found is None:
            no = prod((each[count] for each, count in zip(self._no, asked, strict=True)), start=Fraction(1))
            found = self._enough[asked] = no <= self.question.asked_enough
        return found

    def _least(self, state: _State) -> float:
        """Return how many more are asked on average from a state on, while all say no."""
        if self._is_enough(state[1]):
            return 0
        if state not in self._known:
            self._known[state] = self._best(state)
        return self._known[state][0]

    def _best(self, state: _State) -> tuple[float, tuple[int, ...]]:
        best = inf
        chosen: tuple[int, ...] = ()
        if not self._is_enough(self._most(state)):
            return best, chosen
        for batch in self._batches(state):
            cost = float(sum(batch))
            if cost >= best:
                break
            after = tuple(first + more for first, more in zip(state[1], batch, strict=True))
            if not self._is_enough(after):
                odds, then = self._next(state, batch)
                cost += odds * self._least(then)
            if cost < best - _TINY:
                best, chosen = cost, batch
        return best, chosen

    def _most(self, state: _State) -> tuple[int, ...]:
        """Return how many of each group can be asked in all, if the rest are asked now."""
        is_open = [state[0] + minutes <= self.question.deadline for minutes, _ in self._groups]
        return tuple(
            len(people) if can else count
            for (_, people), count, can in zip(self._groups, state[1], is_open, strict=True)
        )

    def _batches(self, state: _State) -> Iterator[tuple[int, ...]]:
        """Yield how many of each group may be asked now, few first: nobody not needed, and somebody unless an answer is to come."""
        room = [most - count for most, count in zip(self._most(state), state[1], strict=True)]
        for total in range(0 if state[2] else 1, sum(room) + 1):
            for batch in _split(total, room):
                self._steps += 1
                if self._most_steps is not None and self._steps > self._most_steps:
                    raise _TooManySteps
                after = [first + more for first, more in zip(state[1], batch, strict=True)]
                less = (
                    (*after[:group], after[group] - 1, *after[group + 1 :]) for group, more in enumerate(batch) if more
                )
                if not any(self._is_enough(one) for one in less):
                    yield batch

    def _next(self, state: _State, batch: tuple[int, ...]) -> tuple[float, _State]:
        """Return how likely the next answers are all no, and the state then."""
        minute, asked, coming = state
        after = tuple(first + more for first, more in zip(asked, batch, strict=True))
        new = [
            (minute + self._groups[group][0], group, first, first + more)
            for group, (first, more) in enumerate(zip(asked, batch, strict=True))
            if more
        ]
        waiting = tuple(sorted((*coming, *new)))
        return self._after(waiting[0][0], after, waiting)

    def _after(self, minute: int, asked: tuple[int, ...], waiting: tuple[_Waiting, ...]) -> tuple[float, _State]:
        """Return how likely all answers known at a minute are no, and what is left then."""
        minute = self._open(minute)
        odds = 1.0
        for known, group, first, behind in waiting:
            if known <= minute:
                odds *= self._odds(group, first, behind)
        return odds, (minute, asked, tuple(one for one in waiting if one[0] > minute))

    def _open(self, minute: int) -> int:
        found = self._opens.get(minute)
        if found is None:
            found = self._opens[minute] = self.question.next_open(minute)
        return found

    def _odds(self, group: int, first: int, behind: int) -> float:
        """Return how likely some of a group all say no; one answer still to come is a group of its own, below 0."""
        if group < 0:
            return float(1 - self.question.coming[first][1])
        found = self._all_no.get((group, first, behind))
        if found is None:
            found = self._all_no[group, first, behind] = prod(self._each_no[group][first:behind])
        return found


def _split(total: int, room: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield each way to take so many in all, no more of each than there are."""
    if not room:
        if not total:
            yield ()
        return
    for first in range(max(0, total - sum(room[1:])), min(total, room[0]) + 1):
        for rest in _split(total - first, room[1:]):
            yield (first, *rest)
