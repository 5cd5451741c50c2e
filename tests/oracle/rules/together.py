"""How often two people of a set are parted."""

from collections.abc import Sequence
from itertools import combinations

from oracle.excess import Placed
from oracle.world import Duty, World
from volmatch.rules import Together


def excess(rule: Together, world: World, duties: Sequence[Duty], _placed: Placed) -> int:
    """Count, for each two people of a set, the sessions or days on which only one of them serves."""
    about = [duty for duty in duties if world.is_about(rule.where, duty.volunteer, duty.session)]
    parted = 0
    for people in rule.sets:
        mine = [id_ for id_ in people if world.is_about_volunteer(rule.where, world.volunteers[id_])]
        for one, other in combinations(mine, 2):
            for when in [*world.sessions, *world.days]:
                is_asked = isinstance(when, str) == (rule.same == "session")
                there = {duty.volunteer.id for duty in about if when in (duty.session.id, duty.day)}
                parted += is_asked and (one in there) != (other in there)
    return parted
