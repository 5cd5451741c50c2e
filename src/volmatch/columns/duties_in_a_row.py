"""Which duties could follow each other without a break, and which breaks would part them."""

from typing import TYPE_CHECKING

import attrs
import numpy as np

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
        work = t.concerned(where).nonzero()[0]
        old = t.past.concerned(t.codes, where).nonzero()[0]
        whose, past_start, past_end = t.past.volunteer[old], t.past.start[old], t.past.end[old]
        person = np.concatenate([t.candidate_volunteer[work], whose])
        start = np.concatenate([t.candidate_start[work], past_start])
        end = np.concatenate([t.candidate_end[work], past_end])
        until = last_ends(person, start, end, length)
        moments = np.unique(np.column_stack([person, start]), axis=0)
        row, moment = pairs_within((person, start, until), (moments[:, 0], moments[:, 1]))
        to = moments[moment, 1]
        asked = (person[row], start[row], to + 1)
        at, member = pairs_within(asked, (person[: work.size], start[: work.size]))
        had = np.bincount(pairs_within(asked, (whose, past_start))[0], minlength=row.size)
        could = _sessions(at, t.candidate_session[work[member]], row.size)
        alone = _alone(whose, past_start, past_end, length)
        limit = np.maximum(allowed, np.concatenate([np.zeros_like(work), alone]))[row]
        spare = could + had - limit
        is_own = (row < work.size) & (each | (had > 0))
        used = (spare > 0) & (could > 0) & (is_own | (row >= work.size) | _leads(person, start)[row])
        new = np.cumsum(used) - 1
        ends = unfilled(np.unique(np.column_stack([person, end]), axis=0), (whose, past_start, past_end), length)
        open_ = used.nonzero()[0]
        parted, parting = pairs_within(
            (person[row[open_]], start[row[open_]], to[open_] - length + 1), (ends[:, 0], ends[:, 1])
        )
        breaks, parting = np.unique(parting, return_inverse=True)
        is_own = is_own[open_]
        inside = used[at]
        return cls(
            first=np.unique(row[open_], return_inverse=True)[1].ravel(),
            most=(limit - had)[open_] + np.where(is_own, spare[open_], 0),
            spare=spare[open_],
            counted_in=new[at[inside]],
            counted=work[member[inside]],
            begins_in=is_own.nonzero()[0],
            begins=work[row[open_][is_own]],
            parted=parted,
            parting=parting.ravel(),
            **filling(t, work, ends[breaks], length),
            count=breaks.size,
        )


def _sessions(row: Ints, session: Ints, count: int) -> Ints:
    """Return of how many sessions each row has candidates: one of a session is chosen at most."""
    return whole(np.bincount(np.unique(np.column_stack([row, session]), axis=0)[:, 0], minlength=count))


def _alone(person: Ints, start: Ints, end: Ints, length: int) -> Ints:
    """Return for each duty of the history how many begin in a row from it on, if the history were all."""
    asked = (person, start, last_ends(person, start, end, length))
    return whole(np.bincount(pairs_within(asked, (person, start))[0], minlength=person.size))


def _leads(person: Ints, start: Ints) -> Bools:
    """Return which duty stands for all of its person that begin at one time."""
    found = np.zeros(person.size, dtype=bool)
    found[np.unique(np.column_stack([person, start]), axis=0, return_index=True)[1]] = True
    return found
