"""Ejection chains: somebody leaves a seat for an empty one, somebody else takes theirs, until nobody is missed.

Each step fills a seat and opens none that matters more, so however long the chain, the schedule gets no worse on the way
(ejection chains: Glover, Ejection chains, reference structures and alternating path methods, 1996).
"""

import random
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

import attrs
import numpy as np

from volmatch.arrays.ragged import Ints, whole
from volmatch.columns.tables import Tables
from volmatch.formulation.formulation import Formulation
from volmatch.search.start.partial_schedule import PackingRows, PartialSchedule
from volmatch.search.state import thresholds

#: The rank of seats beyond a role's minimum: nobody counts here who leaves one.
_SPARE = 2**40

#: A candidate's place in the packing, and the places of the duties that this person leaves for it.
Swap = tuple[int, tuple[int, ...]]


def ejection_chains(
    f: Formulation, decisions: Ints, packing: PackingRows, seed: int, is_over: Callable[[], bool]
) -> Ints:
    """Fill seats up to each role's minimum, those of the first priority first; blocks until that gains nothing more.

    Parameters
    ----------
    f, packing
        The formulation and its packing rows.
    decisions
        int64 (f.decisions,) or longer: the schedule to begin with.
    seed
        Of the choice among people and chains.
    is_over
        Asked before each chain; once it says yes, the schedule is returned as it stands.

    Returns
    -------
    int64 (f.decisions,). Keeps the upper bounds of the rows of level 0 over decisions alone if `decisions` keeps them;
    minimums that a rule asks for stay as they are served. No goal is looked at: whoever uses the result judges it.
    """
    draft = PartialSchedule.on(packing)
    draft.take_all(decisions[: f.decisions].nonzero()[0])
    return EjectionChains.of(f.tables, draft, random.Random(seed)).run(is_over)


