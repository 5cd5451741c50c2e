"""Where something long is cut into pieces, and what each piece takes of the whole."""

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise

_A_DAY = dt.timedelta(days=1)


def next_time(start: dt.datetime, clock: dt.time) -> dt.datetime:
    """Return the first moment after another at which the clock shows a time of day."""
    that_day = dt.datetime.combine(start.date(), clock, start.tzinfo)
    return that_day if that_day > start else that_day + _A_DAY


def pieces(start: dt.datetime, end: dt.datetime, cuts: Iterable[dt.datetime]) -> list[tuple[dt.datetime, dt.datetime]]:
    """Return the stretches between a start, the cuts in their order, and an end; a cut that stands twice counts once."""
    return list(pairwise([start, *sorted(set(cuts)), end]))


def piece_of(whole: str, number: int, total: int) -> str:
    """Return what the n-th of so many pieces is called; no people call a session so by themselves."""
    return f"{whole} {number}/{total}"


def shares(whole: int, lengths: Sequence[int]) -> list[int]:
    """Return what each piece takes of the whole by its length, in whole units; together they take all of it."""
    total = sum(lengths)
    marks = [whole * until // total for until in accumulate(lengths, initial=0)]
    return [after - before for before, after in pairwise(marks)]
