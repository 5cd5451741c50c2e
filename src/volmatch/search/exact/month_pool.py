"""A pool of months: those that mattered at one level are known at the next, so that column generation need not find them again.

The levels of a problem ask about the same people under the same rules: what differs is what a month costs, and which goals it
pays for. So a month is remembered by its duties alone; what else belongs to it follows in the model that is asked about.
"""

import threading

import attrs
import numpy as np

from volmatch.arrays.ragged import Bools, Ints, by_group, expand, indptr_of, whole
from volmatch.search.exact.column_generation import ColumnGeneration
from volmatch.search.exact.month_master import ListedMonths
from volmatch.search.exact.person_months import PersonMonths, used_by
from volmatch.search.exact.person_resources import FORBIDDEN
from volmatch.search.state import thresholds


@attrs.define(eq=False)
class MonthPool:
    """Months by volunteer: the formulation's variables that are 1, rising."""

    _known: dict[int, dict[tuple[int, ...], None]] = attrs.field(factory=dict)
    _lock: threading.Lock = attrs.field(factory=threading.Lock)

    @property
    def is_filled(self) -> bool:
        """Whether any month is known."""
        return bool(self._known)

    def keep(self, generation: ColumnGeneration) -> None:
        """Remember the cheapest months of each person at the best prices there were."""
        months = generation.pricing.months
        listed = generation.master.listed()
        cost = used_by(
            generation.best.reduced[listed.column] * listed.value, listed.indptr, np.arange(listed.column.size)
        )
        order = np.lexsort((cost, listed.person))
        rank = np.arange(order.size) - indptr_of(listed.person[order], months.people)[listed.person[order]]
        number, volunteer = months.model.keys.number, months.model.keys.volunteer
        with self._lock:
            for month in order[rank < thresholds.MOST_REMEMBERED].tolist():
                column = listed.column[listed.indptr[month] : listed.indptr[month + 1]]
                duties = column[volunteer[column] >= 0]
                if duties.size:
                    own = self._known.setdefault(int(volunteer[duties[0]]), {})
                    own.setdefault(tuple(number[duties].tolist()))

    def pour(self, generation: ColumnGeneration) -> int:
        """Give the months known to the rounds of another model, as far as they are months there; return how many."""
        months = generation.pricing.months
        person, indptr, column = self._translated(months)
        if not person.size:
            return 0
        complete = _completed(months, generation.best.reduced, person, indptr, column)
        return generation.master.add_listed(complete.at(_is_month(months, complete)))

    def _translated(self, months: PersonMonths) -> tuple[Ints, Ints, Ints]:
        """Return (person, indptr, column): the duties that a model's months decide, of each month known."""
        keys = months.model.keys
        is_duty = (months.whose >= 0) & (keys.volunteer >= 0)
        person_of = dict(zip(keys.volunteer[is_duty].tolist(), months.whose[is_duty].tolist(), strict=True))
        here = keys.spread(np.where(is_duty, np.arange(keys.size) + 1, 0)) - 1
        with self._lock:
            listed = [
                (person_of[one], list(duties)) for one in self._known if one in person_of for duties in self._known[one]
            ]
        month = np.repeat(np.arange(len(listed)), whole([len(duties) for _, duties in listed]))
        column = here[whole([number for _, duties in listed for number in duties])]
        is_here = column >= 0
        return whole([one for one, _ in listed]), indptr_of(month[is_here], len(listed)), column[is_here]


def _completed(months: PersonMonths, reduced: Ints, person: Ints, indptr: Ints, column: Ints) -> ListedMonths:
    """Add to duties what a month pays with besides, at its cheapest; a month that uses more than there is has nothing added."""
    own = months.resources
    used = used_by(own.units, indptr, column)
    fits: Bools = np.all(used < whole(own.shape), axis=1)
    ending = own.ending(months.model, reduced)
    fits[fits] = ending[(person[fits], *used[fits].T)] < FORBIDDEN
    order = np.argsort(person, kind="stable")
    rank = np.empty_like(order)
    rank[order] = np.arange(order.size) - indptr_of(person[order], months.people)[person[order]]
    owner = np.repeat(own.person, np.diff(own.indptr))
    month, columns, values = [np.repeat(np.arange(person.size), np.diff(indptr))], [column], [np.ones_like(column)]
    for turn in range(int(rank.max(initial=-1)) + 1):  # a month of each person at a time, as they are settled
        taken = (fits & (rank == turn)).nonzero()[0]
        of_person = np.full(months.people, -1, dtype=np.int64)
        of_person[person[taken]] = taken
        amount = np.zeros((months.people, len(own.shape)), dtype=np.int64)
        amount[person[taken]] = used[taken]
        goal, value = own.settled(months.model, reduced, amount)
        counts = (value != 0) & (of_person[owner] >= 0)
        month.append(of_person[owner[counts]])
        columns.append(goal[counts])
        values.append(value[counts])
    starts, order = by_group(np.concatenate(month), person.size)
    return ListedMonths(person, starts, np.concatenate(columns)[order], np.concatenate(values)[order])


def _is_month(months: PersonMonths, listed: ListedMonths) -> Bools:
    """Return which of them keep all bounds and rows that are a month's own; bool (k,)."""
    model, rows, count = months.model, months.model.matrix, listed.person.size
    month = np.repeat(np.arange(count), np.diff(listed.indptr))
    is_wrong = np.zeros(count, dtype=bool)
    is_wrong[month[(listed.value < model.lower[listed.column]) | (listed.value > model.upper[listed.column])]] = True
    must_be = months.is_inside & (model.lower > 0)
    is_wrong |= np.bincount(month[must_be[listed.column]], minlength=count) < _count(
        months.whose[must_be], months, listed
    )
    indptr, by_column = model.by_column
    owner, at = expand(indptr[listed.column], indptr[listed.column + 1])
    entry = by_column[at]
    counts = ~months.is_master[rows.row[entry]]
    owner, entry = owner[counts], entry[counts]
    key, place = np.unique(month[owner] * rows.count + rows.row[entry], return_inverse=True)
    activity = np.zeros(key.size, dtype=np.int64)
    np.add.at(activity, place, rows.coefficient[entry] * listed.value[owner])
    row, where = key % rows.count, key // rows.count
    is_wrong[where[(activity < rows.lower[row]) | (activity > rows.upper[row])]] = True
    is_strict = ~months.is_master & ((rows.lower > 0) | (rows.upper < 0))
    of_row = np.full(rows.count, -1, dtype=np.int64)
    np.maximum.at(of_row, rows.row, months.whose[rows.column])
    is_wrong |= np.bincount(where[is_strict[row]], minlength=count) < _count(of_row[is_strict], months, listed)
    return ~is_wrong


def _count(persons: Ints, months: PersonMonths, listed: ListedMonths) -> Ints:
    """Return how often the person of each month is among some; int64 (k,)."""
    known = persons[persons >= 0]
    return whole(np.bincount(known, minlength=months.people)[listed.person])
