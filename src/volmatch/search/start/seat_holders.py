"""Who holds which seat, and chains of people who take each other's seats until one more is filled.

Seats that each want one person, and people of whom no two duties may meet, are a list colouring: seats are vertices, people
colours. A chain is an augmenting path: somebody takes the empty seat and leaves just one for it, somebody else takes that one.
"""

from collections.abc import Iterator

import attrs
import numpy as np

from volmatch.arrays.distinct import distinct
from volmatch.arrays.ragged import Bools, Ints, whole
from volmatch.search.state import thresholds

#: Instead of the seat for which one is left: the first of a chain, and one that is in none.
_FIRST, _UNSEEN = -1, -2


@attrs.define(eq=False)
class SeatHolders:
    """Seats and who holds them.

    Parameters
    ----------
    able
        bool (R, V): who could hold each seat.
    meets
        bool (R, R): which two seats nobody can hold both.
    holder
        int64 (R,): who holds each seat, -1 for nobody.
    dice
        Decides among equals.
    may
        bool (R, V): who could hold each seat and may serve.
    pushed, partner
        int32 (R, V): how many seats each person holds that meet a seat, and the sum of their numbers: where it is one, which.
    """

    able: Bools
    meets: Bools
    holder: Ints
    dice: np.random.Generator
    may: Bools = attrs.field(init=False)
    pushed: np.ndarray[tuple[int, int], np.dtype[np.int32]] = attrs.field(init=False)
    partner: np.ndarray[tuple[int, int], np.dtype[np.int32]] = attrs.field(init=False)
    _met: list[Ints] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self.may = self.able.copy()
        self._met = [whole(row.nonzero()[0]) for row in self.meets]
        self.pushed = np.zeros(self.able.shape, dtype=np.int32)
        self.partner = np.zeros(self.able.shape, dtype=np.int32)
        holder, self.holder = self.holder, np.full_like(self.holder, -1)
        for seat in (holder >= 0).nonzero()[0].tolist():
            if self.able[seat, holder[seat]] and not self.pushed[seat, holder[seat]]:
                self.take(seat, int(holder[seat]))

    @property
    def empty(self) -> Ints:
        """The seats that nobody holds."""
        return whole((self.holder < 0).nonzero()[0])

    def take(self, seat: int, person: int) -> None:
        """Give an empty seat to somebody."""
        self.holder[seat] = person
        met = self._met[seat]
        self.pushed[met, person] += 1
        self.partner[met, person] += seat

    def leave(self, seat: int) -> None:
        """Empty a seat."""
        person, met = self.holder[seat], self._met[seat]
        self.holder[seat] = -1
        self.pushed[met, person] -= 1
        self.partner[met, person] -= seat

    def dismiss(self, person: int) -> list[int]:
        """Send somebody home; return the seats that are empty now."""
        seats: list[int] = (self.holder == person).nonzero()[0].tolist()
        for seat in seats:
            self.leave(seat)
        self.may[:, person] = False
        return seats

    def admit(self, person: int) -> None:
        """Let somebody serve."""
        self.may[:, person] = self.able[:, person]

    def force(self, seat: int, person: int) -> list[int]:
        """Give an empty seat to somebody who leaves all that meet it; return these."""
        left: list[int] = ((self.holder == person) & self.meets[seat]).nonzero()[0].tolist()
        for other in left:
            self.leave(other)
        self.take(seat, person)
        return left

    def mend(self) -> int:
        """Fill what chains can fill; return how many seats stay empty."""
        empty = self.empty
        return sum(not self.fill(seat) for seat in self.dice.permutation(empty).tolist())

    def fill(self, seat: int) -> bool:
        """Fill an empty seat by a shortest chain; return whether there was one."""
        for _ in range(thresholds.COLOURING_AGAIN):
            parent, last = self._chain(seat)
            if last is None:
                return False
            for one, person in self._back(parent, *last):
                if self.pushed[one, person]:
                    break  # the same person twice: what was shifted so far is as good as before
                if self.holder[one] >= 0:
                    self.leave(one)
                self.take(one, person)
            if self.holder[seat] >= 0:
                return True
        return False

    def _chain(self, seat: int) -> tuple[Ints, tuple[int, int] | None]:
        """Return for which seat each one would be left, and the last step of a chain: a seat, and who takes it leaving none."""
        parent = np.full(self.holder.size, _UNSEEN, dtype=np.int64)
        parent[seat] = _FIRST
        front = whole([seat])
        while front.size:
            pushed, may = self.pushed[front], self.may[front]
            held = (self.holder[front] >= 0).nonzero()[0]
            may[held, self.holder[front[held]]] = False  # who leaves a seat is no one to take it
            row, person = (may & (pushed == 0)).nonzero()
            if row.size:
                one = int(self.dice.integers(row.size))
                return parent, (int(front[row[one]]), int(person[one]))
            row, person = (may & (pushed == 1)).nonzero()
            left = self.partner[front[row], person]
            new = self.dice.permutation((parent[left] == _UNSEEN).nonzero()[0])
            parent[left[new]] = front[row[new]]
            front = distinct(left[new])
        return parent, None

    def _back(self, parent: Ints, seat: int, person: int) -> Iterator[tuple[int, int]]:
        """Yield the steps of a chain from its end: a seat, and who takes it."""
        while seat != _FIRST:
            before = int(self.holder[seat])
            yield seat, person
            seat, person = int(parent[seat]), before
