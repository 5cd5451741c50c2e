"""What one region solves, in words: sessions elsewhere ask for nobody, and seats that others hold are taken off."""

from collections.abc import Collection, Mapping, Sequence

import attrs

from volmatch.problem.place import Travel, Way
from volmatch.problem.problem import Problem
from volmatch.problem.session import Role, Session
from volmatch.problem.values import settle_as
from volmatch.schedule import Assignment, Placement, Schedule

#: A seat: the ids of a session and of a role in it.
Seat = tuple[str, str]
Heads = Mapping[Seat, int]
NOBODY: Heads = {}


def asking_for_nobody(session: Session) -> Session:
    """Return a session that costs nothing however many come."""
    if all(role.min == role.target == 0 for role in session.roles):
        return session
    return _with_roles(session, [attrs.evolve(role, min=0, target=0) for role in session.roles])


def less_those_held(session: Session, held: Heads, most: Heads) -> Session:
    """Return a session that asks for fewer, as others hold some of its seats, and has no more room than is said."""
    seats = [(session.id, role.name) for role in session.roles]
    if not any(seat in held or seat in most for seat in seats):
        return session
    return _with_roles(session, [_less(role, session.id, held, most) for role in session.roles])


def _with_roles(session: Session, roles: Sequence[Role]) -> Session:
    """Return a session with other heads in its roles, settled as it is: a problem need not read it again."""
    found = attrs.evolve(session, roles=roles)
    settle_as(session, found)
    return found


def _less(role: Role, session: str, held: Heads, most: Heads) -> Role:
    seat = session, role.name
    heads = held.get(seat, 0)
    room = max(0, min(role.max - heads, most.get(seat, role.max)))
    least, target = (min(room, max(0, asked - heads)) for asked in (role.min, role.target))
    return attrs.evolve(role, min=least, target=target, max=room)


def by_itself(problem: Problem, inner: Collection[str]) -> Problem:
    """Return a region's problem in which only its inner sessions ask for anybody: what all others cost is told elsewhere."""
    sessions = [one if one.id in inner else asking_for_nobody(one) for one in problem.sessions]
    return attrs.evolve(problem, sessions=sessions)


def beside_others(problem: Problem, asks: Collection[str], held: Heads, most: Heads) -> Problem:
    """Return a problem in which only some sessions ask, for those whom others leave to be found."""
    sessions = [
        less_those_held(one, held, most) if one.id in asks else asking_for_nobody(one) for one in problem.sessions
    ]
    return attrs.evolve(problem, sessions=sessions)


def together(problems: Sequence[Problem], sessions: Collection[str]) -> Problem:
    """Return the problem of several regions without their people: these sessions of each, and what stands for all others.

    Where two regions tell of one way, the longer counts: what keeps the rules then keeps them in each of the two.
    """
    if len(problems) == 1:
        return problems[0]
    listed = [one for problem in problems for one in problem.sessions]
    asking = {one.id: one for one in listed if one.id in sessions and any(role.max for role in one.roles)}
    places = {place.id: place for problem in reversed(problems) for place in problem.places}
    rooms = {room.id: room for problem in reversed(problems) for room in problem.rooms}
    return attrs.evolve(
        problems[0],
        volunteers=(),
        sessions=[*{one.id: asking.get(one.id, one) for one in listed}.values()],
        places=[*places.values()],
        rooms=[*rooms.values()],
        travel=_all_ways(problems),
        history=[*dict.fromkeys(duty for problem in problems for duty in problem.history)],
    )


def _all_ways(problems: Sequence[Problem]) -> Travel | None:
    told = [problem.travel for problem in problems if problem.travel is not None]
    if not told:
        return None
    longest: dict[frozenset[str], Way] = {}
    for way in (way for one in told for way in one.minutes):
        ends = frozenset((way.a, way.b))
        if ends not in longest or longest[ends].minutes < way.minutes:
            longest[ends] = way
    return attrs.evolve(told[0], minutes=[*longest.values()], default_minutes=max(one.default_minutes for one in told))


def as_schedule(problem: Problem, duties: Collection[Assignment]) -> Schedule:
    """Return the schedule in which every session takes place at its one time, with these duties."""
    return Schedule(duties, [Placement(one.id, one.candidate_starts[0]) for one in problem.sessions])


def heads_of(duties: Collection[Assignment], sessions: Collection[str]) -> dict[Seat, int]:
    """Return how many hold each role of some sessions."""
    found: dict[Seat, int] = {}
    for one in duties:
        if one.session in sessions:
            found[one.session, one.role] = found.get((one.session, one.role), 0) + 1
    return dict(sorted(found.items()))
