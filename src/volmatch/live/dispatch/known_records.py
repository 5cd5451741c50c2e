"""Records of a desk's earlier batches, settled already: most of a batch is as it was half an hour before."""

import datetime as dt
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

import attrs

from volmatch.problem.entity import settled
from volmatch.problem.session import Session
from volmatch.problem.volunteer import Volunteer

R = TypeVar("R", Session, Volunteer)

#: With more of them a desk begins anew: what is long over is asked for no more.
_MOST = 20_000


@attrs.frozen(eq=False)
class KnownRecords:
    """What was made of records, each with the record that it was made of.

    Parameters
    ----------
    zone
        The time zone of the problems they are for.
    """

    zone: dt.tzinfo | None = None
    _made: dict[Hashable, tuple[Any, Any]] = attrs.field(factory=dict)

    def made(self, of: R, how: Hashable, make: Callable[[], R]) -> R:
        """Return what is made of a record in some way, settled; made once for this very record."""
        key = type(of), of.id, how
        known = self._made.get(key)
        if known is None or known[0] is not of:
            if len(self._made) >= _MOST:
                self._made.clear()
            known = self._made[key] = (of, settled(make(), self.zone))
        found: R = known[1]
        return found
