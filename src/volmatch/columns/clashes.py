"""Which duties of one person do not fit together: at the same time, too far apart, too soon after each other."""

from typing import TYPE_CHECKING

import numpy as np

from volmatch.arrays.conflict_cliques import Agenda
from volmatch.arrays.distinct import distinct_rows
from volmatch.arrays.nearness import crowds, pairs_within
from volmatch.arrays.ragged import Bools, Ints

if TYPE_CHECKING:
    from volmatch.columns.tables import Tables
    from volmatch.rule import Where


def clashes(t: "Tables", concerned: Bools, tolerance: int = 0) -> tuple[Ints, Ints]:
    """Return sets of candidates of one volunteer of which no two fit together, as CSR (indptr, candidate).

    Two do not if they share a moment or, of different sessions, are too near for the way between their places; without a
    way, one may go on for `tolerance` minutes after a later one has begun that ends later.
    """
    row = concerned.nonzero()[0]
    option = t.candidate_option[row]
    agenda = Agenda(
        person=t.candidate_volunteer[row],
        session=t.option_session[option],
        place=t.option_place[option],
        start=t.option_start[option],
        end=t.option_end[option],
        way=t.travel,
        tolerance=tolerance,
    )
    indptr, member = agenda.exclusive_sets()
    return indptr, row[member]


def too_soon(t: "Tables", where: "Where", rest: Ints) -> tuple[Ints, Ints]:
    """Return sets of candidates of one volunteer of which no two fit together, as CSR (indptr, candidate).

    Two do not fit when one, of a session that the filter takes, is not over by `rest` minutes (shape (K,)) as the
    other starts.
    """
    row = _of_anybody_taken(t, where).nonzero()[0]
    until = (t.candidate_end + rest)[row]
    counts = t.concerned(where)[row]
    indptr, member = crowds(t.candidate_volunteer[row], t.candidate_start[row], until, counts)
    return indptr, row[member]


def too_soon_by_past(t: "Tables", where: "Where", rest: Ints, rest_past: Ints) -> tuple[Ints, Ints]:
    """Return (candidate, count): candidates that do not fit to duties of the history, and to how many each does not.

    As in `too_soon`, of which `rest_past`, shape (H,), says the same for the duties of the history.
    """
    own = _of_anybody_taken(t, where)
    before, row = t.past.concerned(t.codes, where).nonzero()[0], own.nonzero()[0]
    until = (t.past.end + rest_past)[before]
    first, after = pairs_within(
        (t.past.volunteer[before], t.past.start[before], until), (t.candidate_volunteer[row], t.candidate_start[row])
    )
    ahead, later = t.concerned(where).nonzero()[0], np.arange(t.past.day.size)
    until = (t.candidate_end + rest)[ahead]
    earlier, second = pairs_within(
        (t.candidate_volunteer[ahead], t.candidate_start[ahead], until), (t.past.volunteer[later], t.past.start[later])
    )
    pairs = np.concatenate(
        [np.column_stack([row[after], before[first]]), np.column_stack([ahead[earlier], later[second]])]
    )
    candidate, count = np.unique(distinct_rows(pairs)[0][:, 0], return_counts=True)
    return candidate, count.astype(np.int64)


def _of_anybody_taken(t: "Tables", where: "Where") -> "Bools":
    """Return which candidates may come after a duty that a filter takes: with traits that begin or end, on other days too."""
    if t.is_dated(where):
        return np.ones(t.candidate_volunteer.size, dtype=bool)
    return t.takes_people(where)


def clashes_with_past(t: "Tables", where: "Where", tolerance: int = 0) -> tuple[Ints, Ints]:
    """Return (candidate, count): candidates that clash with duties of the history, as in `clashes`, and with how many each does."""
    own, old = t.concerned(where).nonzero()[0], t.past.concerned(t.codes, where).nonzero()[0]
    far = int(t.travel.max(initial=0))
    longest = int(t.past.minutes.max(initial=0))
    start, end = t.candidate_start[own], t.candidate_end[own]
    i, j = pairs_within(
        (t.candidate_volunteer[own], start - far - longest, end + far), (t.past.volunteer[old], t.past.start[old])
    )
    one, other = own[i], old[j]
    way = t.travel[t.option_place[t.candidate_option[one]], t.past.place[other]]
    start, end, past_start, past_end = (
        t.candidate_start[one],
        t.candidate_end[one],
        t.past.start[other],
        t.past.end[other],
    )
    clash = (past_start < end + way) & (start < past_end + way)
    comes = (past_start < start) & (past_end < end) & (past_end - start <= tolerance)
    goes = (start < past_start) & (end < past_end) & (end - past_start <= tolerance)
    clash &= (way > 0) | ~(comes | goes)
    candidate, count = np.unique(one[clash], return_counts=True)
    return candidate, count.astype(np.int64)


def follow_ups(t: "Tables", first: Ints, then: Ints, since: Ints, until: Ints, time: Ints) -> Ints:
    """Return pairs of candidates of one volunteer, one of `first` and one of `then`; shape (n, 2).

    The time of the second lies in ``[since, until)`` of the first; all three are given by candidate, shape (K,).
    """
    person = t.candidate_volunteer
    i, j = pairs_within((person[first], since[first], until[first]), (person[then], time[then]))
    return np.column_stack([first[i], then[j]])
