"""Which kinds of people one could recruit at all: what roles ask for, on a day of the week, in a part of the day, at a place."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import count

import attrs

from volmatch.columns.compile import compile_problem
from volmatch.doors import door
from volmatch.explain.advice.possible_changes import settled_profiles
from volmatch.problem.problem import Problem
from volmatch.problem.session import Role, Session
from volmatch.problem.volunteer import Volunteer
from volmatch.problem.window import WEEKDAYS, Weekly

#: The times at which the parts of the day begin: morning, afternoon, evening.
BLOCKS = (dt.time(0), dt.time(12), dt.time(18))

#: A seat somebody could hold: session, role, and the number of the time and place.
Seat = tuple[str, str, int]
_DAY = dt.timedelta(days=1)


@attrs.frozen(order=True)
class _SeatNeed:
    skill: str
    level: int
    traits: tuple[str, ...]

    @classmethod
    def of(cls, role: Role) -> "_SeatNeed":
        return cls(role.skill or "", role.level if role.skill else 0, tuple(sorted(role.traits)))


@attrs.frozen(order=True)
class _Cell:
    """A part of a day of the week at a place; an empty place is anywhere."""

    place: str
    weekday: int
    block: int


@attrs.define
class _Found:
    """What happens in a cell: what its roles ask for, and its first and last minute after midnight."""

    needs: set[_SeatNeed] = attrs.field(factory=set)
    since: int = 24 * 60
    until: int = 0


@door
def profiles_from(
    problem: Problem, *, blocks: Sequence[dt.time] = BLOCKS, most: int | None = 200
) -> tuple[Volunteer, ...]:
    """Return the kinds of people who could take some seat of a problem.

    There is one for each combination of what a role asks for (skill, level, traits), day of the week, part of the day and
    place that the sessions know. Those who could hold no seat are left out; of those who could hold the same seats, the
    one with the fewest skills is kept.

    Parameters
    ----------
    problem
        The problem.
    blocks
        Clock times at which the parts of the day begin; a session belongs to the part in which it starts.
    most
        Where there would be more profiles than this, places are no longer told apart; if there are still more, those are
        kept that could hold most seats. ``None`` keeps all.

    Returns
    -------
    tuple of Volunteer
        By place, day and part of the day; none has a name, limits or wishes.
    """
    places = _places(problem)
    fine = _useful(problem, _cells(problem, sorted(blocks), places=True)) if places else []
    if places and (most is None or len(fine) <= most):
        return tuple(profile for profile, _ in fine)
    coarse = _useful(problem, _cells(problem, sorted(blocks), places=False))
    if most is not None and len(coarse) > most:
        widest = sorted(range(len(coarse)), key=lambda row: (-coarse[row][1], row))[:most]
        coarse = [coarse[row] for row in sorted(widest)]
    return tuple(profile for profile, _ in coarse)


def seats_of(problem: Problem, newcomers: Sequence[Volunteer]) -> list[frozenset[Seat]]:
    """Return the seats that each of some newcomers could hold, as far as rules about one candidate say."""
    known = len(problem.volunteers)
    together = attrs.evolve(problem, volunteers=(*problem.volunteers, *newcomers))
    tables = compile_problem(together, together.rules)
    seats: list[set[Seat]] = [set() for _ in newcomers]
    ids = [together.sessions[row].id for row in tables.role_session.tolist()]
    columns = (tables.candidate_volunteer, tables.candidate_role, tables.candidate_option)
    for volunteer, role, option in zip(*(column.tolist() for column in columns), strict=True):
        if volunteer >= known:
            seats[volunteer - known].add((ids[role], tables.role_names[role], option))
    return [frozenset(own) for own in seats]


def besides_seats(profile: Volunteer) -> Volunteer:
    """Return what there is to a newcomer besides the seats they could hold, for rules that do not ask why they could.

    Two newcomers with the same seats who are equal in this may stand for each other.
    """
    rest = attrs.evolve(profile, id="?", name="", skills={}, home=None, max_travel_minutes=None, away=())
    is_reluctant = any(offer.if_needed for offer in profile.available or ())
    return rest if is_reluctant else attrs.evolve(rest, available=None)


def fresh_ids(taken: Iterable[str], stem: str) -> Iterator[str]:
    """Yield ids that begin with a stem and are not taken."""
    known = set(taken)
    return (id_ for number in count(1) if (id_ := f"{stem}-{number}") not in known)


def _places(problem: Problem) -> set[str]:
    """Return where sessions may be held, if it takes time to get from one such place to another."""
    places = {place for session in problem.sessions for place in problem.possible_places(session)}
    return places if problem.travel is not None and len(places) > 1 else set()


def _cells(problem: Problem, blocks: Sequence[dt.time], *, places: bool) -> dict[_Cell, _Found]:
    cells: dict[_Cell, _Found] = defaultdict(_Found)
    for session in problem.sessions:
        if session.length > _DAY:
            continue  # no stretch that comes back every day holds it
        where = sorted(problem.possible_places(session)) if places else [""]
        for start in session.candidate_starts:
            block = sum(begin <= start.time() for begin in blocks) - 1
            for place in where or [""]:
                _add(cells[_Cell(place, start.weekday(), block)], session, start)
    return cells


def _add(found: _Found, session: Session, start: dt.datetime) -> None:
    since = start.hour * 60 + start.minute
    found.needs |= {_SeatNeed.of(role) for role in session.roles if role.max}
    found.since = min(found.since, since)
    found.until = max(found.until, since + session.length_minutes)


def _useful(problem: Problem, cells: dict[_Cell, _Found]) -> list[tuple[Volunteer, int]]:
    """Return the profiles of some cells that could hold any seat, each set of seats once, with the number of seats."""
    ids = fresh_ids((one.id for one in problem.volunteers), "recruit")
    drawn = [_profile("?", cell, cells[cell], need) for cell in sorted(cells) for need in sorted(cells[cell].needs)]
    named = [attrs.evolve(profile, id=id_) for profile, id_ in zip(drawn, ids, strict=False)]
    settled = settled_profiles(problem, named)
    known: set[frozenset[Seat]] = {frozenset()}
    useful = []
    for profile, seats in zip(settled, seats_of(problem, settled), strict=True):
        if seats not in known:
            known.add(seats)
            useful.append((profile, len(seats)))
    return useful


def _profile(id_: str, cell: _Cell, found: _Found, need: _SeatNeed) -> Volunteer:
    until = min(found.until, found.since + 24 * 60)  # a longer stretch would run into the next one
    return Volunteer(
        id_,
        home=cell.place or None,
        max_travel_minutes=0 if cell.place else None,
        skills={need.skill: need.level} if need.skill else {},
        traits=need.traits,
        available=[Weekly([WEEKDAYS[cell.weekday]], _clock(found.since), _clock(until))],
    )


def _clock(minutes: int) -> dt.time:
    return dt.time(minutes // 60 % 24, minutes % 60)
