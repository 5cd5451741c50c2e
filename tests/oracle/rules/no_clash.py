"""Sessions for the same guests that take place at the same time."""

from collections.abc import Sequence
from itertools import combinations

from oracle.excess import Placed
from oracle.times import minute_of
from oracle.world import Duty, World
from volmatch.rules.no_clash import NoClash


def excess(rule: NoClash, world: World, _duties: Sequence[Duty], placed: Placed) -> int:
    """Count the pairs that share a minute and an audience."""
    about = [id_ for id_ in placed if world.is_about_session(rule.where, world.sessions[id_])]
    minutes = {
        id_: set(range(minute_of(placed[id_].start), minute_of(placed[id_].start) + world.lengths[id_]))
        for id_ in about
    }
    names = set(rule.audiences) | {name for session in world.sessions.values() for name in session.audiences}
    crowds = [
        [id_ for id_ in about if name in world.sessions[id_].audiences or id_ in rule.audiences.get(name, ())]
        for name in names
    ]
    return sum(
        bool(minutes[one] & minutes[other]) and any(one in crowd and other in crowd for crowd in crowds)
        for one, other in combinations(about, 2)
    )
