"""A bound by counting: what must be carried in any case, poured over the people where it weighs least."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import attrs
import numpy as np
import numpy.typing as npt

from volmatch.arrays.ragged import Bools, Ints, by_group, whole
from volmatch.formulation.formulation import INFINITE
from volmatch.formulation.model import Matrix, Model
from volmatch.search.exact.components import labels
from volmatch.search.exact.dual_bound import dual_bound_of
from volmatch.search.exact.load_scales import load_scales
from volmatch.search.state import thresholds

Floats = npt.NDArray[np.float64]


def counting_bound(model: Model) -> int | None:
    """Return what a level costs at least by counting alone; ``None`` where nothing can be counted.

    Notes
    -----
    A row ``sum of a x <= free + sum of b s`` with priced s says what a load costs: the first `free` of it nothing, then each
    step s. Rows ``sum of x >= need`` say what must be carried. With one price for a unit of load, the dearest that rows of the
    second kind can pay without anybody being paid more than the load is worth, those of the first kind are filled as
    vessels with water: the price is right where the cheapest steps hold just what must be carried. All that is only a guess at prices
    of rows; what they prove is added up in whole numbers by `dual_bound_of`, for which any prices will do.
    """
    links = _links(model)
    needs = _needs(model, links) if links.any() else []
    if not needs:
        return None
    counting = _Counting.of(model, links, needs)
    orders = [needs, needs[::-1]] if len(needs) > 1 else [needs]
    return max(dual_bound_of(model, duals).cost for order in orders for duals in counting.guesses(order))


@attrs.frozen(eq=False)
class _Demands:
    """The rows of one block that say what must be carried; r of them.

    Parameters
    ----------
    number, least
        int64, float64 (r,): the row in the model's matrix, and its least value.
    row, column, coefficient
        (n,): entries; `row` counts these rows only.
    """

    number: Ints
    least: Floats
    row: Ints
    column: Ints
    coefficient: Floats

    def pay(self, reduced: Floats) -> Floats:
        """Return by how much the price of each row can rise before somebody would be paid too much; takes it off `reduced`."""
        pays = self.coefficient > 0
        often = np.bincount(self.column[pays], minlength=reduced.size)[self.column]
        share = np.maximum(reduced[self.column], 0) / np.maximum(self.coefficient * often, 1)
        price = np.full(self.number.size, np.inf)
        np.minimum.at(price, self.row[pays], share[pays])
        np.subtract.at(reduced, self.column, self.coefficient * price[self.row])
        return price


@attrs.frozen(eq=False)
class _Counting:
    """Guesses at the prices of a model's rows.

    Parameters
    ----------
    links
        bool (m,): the rows that say what a load costs.
    scale
        float64 (m,): units of load in a unit of such a row, comparable within a part.
    part
        int64 (n,): variables that have to do with each other have the same number, below n.
    """

    model: Model
    links: Bools
    scale: Floats
    part: Ints

    @classmethod
    def of(cls, model: Model, links: Bools, needs: Sequence[_Demands]) -> "_Counting":
        """Find out who is compared with whom."""
        rows = model.matrix
        is_need = np.zeros(rows.count, dtype=bool)
        for one in needs:
            is_need[one.number] = True
        entry = (links | is_need)[rows.row].nonzero()[0]
        part = labels(rows.row[entry], rows.column[entry], rows.count, model.size)
        return cls(model, links, load_scales(rows, links, is_need, part), part)

    def guesses(self, needs: Sequence[_Demands]) -> Iterator[Floats]:
        """Yield prices of all rows, each goal of a level before at several prices; needs are served in their order."""
        kept = self.model.kept
        asked = [np.zeros(0)] * len(kept)
        if kept:
            paid = self._paid(self._prices(needs, np.full(len(kept), np.inf))[0])
            paid[self._is_load] = 0  # whoever carries is paid in any case, whatever wish or cost hangs on it
            asked = [np.abs(paid[one.cost.column] / one.cost.coefficient) for one in kept]
            asked = [one[one > 0] for one in asked]
        is_large = self.model.size > thresholds.COUNTING_MOST_TRIED
        for share in thresholds.COUNTING_SHARES[:1] if is_large or not kept else thresholds.COUNTING_SHARES:
            worth = np.array([np.quantile(one, share) if one.size else 0.0 for one in asked])
            yield self._poured(needs, worth)

    def _prices(self, needs: Sequence[_Demands], worth: Floats) -> tuple[Floats, Floats]:
        """Return prices of the rows of needs, and what is left of what each variable is worth, where a unit of load costs 1.

        `worth`, float64 (kept,), prices the goals of levels before; where it is infinite, whatever costs there is out of the question.
        """
        model, rows = self.model, self.model.matrix
        own = self.links[rows.row] & (model.prices[rows.column] <= 0)
        reduced = np.zeros(model.size)
        np.add.at(reduced, rows.column[own], rows.coefficient[own] * self.scale[rows.row[own]])
        dear = float(reduced.max(initial=0.0))  # an empty seat is worth the greatest load at most
        for one, price in zip(model.kept, worth.tolist(), strict=True):
            cost = one.cost.coefficient
            worths = price * cost if np.isfinite(price) else np.where(cost > 0, dear, 0.0)
            reduced[one.cost.column] += worths
        prices = np.zeros(rows.count)
        for _ in range(thresholds.COUNTING_PASSES):
            for one_kind in needs:
                prices[one_kind.number] += one_kind.pay(reduced)
        return prices, reduced

    @property
    def _is_load(self) -> Bools:
        """Which variables are loads, of which somebody's link counts some; bool (n,)."""
        rows = self.model.matrix
        found = np.zeros(self.model.size, dtype=bool)
        found[rows.column[self.links[rows.row] & (self.model.prices[rows.column] <= 0)]] = True
        return found

    def _paid(self, prices: Floats) -> Floats:
        """Return what each variable is paid by the rows in which it stands; float64 (n,)."""
        rows = self.model.matrix
        paid = np.zeros(self.model.size)
        np.add.at(paid, rows.column, rows.coefficient * prices[rows.row])
        return paid

    def _poured(self, needs: Sequence[_Demands], worth: Floats) -> Floats:
        """Return prices of all rows at which the cheapest steps of each part hold what must be carried there."""
        model, rows = self.model, self.model.matrix
        prices, reduced = self._prices(needs, worth)
        amount = np.zeros(model.size)
        np.add.at(amount, self.part, np.minimum(reduced, 0) * model.upper)
        for one in needs:
            first = np.unique(one.row, return_index=True)[1]
            np.add.at(amount, self.part[one.column[first]], one.least * prices[one.number])
        lost = sum(
            price * (one.value - one.cost.constant) for one, price in zip(model.kept, worth.tolist(), strict=True)
        )
        amount *= max(0.0, 1 - lost / max(float(amount.sum()), 1e-9))
        level = self._level(amount)
        duals = prices * _of_rows(rows, level[self.part])
        duals[self.links] = -(self.scale * _of_rows(rows, level[self.part]))[self.links]
        duals[rows.count - worth.size :] = -worth * level.max(initial=0.0)
        return duals

    def _level(self, amount: Floats) -> Floats:
        """Return the price of a unit of load at which the cheapest steps of each part hold its amount; float64 (n,)."""
        model, rows = self.model, self.model.matrix
        is_step = self.links[rows.row] & (model.prices[rows.column] > 0)
        row, column = rows.row[is_step], rows.column[is_step]
        width = -rows.coefficient[is_step] * self.scale[row]
        price = model.prices[column] / width
        room = width * (model.upper - model.lower)[column]
        part = self.part[column]
        free = self.links.nonzero()[0]
        at_no_price = self.scale[free] * np.maximum(rows.upper[free], 0)
        part = np.concatenate([part, _of_rows(rows, self.part)[free].astype(np.int64)])
        price = np.concatenate([price, np.zeros(free.size)])
        room = np.concatenate([room, at_no_price])
        order = np.lexsort((price, part))
        part, price, room = part[order], price[order], room[order]
        indptr, _ = by_group(part, model.size)
        total = np.cumsum(room)
        before = (total - room)[np.minimum(indptr[:-1], max(room.size - 1, 0))]
        is_enough = total - before[part] >= amount[part] * (1 - 1e-9)
        level = np.zeros(model.size)
        np.maximum.at(level, part, price)  # where not even all steps do
        reached = np.full(model.size, np.inf)
        np.minimum.at(reached, part[is_enough], price[is_enough])
        found: Floats = np.minimum(level, reached)
        is_bare = np.bincount(part, minlength=model.size) == 0
        found[is_bare] = found.max(
            initial=0.0
        )  # seats for nobody: they stay empty, and what they cost is not lost elsewhere
        return found


