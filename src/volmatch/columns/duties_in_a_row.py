"""Which duties could follow each other without a break, and which breaks would part them."""

from typing import TYPE_CHECKING

import attrs
import numpy as np

from volmatch.arrays.distinct import distinct_rows
from volmatch.arrays.nearness import pairs_within
from volmatch.arrays.ragged import Bools, Ints, whole
from volmatch.columns.breaks import filling, last_ends, unfilled

if TYPE_CHECKING:
    from volmatch.columns.tables import Tables
    from volmatch.rule import Where


@attrs.frozen(eq=False)
class DutiesInARow:
    """The stretches of which each holds too many duties if no break parts it: from the start of a duty to another start.

    Parameters
    ----------
    first
        int64 (rows,): number of the duty with which each stretch begins, from 0 on.
    most, spare
        int64 (rows,): how many candidates may be chosen in it, and how many more there could be.
    counted_in, counted
        int64 (n,): a stretch and a candidate that begins in it.
    begins_in, begins
        int64 (m,): a stretch that matters only where the candidate with which it begins is chosen, and that candidate. `most`
        is larger by `spare` there.
    parted, parting
        int64 (p,): a stretch, and a break that would part it.
    filled, filling, broken, count
        As of `volmatch.columns.breaks.Breaks`.
    """

    first: Ints
    most: Ints
    spare: Ints
    counted_in: Ints
    counted: Ints
    begins_in: Ints
    begins: Ints
    parted: Ints
    parting: Ints
    filled: Ints
    filling: Ints
    broken: Ints
    count: int

    @classmethod
    def of(cls, t: "Tables", where: "Where", allowed: int, length: int, *, each: bool) -> "DutiesInARow":
        """Find the stretches with more than `allowed` duties, where a break lasts `length` minutes.

        From a duty of the history there may be as many as if the history were all. Unless `each` duty is asked about by itself,
        candidates that begin at one time share their stretches, chosen or not: a stretch that holds too many has a duty
        from which it does.
        """
        all_ = _Duties.of(t, where)
        until = last_ends(all_.person, all_.start, all_.end, length)
        moments = distinct_rows(np.column_stack([all_.person, all_.start]))[0]
        row, moment = pairs_within((all_.person, all_.start, until), (moments[:, 0], moments[:, 1]))
        to = moments[moment, 1]
        at, member, had = all_.begun(row, to)
        alone = np.concatenate([np.zeros_like(all_.work), _alone(*all_.past, length)])
        left = np.maximum(allowed, alone)[row] - had
        could = _sessions(at, t.candidate_session[member], row.size)
        spare = could - left
        is_own = (row < all_.work.size) & (each | (had > 0))
        is_asked = is_own | (row >= all_.work.size) | _leads(all_.person, all_.start)[row]
        used = ((spare > 0) & (could > 0) & is_asked).nonzero()[0]
        number = np.full(row.size, -1, dtype=np.int64)
        number[used] = np.arange(used.size)
        row, to, spare, left, is_own = row[used], to[used], spare[used], left[used], is_own[used]
        inside = number[at] >= 0
        ends = unfilled(distinct_rows(np.column_stack([all_.person, all_.end]))[0], all_.past, length)
        parted, parting = pairs_within((all_.person[row], all_.start[row], to - length + 1), (ends[:, 0], ends[:, 1]))
        breaks, parting = np.unique(parting, return_inverse=True)
        return cls(
            first=np.unique(row, return_inverse=True)[1].ravel(),
            most=left + np.where(is_own, spare, 0),
            spare=spare,
            counted_in=number[at[inside]],
            counted=member[inside],
            begins_in=is_own.nonzero()[0],
            begins=all_.work[row[is_own]],
            parted=parted,
            parting=parting.ravel(),
            **filling(t, all_.work, ends[breaks], length),
            count=breaks.size,
        )


@attrs.frozen(eq=False)
class _Duties:
    """The candidates that a rule is about, and behind them the duties of the history, as (person, start, end)."""

    work: Ints
    past: tuple[Ints, Ints, Ints]
    person: Ints
    start: Ints
    end: Ints

    @classmethod
    def of(cls, t: "Tables", where: "Where") -> "_Duties":
        work = t.concerned(where).nonzero()[0]
        old = t.past.concerned(t.codes, where).nonzero()[0]
        past = t.past.volunteer[old], t.past.start[old], t.past.end[old]
        own = t.candidate_volunteer[work], t.candidate_start[work], t.candidate_end[work]
        person, start, end = (np.concatenate(pair) for pair in zip(own, past, strict=True))
        return cls(work, past, person, start, end)

    def begun(self, row: Ints, to: Ints) -> tuple[Ints, Ints, Ints]:
        """Return (stretch, candidate) for the candidates that begin from the start of a duty to a time, and how many of the history do."""
        asked, own = (self.person[row], self.start[row], to + 1), slice(self.work.size)
        at, member = pairs_within(asked, (self.person[own], self.start[own]))
        had = np.bincount(pairs_within(asked, self.past[:2])[0], minlength=row.size)
        return at, self.work[member], whole(had)


def _sessions(row: Ints, session: Ints, count: int) -> Ints:
    """Return of how many sessions each row has candidates: one of a session is chosen at most."""
    return whole(np.bincount(distinct_rows(np.column_stack([row, session]))[0][:, 0], minlength=count))


def _alone(person: Ints, start: Ints, end: Ints, length: int) -> Ints:
    """Return for each duty of the history how many begin in a row from it on, if the history were all."""
    asked = (person, start, last_ends(person, start, end, length))
    return whole(np.bincount(pairs_within(asked, (person, start))[0], minlength=person.size))


def _leads(person: Ints, start: Ints) -> Bools:
    """Return which duty stands for all of its person that begin at one time."""
    found = np.zeros(person.size, dtype=bool)
    found[np.unique(np.column_stack([person, start]), axis=0, return_index=True)[1]] = True
    return found
