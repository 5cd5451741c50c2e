"""How many people offered time in vain."""

from collections.abc import Sequence

from oracle.excess import Placed
from oracle.world import Duty, World
from volmatch.rules import ServeOnce


def excess(rule: ServeOnce, world: World, duties: Sequence[Duty], _placed: Placed) -> int:
    """Count the people who offered time, in words other than "never", and have no duty that counts."""
    in_vain = 0
    for volunteer in world.volunteers.values():
        own = [duty for duty in duties if duty.volunteer.id == volunteer.id]
        serves = any(world.is_about_session(rule.where, duty.session) for duty in own)
        in_vain += world.is_about_volunteer(rule.where, volunteer) and volunteer.available != () and not serves
    return in_vain
