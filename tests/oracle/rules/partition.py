"""Sessions that use the same floor under the names of two rooms."""

from collections.abc import Sequence
from itertools import combinations

import volmatch as vm
from oracle.excess import Placed
from oracle.times import minute_of
from oracle.world import Duty, World
from volmatch.rules.partition import Partition


def excess(rule: Partition, world: World, _duties: Sequence[Duty], placed: Placed) -> int:
    """Count the pairs in different rooms that have some floor in common, and some minute."""
    about = [
        placement
        for id_, placement in placed.items()
        if placement.room is not None and world.is_about_session(rule.where, world.sessions[id_])
    ]
    return sum(
        one.room != other.room
        and bool(_floor(rule, one) & _floor(rule, other))
        and bool(_minutes(world, one) & _minutes(world, other))
        for one, other in combinations(about, 2)
    )


def _minutes(world: World, placement: vm.Placement) -> set[int]:
    first = minute_of(placement.start)
    turnaround = world.rooms[placement.room or ""].turnaround_minutes
    return set(range(first, first + world.lengths[placement.session] + turnaround))


def _floor(rule: Partition, placement: vm.Placement) -> set[str]:
    """Replace each room by what it is made of until nothing changes."""
    floor = {placement.room or ""}
    while divided := [room for room in floor if rule.rooms.get(room)]:
        floor.remove(divided[0])
        floor.update(rule.rooms[divided[0]])
    return floor
