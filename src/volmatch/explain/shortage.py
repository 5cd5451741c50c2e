"""Why seats stay empty: seats and people whose numbers prove that nobody could do better."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from volmatch.check import check
from volmatch.doors import door
from volmatch.explain.augmenting_paths import scarce
from volmatch.explain.hall_violators import Shortage, Shortages, Supply, WantedSeats
from volmatch.explain.not_held import not_held
from volmatch.explain.seats import Seat, Seating
from volmatch.outcome import Outcome, schedule_given
from volmatch.problem.problem import Problem
from volmatch.schedule import LevelReport, Schedule


@door
def shortage(problem: Problem, outcome: Outcome | Schedule) -> Shortages:
    """Explain the empty seats of a schedule by counting.

    Looks at the seats below ``min`` that are empty, and at sessions that do not take place, and not by choice. A proof names a set of seats, everybody who
    could fill any of them, and how many each can fill at most, from named facts: what overlaps, and whose limits are reached.
    It holds for every schedule that keeps what the data of volunteers demand.

    Returns
    -------
    Shortages
        Proofs about different seats; where they do not explain all empty seats, it says so.

    Raises
    ------
    OptionError
        If there is no schedule.
    """
    schedule = schedule_given(outcome, "outcome").settled(problem)
    seating = Seating(problem, schedule)
    pieces = [piece for piece in _pieces(seating, scarce(seating)) if seating.missing(piece) > 0]
    found = tuple(_shortage(seating, piece) for piece in pieces)
    gone = not_held(problem, schedule)
    empty = sum(seating.empty.values()) + sum(one.seats for one in gone)
    explained = {seats.session for one in found if one.explains_all for seats in one.seats}
    unexplained = {seat[0] for seat in seating.empty} - explained
    unexplained |= {one.session for one in gone if not one.is_proved}
    levels = outcome.levels if isinstance(outcome, Outcome) else ()
    level, is_proved = _searched(problem, schedule, levels, unexplained)
    return Shortages(found=found, not_held=gone, empty=empty, level=level, is_proved=is_proved)


def _searched(
    problem: Problem, schedule: Schedule, levels: Sequence[LevelReport], sessions: set[str]
) -> tuple[int | None, bool]:
    """Return the last level at which one of some sessions first costs anything, and whether all levels up to it are proved.

    Levels told about other costs than those of this schedule count as not proved.
    """
    if not sessions:
        return None, False
    report = check(problem, schedule)
    first: dict[str, int] = {}
    for told in report.violations:
        for session in sessions.intersection(told.sessions) if told.level and not told.volunteers else ():
            first[session] = min(told.level, first.get(session, told.level))
    level = max(first.values(), default=None)
    if level is None or not report.ok:
        return level, False
    claims = [one for one in levels if one.level <= level]
    values = [(one.level, one.value) for one in report.levels if one.level <= level]
    is_same = [(one.level, one.value) for one in claims] == values
    return level, is_same and all(one.proved for one in claims)


def _pieces(seating: Seating, seats: Sequence[Seat]) -> Iterator[list[Seat]]:
    """Yield the parts of a set of seats that nobody's sum ties together, in the order of their first seats."""
    ties = [{seat[0]} for seat in seats]
    ties += [set(share.sessions) for own in seating.shares(seats).values() for share in own if share.reason is not None]
    pieces: list[set[str]] = []
    for tie in ties:
        joined = [piece for piece in pieces if not piece.isdisjoint(tie)]
        pieces = [piece for piece in pieces if piece.isdisjoint(tie)] + [tie.union(*joined)]
    piece_of = {session: number for number, piece in enumerate(pieces) for session in piece}
    found: dict[int, list[Seat]] = defaultdict(list)
    for seat in seats:
        found[piece_of[seat[0]]].append(seat)
    yield from found.values()


def _shortage(seating: Seating, seats: Iterable[Seat]) -> Shortage:
    """Return the proof about some seats, with everybody who could fill any."""
    seats = tuple(seats)
    shares = seating.shares(seats)
    return Shortage(
        seats=tuple(_wanted(seating, seat) for seat in seats),
        people=tuple(Supply(volunteer=one.id, shares=own, label=one.label) for one, own in shares.items()),
    )


def _wanted(seating: Seating, seat: Seat) -> WantedSeats:
    session = seating.problem.session(seat[0])
    return WantedSeats(
        session=seat[0],
        role=seat[1],
        need=seating.need(seat),
        empty=seating.empty.get(seat, 0),
        label=seat[0] if session is None else session.label,
    )
