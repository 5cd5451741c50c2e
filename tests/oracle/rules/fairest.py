"""Prices of units of load that put the most burdened first."""

import math
from collections.abc import Sequence

from oracle.excess import Placed, concerned
from oracle.world import Duty, World
from volmatch.rules import Fairest


def excess(rule: Fairest, world: World, duties: Sequence[Duty], _placed: Placed) -> int:
    """Sum what the units served now cost, one by one."""
    people = [one for one in world.volunteers.values() if world.is_about_volunteer(rule.where, one)]
    before = {one.id: math.ceil(round(one.served_hours * 60) / rule.unit_minutes) for one in people}
    loads = {id_: units - min(before.values()) for id_, units in before.items()}
    total = 0
    for duty in concerned(rule, world, duties):
        if duty.role.standby:
            continue
        for _ in range(math.ceil((duty.end - duty.start) / rule.unit_minutes)):
            loads[duty.volunteer.id] += 1
            total += price(loads[duty.volunteer.id], len(people))
    return total


def price(unit: int, people: int) -> int:
    """Return the price of one unit: powers, and from the last that is small enough on, multiples of it."""
    last, steps = 1, 1
    for _ in range(unit - 1):
        if steps == 1 and last * (people + 1) <= 100_000_000:
            last *= people + 1
        else:
            steps += 1
    return last * steps
