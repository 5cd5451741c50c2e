"""How old somebody is on a day, and the traits that ages give: 18+ is eighteen or older, <16 younger, 14-17 from 14 to 17."""

import datetime as dt
import re
from functools import lru_cache

import attrs

_BAND = re.compile(r"([0-9]{1,3})\+|<([0-9]{1,3})|([0-9]{1,3})-([0-9]{1,3})")
_OLDEST = 999


@attrs.frozen
class AgeBand:
    """Ages in whole years, from `least` to `most`."""

    least: int
    most: int = _OLDEST


@lru_cache(maxsize=1024)
def band_of(trait: str) -> AgeBand | None:
    """Return the ages that a trait stands for; ``None`` for one that is no band of ages."""
    found = _BAND.fullmatch(trait)
    if found is None:
        return None
    least, below, first, last = found.groups()
    if least is not None:
        return AgeBand(int(least))
    if below is not None:
        return AgeBand(0, int(below) - 1) if int(below) else None
    return AgeBand(int(first), int(last)) if int(first) <= int(last) else None


def age_on(born: dt.date, day: dt.date) -> int:
    """Return how many years old somebody is on a day, below 0 before the birth; who was born on 29 February turns a year older on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
