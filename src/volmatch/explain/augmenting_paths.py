"""Which seats lack people most: found by moving people along alternating paths for as long as that fills a seat."""

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence

import attrs

from volmatch.explain.seats import Seat, Seating

#: Some sessions of one person: a row number.
_Portion = int


@attrs.define(eq=False)
class _Exchange:
    """Who might fill which seats if, of all rules, only what each person can do at most counted.

    Parameters
    ----------
    room
        How many more seats each portion can fill.
    portions
        The portions that may fill each seat.
    filled
        The portions that fill each seat.
    fills
        The seats each portion fills.
    """

    room: list[int] = attrs.field(factory=list)
    portions: dict[Seat, list[_Portion]] = attrs.field(factory=lambda: defaultdict(list))
    filled: dict[Seat, list[_Portion]] = attrs.field(factory=lambda: defaultdict(list))
    fills: dict[_Portion, list[Seat]] = attrs.field(factory=lambda: defaultdict(list))

    def put(self, portion: _Portion, seat: Seat) -> None:
        """Let a portion fill a seat."""
        self.room[portion] -= 1
        self.filled[seat].append(portion)
        self.fills[portion].append(seat)

    def take(self, portion: _Portion, seat: Seat) -> None:
        """Let a portion leave a seat."""
        self.room[portion] += 1
        self.filled[seat].remove(portion)
        self.fills[portion].remove(seat)

    def search(self, lacking: Sequence[Seat]) -> tuple[list[Seat], list[tuple[_Portion, Seat]]]:
        """Look from seats that lack somebody for a portion that has room.

        Returns
        -------
        list
            All seats seen.
        list
            The moves that fill one more seat, the last one first; none if nothing has room.
        """
        seen = dict.fromkeys(lacking)
        came_from: dict[_Portion, Seat] = {}
        left_by: dict[Seat, _Portion] = {}
        waiting = deque(seen)
        while waiting:
            seat = waiting.popleft()
            for portion in self.portions[seat]:
                if portion in came_from or portion in self.filled[seat]:
                    continue
                came_from[portion] = seat
                if self.room[portion] > 0:
                    return list(seen), list(_path(portion, came_from, left_by))
                for other in self.fills[portion]:
                    if other not in seen:
                        seen[other] = None
                        left_by[other] = portion
                        waiting.append(other)
        return list(seen), []


def _path(
    portion: _Portion, came_from: dict[_Portion, Seat], left_by: dict[Seat, _Portion]
) -> Iterator[tuple[_Portion, Seat]]:
    seat = came_from[portion]
    yield portion, seat
    while seat in left_by:
        portion = left_by[seat]
        seat = came_from[portion]
        yield portion, seat


def scarce(seating: Seating) -> list[Seat]:
    """Return the seats that are short of people by the largest number, as far as sums of what each person can do tell.

    Notes
    -----
    A maximum flow from seats to people, begun with the schedule; what is reached from the seats that stay empty is the
    smallest of its minimum cuts (König 1931; Ford and Fulkerson 1956).
    """
    seats = seating.reached_from(seating.empty)
    exchange = _exchange(seating, seats)
    while True:
        lacking = [seat for seat in seats if len(exchange.filled[seat]) < seating.need(seat)]
        seen, moves = exchange.search(lacking)
        if not moves:
            return seen
        for (portion, seat), before in zip(moves, [*moves[1:], None], strict=True):
            if before is not None:
                exchange.take(before[0], seat)
            exchange.put(portion, seat)


def _exchange(seating: Seating, seats: Sequence[Seat]) -> _Exchange:
    """Return what the schedule fills of some seats, by the portions of everybody who could fill any of them."""
    exchange = _Exchange()
    of_session: dict[tuple[str, str], _Portion] = {}
    for volunteer, sessions in seating.sessions_by_person(seats).items():
        for own, most in seating.capacities.portions(volunteer, sessions):
            of_session.update({(volunteer.id, session): len(exchange.room) for session in own})
            exchange.room.append(most)
    for seat in seats:
        for volunteer in seating.able(seat):
            exchange.portions[seat].append(of_session[volunteer.id, seat[0]])
        for one in seating.schedule.crews.get(seat[0], ()):
            portion = of_session.get((one.volunteer, seat[0]))
            is_wanted = one.role == seat[1] and len(exchange.filled[seat]) < seating.need(seat)
            if is_wanted and portion in exchange.portions[seat] and exchange.room[portion] > 0:
                exchange.put(portion, seat)
    return exchange
