"""What is no longer as it was in an earlier schedule."""

from collections.abc import Sequence

import volmatch as vm
from oracle.excess import Placed
from oracle.times import minute_of
from oracle.world import Duty, World
from volmatch.rules import FewestChanges


def excess(rule: FewestChanges, world: World, duties: Sequence[Duty], placed: Placed) -> int:
    """Count people, duties or sessions that changed, the urgent ones more."""
    if rule.count == "times":
        moved = [
            one.session
            for one in rule.placements
            if one.session in world.sessions
            and world.is_about_session(rule.where, world.sessions[one.session])
            and not _stands(one.session, one.start, one.room, placed)
        ]
        return sum(_price(rule, {session}) for session in moved)
    sessions = {one.session for one in rule.placements} | {one.session for one in rule.assignments}
    now = {
        (one.volunteer.id, one.session.id, one.role.name)
        for one in duties
        if world.is_about(rule.where, one.volunteer, one.session)
    }
    now = {one for one in now if one[1] in sessions}
    before = {(one.volunteer, one.session, one.role) for one in rule.assignments if _is_known(rule, world, one)}
    if rule.count == "assignments":
        return sum(_price(rule, {session}) for _, session, _ in before - now)
    stay = {session for _, session, _ in before if _is_when_and_where_it_was(rule, world, session, placed)}
    changes = before ^ {
        (who, session, role) for who, session, role in now if session in stay or (who, session, role) not in before
    }
    people = {volunteer for volunteer, _, _ in changes}
    return sum(_price(rule, {session for who, session, _ in changes if who == one}) for one in people)


def _stands(session: str, start: object, room: str | None, placed: Placed) -> bool:
    return session in placed and (placed[session].start, placed[session].room) == (start, room)


def _is_when_and_where_it_was(rule: FewestChanges, world: World, session: str, placed: Placed) -> bool:
    before = [one for one in rule.placements if one.session == session]
    if session not in placed or not before:
        return True
    room = placed[session].room
    place_now = world.sessions[session].place if room is None else world.rooms[room].place
    is_elsewhere = before[-1].room in world.rooms and world.rooms[before[-1].room or ""].place != place_now
    return placed[session].start == before[-1].start and not is_elsewhere


def _is_known(rule: FewestChanges, world: World, one: vm.Assignment) -> bool:
    volunteer, session, role = one.volunteer, one.session, one.role
    if volunteer not in world.volunteers or session not in world.sessions:
        return False
    if all(known.name != role for known in world.sessions[session].roles):
        return False
    return world.is_about(rule.where, world.volunteers[volunteer], world.sessions[session])


def _price(rule: FewestChanges, sessions: set[str]) -> int:
    until = rule.urgent_until
    urgent = {one.session for one in rule.placements if until and minute_of(one.start) < minute_of(until)}
    return rule.urgent if sessions & urgent else 1
