"""How many people offered time in vain, or were called in only to have served."""

from collections import Counter
from collections.abc import Sequence

from oracle.excess import Placed
from oracle.world import Duty, World
from volmatch.rules import ServeOnce


def excess(rule: ServeOnce, world: World, duties: Sequence[Duty], _placed: Placed) -> int:
    """Count the people who offered time, in words other than "never", and have no duty that counts; twice who is too many."""
    in_vain, asked = 0, False
    for volunteer in world.volunteers.values():
        own = [duty for duty in duties if duty.volunteer.id == volunteer.id]
        serves = any(world.is_about_session(rule.where, duty.session) for duty in own)
        is_asked = world.is_about_volunteer(rule.where, volunteer) and volunteer.available != ()
        asked = asked or is_asked
        in_vain += is_asked and not serves
    if rule.above_target or rule.level == 0 or not asked:
        return in_vain
    return in_vain + 2 * too_many([duty for duty in duties if world.is_about_session(rule.where, duty.session)])


def too_many(duties: Sequence[Duty]) -> int:
    """Count who came to a seat when its target was reached already."""
    heads: Counter[tuple[str, str]] = Counter()
    over = 0
    for duty in duties:
        heads[duty.session.id, duty.role.name] += 1
        over += heads[duty.session.id, duty.role.name] > duty.role.target
    return over