@attrs.define(eq=False)
class EjectionChains:
    """The seats as they change hands; in plain lists, for each step touches few of them.

    Parameters
    ----------
    draft
        What is decided at the beginning.
    room
        What each row still allows.
    volunteer, role
        Of the candidate at each place of the packing.
    heads, least, rank
        Of each role: its people, its minimum, and its session's priority.
    promised
        Places that serve a rule which asks for a minimum: nobody leaves these.
    duties
        Places taken, by volunteer.
    """

    draft: PartialSchedule
    room: list[int]
    volunteer: list[int]
    role: list[int]
    heads: list[int]
    least: list[int]
    rank: list[int]
    promised: frozenset[int]
    duties: dict[int, list[int]]
    dice: random.Random
    _empty: set[int] = attrs.field(init=False)
    _rows: dict[int, dict[int, int]] = attrs.field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        self._empty = {role for role, least in enumerate(self.least) if self.heads[role] < least}

    @classmethod
    def of(cls, t: Tables, draft: PartialSchedule, dice: random.Random) -> "EjectionChains":
        """Seat everybody as a draft says."""
        packing = draft.packing
        candidates = packing.column[: t.candidate_volunteer.size]
        volunteer, role = t.candidate_volunteer[candidates], t.candidate_role[candidates]
        taken = draft.values[candidates].nonzero()[0]
        duties: dict[int, list[int]] = {}
        for place, who in zip(taken.tolist(), volunteer[taken].tolist(), strict=True):
            duties.setdefault(who, []).append(place)
        priority = t.session_priority
        return cls(
            draft=draft,
            room=draft.room.tolist(),
            volunteer=volunteer.tolist(),
            role=role.tolist(),
            heads=np.bincount(role[taken], minlength=t.role_session.size).tolist(),
            least=t.role_min.tolist(),
            rank=priority[t.role_session].tolist(),
            promised=frozenset(place for columns, *_ in packing.demands for place in packing.place[columns].tolist()),
            duties=duties,
            dice=dice,
        )

    def run(self, is_over: Callable[[], bool]) -> Ints:
        """Follow chains, priority by priority, until that gains nothing more; return the decisions."""
        for rank in sorted({self.rank[role] for role in self._empty}):
            self._fill(rank, is_over)
        return self._decisions()

    def _fill(self, rank: int, is_over: Callable[[], bool]) -> None:
        in_vain, todo = 0, list[int]()
        while not is_over():
            if not todo:
                todo = sorted(role for role in self._empty if self.rank[role] <= rank)
                self.dice.shuffle(todo)
                if in_vain >= thresholds.CHAINS_IN_VAIN * len(todo):
                    return
            role = todo.pop()
            if role in self._empty:
                in_vain = 0 if self._follow(role) else in_vain + 1

    def _follow(self, role: int) -> bool:
        """Fill a seat, then the one that opened for it, and so on; return whether that gained anything."""
        left: set[int] = set()
        for _ in range(thresholds.LONGEST_CHAIN):
            swap = self._swap(role, left)
            if swap is None:
                return False
            place, given_up = swap
            for duty in given_up:
                self._leave(duty)
            self._take(place)
            left.update(given_up)
            opened = (self.role[duty] for duty in given_up)
            again = [one for one in opened if one in self._empty and self.rank[one] == self.rank[role]]
            if not again:
                return True
            role = again[0]
        return False

    def _swap(self, role: int, left: set[int]) -> Swap | None:
        """Return who takes a seat, and what for: nothing, or one duty rather than two, those that are missed least."""
        of_role = self.draft.packing.of_role
        wanting: list[tuple[int, dict[int, int], list[int]]] = []
        for place in range(of_role[role], of_role[role + 1]):
            own = self.duties.get(self.volunteer[place], [])
            if place in left or place in own:
                continue
            short = {row: need for row, need in self._rows_of(place).items() if self.room[row] < need}
            if not short:
                return place, ()
            wanting.append((place, short, own))
        for number in (1, 2):
            swaps = [
                (place, given_up)
                for place, short, own in wanting
                for given_up in self._choices(own, number, role)
                if self._makes_room(given_up, short)
            ]
            if swaps:
                return max(swaps, key=lambda swap: (min(map(self._rank_of, swap[1])), self.dice.random()))
        return None

    def _choices(self, own: Sequence[int], number: int, role: int) -> Iterator[tuple[int, ...]]:
        """Yield so many of somebody's duties that may be left for a seat: not two seats as good, no better one."""
        for given_up in combinations(own, number):
            ranks = sorted(map(self._rank_of, given_up))
            missed = ranks[0] if number == 1 or ranks[1] == _SPARE else ranks[0] - 1
            if missed >= self.rank[role] and all(map(self._may_be_left, given_up)):
                yield given_up

    def _rank_of(self, duty: int) -> int:
        """Return how little a duty's seat would be missed: the higher, the less."""
        role = self.role[duty]
        return self.rank[role] if self.heads[role] <= self.least[role] else _SPARE

    def _may_be_left(self, duty: int) -> bool:
        """Whether a duty is no promise, and no row allows others only because of it."""
        rows = self._rows_of(duty).items()
        return duty not in self.promised and all(need >= 0 or self.room[row] + need >= 0 for row, need in rows)

    def _makes_room(self, given_up: tuple[int, ...], short: dict[int, int]) -> bool:
        rows = [self._rows_of(duty) for duty in given_up]
        return all(self.room[row] + sum(one.get(row, 0) for one in rows) >= need for row, need in short.items())

    def _rows_of(self, place: int) -> dict[int, int]:
        """Return the rows in which a place stands, and how much of each it takes."""
        if place not in self._rows:
            packing = self.draft.packing
            entries = slice(packing.first[place], packing.first[place + 1])
            row, coefficient = packing.row[entries].tolist(), packing.coefficient[entries].tolist()
            self._rows[place] = dict(zip(row, coefficient, strict=True))
        return self._rows[place]

    def _take(self, place: int) -> None:
        self._shift(place, 1)
        self.duties.setdefault(self.volunteer[place], []).append(place)

    def _leave(self, place: int) -> None:
        self._shift(place, -1)
        self.duties[self.volunteer[place]].remove(place)

    def _shift(self, place: int, people: int) -> None:
        for row, need in self._rows_of(place).items():
            self.room[row] -= people * need
        role = self.role[place]
        self.heads[role] += people
        (self._empty.add if self.heads[role] < self.least[role] else self._empty.discard)(role)

    def _decisions(self) -> Ints:
        packing, values = self.draft.packing, self.draft.values.copy()
        values[packing.column[: len(self.volunteer)]] = 0
        values[packing.column[whole([place for own in self.duties.values() for place in own])]] = 1
        return values
