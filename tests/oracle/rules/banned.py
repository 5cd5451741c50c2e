"""How often people serve with, in or at what a ban keeps them from."""

from collections.abc import Sequence
from itertools import combinations

import volmatch as vm
from oracle.excess import Placed
from oracle.world import Duty, World
from volmatch.rules.banned import Ban, Banned


def excess(rule: Banned, world: World, duties: Sequence[Duty], _placed: Placed) -> int:
    """Count duties ruled out by some ban, and pairs of people kept apart who serve in the same session."""
    about = [duty for duty in duties if world.is_about(rule.where, duty.volunteer, duty.session, duty.day)]
    ruled_out = sum(any(_forbids(ban, duty, world) for ban in rule.bans) for duty in about)
    meetings = sum(
        one.session.id == other.session.id
        and any({ban.volunteer, ban.other} == {one.volunteer.id, other.volunteer.id} for ban in rule.bans)
        for one, other in combinations(about, 2)
    )
    return ruled_out + meetings


def _forbids(ban: Ban, duty: Duty, world: World) -> bool:
    if ban.volunteer != duty.volunteer.id:
        return False
    session: vm.Session = duty.session
    is_there = ban.place is not None and duty.place is not None and world.lies_in(duty.place, ban.place)
    asked = ((ban.session, session.id), (ban.kind, session.kind), (ban.series, session.series))
    return is_there or any(word is not None and word == own for word, own in asked)
