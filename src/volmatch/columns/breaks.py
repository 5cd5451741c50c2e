"""When a person's breaks could begin, which of them come in time, and which duties would fall into them."""

from typing import TYPE_CHECKING

import attrs
import numpy as np

from volmatch.arrays.nearness import pairs_within
from volmatch.arrays.ragged import Bools, Ints

if TYPE_CHECKING:
    from volmatch.columns.tables import Tables
    from volmatch.rule import Where


@attrs.frozen(eq=False)
class Breaks:
    """The breaks that end stretches of work which could get too long.

    A break begins where some candidate of its person ends; only those that come in time for some duty are listed.

    Parameters
    ----------
    duty
        int64 (D,): candidates from whose start work could go on for too long.
    in_time_of, in_time
        int64 (n,): positions of a duty and of a break that begins after it and soon enough.
    filled, filling
        int64 (m,): the group of candidates that fill a break, and the candidate. A group is one break and one session, so
        that whatever is chosen at most one of its candidates is.
    broken
        int64 (groups,): the break that a group fills.
    count
        How many breaks there are.
    """

    duty: Ints
    in_time_of: Ints
    in_time: Ints
    filled: Ints
    filling: Ints
    broken: Ints
    count: int

    @classmethod
    def of(cls, t: "Tables", where: "Where", most: int, length: int) -> "Breaks":
        """Find the breaks of `length` minutes that must come at most `most` minutes after a duty's start."""
        work = t.concerned(where).nonzero()[0]
        person, start, end = t.candidate_volunteer[work], t.candidate_start[work], t.candidate_end[work]
        could = _last_ends(person, start, end, length) - start > most
        duty = work[could]
        ends = np.unique(np.column_stack([person, end]), axis=0)
        row, in_time = pairs_within((person[could], end[could], start[could] + most + 1), (ends[:, 0], ends[:, 1]))
        used, in_time = np.unique(in_time, return_inverse=True)
        entry, filled = pairs_within((person, start - length + 1, end), (ends[used, 0], ends[used, 1]))
        keys = np.column_stack([filled, t.candidate_session[work[entry]]])
        groups, group = np.unique(keys, axis=0, return_inverse=True)
        return cls(duty, row, in_time.ravel(), group.ravel(), work[entry], groups[:, 0], used.size)


def _last_ends(person: Ints, start: Ints, end: Ints, length: int) -> Ints:
    """Return for each duty when the first break would begin if its person had all of these duties at once."""
    order = np.lexsort((start, person))
    span = int(end.max(initial=0) - start.min(initial=0)) + length + 1
    shift = person[order] * span  # people one after the other on one axis, too far apart to touch
    busy_until = np.maximum.accumulate(end[order] + shift) if order.size else end
    goes_on: Bools = np.append(start[order][1:] + shift[1:] < busy_until[:-1] + length, False)
    stretch = np.cumsum(np.append(0, ~goes_on[:-1])) if order.size else order
    last = np.zeros(int(stretch.max(initial=-1)) + 1, dtype=np.int64)
    np.maximum.at(last, stretch, end[order])
    found = np.empty_like(end)
    found[order] = last[stretch]
    return found
