"""The restricted master: some months of each person as columns, one of which each takes, and the rows that tie people together."""

from itertools import pairwise

import attrs
import numpy as np
import numpy.typing as npt

from volmatch.arrays.ragged import Bools, Ints, by_group, expand, indptr_of, whole
from volmatch.formulation.formulation import Block, Objective, Rows, in_order
from volmatch.formulation.model import Model
from volmatch.search.exact.month_pricing import Months
from volmatch.search.exact.person_months import PersonMonths


@attrs.frozen(eq=False)
class ListedMonths:
    """Months one below the other.

    Parameters
    ----------
    person
        int64 (k,): whose each is.
    indptr, column, value
        CSR: the variables that are not 0 in each, and what they are.
    """

    person: Ints
    indptr: Ints
    column: Ints
    value: Ints

    def at(self, is_taken: Bools) -> "ListedMonths":
        """Return some of them."""
        taken = is_taken.nonzero()[0]
        owner, entry = expand(self.indptr[taken], self.indptr[taken + 1])
        return ListedMonths(self.person[taken], indptr_of(owner, taken.size), self.column[entry], self.value[entry])


@attrs.define(eq=False)
class MonthMaster:
    """The months found so far, and the model in which each person takes one of them.

    Parameters
    ----------
    months
        What people may do.
    """

    months: PersonMonths
    _person: list[Ints] = attrs.field(factory=list)
    _column: list[Ints] = attrs.field(factory=list)
    _value: list[Ints] = attrs.field(factory=list)
    _known: set[tuple[int, bytes, bytes]] = attrs.field(factory=set)

    @property
    def count(self) -> int:
        """Number of months."""
        return len(self._person)

    def add(self, found: Months) -> int:
        """Add months, one of each person; return how many of them are new."""
        people = np.arange(self.months.people)
        return self.add_listed(ListedMonths(people, found.indptr, found.column, found.value))

    def add_listed(self, found: ListedMonths) -> int:
        """Add months, any number of each person; return how many of them are new."""
        before = self.count
        for person, (start, stop) in zip(found.person.tolist(), pairwise(found.indptr.tolist()), strict=True):
            self._add(person, found.column[start:stop], found.value[start:stop])
        return self.count - before

    def listed(self) -> ListedMonths:
        """Return all of them, in the order in which they came."""
        sizes = whole([one.size for one in self._column])
        indptr = np.append(0, np.cumsum(sizes))
        column, value = np.concatenate([whole([]), *self._column]), np.concatenate([whole([]), *self._value])
        return ListedMonths(whole(self._person), indptr, column, value)

    def add_point(self, values: Ints) -> None:
        """Add the months that a point of the model is made of."""
        for person in range(self.months.people):
            self.add_point_of(person, values)

    def add_point_of(self, person: int, values: Ints) -> None:
        """Add the month that one person has at a point."""
        column = ((self.months.whose == person) & (values != 0)).nonzero()[0]
        self._add(person, column, values[column])

    def _add(self, person: int, column: Ints, value: Ints) -> None:
        order = np.argsort(column)
        column, value = column[order], value[order]
        key = person, column.tobytes(), value.tobytes()
        if key not in self._known:
            self._known.add(key)
            self._person.append(whole(person))
            self._column.append(column)
            self._value.append(value)

    @property
    def free(self) -> Ints:
        """The variables that no month decides; the first ones of the master."""
        return (~self.months.is_inside).nonzero()[0]

    def model(self) -> Model:
        """Return the model: the free variables, then a Boolean for each month; the master's rows, then one for each person."""
        model, free = self.months.model, self.free
        listed = self.listed()
        column, value, sizes = listed.column, listed.value, np.diff(listed.indptr)
        owner = np.repeat(np.arange(sizes.size), sizes)
        place, times = np.concatenate([np.arange(free.size), free.size + owner]), np.append(np.ones_like(free), value)
        held = np.concatenate([free, column])
        cost = np.zeros(free.size + sizes.size, dtype=np.int64)
        np.add.at(cost, place, model.prices[held] * times)
        lower = np.append(model.lower[free], np.zeros(sizes.size, dtype=np.int64))
        upper = np.append(model.upper[free], np.ones(sizes.size, dtype=np.int64))
        blocks = [self._between(held, place, times, cost.size), self._choices(free.size)]
        keys = model.keys.at(free).and_added(sizes.size)
        return Model(lower, upper, blocks, Objective.of(cost, model.cost.constant), keys)

    def _between(self, held: Ints, place: Ints, times: Ints, width: int) -> Block:
        """Return the master's rows over the new variables."""
        model, rows = self.months.model, self.months.model.matrix
        indptr, by_column = model.by_column
        owner, at = expand(indptr[held], indptr[held + 1])
        entry = by_column[at]
        counts = self.months.is_master[rows.row[entry]]
        owner, entry = owner[counts], entry[counts]
        number = np.cumsum(self.months.is_master) - 1
        old = Rows(number[rows.row[entry]], place[owner], rows.coefficient[entry] * times[owner], 0)
        row, column, coefficient = in_order(old, width)
        kept = self.months.is_master
        return Block(0, indptr_of(row, int(kept.sum())), column, coefficient, rows.lower[kept], rows.upper[kept])

    def _choices(self, first: int) -> Block:
        indptr, order = by_group(whole(self._person), self.months.people)
        one = np.ones(self.months.people, dtype=np.int64)
        return Block(0, indptr, first + order, np.ones(order.size, dtype=np.int64), one, one)

    def duals(self, duals: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Return the duals of the model's rows, 0 for those that months keep, from those of the master; float64 (m,)."""
        known = self.months.is_master
        spread = np.zeros(known.size)
        spread[known] = duals[: int(known.sum())]
        return spread

    def mixed(self, values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Return values of the model's variables from a mixture of months; float64 (n,)."""
        free = self.free
        mixed = np.zeros(self.months.model.size)
        mixed[free] = values[: free.size]
        listed = self.listed()
        share = np.repeat(values[free.size :], np.diff(listed.indptr))
        np.add.at(mixed, listed.column, share * listed.value)
        return mixed
