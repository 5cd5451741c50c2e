"""Tight staff: every seat finds somebody by pushing others out for a while, and people are left out one by one.

Seats that each want one person, and people of whom no two duties may meet, are a list colouring: seats are vertices, people
colours. A seat without anybody takes whoever gives up least; whoever was pushed out may not come back at once (partial
colouring with tabu: Bloechliger, Zufferey, A graph coloring heuristic using partial solutions and a reactive tabu scheme,
Computers & Operations Research 35, 2008).
"""

from collections.abc import Callable

import attrs
import numpy as np

from volmatch.arrays.ragged import Bools, Ints, whole
from volmatch.formulation.formulation import Formulation
from volmatch.search.state import thresholds


def coloured(f: Formulation, decisions: Ints, seed: int, is_over: Callable[[], bool]) -> Ints | None:
    """Fill every seat, then leave out people one by one while that makes the first goal cheaper.

    Parameters
    ----------
    f
        The formulation.
    decisions
        int64 (f.decisions,) or longer: the schedule to begin with.
    seed
        Of the choice among equals.
    is_over
        Asked now and then; once it says yes, the last schedule without an empty seat is returned.

    Returns
    -------
    int64 (f.decisions,), or ``None`` where the problem asks for anything but one person a seat, or that was not found. Goals
    but the first are not looked at: whoever uses the result judges it.
    """
    colouring = PartialColouring.of(f, decisions, seed)
    if colouring is None or not colouring.fill(is_over):
        return None
    best = colouring.decisions
    goal = min(f.costs, default=0)
    if goal and _counts_people(f, goal, best):
        cost, least = _cost(f, goal, best), _least(f, goal)
        while cost > least and colouring.without_one(is_over):
            best = colouring.decisions
            cost = _cost(f, goal, best)
    return best


