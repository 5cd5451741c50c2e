"""Pricing of months: what the cheapest month of each person costs at given prices, exactly, for all people at once.

A person's month is one pattern for each piece; what patterns use of the person's resources is added up piece by piece, and
paid for at the end. So with F[k, s] the least cost of the first k pieces that use s in sum,
``F[k + 1, s] = min(F[k, s - used] + cost)`` over the patterns of piece k, and the month costs ``min(F[K, s] + ending[s])``.
"""

import attrs
import numpy as np

from volmatch.arrays.distinct import distinct
from volmatch.arrays.ragged import Ints, by_group, expand, indptr_of, whole
from volmatch.search.exact.person_months import PersonMonths, used_by
from volmatch.search.exact.person_resources import FORBIDDEN


@attrs.frozen(eq=False)
class Months:
    """The cheapest month of each person.

    Parameters
    ----------
    cost
        int64 (P,): at the prices asked for; `FORBIDDEN` for somebody who cannot have any.
    indptr, column, value
        CSR: the variables that are not 0 in each person's month, and what they are.
    """

    cost: Ints
    indptr: Ints
    column: Ints
    value: Ints


@attrs.frozen(eq=False)
class _Transition:
    """The patterns of the k-th piece of some people that use the same: one slot a person."""

    used: tuple[int, ...]
    slot: Ints
    person: Ints

    def moved(self, before: Ints) -> tuple[Ints, tuple[slice, ...], tuple[slice, ...]]:
        """Return (people, where to, where from) in an array of shape (P, *shape)."""
        to = tuple(slice(one, None) for one in self.used)
        sizes = before.shape[1:]
        came = tuple(slice(0, size - one) for one, size in zip(self.used, sizes, strict=True))
        return self.person, to, came


