"""Whom to ask when, so that somebody says yes in time and few are asked for nothing: arithmetic of odds and minutes.

Whoever is asked says yes with odds of their own, after minutes of their own, whatever the others do. As soon as a yes is known
nobody else is asked. So one history alone is left in which anybody still is: all known answers are no. Whatever is done in it is a
timetable, and no plan that looks at answers can do more.
"""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import cached_property
from math import prod

import attrs

#: (minute, person), in the order of time.
Asks = tuple[tuple[int, int], ...]


@attrs.frozen
class Timetable:
    """Who is asked at which minute.

    Parameters
    ----------
    asks
        (minute, person), in the order of time.
    expected
        How many of them are asked on average.
    bound
        No timetable that fills the seat as surely asks fewer on average.
    """

    asks: Asks
    expected: Fraction
    bound: float


@attrs.frozen(eq=False, slots=False)
class AskingOrder:
    """The question whom to ask when.

    Parameters
    ----------
    odds
        Of a yes, of each person who may be asked.
    minutes
        How long each of them takes to answer.
    waiting
        (minute, odds) of answers that are still to come from people who were asked before.
    deadline
        The last minute at which an answer is in time.
    missable
        How likely nobody may say yes in time.
    next_open
        The first minute from one on at which somebody may be asked.
    """

    odds: Sequence[Fraction]
    minutes: Sequence[int]
    deadline: int
    missable: Fraction
    next_open: Callable[[int], int]
    waiting: Sequence[tuple[int, Fraction]] = ()

    @cached_property
    def in_time(self) -> tuple[int, ...]:
        """Who can answer in time if they are asked at once."""
        begin = self.next_open(0)
        return tuple(
            who
            for who, (odds, minutes) in enumerate(zip(self.odds, self.minutes, strict=True))
            if odds and begin + minutes <= self.deadline
        )

    @cached_property
    def coming(self) -> tuple[tuple[int, Fraction], ...]:
        """The answers still to come that are in time."""
        return tuple(sorted(one for one in self.waiting if one[0] <= self.deadline))

    @cached_property
    def asked_enough(self) -> Fraction:
        """How likely all who are asked from now on may say no; where nothing is enough, as little likely as can be."""
        least = all_no(self.odds[who] for who in self.in_time)
        still = all_no(odds for _, odds in self.coming)
        return max(least, self.missable / still) if still else Fraction(1)

    def expected(self, asks: Sequence[tuple[int, int]]) -> Fraction:
        """Return exactly how many people of a timetable are asked on average."""
        answers = [*self.coming, *((minute + self.minutes[who], self.odds[who]) for minute, who in asks)]
        each = (all_no(odds for known, odds in answers if known <= minute) for minute, _ in asks)
        return sum(each, start=Fraction())

    def at_once(self) -> Asks:
        """Return the timetable that asks as many as are needed at once, the likeliest first."""
        likeliest = sorted(self.in_time, key=lambda who: -self.odds[who])
        asks = list[tuple[int, int]]()
        for who in likeliest:
            if self.is_enough(asks):
                break
            asks.append((self.next_open(0), who))
        return tuple(asks)

    def is_enough(self, asks: Sequence[tuple[int, int]]) -> bool:
        """Whether somebody of a timetable says yes in time as surely as is wanted, or as can be."""
        answered = [who for minute, who in asks if minute + self.minutes[who] <= self.deadline]
        return all_no(self.odds[who] for who in answered) <= self.asked_enough


def all_no(odds: Iterable[Fraction]) -> Fraction:
    """Return how likely everybody says no."""
    return prod((1 - one for one in odds), start=Fraction(1))
