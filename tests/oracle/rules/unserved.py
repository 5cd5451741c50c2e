"""Time that nobody serves, counted seat by seat."""

import math
from collections import Counter
from collections.abc import Sequence

from oracle.excess import Placed
from oracle.world import Duty, World
from volmatch.rules import Unserved


def excess(rule: Unserved, world: World, duties: Sequence[Duty], _placed: Placed) -> int:
    """Add up the length of each seat wanted that nobody has, whether the session takes place or not."""
    heads = Counter((duty.session.id, duty.role.name) for duty in duties)
    return sum(
        math.ceil(world.lengths[session.id] / rule.unit_minutes)
        for session in world.sessions.values()
        if world.is_about_session(rule.where, session)
        for role in session.roles
        if not role.standby
        for _ in range(heads[session.id, role.name], role.target)
    )
