"""Resources of persons: hours and duties of a month are used up piece by piece, and what that comes to is paid for at the end."""

from collections.abc import Iterator

import attrs
import numpy as np

from volmatch.arrays.ragged import Bools, Ints, expand, indptr_of, stable_order, whole
from volmatch.formulation.formulation import INFINITE
from volmatch.formulation.model import Model
from volmatch.search.state import thresholds

#: Stands for "cannot be"; sums of prices stay below half of it, so that nothing added to it makes it look possible.
FORBIDDEN = 2**62


@attrs.frozen(eq=False)
class Resources:
    """For each of P people up to R resources, and Q rows about what is used of one of them.

    Parameters
    ----------
    shape
        For each resource one more than anybody may use of it.
    units
        int64 (n, R): what each variable uses of its person's resources.
    person, resource
        int64 (Q,): whose row it is, and about which of the resources.
    factor, gain
        int64 (Q,): the row says ``lower <= factor * used + gain * total <= upper``.
    lower, upper
        int64 (Q,); -`INFINITE` and `INFINITE` where open.
    indptr, private
        CSR: the variables of goals that make up the total of each row, and stand in no other row but those of goals kept.
    """

    people: int
    shape: tuple[int, ...]
    units: Ints
    person: Ints
    resource: Ints
    factor: Ints
    gain: Ints
    lower: Ints
    upper: Ints
    indptr: Ints
    private: Ints

    def ending(self, model: Model, reduced: Ints) -> Ints:
        """Return what is paid at the end for having used so much; int64 (P, *shape), `FORBIDDEN` where it must not be."""
        ending = np.zeros((self.people, *self.shape), dtype=np.int64)
        _, cost = self._totals(model, reduced)
        is_barred = np.zeros(ending.shape, dtype=bool)
        for axis, most in enumerate(self.shape):
            rows = self.resource == axis
            by_axis = np.zeros((self.people, most), dtype=np.int64)
            barred = np.zeros(by_axis.shape, dtype=bool)
            own = cost[rows, :most]
            np.add.at(by_axis, self.person[rows], np.where(own == FORBIDDEN, 0, own))
            np.logical_or.at(barred, self.person[rows], own == FORBIDDEN)
            side = (self.people, *(most if axis == one else 1 for one in range(len(self.shape))))
            ending += by_axis.reshape(side)
            is_barred |= barred.reshape(side)
        ending[is_barred] = FORBIDDEN
        return ending

    def settled(self, model: Model, reduced: Ints, used: Ints) -> tuple[Ints, Ints]:
        """Return (variable, value): the best values of all private variables where so much was used; used: int64 (P, R)."""
        taken, _ = self._totals(model, reduced)
        at = used[self.person, self.resource]
        count = taken[np.arange(at.size), at]
        _, place = expand(self.indptr[:-1], self.indptr[1:])
        owner, entry = self._in_order(model, reduced)
        rank = np.arange(owner.size) - indptr_of(owner, at.size)[owner]
        extra = np.bincount(entry[rank < count[owner]], minlength=self.private.size)
        return self.private[place], model.lower[self.private[place]] + extra[place]

    def _in_order(self, model: Model, reduced: Ints) -> tuple[Ints, Ints]:
        """Return (row, entry) for each unit that a private variable may be above its lower bound, the cheapest first."""
        row, entry = expand(self.indptr[:-1], self.indptr[1:])
        width = (model.upper - model.lower)[self.private[entry]]
        row, entry = np.repeat(row, width), np.repeat(entry, width)
        order = np.lexsort((reduced[self.private[entry]], row))
        return row[order], entry[order]

    def _totals(self, model: Model, reduced: Ints) -> tuple[Ints, Ints]:
        """Return (units, cost) of the best total of each row for each amount used; int64 (Q, greatest of shape) each."""
        row, entry = self._in_order(model, reduced)
        rows = self.person.size
        first = indptr_of(row, rows)
        price = reduced[self.private[entry]]
        spent = np.append(0, np.cumsum(price))
        own, place = expand(self.indptr[:-1], self.indptr[1:])
        base, least = np.zeros(rows, dtype=np.int64), np.zeros(rows, dtype=np.int64)
        np.add.at(base, own, (reduced * model.lower)[self.private[place]])
        np.add.at(least, own, model.lower[self.private[place]])
        best = np.bincount(row[price < 0], minlength=rows)
        used = np.arange(max(self.shape, default=1))
        low, high = self._between(least, used)
        high = np.minimum(high, np.diff(first)[:, None])
        units = np.clip(best[:, None], np.maximum(low, 0), np.maximum(high, 0))
        is_barred = np.maximum(low, 0) > high
        units = np.where(is_barred, 0, units)
        cost = base[:, None] + spent[first[:-1, None] + units] - spent[first[:-1, None]]
        return whole(units), whole(np.where(is_barred, FORBIDDEN, cost))

    def _between(self, least: Ints, used: Ints) -> tuple[Ints, Ints]:
        """Return between which numbers of units above its least the total of each row must lie; int64 (Q, used) each."""
        rest = self.factor[:, None] * used + (self.gain * least)[:, None]
        gain, far = np.abs(self.gain)[:, None], np.full(rest.shape, INFINITE)
        above = np.where(self.lower[:, None] <= -INFINITE, -far, self.lower[:, None] - rest)
        below = np.where(self.upper[:, None] >= INFINITE, far, self.upper[:, None] - rest)
        is_gain = (self.gain > 0)[:, None]
        low, high = np.where(is_gain, above, -below), np.where(is_gain, below, -above)
        return whole(-(-low // gain)), whole(high // gain)


@attrs.frozen(eq=False)
class Account:
    """One resource of one person: rows of a model about the same sum of duties.

    Parameters
    ----------
    column, unit
        int64 (k,): the duties, and what each takes.
    rows, factors
        The rows, and how many times the sum stands in each.
    most
        No more than this can be used.
    """

    column: Ints
    unit: Ints
    rows: list[int]
    factors: list[int]
    most: int


def accounts(model: Model, whose: Ints, is_resource: Bools) -> dict[int, list[Account]]:
    """Return the resources of each volunteer, the widest first, as many as can be kept account of.

    Parameters
    ----------
    whose
        int64 (m,): the volunteer that a row speaks of.
    is_resource
        bool (m,): which rows may be kept account of.
    """
    found: dict[int, dict[tuple[bytes, bytes], Account]] = {}
    for row in is_resource.nonzero()[0].tolist():
        column, unit, factor, most = _read(model, row)
        key = column.tobytes(), unit.tobytes()
        own = found.setdefault(int(whose[row]), {})
        known = own.get(key) or Account(column, unit, [], [], int(unit.sum()))
        own[key] = attrs.evolve(
            known, rows=[*known.rows, row], factors=[*known.factors, factor], most=min(known.most, most)
        )
    return {volunteer: list(_kept(list(own.values()))) for volunteer, own in sorted(found.items())}


def _kept(listed: list[Account]) -> Iterator[Account]:
    states = 1
    for account in sorted(listed, key=lambda one: -one.column.size)[: thresholds.MOST_RESOURCES]:
        states *= account.most + 1
        if states > thresholds.MOST_STATES:
            return
        yield account


def _read(model: Model, row: int) -> tuple[Ints, Ints, int, int]:
    """Return (column, unit, factor, most) of a row: its duties, what each takes, and how many units there can be."""
    rows, starts = model.matrix, model.row_starts
    column, coefficient = (part[starts[row] : starts[row + 1]] for part in (rows.column, rows.coefficient))
    is_duty = model.keys.volunteer[column] >= 0
    factor = int(np.gcd.reduce(coefficient[is_duty]))
    unit = coefficient[is_duty] // factor
    ends = np.minimum((coefficient * model.lower[column])[~is_duty], (coefficient * model.upper[column])[~is_duty])
    upper = int(rows.upper[row])
    most = int(unit.sum()) if upper >= INFINITE else max(0, (upper - int(ends.sum())) // factor)
    order = stable_order(column[is_duty])
    return whole(column[is_duty][order]), whole(unit[order]), factor, most


def resources_of(model: Model, kept: dict[int, list[Account]], people: Ints) -> Resources:
    """Return the resources of people, by their volunteers' numbers; int64 (P,), rising."""
    listed = [
        (person, axis, account)
        for person, volunteer in enumerate(people.tolist())
        for axis, account in enumerate(kept.get(volunteer, []))
    ]
    width = max((axis + 1 for _, axis, _ in listed), default=0)
    most, units = np.zeros(width, dtype=np.int64), np.zeros((model.size, width), dtype=np.int64)
    for _, axis, account in listed:
        most[axis] = max(most[axis], account.most)
        units[account.column, axis] = account.unit
    rows = whole([row for _, _, account in listed for row in account.rows])
    sizes = [len(account.rows) for _, _, account in listed]
    matrix = model.matrix
    owner, entry = expand(model.row_starts[rows], model.row_starts[rows + 1])
    goal = model.keys.volunteer[matrix.column[entry]] < 0
    gain = np.ones(rows.size, dtype=np.int64)
    gain[owner[goal]] = matrix.coefficient[entry[goal]]
    return Resources(
        people.size,
        tuple((most + 1).tolist()),
        units,
        person=np.repeat(whole([person for person, _, _ in listed]), sizes),
        resource=np.repeat(whole([axis for _, axis, _ in listed]), sizes),
        factor=whole([factor for _, _, account in listed for factor in account.factors]),
        gain=gain,
        lower=matrix.lower[rows],
        upper=matrix.upper[rows],
        indptr=indptr_of(owner[goal], rows.size),
        private=matrix.column[entry[goal]],
    )
