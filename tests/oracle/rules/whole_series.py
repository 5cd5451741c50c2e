"""Sessions that are missing from a series of which something is held."""

from collections.abc import Sequence

from oracle.excess import Placed
from oracle.world import Duty, World
from volmatch.rules.whole_series import WholeSeries


def excess(rule: WholeSeries, world: World, _duties: Sequence[Duty], placed: Placed) -> int:
    """Count the sessions that are not placed and have a session of the same series that is."""
    asked = [
        session
        for session in world.sessions.values()
        if session.series is not None and world.is_about_session(rule.where, session)
    ]
    begun = {session.series for session in asked if session.id in placed}
    return sum(session.series in begun and session.id not in placed for session in asked)
