"""What rules say about choices of which some are made in any case: a column of -1 stands for a sure 1."""

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from volmatch.arrays.ragged import Ints, whole

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.formulation.formulation import Rows


def totals(f: "Encoder", row: Ints, column: Ints, coefficient: npt.ArrayLike, count: int) -> tuple["Rows", Ints]:
    """Return linear expressions over choices, as rows and what comes to each in any case; the latter int64 (count,).

    Parameters
    ----------
    row, column
        int64, shape (n,); column -1 where the choice is made in any case.
    coefficient
        int64, shape (n,) or one number.
    """
    coefficient = whole(np.broadcast_to(whole(coefficient), row.shape))
    open_ = column >= 0
    sure = np.zeros(count, dtype=np.int64)
    np.add.at(sure, row[~open_], coefficient[~open_])
    return f.rows(row[open_], column[open_], coefficient[open_], count=count), sure


def some_of(f: "Encoder", row: Ints, column: Ints, count: int) -> Ints:
    """Add a Boolean for each group of choices: 1 exactly when one is made; -1 where one is in any case; shape (count,)."""
    found = np.zeros(count, dtype=np.int64)
    found[row[column < 0]] = -1
    open_ = found >= 0
    number = np.cumsum(open_) - 1
    member = open_[row]
    found[open_] = f.any_of(number[row[member]], column[member], int(open_.sum()))
    return found


def not_both(f: "Encoder", first: Ints, second: Ints, session: Ints, column: Ints) -> None:
    """Keep the choices of each pair from being made both; as a goal, each pair of sessions that clash costs the weight.

    Parameters
    ----------
    first, second
        int64 (n,): positions in the list of choices; each pair of choices stands once, and the pairs of any two
        sessions all have the same one first.
    session, column
        int64: whose choice each is, and its variable; at most one choice of a session is made.

    Notes
    -----
    One row for each first choice and session of a second: ``first + sum of the seconds <= 1``. Since one choice of a
    session is made at most, it is exceeded by 1 or not at all, and in one row at most for any two sessions.
    """
    width = max(1, f.tables.session_optional.size)
    pairs, row = np.unique(first * width + session[second], return_inverse=True)
    rows, sure = totals(
        f,
        np.concatenate([np.arange(pairs.size), row]),
        np.concatenate([column[pairs // width], column[second]]),
        1,
        pairs.size,
    )
    f.keep(rows, most=1 - sure)


def keep_each(
    f: "Encoder", rows: "Rows", group: Ints, *, most: npt.ArrayLike, worth: npt.ArrayLike, unit: Ints | int = 1
) -> None:
    """Keep ``row <= most``; at a goal level each started `unit` of a group's worst excess counts its `worth`.

    Parameters
    ----------
    group
        int64 (rows,): the group of each row, from 0 on.
    worth
        int64 (groups,) or one number.
    unit
        int64 (rows,) or one number.
    """
    if f.level == 0:
        f.keep(rows, most=most)
    else:
        f.price(f.worst(rows, group, above=most, unit=unit), worth)
