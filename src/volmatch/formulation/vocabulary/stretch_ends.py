"""Where a person's stretches of duties begin and end: at a duty that nothing goes before, and at one that nothing follows."""

from typing import TYPE_CHECKING

import attrs
import numpy as np

from volmatch.arrays.distinct import distinct_rows
from volmatch.arrays.nearness import pairs_within
from volmatch.arrays.ragged import Ints, whole

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.rule import Where


@attrs.frozen(eq=False)
class StretchEnds:
    """Beginnings and ends of stretches that could be too short.

    Parameters
    ----------
    first, last
        int64 (B,), (E,): a Boolean for each beginning and each end, at least 1 where a stretch begins or ends there.
    begin, end
        int64 (n,): positions of a beginning and of an end of the same person that comes too soon after it.
    """

    first: Ints
    last: Ints
    begin: Ints
    end: Ints

    @classmethod
    def of(cls, f: "Encoder", where: "Where", *, least: int, pause: int) -> "StretchEnds":
        """Find the beginnings with an end less than `least` minutes after them; `pause` minutes without a duty end a stretch."""
        t = f.tables
        work = t.concerned(where).nonzero()[0]
        person, start, end = t.candidate_volunteer[work], t.candidate_start[work], t.candidate_end[work]
        begins = distinct_rows(np.column_stack([person, start]))[0]
        ends = distinct_rows(np.column_stack([person, end]))[0]
        soon = begins[:, 0], begins[:, 1] + 1, begins[:, 1] + least
        begin, finish = pairs_within(soon, (ends[:, 0], ends[:, 1]))
        begun, begin = np.unique(begin, return_inverse=True)
        ended, finish = np.unique(finish, return_inverse=True)
        one, other = _near(person, start, end, pause)
        before, after = start[other] < start[one], end[other] > end[one]
        return cls(
            _alone(f, work, begins[begun], (person, start), (one[before], other[before])),
            _alone(f, work, ends[ended], (person, end), (one[after], other[after])),
            begin.ravel(),
            finish.ravel(),
        )


def _near(person: Ints, start: Ints, end: Ints, pause: int) -> tuple[Ints, Ints]:
    """Return the pairs of one person's candidates with less than a break between them, or none; positions."""
    longest = int((end - start).max(initial=0))
    one, other = pairs_within((person, start - longest - pause + 1, end + pause), (person, start))
    touches = end[other] + pause > start[one]
    return one[touches], other[touches]


def _alone(f: "Encoder", work: Ints, points: Ints, of: tuple[Ints, Ints], beside: tuple[Ints, Ints]) -> Ints:
    """Add a Boolean for each (person, moment): 1 where somebody has a duty there and none of those beside it.

    Parameters
    ----------
    points
        int64 (n, 2): person and moment.
    of
        Person and moment of each candidate.
    beside
        Pairs of positions: a candidate, and one that goes before it or follows it.
    """
    found = f.variables(np.ones(len(points)))
    low = int(of[1].min(initial=0))
    span = int(of[1].max(initial=0)) - low + 1
    known, own = (who * span + (when - low) for who, when in ((points[:, 0], points[:, 1]), of))
    row_of = np.minimum(np.searchsorted(known, own), max(known.size - 1, 0))
    used = (known[row_of] == own).nonzero()[0] if known.size else whole([])
    position = np.full(work.size, -1, dtype=np.int64)
    position[used] = np.arange(used.size)
    counts = position[beside[0]] >= 0
    number = np.arange(used.size)
    rows = f.rows(number, work[used], 1, count=used.size)
    rows += f.rows(position[beside[0][counts]], work[beside[1][counts]], -1)
    f.define(rows + f.rows(number, found[row_of[used]], -1, count=used.size), most=np.zeros(used.size))

    def fill(values: Ints) -> None:
        values[found] = 0
        values[found[row_of[used][rows.at(values) > 0]]] = 1

    f.fill(fill)
    return found
