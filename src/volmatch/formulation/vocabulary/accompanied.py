"""What rules say about people who serve only while somebody of theirs is there."""

from typing import TYPE_CHECKING, Literal

import numpy as np

from volmatch.arrays.distinct import distinct, distinct_rows
from volmatch.arrays.ragged import Bools, Ints, expand, stable_order

if TYPE_CHECKING:
    from volmatch.columns.tables import Tables
    from volmatch.formulation.encoder import Encoder
    from volmatch.formulation.formulation import Rows


def accompanied_rows(
    f: "Encoder",
    pairs: tuple[Ints, Ints],
    judged: Bools,
    *,
    same: Literal["place", "session"],
    throughout: bool,
) -> "tuple[Rows, Ints]":
    """Return the rows "duty - sum of duties that accompany it" of people who must not be alone, and the duty of each row.

    A row is at most 0 where the duty is accompanied at one moment; with `throughout` a duty has a row for each moment at
    which it may begin to be alone: its own start, and each end of a duty that may accompany it.

    Parameters
    ----------
    pairs
        int64 (p,) each: rows of the people who need somebody, and of those who may be with them.
    judged
        bool (K,): the duties that need somebody.
    same
        Where the other is: in any session at the same place, or in the same session.

    Returns
    -------
    rows, duty
        The rows, and int64 (rows,) the number of the duty that each is about, from 0 on.
    """
    t = f.tables
    spot = _spots(t, same)[t.candidate_option]
    candidate = distinct(t.candidates_of_volunteers(distinct(pairs[0]))[1])
    candidate = candidate[judged[candidate]]
    number, near = _near(t, candidate, spot, pairs)
    begin, end = t.candidate_start, t.candidate_end
    if throughout:
        stops = (end[near] < end[candidate[number]]).nonzero()[0]
        keys = np.column_stack(
            [
                np.concatenate([np.arange(candidate.size), number[stops]]),
                np.concatenate([begin[candidate], end[near[stops]]]),
            ]
        )
        moments, _ = distinct_rows(keys)
    else:
        moments = np.column_stack([np.arange(candidate.size), begin[candidate]])
    duty = moments[:, 0]
    order = stable_order(number)
    number, near = number[order], near[order]
    entry, position = expand(
        np.searchsorted(number, duty, side="left").astype(np.int64),
        np.searchsorted(number, duty, side="right").astype(np.int64),
    )
    with_them = near[position]
    if throughout:
        is_on = (begin[with_them] <= moments[entry, 1]) & (moments[entry, 1] < end[with_them])
        entry, with_them = entry[is_on], with_them[is_on]
    rows = f.rows(np.arange(duty.size), candidate[duty], 1) + f.rows(entry, with_them, -1, count=duty.size)
    return rows, duty


def _spots(t: "Tables", same: str) -> Ints:
    """Return a number for each option that two share where they are at the same place, or of the same session; int64 (O,)."""
    alone = int(t.option_place.max(initial=-1)) + 1 + t.option_session
    return alone if same == "session" else np.where(t.option_place < 0, alone, t.option_place)


def _near(t: "Tables", candidate: Ints, spot: Ints, pairs: tuple[Ints, Ints]) -> tuple[Ints, Ints]:
    """Return (number, other): for each duty, by its number, the duties there and then of those who may be with them, each once."""
    child, other = pairs
    order = stable_order(child)
    child, other = child[order], other[order]
    who = t.candidate_volunteer[candidate]
    number, position = expand(
        np.searchsorted(child, who, side="left").astype(np.int64),
        np.searchsorted(child, who, side="right").astype(np.int64),
    )
    width = int(spot.max(initial=0)) + 1
    serving = t.candidate_serves.nonzero()[0]
    keys = t.candidate_volunteer[serving] * width + spot[serving]
    serving = serving[stable_order(keys)]
    keys = np.sort(keys)
    asked = other[position] * width + spot[candidate[number]]
    entry, at = expand(
        np.searchsorted(keys, asked, side="left").astype(np.int64),
        np.searchsorted(keys, asked, side="right").astype(np.int64),
    )
    number, near = number[entry], serving[at]
    mine = candidate[number]
    is_then = (t.candidate_start[near] < t.candidate_end[mine]) & (t.candidate_start[mine] < t.candidate_end[near])
    return number[is_then], near[is_then]
