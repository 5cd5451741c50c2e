"""The limits and wishes of volunteers as columns."""

from collections.abc import Sequence

import attrs
import numpy as np

from volmatch.arrays.ragged import Ints

#: Codes of `LimitColumns.per`; a stretch of n days is -n.
HORIZON, DAY, WEEK, MONTH, QUARTER, YEAR, SEASON = 0, 1, 7, 30, 91, 365, 2
_CODES = {"horizon": HORIZON, "day": DAY, "week": WEEK, "month": MONTH, "quarter": QUARTER, "year": YEAR}


#: What a limit counts by: ``day``, ``week`` and so on, any so many days in a row, or the first and the last day of a season.
Per = str | int | tuple[int, int]


def coded(per: Per) -> tuple[int, int, int]:
    """Return the code of a period, and the first and the last day of a season; those are 0 for what comes again and again."""
    if isinstance(per, tuple):
        return SEASON, *per
    return -per if isinstance(per, int) else _CODES[per], 0, 0


@attrs.frozen(eq=False)
class LimitColumns:
    """All limits of all volunteers; int64, shape (L,).

    `per` is `HORIZON`, `DAY`, `WEEK`, `MONTH`, `QUARTER`, `YEAR`, `SEASON` or -n for any n days in a row; `since` and `until` are the
    ends of a season, else 0; `kind` a code, -1 for all kinds; the amounts are sessions or minutes, -1 where not limited.
    """

    volunteer: Ints
    per: Ints
    since: Ints
    until: Ints
    kind: Ints
    max_sessions: Ints
    max_minutes: Ints
    min_sessions: Ints
    min_minutes: Ints

    @classmethod
    def alike(cls, volunteer: Ints, per: Per) -> "LimitColumns":
        """Return one limit of no amount for each listed volunteer, all by the same period."""
        code, since, until = (np.full_like(volunteer, one) for one in coded(per))
        none = np.full_like(volunteer, -1)
        return cls(volunteer, code, since, until, none, none, none, none, none)


@attrs.frozen(eq=False)
class WishColumns:
    """All wishes of all volunteers; int64, shape (W,). `about` indexes the topics: arrays of session rows, and of rows of the history."""

    volunteer: Ints
    score: Ints
    about: Ints
    topics: Sequence[Ints]
    past: Sequence[Ints]
