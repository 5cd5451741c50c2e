"""How many of some people turn up, when each does with odds of their own: exactly, in whole numbers.

The odds of each person are a whole number out of `steps`; the number who turn up is then Poisson-binomial, and every
probability below is a whole number out of ``steps ** people`` (Y. H. Wang, "On the number of successes in independent
trials", Statistica Sinica 3 (1993)).
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

import attrs

#: So many mixes of people one role may have; each becomes a Boolean.
MOST_MIXES = 20_000
_HUNDRED = 100
_MILLION = 1_000_000


def ways(odds: Sequence[int], steps: int) -> list[int]:
    """Return the weight of exactly 0, 1, .. people turning up; the weights add up to ``steps ** len(odds)``."""
    weight = [1]
    for one in odds:
        away, there = [*weight, 0], [0, *weight]
        weight = [a * (steps - one) + b * one for a, b in zip(away, there, strict=True)]
    return weight


def missing(odds: Sequence[int], steps: int, least: int) -> tuple[int, int]:
    """Return how many of `least` people are missing on average, as (numerator, denominator)."""
    short = sum((least - number) * weight for number, weight in enumerate(ways(odds, steps)) if number < least)
    return int(short), steps ** len(odds)


def short_of(odds: Sequence[int], steps: int, least: int, chance: int | None) -> int:
    """Return hundredths of a person missing on average; with a chance, in millionths, percent missing to it; rounded up."""
    number, whole = missing(odds, steps, least)
    if chance is None:
        return -(-_HUNDRED * number // whole)
    enough = sum(ways(odds, steps)[least:])
    return max(0, -((_MILLION * enough - chance * whole) * _HUNDRED // (_MILLION * whole)))


@attrs.frozen
class Mixes:
    """The mixes of people that matter to one role.

    Parameters
    ----------
    counts
        How many of each kind of people a mix has.
    costs
        What it is short of, dearest mix last.
    """

    counts: tuple[tuple[int, ...], ...]
    costs: tuple[int, ...]


@lru_cache(maxsize=1024)
def mixes(
    odds: tuple[int, ...], people: tuple[int, ...], most: int, least: int, steps: int, chance: int | None
) -> Mixes:
    """Return each mix that is short of less than any with one person fewer.

    Parameters
    ----------
    odds, people
        The kinds of people: their odds out of `steps`, and how many there are of each.
    most
        How many people the role holds at most.
    least, steps, chance
        As for `short_of`.

    Raises
    ------
    OverflowError
        If there are more than `MOST_MIXES` to look at.

    Notes
    -----
    One person more never makes a role shorter. So whoever is there, the role is as short as the least short of these mixes
    that can be taken from them.
    """
    cost = {(0,) * len(people): short_of((), steps, least, chance)}
    newest = [*cost]
    for _ in range(most):
        newest = [mix for old in newest if cost[old] for mix in _one_more(old, people)]
        newest = [mix for mix in newest if all(cost.get(less, 0) for less in _less_one(mix))]
        if len(cost) + len(newest) > MOST_MIXES:
            raise OverflowError
        for mix in newest:
            there = [one for one, number in zip(odds, mix, strict=True) for _ in range(number)]
            cost[mix] = short_of(there, steps, least, chance)
    kept = [mix for mix in cost if all(cost[less] > cost[mix] for less in _less_one(mix))]
    kept.sort(key=lambda mix: (cost[mix], mix))
    return Mixes(tuple(kept), tuple(cost[mix] for mix in kept))


def _one_more(mix: tuple[int, ...], people: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield a mix with one person more, of its last kind or one behind it, so that each mix comes once."""
    last = max((kind for kind, number in enumerate(mix) if number), default=0)
    for kind in range(last, len(people)):
        if mix[kind] < people[kind]:
            yield (*mix[:kind], mix[kind] + 1, *mix[kind + 1 :])


def _less_one(mix: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    for kind, number in enumerate(mix):
        if number:
            yield (*mix[:kind], number - 1, *mix[kind + 1 :])
