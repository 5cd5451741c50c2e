"""Weeks of persons: what one person decides from Monday to Sunday, and the rows that speak of nothing else."""

import attrs
import numpy as np

from volmatch.arrays.ragged import Bools, Ints, whole
from volmatch.formulation.formulation import INFINITE
from volmatch.formulation.model import Model
from volmatch.search.exact.components import labels

#: Days of a week; the first day that numbers count from, 1, is a Monday.
_WEEK = 7


@attrs.frozen(eq=False)
class PersonWeeks:
    """Groups of Booleans of one person, each tied together by rows within one week from Monday to Sunday.

    Rows over two weeks are left to the whole: a rest between Sunday and Monday would tie all weeks of a person together.

    Parameters
    ----------
    of
        int64 (n,): the week of each variable of a model; -1 where it is in none.
    of_row
        int64 (m,): the week that a row speaks of alone; -1 where there is none.
    count
        Number of weeks.
    is_tied
        Whether most weeks share a limit over more than seven days with others of the same person: then what fits into
        each says little about what fits into all.
    """

    of: Ints
    of_row: Ints
    count: int
    is_tied: bool

    @classmethod
    def of_model(cls, model: Model) -> "PersonWeeks":
        """Find the weeks of a model.

        Parameters
        ----------
        model
            Its rows "at most" over the Booleans of one person, where they stay within a week, become rows of weeks.
        """
        rows = model.matrix
        is_limit = limits(model)
        is_short = is_limit & (reach(model, (model.keys.day - 1) // _WEEK) == 0)
        counts = is_short[rows.row]
        label = labels(rows.row[counts], rows.column[counts], rows.count, model.size)
        of, of_row = np.full(model.size, -1, dtype=np.int64), np.full(rows.count, -1, dtype=np.int64)
        seen, of[rows.column[counts]] = np.unique(label[rows.column[counts]], return_inverse=True)
        of_row[rows.row[counts]] = of[rows.column[counts]]
        long = (is_limit & (reach(model, model.keys.day) >= _WEEK))[rows.row]
        is_tied = np.bincount(of[rows.column[long]] + 1, minlength=seen.size + 1)[1:] > 0
        return cls(of, of_row, seen.size, 2 * int(np.count_nonzero(is_tied)) > seen.size)

    def without(self, dropped: Bools) -> "PersonWeeks":
        """Return the weeks that are not marked, by new numbers."""
        number = np.append(np.where(dropped, -1, np.cumsum(~dropped) - 1), -1)
        count = int(np.count_nonzero(~dropped))
        return attrs.evolve(self, of=whole(number[self.of]), of_row=whole(number[self.of_row]), count=count)


def limits(model: Model) -> Bools:
    """Return which rows say "at most" about Booleans of one person; bool (m,)."""
    rows = model.matrix
    is_boolean = booleans(model)
    is_limit: Bools = (rows.lower <= -INFINITE) & (rows.upper < INFINITE) & (reach(model, model.keys.volunteer) == 0)
    is_limit[rows.row[~is_boolean[rows.column] | (rows.coefficient < 0)]] = False
    is_limit[rows.count - len(model.kept) :] = False
    return is_limit


def booleans(model: Model) -> Bools:
    """Return which variables are Booleans of a person; bool (n,)."""
    are: Bools = (model.lower >= 0) & (model.upper <= 1) & (model.keys.volunteer >= 0)
    return are


def reach(model: Model, value: Ints) -> Ints:
    """Return how far apart the values of a row's variables are; -1 for a row without any; int64 (m,)."""
    rows = model.matrix
    first, last = np.full(rows.count, np.iinfo(np.int64).max), np.full(rows.count, -1)
    np.minimum.at(first, rows.row, value[rows.column])
    np.maximum.at(last, rows.row, value[rows.column])
    return whole(np.where(last < first, -1, last - first))