@attrs.define(eq=False)
class PartialColouring:
    """Seats and who holds them.

    Parameters
    ----------
    candidate
        int64 (R, V): the candidate of each seat and person, -1 where there is none.
    meets
        bool (R, R): which two seats nobody can hold both.
    open
        bool (V,): who may serve.
    holder
        int64 (R,): who holds each seat, -1 for nobody.
    """

    candidate: Ints
    meets: Bools
    open: Bools
    holder: Ints
    dice: np.random.Generator
    _pushed: Ints = attrs.field(init=False)
    _barred: Ints = attrs.field(init=False)
    _turn: int = attrs.field(init=False, default=0)

    def __attrs_post_init__(self) -> None:
        held = (self.holder >= 0).nonzero()[0]
        holds = np.zeros((self.holder.size, self.open.size), dtype=np.float32)
        holds[held, self.holder[held]] = 1
        self._pushed = (self.meets.astype(np.float32) @ holds).astype(np.int64)
        self._barred = np.zeros(self.candidate.shape, dtype=np.int64)

    @classmethod
    def of(cls, f: Formulation, decisions: Ints, seed: int) -> "PartialColouring | None":
        """Return the seats of a formulation, held as decided; ``None`` if it asks for anything but one person a seat."""
        t = f.tables
        seats, people = t.role_session.size, t.volunteer_home.size
        if not _is_colouring(f) or not 0 < seats * max(seats, people) <= thresholds.COLOURING_CELLS:
            return None
        candidate = np.full((seats, people), -1, dtype=np.int64)
        candidate[t.candidate_role, t.candidate_volunteer] = np.arange(t.candidate_role.size)
        holder = np.full(seats, -1, dtype=np.int64)
        taken = decisions[: t.candidate_role.size].nonzero()[0]
        holder[t.candidate_role[taken]] = t.candidate_volunteer[taken]
        everybody = np.ones(people, dtype=bool)
        return cls(candidate, _meeting(f), everybody, holder, np.random.default_rng(seed))

    @property
    def decisions(self) -> Ints:
        """int64 (K,): the candidates that serve."""
        values = np.zeros(np.count_nonzero(self.candidate >= 0), dtype=np.int64)
        held = (self.holder >= 0).nonzero()[0]
        values[self.candidate[held, self.holder[held]]] = 1
        return values

    def fill(self, is_over: Callable[[], bool]) -> bool:
        """Fill every seat, or give up after too many turns in vain; return whether all are filled."""
        fewest, since = self.holder.size + 1, 0
        while True:
            empty = (self.holder < 0).nonzero()[0]
            if not empty.size:
                return True
            fewest, since = (empty.size, 0) if empty.size < fewest else (fewest, since + 1)
            if since >= thresholds.COLOURING_TURNS or (self._turn % 64 == 0 and is_over()):
                return False
            self._step(empty)

    def without_one(self, is_over: Callable[[], bool]) -> bool:
        """Leave out somebody, those with the fewest duties tried first; return whether all seats are filled without them."""
        duties = np.bincount(self.holder, minlength=self.open.size)
        serving = (duties > 0).nonzero()[0]
        order = serving[np.lexsort((self.dice.random(serving.size), duties[serving]))]
        for person in order.tolist():
            if (self._able(person) == 0).any():
                continue
            kept = self.open.copy(), self.holder.copy(), self._pushed.copy()
            self.open &= duties > 0
            self.open[person] = False
            for seat in (self.holder == person).nonzero()[0].tolist():
                self._leave(seat)
            if self.fill(is_over):
                return True
            self.open, self.holder, self._pushed = kept
            if is_over():
                return False
        return False

    def _able(self, person: int) -> Ints:
        """Return how many people there are for each seat besides one; int64 (R,)."""
        there = self.open.copy()
        there[person] = False
        return whole(np.count_nonzero(self.candidate[:, there] >= 0, axis=1))

    def _step(self, empty: Ints) -> None:
        """Give an empty seat to whoever gives up the fewest others for it, unless they were pushed out of it just now."""
        self._turn += 1
        pushed = self._pushed[empty]
        may = (self.candidate[empty] >= 0) & self.open & ((self._barred[empty] <= self._turn) | (pushed == 0))
        cost = np.where(may, pushed + self.dice.random(pushed.shape), np.inf)
        best = int(cost.argmin())
        if not np.isfinite(cost.flat[best]):
            return
        seat, person = int(empty[best // self.open.size]), best % self.open.size
        tenure = self._turn + int(thresholds.COLOURING_TENURE[0] * empty.size)
        for other in ((self.holder == person) & self.meets[seat]).nonzero()[0].tolist():
            self._leave(other)
            self._barred[other, person] = tenure + int(self.dice.integers(thresholds.COLOURING_TENURE[1])) + 1
        self.holder[seat] = person
        self._pushed[:, person] += self.meets[seat]

    def _leave(self, seat: int) -> None:
        self._pushed[:, self.holder[seat]] -= self.meets[seat]
        self.holder[seat] = -1


def _is_colouring(f: Formulation) -> bool:
    """Whether all that is decided, and all that must hold, is one person for each seat, and duties of a person that meet."""
    t = f.tables
    if f.decisions != t.candidate_role.size or (t.role_min != 1).any() or (t.role_max != 1).any():
        return False
    wanted = np.zeros(t.role_session.size, dtype=bool)
    for block in f.blocks:
        if block.level == 0 and block.count:
            if (block.column >= f.decisions).any() or (block.coefficient != 1).any():
                return False
            one = t.candidate_volunteer if block.is_clique else t.candidate_role
            first = one[block.column[block.indptr[:-1]]]
            size = np.diff(block.indptr)
            if (
                (one[block.column] != np.repeat(first, size)).any()
                or (block.upper < 1).any()
                or (block.lower > 1).any()
            ):
                return False
            if not block.is_clique:
                wanted[first[block.lower == 1]] = True
    return bool(wanted.all())


def _meeting(f: Formulation) -> Bools:
    """Return which two seats some person could not hold both, as cliques of one person's candidates tell; bool (R, R)."""
    t = f.tables
    seats = t.role_session.size
    meets = np.zeros((seats, seats), dtype=bool)
    known: set[bytes] = set()
    for block in f.blocks:
        if block.level or not block.is_clique:
            continue
        for row in range(block.count):
            member = block.column[block.indptr[row] : block.indptr[row + 1]]
            seat = np.unique(t.candidate_role[member])
            if seat.size > 1 and seat.tobytes() not in known:
                known.add(seat.tobytes())
                meets[np.ix_(seat, seat)] = True
    np.fill_diagonal(meets, val=False)
    return meets


def _cost(f: Formulation, goal: int, decisions: Ints) -> int:
    return f.cost(goal).at(f.filled(decisions, goal))


def _counts_people(f: Formulation, goal: int, decisions: Ints) -> bool:
    """Whether a goal gets cheaper when one of the busiest people has nothing left to do, and not a bit before."""
    t = f.tables
    taken = decisions.nonzero()[0]
    cost = _cost(f, goal, decisions)
    busiest = np.argsort(-np.bincount(t.candidate_volunteer[taken]), kind="stable")[: thresholds.COLOURING_ASKED]
    for person in busiest.tolist():
        own = taken[t.candidate_volunteer[taken] == person]
        without, with_one = decisions.copy(), decisions.copy()
        without[own] = with_one[own[1:]] = 0
        if _cost(f, goal, without) >= cost or _cost(f, goal, with_one) != cost:
            return False
    return True


def _least(f: Formulation, goal: int) -> int:
    """Return what a row alone proves of a goal, such as a clique of seats that nobody could hold two of."""
    cost, least = f.cost(goal), 0
    price = np.zeros(f.bounds[0].size, dtype=np.int64)
    price[cost.column] = cost.coefficient
    if (cost.coefficient < 0).any():
        return least
    for block in f.blocks:
        if block.level == goal and (block.coefficient == 1).all():
            for row in (block.lower > 0).nonzero()[0].tolist():
                column = block.column[block.indptr[row] : block.indptr[row + 1]]
                cheapest = int(price[column].min()) if column.size else 0
                least = max(least, cheapest * int(block.lower[row]))
    return least + cost.constant
