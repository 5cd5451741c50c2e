"""Sessions that do not run with everybody they need."""

from collections import Counter
from collections.abc import Sequence

from oracle.excess import Placed
from oracle.world import Duty, World
from volmatch.rules import Complete


def excess(rule: Complete, world: World, duties: Sequence[Duty], placed: Placed) -> int:
    """Count sessions, unless everybody needed is there, or the session may be dropped and is."""
    seats = Counter((duty.session.id, duty.role.name) for duty in duties)
    incomplete = 0
    for session in world.sessions.values():
        if world.is_about_session(rule.where, session):
            is_whole = session.id in placed and all(
                seats[session.id, role.name] - role.min >= 0 for role in session.roles
            )
            is_dropped = session.optional and session.id not in placed
            incomplete += not (is_whole or is_dropped)
    return incomplete
