"""The problem that a desk solves when it places what is open: promises stay, refusals are kept, ratings are wishes."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial, reduce

import attrs

from volmatch.live.dispatch.desk_state import DeskState, Promise
from volmatch.live.dispatch.known_records import KnownRecords
from volmatch.live.forgetting import without_session
from volmatch.problem.problem import Problem
from volmatch.problem.session import RoomNeed, Session
from volmatch.problem.volunteer import Volunteer, Wish
from volmatch.rules import Complete, Cover, Drop, FewestChanges, Pin, Pinned, only

#: What nobody has to wish for more of.
BEST = 5
_HOUR = dt.timedelta(hours=1)


def batch_of(
    state: DeskState,
    at: dt.datetime,
    *,
    memory: dt.timedelta,
    notice: dt.timedelta = dt.timedelta(0),
    expected: Iterable[Session] = (),
    known: KnownRecords | None = None,
) -> Problem:
    """Return the problem of placing what is open at a moment.

    Orders that are asked for, promised or served take place when and where they were promised, with those who promised
    and may get more. Orders without anybody have the starts that are left; where somebody gave one back, the hour that
    was told to whoever ordered stays if anybody at all can come then. Orders that ended more than `memory` ago are gone; what was served in them counts as ``served_hours``. A rating is a wish about orders of that kind: each star
    short of five counts against asking, and forbids nothing.

    Parameters
    ----------
    state
        What the desk knows.
    at
        The moment.
    memory
        How long ago an order may have ended and still count for limits and rest.
    notice
        Nothing open begins sooner than this.
    expected
        Sessions that are likely to be ordered: places are kept for them, after all that was ordered.
    known
        What was made of the same people and orders before.
    """
    known = known or KnownRecords(state.problem.zone)
    ordered = [*_sessions(state, at, memory, notice, known)]
    last = max((one.priority for one in ordered), default=0) + 1
    sessions = [*ordered, *(attrs.evolve(one, priority=last, optional=True) for one in expected)]
    there = {one.id for one in sessions}
    held = [one for one in state.promises.values() if one.holds and one.session in there]
    stay = [Pin(volunteer=one.volunteer, session=one.session, role=one.role) for one in held]
    kept = {(one.session, one.volunteer) for one in held}
    never = [
        Pin(volunteer=volunteer, session=session)
        for session, volunteer in sorted(state.refused)
        if session in there and (session, volunteer) not in kept
    ]
    served = _served_before(state, there)
    stars = _stars(state)
    people = [_with_past(one, served[one.id], stars.get(one.id, {}), known) for one in state.people.values()]
    rules = [*state.problem.rules, *([Pinned(stay=stay, never=never)] if stay or never else [])]
    cancelled = [id_ for id_ in there if state.orders.get(id_) and state.orders[id_].is_cancelled]
    problem = attrs.evolve(
        state.problem, volunteers=people, sessions=sessions, rules=only(rules) if state.is_exact else rules
    )
    return _with_hours_kept(reduce(without_session, sorted(cancelled), problem), state)


def _sessions(
    state: DeskState, at: dt.datetime, memory: dt.timedelta, notice: dt.timedelta, known: KnownRecords
) -> Iterator[Session]:
    own = {one.id for one in state.problem.sessions}
    for id_, order in state.orders.items():
        session, crew = order.session, state.crew(id_)
        if crew:
            if id_ in own or crew[0].start + session.length > at - memory:
                is_past = crew[0].start < at
                how = crew[0].start, crew[0].room, tuple(one.role for one in crew) if is_past else None
                yield known.made(session, how, partial(_promised, session, crew, is_past=is_past))
        elif id_ in own:
            yield session
        elif not order.is_cancelled:
            starts = tuple(one for one in session.candidate_starts if one >= at + notice)
            if starts == session.candidate_starts:
                yield session
            elif starts:
                yield known.made(session, starts, partial(at_starts, session, starts))


def _with_hours_kept(problem: Problem, state: DeskState) -> Problem:
    """Return a problem with the goal that an order nobody has any more keeps the hour that was told.

    Right behind the seats: it may move where it would be lost otherwise, and for nothing less.
    """
    told = [
        one
        for session in problem.sessions
        if (one := state.told.get(session.id)) and not state.crew(session.id) and one.start in session.candidate_starts
    ]
    if not told:
        return problem
    seats = max((rule.level for rule in problem.rules if isinstance(rule, (Cover, Complete, Drop))), default=0)
    rules = [attrs.evolve(one, level=one.level + 1) if one.level > seats else one for one in problem.rules]
    kept = FewestChanges(level=seats + 1, count="times", placements=told)
    return attrs.evolve(problem, rules=only([*rules, kept]))


def at_starts(session: Session, starts: Iterable[dt.datetime]) -> Session:
    """Return a session that may begin at some moments only."""
    return attrs.evolve(session, start=None, end=None, minutes=session.length_minutes, starts=tuple(starts))


def _promised(session: Session, crew: tuple[Promise, ...], *, is_past: bool) -> Session:
    """Return a session at the time and in the room of its promises; once it has begun, nobody joins any more."""
    room = session.room if crew[0].room is None else RoomNeed(any_of=[crew[0].room])
    roles = session.roles
    if is_past:
        counts = {role.name: sum(one.role == role.name for one in crew) for role in roles}
        roles = [attrs.evolve(one, min=n, target=n, max=n) for one in roles for n in (counts[one.name],) if n]
    return attrs.evolve(at_starts(session, [crew[0].start]), room=room, roles=roles, optional=False)


def _served_before(state: DeskState, there: set[str]) -> dict[str, float]:
    """Return the hours that each person served in orders that are too long ago to be in the problem."""
    found: dict[str, float] = defaultdict(float)
    for one in state.promises.values():
        if one.how == "served" and one.session not in there:
            found[one.volunteer] += state.order(one.session).session.length / _HOUR
    return found


def _stars(state: DeskState) -> dict[str, dict[str, list[int]]]:
    """Return the stars of each person, by the kind of what was ordered."""
    found: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for (session, volunteer), stars in state.stars.items():
        kind = state.order(session).session.kind
        if kind is not None:
            found[volunteer][kind].append(stars)
    return found


def _with_past(person: Volunteer, served: float, stars: dict[str, list[int]], known: KnownRecords) -> Volunteer:
    """Return a person with what they served, and with what was thought of it."""
    short = {kind: BEST - round(sum(given) / len(given)) for kind, given in stars.items()}
    lost = tuple((kind, stars) for kind, stars in sorted(short.items()) if stars)

    def made() -> Volunteer:
        if not served and not lost:
            return person
        wishes = [Wish(kind=kind, score=-stars) for kind, stars in lost]
        return attrs.evolve(person, served_hours=person.served_hours + served, wishes=[*person.wishes, *wishes])

    return known.made(person, (served, lost), made)