def _links(model: Model) -> Bools:
    """Return the rows that say what a load costs: bounded from above, priced steps on one side, loads on the other; bool (m,)."""
    rows = model.matrix
    is_priced = model.prices[rows.column] > 0
    steps = rows.summed(whole(is_priced & (rows.coefficient < 0)))
    others = rows.summed(whole(is_priced != (rows.coefficient < 0)))
    loads = rows.summed(whole(~is_priced & (rows.coefficient > 0)))
    found: Bools = (steps > 0) & (loads > 0) & (others == 0) & (rows.upper < INFINITE)
    found[rows.count - len(model.kept) :] = False
    return found


def _needs(model: Model, links: Bools) -> list[_Demands]:
    """Return the rows that say what must be carried, block by block, if any speaks of a load."""
    rows = model.matrix
    own = np.arange(rows.count) < rows.count - len(model.kept)
    candidates = own & ~links & (rows.lower >= 0)
    counts = candidates & (rows.summed(whole(rows.coefficient > 0)) > 0)
    # Rows of 0 serve only where they lift what must be: the options of a session, or one that had better not be dropped.
    is_wanted = np.zeros(model.size, dtype=bool)
    is_wanted[rows.column[(counts & (rows.lower > 0))[rows.row]]] = True
    for one in model.kept:
        is_wanted[one.cost.column[one.cost.coefficient < 0]] = True
    lifts = rows.summed(whole((rows.coefficient < 0) & is_wanted[rows.column])) > 0
    counts &= (rows.lower > 0) | lifts
    is_load = np.zeros(model.size, dtype=bool)
    is_load[rows.column[links[rows.row] & (rows.coefficient > 0)]] = True
    if not (counts & (rows.summed(whole(is_load[rows.column])) > 0)).any():
        return []
    ends = np.cumsum([0, *(block.count for block in model.blocks)])
    return [
        _needs_of(model, rows, counts, first, last)
        for first, last in pairwise(ends.tolist())
        if counts[first:last].any()
    ]


def _needs_of(model: Model, rows: Matrix, counts: Bools, first: int, last: int) -> _Demands:
    """Return the needs among the rows from one number to before another."""
    number = first + counts[first:last].nonzero()[0]
    place = np.full(last - first, -1, dtype=np.int64)
    place[number - first] = np.arange(number.size)
    entry = np.arange(model.row_starts[first], model.row_starts[last])
    entry = entry[place[rows.row[entry] - first] >= 0]
    return _Demands(
        number,
        rows.lower[number].astype(np.float64),
        place[rows.row[entry] - first],
        rows.column[entry],
        rows.coefficient[entry].astype(np.float64),
    )


def _of_rows(rows: Matrix, values: npt.NDArray[np.float64] | Ints) -> Floats:
    """Return for each row the value of its first variable; 0 for rows without any."""
    found = np.zeros(rows.count)
    found[rows.row[::-1]] = values[rows.column[::-1]]
    return found
