"""Loads squared, person by person."""

import math
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

import volmatch as vm
from oracle.excess import Placed, minutes_of, served
from oracle.world import Duty, World
from volmatch import rules


def excess(rule: rules.FairShare, world: World, duties: Sequence[Duty], _placed: Placed) -> int:
    """Sum (before + now)^2 - before^2 over volunteers, in started units."""
    total = 0
    for volunteer in world.volunteers.values():
        own = [duty for duty in served(rule, world, duties) if duty.volunteer.id == volunteer.id]
        now = sum(math.ceil((duty.end - duty.start) / rule.unit_minutes) for duty in own)
        before = math.ceil(minutes_of(volunteer.served_hours) / rule.unit_minutes)
        if own:
            total += ((before + now) ** 2 - before**2) * _scale(rule, volunteer, world)
    return total


def _scale(rule: rules.FairShare, volunteer: vm.Volunteer, world: World) -> int:
    """Return 1, or how much scarcer a volunteer's offer is than the longest one, times 12."""
    if rule.by == "head":
        return 1
    offers = {
        one.id: sum(
            min(count, 60 * rule.hours_a_day)
            for count in Counter(world.day_at(minute) for minute in world.offered[one.id] - world.away[one.id]).values()
        )
        for one in world.volunteers.values()
        if world.is_about_volunteer(rule.where, one)
    }
    if offers[volunteer.id] == 0:
        return 1200
    return min(1200, math.floor(Fraction(12 * max(offers.values()), offers[volunteer.id]) + Fraction(1, 2)))