@attrs.frozen(eq=False)
class MonthPricing:
    """Months ready to be priced again and again.

    Parameters
    ----------
    months
        What people may do.
    order, starts
        CSR: the patterns of each slot; those of one piece that use the same share a slot.
    steps
        For the first piece of each person, the second, and so on: its slots by what they use.
    """

    months: PersonMonths
    order: Ints
    starts: Ints
    steps: tuple[tuple[_Transition, ...], ...]

    @classmethod
    def of(cls, months: PersonMonths) -> "MonthPricing":
        """Sort patterns by what they use."""
        shape = months.resources.shape
        used = used_by(months.resources.units, months.indptr, months.member)
        state = whole(np.ravel_multi_index(tuple(used.T), shape)) if shape else np.zeros(used.shape[0], dtype=np.int64)
        states = int(np.prod(shape, dtype=np.int64))
        seen, slot = np.unique(months.piece * states + state, return_inverse=True)
        starts, order = by_group(slot, seen.size)
        piece, state = seen // states, seen % states
        person = months.person[piece]
        first = indptr_of(months.person, months.people)
        rank = piece - first[person]
        steps = []
        for stage in range(int(rank.max(initial=-1)) + 1):
            own = (rank == stage).nonzero()[0]
            found, number = np.unique(state[own], return_inverse=True)
            indptr, member = by_group(number, found.size)
            steps.append(
                tuple(
                    _Transition(
                        tuple(int(one) for one in np.unravel_index(at, shape)) if shape else (),
                        slots := own[member[indptr[one] : indptr[one + 1]]],
                        person[slots],
                    )
                    for one, at in enumerate(found.tolist())
                )
            )
        return cls(months, order, starts, tuple(steps))

    def least(self, reduced: Ints) -> Ints:
        """Return what the cheapest month of each person costs; int64 (P,)."""
        _, total = self._forward(self._by_slot(reduced)[0], reduced)
        return whole(total.reshape(self.months.people, -1).min(axis=1))

    def best(self, reduced: Ints) -> Months:
        """Return the cheapest months at some prices of the model's variables; int64 (n,)."""
        cost, pattern = self._by_slot(reduced)
        reached, total = self._forward(cost, reduced)
        people, shape = self.months.people, self.months.resources.shape
        flat = total.reshape(people, -1)
        at = flat.argmin(axis=1)
        least = flat[np.arange(people), at]
        possible = (least < FORBIDDEN // 2).nonzero()[0]
        used = np.stack(np.unravel_index(at, shape), axis=1) if shape else np.zeros((people, 0), dtype=np.int64)
        chosen = self._backward(reached, cost, whole(used), possible)
        person, picked = chosen[:, 0], pattern[chosen[:, 1]]
        m = self.months
        owner, entry = expand(m.indptr[picked], m.indptr[picked + 1])
        goal, value = m.resources.settled(m.model, reduced, whole(used))
        whose = np.repeat(m.resources.person, np.diff(m.resources.indptr))
        all_person = np.concatenate([person[owner], whose])
        column, amount = np.concatenate([m.member[entry], goal]), np.concatenate([np.ones_like(entry), value])
        counts = (amount != 0) & (least[all_person] < FORBIDDEN // 2)
        indptr, order = by_group(all_person[counts], people)
        cost_of = np.where(least < FORBIDDEN // 2, least, FORBIDDEN)
        return Months(whole(cost_of), indptr, column[counts][order], amount[counts][order])

    def excess(self, reduced: Ints) -> Ints:
        """Return by how much a person's month costs more than the cheapest if it has a duty; int64 (n,), at least 0.

        Of all months with that duty the cheapest counts; `FORBIDDEN` if there is none. Variables that are no duties of a month
        have 0.

        Notes
        -----
        With B[k, s] the least cost of all from piece k on where the first ones have used s, months with a pattern of piece
        k cost ``min(F[k, s] + B[k + 1, s + used]) + cost`` over s (Beasley and Christofides, An algorithm for the resource
        constrained shortest path problem, 1989).
        """
        m = self.months
        cost, _ = self._by_slot(reduced)
        reached, total = self._forward(cost, reduced)
        through = np.full(cost.size, FORBIDDEN, dtype=np.int64)
        behind = m.resources.ending(m.model, reduced)
        for stage in range(len(self.steps) - 1, -1, -1):
            before = behind.copy()
            before[distinct(np.concatenate([step.person for step in self.steps[stage]]))] = FORBIDDEN
            for step in self.steps[stage]:
                person, to, came = step.moved(behind)
                after, here = behind[person][(slice(None), *to)], before[person]
                place = (slice(None), *came)
                price = cost[step.slot].reshape(-1, *(1 for _ in to))
                here[place] = np.minimum(here[place], np.where(after >= FORBIDDEN // 2, FORBIDDEN, after + price))
                before[person] = here
                there = reached[stage][person][place]
                is_barred = (there >= FORBIDDEN // 2) | (after >= FORBIDDEN // 2)
                sums = np.where(is_barred, FORBIDDEN, np.where(is_barred, 0, there) + np.where(is_barred, 0, after))
                through[step.slot] = sums.reshape(step.slot.size, -1).min(axis=1)
            behind = before
        return self._by_duty(reduced, through, whole(total.reshape(m.people, -1).min(axis=1)))

    def _by_duty(self, reduced: Ints, through: Ints, least: Ints) -> Ints:
        """Return the excess of each duty, from what months cost without the pattern of a slot, and with the cheapest."""
        m = self.months
        slot = np.empty(self.order.size, dtype=np.int64)
        slot[self.order] = np.repeat(np.arange(through.size), np.diff(self.starts))
        base, best = through[slot], least[m.person[m.piece]]
        is_barred = (base >= FORBIDDEN // 2) | (best >= FORBIDDEN // 2)
        cost = used_by(reduced, m.indptr, m.member)
        more = np.where(is_barred, FORBIDDEN, np.where(is_barred, 0, base - best + cost))
        excess = np.zeros(m.model.size, dtype=np.int64)
        excess[m.member] = FORBIDDEN
        np.minimum.at(excess, m.member, np.repeat(more, np.diff(m.indptr)))
        return excess

    def _by_slot(self, reduced: Ints) -> tuple[Ints, Ints]:
        """Return (cost, pattern): the cheapest pattern of each slot, and which one it is."""
        m = self.months
        cost = used_by(reduced, m.indptr, m.member)[self.order]
        if not cost.size:
            return cost, self.order
        least = np.minimum.reduceat(cost, self.starts[:-1])
        owner = np.repeat(np.arange(least.size), np.diff(self.starts))
        is_least = (cost == least[owner]).nonzero()[0]
        first = is_least[np.searchsorted(owner[is_least], np.arange(least.size))]
        return least, self.order[first]

    def _forward(self, cost: Ints, reduced: Ints) -> tuple[list[Ints], Ints]:
        """Return F[0], F[1], ..., each (P, *shape), and what months cost in all."""
        m = self.months
        at = np.full((m.people, *m.resources.shape), FORBIDDEN, dtype=np.int64)
        at.reshape(m.people, -1)[:, 0] = 0
        reached = [at]
        for steps in self.steps:
            new = at.copy()
            goes_on = distinct(np.concatenate([step.person for step in steps]))
            new[goes_on] = FORBIDDEN
            for step in steps:
                person, to, came = step.moved(at)
                price = cost[step.slot].reshape(-1, *(1 for _ in to))
                before = new[person]
                before[(slice(None), *to)] = np.minimum(
                    before[(slice(None), *to)], at[person][(slice(None), *came)] + price
                )
                new[person] = before
            at = new
            reached.append(at)
        ending = m.resources.ending(m.model, reduced)
        is_barred = (at >= FORBIDDEN // 2) | (ending >= FORBIDDEN // 2)
        return reached, whole(
            np.where(is_barred, FORBIDDEN, np.where(is_barred, 0, at) + np.where(is_barred, 0, ending))
        )

    def _backward(self, reached: list[Ints], cost: Ints, used: Ints, possible: Ints) -> Ints:
        """Return (person, slot) of each piece of the months that use so much in all; int64 (pieces, 2)."""
        left, found = used.copy(), [np.zeros((0, 2), dtype=np.int64)]
        for stage in range(len(self.steps) - 1, -1, -1):
            open_ = np.zeros(left.shape[0], dtype=bool)
            open_[possible] = True
            for step in self.steps[stage]:
                before = left[step.person] - whole(step.used)
                can = open_[step.person] & (before >= 0).all(axis=1)
                person, slot, before = step.person[can], step.slot[can], before[can]
                there = reached[stage][(person, *before.T)]
                here = reached[stage + 1][(person, *left[person].T)]
                hits = there + cost[slot] == here
                left[person[hits]] = before[hits]
                open_[person[hits]] = False
                found.append(np.stack([person[hits], slot[hits]], axis=1))
        return np.concatenate(found)
