"""What rules say about one person in several sessions: there, but once; gone, and back again."""

from typing import TYPE_CHECKING

import numpy as np

from volmatch.arrays.distinct import distinct_rows
from volmatch.arrays.ragged import Bools, Ints
from volmatch.formulation.vocabulary.choices import some_of

if TYPE_CHECKING:
    from volmatch.columns.tables import Tables
    from volmatch.formulation.encoder import Encoder


def heads(f: "Encoder", row: Ints, candidate: Ints) -> tuple[Ints, Ints]:
    """Return (row, column): candidates such that each person counts once in each row, also in two sessions at once.

    Parameters
    ----------
    row, candidate
        int64, shape (n,): which candidates count in which rows.
    """
    t = f.tables
    keys = np.column_stack([row, t.candidate_volunteer[candidate]])
    _, person = distinct_rows(keys)
    visits = distinct_rows(np.column_stack([person, t.candidate_session[candidate]]))[0]
    is_double = np.bincount(visits[:, 0], minlength=person.size)[person] > 1
    _, first, double = np.unique(person[is_double], return_index=True, return_inverse=True)
    serves = f.any_of(double, candidate[is_double], first.size)
    rows = np.concatenate([row[~is_double], row[is_double][first]])
    return rows, np.concatenate([candidate[~is_double], serves])


def arrivals(f: "Encoder", candidate: Ints, session: Bools) -> tuple[Ints, Ints]:
    """Return (row, column): for each person and series a row of Booleans, of which one is 1 for each run of service.

    Sessions of a series in the order of their start; those that start together are one step, and a step at which nothing
    takes place does not count. People who may not serve at two steps with another between have no row.

    Parameters
    ----------
    candidate
        int64, shape (n,): the duties looked at.
    session
        bool (S,): which sessions have a place in the order; those with several candidate starts have none.
    """
    t = f.tables
    series, step = _steps(t, session)
    candidate = candidate[step[t.candidate_option[candidate]] >= 0]
    at = step[t.candidate_option[candidate]]
    keys = np.column_stack([t.candidate_volunteer[candidate], series[at]])
    pairs, pair = distinct_rows(keys)
    first, last = np.full(len(pairs), series.size), np.full(len(pairs), -1)
    np.minimum.at(first, pair, at)
    np.maximum.at(last, pair, at)
    length = np.where(last - first > 1, last - first + 1, 0)  # two steps in a row have no gap between
    offset = np.cumsum(length) - length
    owner = np.repeat(np.arange(len(pairs)), length)
    own_step = np.arange(owner.size) - offset[owner] + first[owner]
    may = length[pair] > 0
    serves = f.any_of((offset[pair] + at - first[pair])[may], candidate[may], owner.size)
    option = (step >= 0).nonzero()[0]
    happens = some_of(f, step[option], f.options[option], series.size)[own_step]
    return owner, _arrivals(f, serves, happens, own_step == first[owner])


def _arrivals(f: "Encoder", serves: Ints, happens: Ints, is_first: Bools) -> Ints:
    """Return a Boolean for each step of each person: serves there, and did not when something last took place.

    With z: serves; h: something takes place; s: served when something last did; a: arrives; and s' the s of the step
    before, 0 at the first: ``s <= z + 1 - h``, ``s <= s' + h``, ``a >= z - s'``. All bound s from above and a from below.
    """
    stays, arrives = f.variables(np.ones(serves.size)), f.variables(np.ones(serves.size))
    entry, open_ = np.arange(serves.size), (happens >= 0).nonzero()[0]
    rows = f.rows(entry, stays, 1) + f.rows(entry, serves, -1)
    f.define(rows + f.rows(open_, happens[open_], 1), most=(happens >= 0).astype(np.int64))
    number, later = np.arange(open_.size), ~is_first[open_]
    rows = f.rows(number, stays[open_], 1) + f.rows(number, happens[open_], -1)
    f.define(rows + f.rows(number[later], stays[open_[later] - 1], -1), most=np.zeros(number.size))
    rows = f.rows(entry, arrives, 1) + f.rows(entry, serves, -1)
    follow = entry[~is_first]
    f.define(rows + f.rows(follow, stays[follow - 1], 1), least=np.zeros(entry.size))

    def fill(values: Ints) -> None:
        held = np.ones(entry.size, dtype=bool)
        held[open_] = values[happens[open_]] > 0
        begin = np.maximum.accumulate(np.where(is_first, entry, 0))
        last = np.maximum.accumulate(np.where(held, entry, -1))
        stay = (last >= begin) & (values[serves][last] > 0)
        values[stays] = stay
        values[arrives] = (values[serves] > 0) & ~(np.concatenate([[False], stay])[:-1] & ~is_first)

    f.fill(fill)
    return arrives


def _steps(t: "Tables", session: Bools) -> tuple[Ints, Ints]:
    """Return the series of each step, steps in order of series and start, and the step of each option or -1."""
    is_fixed = t.session_starts == 1
    option = (session & is_fixed)[t.option_session].nonzero()[0]
    keys = np.column_stack([t.session_series[t.option_session[option]], t.option_start[option]])
    steps, number = distinct_rows(keys)
    step = np.full(t.option_session.size, -1, dtype=np.int64)
    step[option] = number
    return steps[:, 0], step
