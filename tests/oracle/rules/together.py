"""How often somebody of a set is missing."""

from collections.abc import Sequence

from oracle.excess import Placed
from oracle.world import Duty, World
from volmatch.rules import Together


def excess(rule: Together, world: World, duties: Sequence[Duty], _placed: Placed) -> int:
    """Count, for each person of a set, the sessions or days on which others of it serve and they do not."""
    about = [duty for duty in duties if world.is_about(rule.where, duty.volunteer, duty.session)]
    missing = 0
    for people in rule.sets:
        mine = [id_ for id_ in people if world.is_about_volunteer(rule.where, world.volunteers[id_])]
        for when in world.sessions if rule.same == "session" else world.days:
            there = {duty.volunteer.id for duty in about if when in (duty.session.id, duty.day)}
            missing += len(set(mine) - there) if there & set(mine) else 0
    return missing
