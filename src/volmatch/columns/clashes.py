"""Which duties of one person do not fit together: at the same time, too far apart, too soon after each other."""

from typing import TYPE_CHECKING

import numpy as np

from volmatch.arrays.conflict_cliques import Agenda
from volmatch.arrays.nearness import crowds, pairs_within
from volmatch.arrays.ragged import Bools, Ints

if TYPE_CHECKING:
    from volmatch.columns.tables import Tables
    from volmatch.rule import Where


def clashes(t: "Tables", concerned: Bools) -> tuple[Ints, Ints]:
    """Return sets of candidates of one volunteer of which no two fit together, as CSR (indptr, candidate).

    Two do not if they share a moment or, of different sessions, are too near for the way between their places.
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
    )
    indptr, member = agenda.exclusive_sets()
    return indptr, row[member]


def too_soon(t: "Tables", where: "Where", rest: Ints) -> tuple[Ints, Ints]:
    """Return sets of candidates of one volunteer of which no two fit together, as CSR (indptr, candidate).

    Two do not fit when one, of a session that the filter takes, is not over by `rest` minutes (shape (K,)) as the
    other starts.
    """
    row = t.takes_volunteers(where)[t.candidate_volunteer].nonzero()[0]
    until = (t.candidate_end + rest)[row]
    counts = t.takes_sessions(where)[t.candidate_session[row]]
    indptr, member = crowds(t.candidate_volunteer[row], t.candidate_start[row], until, counts)
    return indptr, row[member]


def follow_ups(t: "Tables", first: Ints, then: Ints, since: Ints, until: Ints, time: Ints) -> Ints:
    """Return pairs of candidates of one volunteer, one of `first` and one of `then`; shape (n, 2).

    The time of the second lies in ``[since, until)`` of the first; all three are given by candidate, shape (K,).
    """
    person = t.candidate_volunteer
    i, j = pairs_within((person[first], since[first], until[first]), (person[then], time[then]))
    return np.column_stack([first[i], then[j]])
