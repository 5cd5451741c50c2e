"""Optional sessions that are dropped, or that run by half."""

from collections.abc import Sequence

from oracle.excess import Placed
from oracle.world import Duty, World
from volmatch.rules import Drop


def excess(rule: Drop, world: World, duties: Sequence[Duty], placed: Placed) -> int:
    """Add up what each optional session counts that is not as it should be."""
    priorities = {session.priority for session in world.sessions.values()}
    total = 0
    for session in world.sessions.values():
        if session.optional and world.is_about_session(rule.where, session):
            seats = [(duty.session.id, duty.role.name) for duty in duties]
            is_whole = all(seats.count((session.id, role.name)) >= role.min for role in session.roles)
            is_bad = session.id in placed and not is_whole if rule.whole else session.id not in placed
            later_classes = sum(priority > session.priority for priority in priorities)
            total += is_bad * (1 + later_classes * rule.by_priority)
    return total
