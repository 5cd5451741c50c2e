"""What rules say about sets of people who belong together: all of them serve, or none; or all of them do so often."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import numpy as np

from volmatch.arrays.distinct import distinct
from volmatch.arrays.ragged import Bools, Ints
from volmatch.columns.day_mates import cells_of_volunteers, is_other_taken, meeting_numbers

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.rule import Where


def all_or_none(
    f: "Encoder",
    crews: Sequence[Sequence[int]],
    where: "Where",
    same: Literal["session", "time", "day", "place"],
) -> None:
    """Keep it so that of each crew all serve in a session, or at a time, on a day, at a place of it, or none does.

    As a goal, each of a crew who is missing where another is counts the weight, once, whoever of the others it is.

    Parameters
    ----------
    crews
        Rows of volunteers, each once in its crew.
    where
        Whom and what the rule is about; on days on which it does not take one of two people, the two are not compared.
    """
    t = f.tables
    pairs = [(n, one, other) for n, people in enumerate(crews) for other in people for one in people if one != other]
    named, one, other = np.array(pairs, dtype=np.int64).reshape(-1, 3).T
    if same == "session":
        sessions = t.takes_sessions(where).nonzero()[0]
        session = np.tile(sessions, one.size)
        row, column = t.candidates_of_pairs(np.repeat(one, sessions.size), session)
        row_of_other, column_of_other = t.candidates_of_pairs(np.repeat(other, sessions.size), session)
        both = is_other_taken(t, where, np.repeat(other, sessions.size)[row], column)
        row, column = row[both], column[both]
        meetings = sessions.size
    else:
        people = distinct(one)
        number = meeting_numbers(t, same)
        counts = t.concerned(where) & (number >= 0)
        group, candidate, cell = cells_of_volunteers(t, people, counts, number)
        sample = candidate[np.unique(number[candidate], return_index=True)[1]]
        serves = np.append(f.any_of(group, candidate, int(cell.max(initial=-1)) + 1), -1)[cell]
        by_one = serves[np.searchsorted(people, one)].ravel()
        by_other = serves[np.searchsorted(people, other)].ravel()
        both = is_other_taken(t, where, np.repeat(other, sample.size), np.tile(sample, other.size))
        row, row_of_other = ((by_one >= 0) & both).nonzero()[0], (by_other >= 0).nonzero()[0]
        column, column_of_other = by_one[row], by_other[row_of_other]
        meetings = serves.shape[1]
    asked = distinct(row)
    is_asked = np.isin(row_of_other, asked)
    parted = f.rows(np.searchsorted(asked, row), column, 1)
    parted += f.rows(np.searchsorted(asked, row_of_other[is_asked]), column_of_other[is_asked], -1)
    pair, meeting = np.divmod(asked, max(meetings, 1))
    _, missing = np.unique([named[pair], other[pair], meeting], axis=1, return_inverse=True)
    f.keep_worst(parted, missing.ravel(), most=0)


def all_serve(f: "Encoder", crews: Sequence[Sequence[int]], counts: Bools, number: Ints) -> tuple[Ints, Ints]:
    """Add a Boolean for each meeting at which a whole crew could be: at most 1 where all of them serve, and else 0.

    Parameters
    ----------
    crews
        Rows of volunteers, each once in its crew.
    counts, number
        (K,): which candidates count, and the meeting that each is at.

    Returns
    -------
    crew, column
        int64 (meetings,): whose meeting it is, by its position, and the variable.
    """
    crew_of = np.repeat(np.arange(len(crews)), [len(crew) for crew in crews])
    people = np.array([row for crew in crews for row in crew], dtype=np.int64)
    entry, candidate = f.tables.candidates_of_volunteers(people)
    entry, candidate = entry[counts[candidate]], candidate[counts[candidate]]
    keys = np.column_stack([crew_of[entry], number[candidate], entry])
    members, member = np.unique(keys, axis=0, return_inverse=True)
    meetings, meeting, come = np.unique(members[:, :2], axis=0, return_inverse=True, return_counts=True)
    is_whole = come == np.bincount(crew_of, minlength=len(crews))[meetings[:, 0]]
    together = np.full(is_whole.size, -1, dtype=np.int64)
    together[is_whole] = f.variables(np.ones(int(is_whole.sum())))
    kept = is_whole[meeting.ravel()]
    of = together[meeting.ravel()[kept]]
    row = (np.cumsum(kept) - 1)[member.ravel()]
    chosen = kept[member.ravel()]
    serves = f.rows(row[chosen], candidate[chosen], 1, count=of.size)
    f.define(serves + f.rows(np.arange(of.size), of, -1), least=np.zeros(of.size))

    def fill(values: Ints) -> None:
        values[together[is_whole]] = 1
        np.minimum.at(values, of, serves.at(values))

    f.fill(fill)
    return meetings[is_whole, 0], together[is_whole]
