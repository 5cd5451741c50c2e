"""Tight staff: every seat finds somebody by pushing others out for a while, and as few people as can be hold them all."""

from collections.abc import Callable

import attrs
import numpy as np

from volmatch.arrays.distinct import distinct
from volmatch.arrays.ragged import Bools, Ints, by_group, whole
from volmatch.formulation.formulation import Formulation
from volmatch.search.start.seat_holders import SeatHolders
from volmatch.search.start.smallest_crew import SmallestCrew
from volmatch.search.state import thresholds


def coloured(f: Formulation, decisions: Ints, seed: int, is_over: Callable[[], bool]) -> Ints | None:
    """Fill every seat, then leave out people while that makes the first goal cheaper.

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
    int64 (f.decisions,), or ``None`` where the problem asks for anything but people for seats, or no such schedule was found.
    Goals but the first are not looked at: whoever uses the result judges it.
    """
    seats = PeopleForSeats.of(f, decisions, seed)
    if seats is None or not seats.crew.fill(is_over, turns=thresholds.COLOURING_TURNS):
        return None
    best = seats.decisions
    goal = min(f.costs, default=0)
    saved = _saved_by_one(f, goal, best) if goal else 0
    if saved:
        cost, least = _cost(f, goal, best), _least(f, goal)
        serving = distinct(seats.crew.seating.holder).size
        for _ in seats.crew.fewer(max(1, serving - max(0, cost - least) // saved), is_over):
            found = seats.decisions
            if _cost(f, goal, found) < cost:
                best, cost = found, _cost(f, goal, found)
    return best


@attrs.frozen(eq=False)
class PeopleForSeats:
    """The seats of a formulation: as many for each role as it needs people.

    Parameters
    ----------
    candidate
        int64 (seats, V): the candidate of each seat and person, -1 where there is none.
    crew
        Who holds them.
    size
        Number of decisions.
    """

    candidate: Ints
    crew: SmallestCrew
    size: int

    @classmethod
    def of(cls, f: Formulation, decisions: Ints, seed: int) -> "PeopleForSeats | None":
        """Return the seats, held as decided; ``None`` if the problem asks for anything but people for seats."""
        t = f.tables
        role = np.repeat(np.arange(t.role_min.size), t.role_min)
        people = t.volunteer_home.size
        if not _is_colouring(f) or not 0 < role.size * max(role.size, people) <= thresholds.COLOURING_CELLS:
            return None
        of_role = np.full((t.role_min.size, people), -1, dtype=np.int64)
        of_role[t.candidate_role, t.candidate_volunteer] = np.arange(t.candidate_role.size)
        taken = decisions[: t.candidate_role.size].nonzero()[0]
        first, place = by_group(t.candidate_role[taken], t.role_min.size)
        turn = np.arange(role.size) - np.searchsorted(role, role)
        is_held = turn < np.diff(first)[role]
        holder = np.full(role.size, -1, dtype=np.int64)
        holder[is_held] = t.candidate_volunteer[taken[place[(first[role] + turn)[is_held]]]]
        meets = _meeting(f)[np.ix_(role, role)] | (role[:, None] == role)
        np.fill_diagonal(meets, val=False)
        since = np.zeros(t.role_min.size, dtype=np.int64)
        since[t.candidate_role] = t.option_start[t.candidate_option]
        candidate = of_role[role]
        seating = SeatHolders(candidate >= 0, meets, holder, np.random.default_rng(seed))
        order = whole(np.argsort(since[role], kind="stable"))
        return cls(candidate, SmallestCrew(seating, order), f.decisions)

    @property
    def decisions(self) -> Ints:
        """int64 (f.decisions,): the candidates that serve."""
        holder = self.crew.seating.holder
        values = np.zeros(self.size, dtype=np.int64)
        held = (holder >= 0).nonzero()[0]
        values[self.candidate[held, holder[held]]] = 1
        return values


def _is_colouring(f: Formulation) -> bool:
    """Whether all that is decided, and all that must hold, is people for each role, and duties of a person that meet."""
    t = f.tables
    if f.decisions != t.candidate_role.size:
        return False
    wanted = t.role_min == 0
    for block in f.blocks:
        if block.level == 0 and block.count:
            size = np.diff(block.indptr)
            if (block.column >= f.decisions).any() or (block.coefficient != 1).any() or not size.all():
                return False
            one = t.candidate_volunteer if block.is_clique else t.candidate_role
            first = one[block.column[block.indptr[:-1]]]
            need = whole(np.ones_like(first)) if block.is_clique else t.role_min[first]
            if (
                (one[block.column] != np.repeat(first, size)).any()
                or (block.upper < need).any()
                or (block.lower > need).any()
            ):
                return False
            if not block.is_clique:
                wanted[first[block.lower == need]] = True
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
            seat = distinct(t.candidate_role[member])
            if seat.size > 1 and seat.tobytes() not in known:
                known.add(seat.tobytes())
                meets[np.ix_(seat, seat)] = True
    np.fill_diagonal(meets, val=False)
    return meets


def _cost(f: Formulation, goal: int, decisions: Ints) -> int:
    return f.cost(goal).at(f.filled(decisions, goal))


def _saved_by_one(f: Formulation, goal: int, decisions: Ints) -> int:
    """Return by how much a goal gets cheaper when one of the busiest people has nothing left to do; 0 if also a bit before."""
    t = f.tables
    taken = decisions.nonzero()[0]
    cost, saved = _cost(f, goal, decisions), list[int]()
    busiest = np.argsort(-np.bincount(t.candidate_volunteer[taken]), kind="stable")[: thresholds.COLOURING_ASKED]
    for person in busiest.tolist():
        own = taken[t.candidate_volunteer[taken] == person]
        without, with_one = decisions.copy(), decisions.copy()
        without[own] = with_one[own[1:]] = 0
        saved.append(cost - _cost(f, goal, without) if _cost(f, goal, with_one) == cost else 0)
    return max(0, min(saved, default=0))


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
