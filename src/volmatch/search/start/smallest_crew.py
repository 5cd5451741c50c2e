"""As few people as can do it: a crew of a given size, whose members change until no seat is empty.

Within a crew, an empty seat goes to whoever gives up least for it; who was pushed out may not come back at once (partial
colouring with tabu: Bloechliger, Zufferey, A graph coloring heuristic using partial solutions and a reactive tabu scheme,
Computers & Operations Research 35, 2008), and chains of people fill what they can. Where that gains nothing more, somebody is
sent home for somebody who stayed there.
"""

from collections.abc import Callable, Iterator

import attrs
import numpy as np
import numpy.typing as npt

from volmatch.arrays.distinct import distinct
from volmatch.arrays.ragged import Bools, Ints, whole
from volmatch.search.start.seat_holders import SeatHolders
from volmatch.search.state import thresholds


@attrs.define(eq=False)
class SmallestCrew:
    """Who serves, and who holds which seat.

    Parameters
    ----------
    seating
        The seats.
    order
        int64 (R,): the seats in the order in which they are filled at the beginning.
    open
        bool (V,): who may serve.
    """

    seating: SeatHolders
    order: Ints
    open: Bools = attrs.field(init=False)
    _share: npt.NDArray[np.float64] = attrs.field(init=False)
    _worth: npt.NDArray[np.float64] = attrs.field(init=False)
    _barred: Ints = attrs.field(init=False)
    _rest: Ints = attrs.field(init=False)
    _turn: int = attrs.field(init=False, default=0)

    def __attrs_post_init__(self) -> None:
        able = self.seating.able
        self.open = np.ones(able.shape[1], dtype=bool)
        self._share = 1.0 / np.maximum(able.sum(axis=1), 1)
        self._worth = self._share @ able
        self._barred = np.zeros(able.shape, dtype=np.int64)
        self._rest = np.zeros(able.shape[1], dtype=np.int64)

    def fill(self, is_over: Callable[[], bool], *, turns: int) -> bool:
        """Fill every seat, or give up after so many turns in vain; return whether all are filled."""
        fewest, since = self.seating.mend(), 0
        while (empty := self.seating.empty).size:
            fewest, since = (empty.size, 0) if empty.size < fewest else (fewest, since + 1)
            if since >= turns or (self._turn % thresholds.COLOURING_ASKS == 0 and is_over()):
                return False
            self._step(empty)
        return True

    def fewer(self, least: int, is_over: Callable[[], bool]) -> Iterator[int]:
        """Yield how many people hold all seats now, ever fewer of them, beginning with a crew of the least size there can be.

        A crew that cannot do it takes in one more; one that can sends somebody home, until that fails too often.
        """
        holder = self.seating.holder.copy()
        serving = distinct(holder).size
        if serving <= least:
            return
        found = self._grown(least, serving - 1, is_over)
        if found is None:
            self._seat(np.isin(np.arange(self.open.size), holder), holder)
        else:
            serving = found
            yield serving
        in_vain = 0
        while serving > least and in_vain < thresholds.COLOURING_TRIED and not is_over():
            kept = self.open.copy(), self.seating.holder.copy()
            if self._without_one() and self._search(is_over, thresholds.COLOURING_ROUNDS[2]):
                serving, in_vain = distinct(self.seating.holder).size, 0
                yield serving
            else:
                self._seat(*kept)
                in_vain += 1

    def _grown(self, least: int, most: int, is_over: Callable[[], bool]) -> int | None:
        """Return of how many people the first crew is that can do it, ``None`` if more than so many are needed."""
        self._seat(self._chosen(least), np.full_like(self.seating.holder, -1))
        self._construct(is_over)
        rounds = thresholds.COLOURING_ROUNDS[0]
        while not self._search(is_over, rounds):
            out = (~self.open).nonzero()[0]
            if is_over() or not out.size or self.open.sum() >= most:
                return None
            helps = self.seating.able[self.seating.empty][:, out].sum(axis=0)
            self._admit(int(out[np.argmax(helps + self.seating.dice.random(out.size))]))
            rounds = thresholds.COLOURING_ROUNDS[1]
        return distinct(self.seating.holder).size

    def _chosen(self, size: int) -> Bools:
        """Return a crew that together can do much, and most of what few can do; bool (V,)."""
        able, left = self.seating.able, self._share.copy()
        chosen = np.zeros(self.open.size, dtype=bool)
        for _ in range(min(size, self.open.size)):
            person = int(np.argmax(np.where(chosen, -1.0, left @ able)))
            chosen[person] = True
            left[able[:, person]] *= thresholds.COLOURING_LESS
        return chosen

    def _seat(self, people: Bools, holder: Ints) -> None:
        """Let just these people serve, and hold these seats."""
        seating = self.seating
        for seat in ((seating.holder >= 0) & (seating.holder != holder)).nonzero()[0].tolist():
            seating.leave(seat)
        seating.may[:] = seating.able & people
        self.open = people.copy()
        for seat in ((holder >= 0) & (seating.holder < 0)).nonzero()[0].tolist():
            seating.take(seat, int(holder[seat]))

    def _construct(self, is_over: Callable[[], bool]) -> None:
        """Fill the seats in their order, each by whoever is least needed elsewhere, or by a chain."""
        seating = self.seating
        for turn, seat in enumerate(self.order.tolist()):
            if turn % thresholds.COLOURING_ASKS == 0 and is_over():
                return
            free = (seating.may[seat] & (seating.pushed[seat] == 0)).nonzero()[0]
            if free.size:
                seating.take(seat, int(free[np.argmin(self._worth[free] + seating.dice.random(free.size) / 8)]))
            else:
                seating.fill(seat)

    def _search(self, is_over: Callable[[], bool], rounds: int) -> bool:
        """Fill every seat by a crew of this size, or give up after so many rounds in vain; return whether all are filled."""
        fewest, in_vain = self.seating.holder.size + 1, 0
        while not self.fill(is_over, turns=thresholds.COLOURING_ROUND):
            left = self._change(is_over)
            if not left:
                break
            fewest, in_vain = (left, 0) if left < fewest else (fewest, in_vain + 1)
            if in_vain >= rounds or is_over():
                return False
        return True

    def _change(self, is_over: Callable[[], bool]) -> int:
        """Change some people of the crew where that leaves no more seats empty; return how many are."""
        left = self.seating.empty.size
        for _ in range(thresholds.COLOURING_CHANGES):
            kept = self.open.copy(), self.seating.holder.copy()
            if not left or is_over() or not self._swap():
                break
            now = self.seating.mend()
            if now > left:
                self._seat(*kept)
            left = min(now, left)
        return left

    def _swap(self) -> bool:
        """Send somebody home for whoever could fill most empty seats and do most of their duties; return whether anybody."""
        self._turn += 1
        seating, dice = self.seating, self.seating.dice
        out, inside = ((one & (self._rest < self._turn)).nonzero()[0] for one in (~self.open, self.open))
        if not out.size or not inside.size:
            return False
        new = int(out[np.argmax(seating.able[seating.empty][:, out].sum(axis=0) + dice.random(out.size))])
        held = seating.holder >= 0
        cannot = np.bincount(seating.holder[held], ~seating.able[held, new], self.open.size)
        old = int(inside[np.argmin(cannot[inside] + dice.random(inside.size))])
        self._admit(new)
        for seat in self._dismiss(old):
            if seating.may[seat, new]:
                seating.take(seat, new)
        self._rest[[old, new]] = self._turn + dice.integers(*thresholds.COLOURING_REST, size=2)
        return True

    def _without_one(self) -> bool:
        """Send home whoever does nothing, and one of those who do least and can be missed; return whether there is one."""
        duties = np.bincount(self.seating.holder, minlength=self.open.size)
        for idle in (self.open & (duties == 0)).nonzero()[0].tolist():
            self._dismiss(idle)
        only = self.seating.may & (self.seating.may.sum(axis=1) == 1)[:, None]
        spare = (self.open & ~only.any(axis=0)).nonzero()[0]
        if spare.size:
            busy = duties[spare] + self.seating.dice.random(spare.size) * thresholds.COLOURING_ABOUT
            self._dismiss(int(spare[np.argmin(busy)]))
        return bool(spare.size)

    def _admit(self, person: int) -> None:
        self.open[person] = True
        self.seating.admit(person)

    def _dismiss(self, person: int) -> list[int]:
        self.open[person] = False
        return self.seating.dismiss(person)

    def _step(self, empty: Ints) -> None:
        """Give an empty seat to whoever gives up the fewest others for it, unless they were pushed out of it just now."""
        self._turn += 1
        seating = self.seating
        pushed = seating.pushed[empty]
        may = seating.may[empty] & ((self._barred[empty] <= self._turn) | (pushed == 0))
        cost = np.where(may, pushed + seating.dice.random(pushed.shape), np.inf)
        best = int(cost.argmin())
        if not np.isfinite(cost.flat[best]):
            return
        seat, person = int(empty[best // self.open.size]), best % self.open.size
        tenure = self._turn + int(thresholds.COLOURING_TENURE[0] * empty.size)
        left = seating.force(seat, person)
        for other in left:
            self._barred[other, person] = tenure + int(seating.dice.integers(thresholds.COLOURING_TENURE[1])) + 1
        for other in left:
            seating.fill(other)
        still = seating.empty
        if still.size:
            seating.fill(int(whole(still)[seating.dice.integers(still.size)]))
