"""How evenly turns can go round at best: counted, before anybody searches."""

from typing import TYPE_CHECKING

import numpy as np

from volmatch.arrays.distinct import distinct, distinct_rows
from volmatch.arrays.ragged import Ints

if TYPE_CHECKING:
    from volmatch.columns.tables import Tables


def most_fewest(t: "Tables", candidate: Ints, person: Ints, before: Ints) -> int:
    """Return what the fewest turns of anybody can come to at most, turns before included.

    Parameters
    ----------
    candidate, person
        int64 (n,): the duties that would be turns, and whose each is, by the position in `before`.
    before
        int64 (people,): turns had before, at least one person.

    Notes
    -----
    All turns together are no more than the seats, and nobody has more than there are sessions for them. To lift everybody to f
    takes ``sum of max(0, f - before)`` turns: the greatest f for which the seats are enough is found by halving.
    """
    seats = int(t.role_max[distinct(t.candidate_role[candidate])].sum())
    visits = distinct_rows(np.column_stack([person, t.candidate_session[candidate]]))[0]
    most = before + np.bincount(visits[:, 0], minlength=before.size)
    low, high = int(before.min()), int(most.min())
    while low < high:
        middle = (low + high + 1) // 2
        if int(np.maximum(0, middle - before).sum()) <= seats:
            low = middle
        else:
            high = middle - 1
    return low
