"""What a schedule must be, whatever the rules: each session at one time and place or dropped, nobody twice in a session."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations

from volmatch.problem.place import Room
from volmatch.problem.problem import Problem
from volmatch.problem.session import Session
from volmatch.rule import Violation
from volmatch.schedule import Placement, Schedule
from volmatch.text import Text


def illegalities(problem: Problem, schedule: Schedule) -> Iterator[Violation]:
    """Yield everything that keeps a schedule from being one at all."""
    yield from _unknown_ids(problem, schedule)
    yield from _placed_or_dropped(problem, schedule)
    for placement in schedule.placements:
        session = problem.session(placement.session)
        if session is not None:
            yield from _misplaced(problem, session, placement)
    yield from _rooms_taken_twice(problem, schedule)
    yield from _crews(problem, schedule)


def _unknown_ids(problem: Problem, schedule: Schedule) -> Iterator[Violation]:
    sessions = {one.session for one in schedule.placements} | {one.session for one in schedule.assignments}
    sessions |= set(schedule.dropped)
    for own in sorted(one for one in sessions if problem.session(one) is None):
        yield Violation(Text("the problem has no session {id}", {"id": own}))
    for own in sorted({one.volunteer for one in schedule.assignments if problem.volunteer(one.volunteer) is None}):
        yield Violation(Text("the problem has no volunteer {id}", {"id": own}))


def _placed_or_dropped(problem: Problem, schedule: Schedule) -> Iterator[Violation]:
    told = Counter(placement.session for placement in schedule.placements) + Counter(schedule.dropped)
    for session in problem.sessions:
        if told[session.id] != 1:
            facts = {"session": session.label, "n": told[session.id]}
            message = Text("{session} must be placed or dropped exactly once, not {n} times", facts)
            yield Violation(message, sessions=(session.id,))
        elif session.id not in schedule.placement_of and not session.may_be_dropped:
            yield Violation(Text("{session} must not be dropped", {"session": session.label}), sessions=(session.id,))


def _misplaced(problem: Problem, session: Session, placement: Placement) -> Iterator[Violation]:
    facts = {"session": session.label, "start": placement.start, "room": placement.room or ""}
    if placement.start not in session.candidate_starts:
        yield Violation(Text("{session} cannot start at {start}", facts), sessions=(session.id,))
    if session.room is None:
        if placement.room is not None:
            yield Violation(Text("{session} takes no room, but got {room}", facts), sessions=(session.id,))
        return
    room = next((room for room in problem.fitting_rooms(session) if room.id == placement.room), None)
    if room is None:
        yield Violation(Text("{session} needs a fitting room, but got {room}", facts), sessions=(session.id,))
    elif any(_uses(room, session, placement, closed.from_, closed.to) for closed in room.closed):
        facts["room"] = room.label
        yield Violation(Text("{room} is closed for {session} at {start}", facts), sessions=(session.id,))


def _uses(room: Room, session: Session, placement: Placement, since: dt.datetime, until: dt.datetime) -> bool:
    """Whether a session and its turnaround need the room at some moment of ``[since, until)``."""
    over = placement.start + session.length + dt.timedelta(minutes=room.turnaround_minutes)
    return placement.start < until and since < over


def _rooms_taken_twice(problem: Problem, schedule: Schedule) -> Iterator[Violation]:
    users: dict[str, list[tuple[Session, Placement]]] = defaultdict(list)
    for placement in schedule.placements:
        session = problem.session(placement.session)
        if session is not None and placement.room is not None:
            users[placement.room].append((session, placement))
    for room in problem.rooms:
        turnaround = dt.timedelta(minutes=room.turnaround_minutes)
        in_order = sorted(users[room.id], key=lambda use: (use[1].start, use[0].id))
        for (one, placed), (other, later) in combinations(in_order, 2):
            if _uses(room, one, placed, later.start, later.start + other.length + turnaround):
                facts = {"room": room.label, "one": one.label, "other": other.label}
                message = Text("{room} is taken by {one} and by {other} at the same time", facts)
                yield Violation(message, sessions=(one.id, other.id))


def _crews(problem: Problem, schedule: Schedule) -> Iterator[Violation]:
    for session in problem.sessions:
        crew = schedule.crews.get(session.id, ())
        if not crew:
            continue
        if session.id not in schedule.placement_of:
            message = Text("{session} is staffed but does not take place", {"session": session.label})
            yield Violation(message, sessions=(session.id,))
        for volunteer, times in sorted(Counter(one.volunteer for one in crew).items()) if len(crew) > 1 else ():
            if times > 1:
                known = problem.volunteer(volunteer)
                facts = {"volunteer": known.label if known else volunteer, "session": session.label}
                message = Text("{volunteer} holds more than one role of {session}", facts)
                yield Violation(message, volunteers=(volunteer,), sessions=(session.id,))
        yield from _seats(session, Counter(one.role for one in crew))


def _seats(session: Session, heads: Counter[str]) -> Iterator[Violation]:
    for role in session.roles:
        over = heads.pop(role.name, 0) - role.max
        if over > 0:
            known = {"session": session.label, "role": role.name, "max": role.max, "n": over}
            message = Text("{session}: {n} more as {role} than the {max} it has room for", known)
            yield Violation(message, sessions=(session.id,), excess=over)
    for unknown in sorted(heads):
        facts = {"session": session.label, "role": unknown}
        yield Violation(Text("{session} has no role {role}", facts), sessions=(session.id,))
