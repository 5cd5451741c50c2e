"""How many of each thing would have to be borrowed."""

from collections import Counter
from collections.abc import Sequence

from oracle.excess import Placed
from oracle.times import minute_of
from oracle.world import Duty, World
from volmatch.rules.equipment import Equipment


def excess(rule: Equipment, world: World, _duties: Sequence[Duty], placed: Placed) -> int:
    """Count what is in use minute by minute; what is missing in the worst minute would have to be borrowed."""
    borrowed = 0
    for thing in rule.stock:
        in_use: Counter[int] = Counter()
        for id_, placement in placed.items():
            session = world.sessions[id_]
            place = session.place if placement.room is None else world.rooms[placement.room].place
            is_here = rule.place is None or (place is not None and world.lies_in(place, rule.place))
            if is_here and world.is_about_session(rule.where, session):
                first = minute_of(placement.start)
                for minute in range(first, first + world.lengths[id_]):
                    in_use[minute] += session.equipment.get(thing, 0)
        borrowed += max(0, max(in_use.values(), default=0) - rule.stock[thing])
    return borrowed
