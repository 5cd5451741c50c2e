"""Who could serve on which day."""

import numpy as np

from volmatch.arrays.ragged import Ints


def by_person_and_day(person: Ints, day: Ints, people: int) -> tuple[Ints, Ints]:
    """Group by person and day.

    Parameters
    ----------
    person
        int64, shape (n,), from 0 to `people` - 1.
    day
        int64, shape (n,), any numbers.

    Returns
    -------
    group
        int64, shape (n,): groups are numbered from 0 on.
    cell
        int64, shape (people, D), a column for each of the D days that occur, in order: the group, or -1 where there is none.
    """
    days, column = np.unique(day, return_inverse=True)
    found, group = np.unique(person * days.size + column, return_inverse=True)
    cell = np.full(people * days.size, -1, dtype=np.int64)
    cell[found] = np.arange(found.size)
    return group.astype(np.int64), cell.reshape(people, days.size)
