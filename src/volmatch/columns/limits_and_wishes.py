"""The limits and wishes of volunteers as columns."""

from collections.abc import Sequence

import attrs
import numpy as np

from volmatch.arrays.ragged import Ints

#: Codes of `LimitColumns.per`; a stretch of n days is -n.
HORIZON, DAY, WEEK, MONTH = 0, 1, 7, 30
CODES = {"horizon": HORIZON, "day": DAY, "week": WEEK, "month": MONTH}


@attrs.frozen(eq=False)
class LimitColumns:
    """All limits of all volunteers; int64, shape (L,).

    `per` is `HORIZON`, `DAY`, `WEEK`, `MONTH` or -n for any n days in a row; `kind` a code, -1 for all kinds; the amounts are
    sessions or minutes, -1 where not limited.
    """

    volunteer: Ints
    per: Ints
    kind: Ints
    max_sessions: Ints
    max_minutes: Ints
    min_sessions: Ints
    min_minutes: Ints

    @classmethod
    def alike(cls, volunteer: Ints, per: str | int) -> "LimitColumns":
        """Return one limit of no amount for each listed volunteer: ``day``, ``week``, ``month``, ``horizon``, or a number of days."""
        code = -per if isinstance(per, int) else CODES[per]
        none = np.full_like(volunteer, -1)
        return cls(volunteer, np.full_like(volunteer, code), none, none, none, none, none)


@attrs.frozen(eq=False)
class WishColumns:
    """All wishes of all volunteers; int64, shape (W,). `about` indexes the topics: arrays of session rows, and of rows of the history."""

    volunteer: Ints
    score: Ints
    about: Ints
    topics: Sequence[Ints]
    past: Sequence[Ints]
