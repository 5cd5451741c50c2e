"""The search for everybody who could take a seat: at once, or by leaving another one that somebody else then takes, and so on."""

from collections.abc import Iterator

import attrs

from volmatch.live.seat_changes import SeatChanges, Seatings
from volmatch.search.state.controls import Controls

#: (costs of the first levels, people who are asked, costs of all levels): the smaller the better.
Key = tuple[tuple[int, ...], int, tuple[int, ...]]


@attrs.frozen
class SeatChain:
    """One way to fill a seat.

    Parameters
    ----------
    seatings
        Who leaves what and takes what, the one who takes the seat first.
    key
        What it costs.
    """

    seatings: Seatings
    key: Key

    @property
    def is_gap(self) -> bool:
        """Whether the seat that was left last stays empty."""
        return len(self.seatings.ends) == len(self.seatings.begins)


@attrs.define(eq=False)
class SubstituteSearch:
    """The search for all who could take one seat.

    Parameters
    ----------
    board
        Everybody's duties.
    role
        The row of the role that lacks somebody.
    barred
        Rows of people who are not asked for anything.
    firm
        Candidates that are duties nobody leaves any more.
    links
        How many seats may be left one after the other at most.
    controls
        Time and cancel.
    """

    board: SeatChanges
    role: int
    barred: frozenset[int]
    firm: frozenset[int]
    links: int
    controls: Controls
    _now: Key = attrs.field(init=False)
    _takers: dict[int, list[int]] = attrs.field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        self._now = self._key(Seatings(), 0)

    def run(self) -> Iterator[tuple[int, SeatChain | None]]:
        """Yield everybody whom no rule about them in the seat alone keeps out, with their best way; stop when time is up.

        Who can take it at once takes it at once. Others leave another seat, with as few links as will do; of as many, the way
        counts that costs least: at the first levels, then in people, then at the others.
        """
        for column in self.board.open_to(self.role):
            if self.controls.stopped_by() is not None:
                return
            if self._owner(column) not in self.barred:
                yield column, self._best(column)

    def _best(self, column: int) -> SeatChain | None:
        alone = Seatings(begins=(column,))
        if self.board.is_kept(alone):
            return SeatChain(alone, self._key(alone, 1))
        for links in range(1, self.links + 1):
            best: SeatChain | None = None
            for seatings, people in self._chains(alone, links):
                best = self._better(best, seatings, people)
            if best is not None:
                return best
        return None

    def _better(self, best: SeatChain | None, seatings: Seatings, people: int) -> SeatChain | None:
        """Return the better of two ways; one that leaves a seat empty counts only if that is better than this seat empty."""
        if not self.board.is_kept(seatings):
            return best
        first = self.board.costs(seatings, self.board.compiled.first)
        if best is not None and (first, people) > best.key[:2]:
            return best
        found = SeatChain(seatings, self._key(seatings, people))
        if found.is_gap and found.key[2] >= self._now[2]:
            return best
        return found if best is None or found.key < best.key else best

    def _chains(self, begun: Seatings, links: int) -> Iterator[tuple[Seatings, int]]:
        """Yield each way in which so many people leave a seat one after the other, with how many are asked."""
        t = self.board.compiled.f.tables
        mover = begun.begins[-1]
        for duty in self.board.duties_of(self._owner(mover)):
            left = Seatings(ends=(*begun.ends, duty), begins=begun.begins)
            if duty in self.firm or not self.board.may_suit(Seatings(ends=(duty,), begins=(mover,))):
                continue
            if links == 1:
                yield left, len(left.begins)
            for column in self._open(int(t.candidate_role[duty])):
                if self._owner(column) in {self._owner(one) for one in left.begins}:
                    continue
                taken = Seatings(ends=left.ends, begins=(*left.begins, column))
                if links > 1:
                    yield from self._chains(taken, links - 1)
                elif self.board.may_suit(Seatings(begins=(column,))):
                    yield taken, len(taken.begins)

    def _open(self, role: int) -> list[int]:
        """Return who could take a seat, as far as rules about them in it alone say."""
        if role not in self._takers:
            found = self.board.open_to(role)
            self._takers[role] = [column for column in found if self._owner(column) not in self.barred]
        return self._takers[role]

    def _owner(self, column: int) -> int:
        return int(self.board.compiled.f.tables.candidate_volunteer[column])

    def _key(self, seatings: Seatings, people: int) -> Key:
        costs = self.board.costs(seatings)
        return costs[: len(self.board.compiled.first)], people, costs
