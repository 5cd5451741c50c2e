"""When a person's breaks could begin, which of them come in time, and which duties would fall into them."""

from typing import TYPE_CHECKING

import attrs
import numpy as np

from volmatch.arrays.distinct import distinct_rows
from volmatch.arrays.nearness import pairs_within
from volmatch.arrays.ragged import Bools, Ints

if TYPE_CHECKING:
    from volmatch.columns.tables import Tables
    from volmatch.rule import Where


@attrs.frozen(eq=False)
class Breaks:
    """The breaks that end stretches of work which could get too long.

    A break begins where some candidate of its person ends, or a duty of the history; only those that come in time for some duty
    are listed, and none into which a duty of the history falls.

    Parameters
    ----------
    duty
        int64 (D,): candidates from whose start work could go on for too long.
    settled
        How many duties of the history there are from whose start that is so. They come behind the candidates.
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
    settled: int
    in_time_of: Ints
    in_time: Ints
    filled: Ints
    filling: Ints
    broken: Ints
    count: int

    @classmethod
    def of(cls, t: "Tables", where: "Where", most: int, length: int) -> "Breaks":
        """Find the breaks of `length` minutes that must come at most `most` minutes after a duty's start.

        After a duty of the history they may come as late as they would if the history were all.
        """
        work = t.concerned(where).nonzero()[0]
        old = t.past.concerned(t.codes, where).nonzero()[0]
        whose, past_start, past_end = t.past.volunteer[old], t.past.start[old], t.past.end[old]
        person = np.concatenate([t.candidate_volunteer[work], whose])
        start = np.concatenate([t.candidate_start[work], past_start])
        end = np.concatenate([t.candidate_end[work], past_end])
        latest = start + most
        latest[work.size :] = np.maximum(latest[work.size :], last_ends(whose, past_start, past_end, length))
        could = (last_ends(person, start, end, length) > latest).nonzero()[0]
        ends = unfilled(distinct_rows(np.column_stack([person, end]))[0], (whose, past_start, past_end), length)
        asked = (person[could], end[could], latest[could] + 1)
        row, in_time = pairs_within(asked, (ends[:, 0], ends[:, 1]))
        used, in_time = np.unique(in_time, return_inverse=True)
        duty = work[could[could < work.size]]
        settled = could.size - duty.size
        groups = filling(t, work, ends[used], length)
        return cls(duty, settled, row, in_time.ravel(), **groups, count=used.size)


def filling(t: "Tables", work: Ints, ends: Ints, length: int) -> dict[str, Ints]:
    """Return which candidates of `work` fill the breaks of `length` minutes that begin at ends, (n, 2) of person and time.

    They come as the `filled`, `filling` and `broken` of `Breaks`.
    """
    own = t.candidate_volunteer[work], t.candidate_start[work] - length + 1, t.candidate_end[work]
    entry, filled = pairs_within(own, (ends[:, 0], ends[:, 1]))
    keys = np.column_stack([filled, t.candidate_session[work[entry]]])
    groups, group = distinct_rows(keys)
    return {"filled": group, "filling": work[entry], "broken": groups[:, 0]}


def unfilled(ends: Ints, old: tuple[Ints, Ints, Ints], length: int) -> Ints:
    """Return the ends, (n, 2) of person and time, after which no duty (person, start, end) of the history fills a break."""
    person, start, end = old
    _, filled = pairs_within((person, start - length + 1, end), (ends[:, 0], ends[:, 1]))
    return np.delete(ends, filled, axis=0)


def last_ends(person: Ints, start: Ints, end: Ints, length: int) -> Ints:
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
