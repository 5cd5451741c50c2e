"""How many people meet whom they should not."""

from collections.abc import Sequence

from oracle.excess import Placed
from oracle.world import Duty, World
from volmatch.rules import Apart


def excess(rule: Apart, world: World, duties: Sequence[Duty], _placed: Placed) -> int:
    """Count the people of a set beyond the first, session by session or day by day."""
    about = [duty for duty in duties if world.is_about(rule.where, duty.volunteer, duty.session, duty.day)]
    beyond = 0
    for people in rule.sets:
        for session in world.sessions if rule.same == "session" else ():
            beyond += max(0, sum(any(_is(duty, one, session) for duty in about) for one in people) - 1)
        for day in world.days if rule.same == "day" else ():
            beyond += max(0, len({duty.volunteer.id for duty in about if duty.day == day} & set(people)) - 1)
    return beyond


def _is(duty: Duty, volunteer: str, session: str) -> bool:
    return duty.volunteer.id == volunteer and duty.session.id == session
