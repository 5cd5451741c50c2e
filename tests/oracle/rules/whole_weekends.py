"""Weekends of which one day is worked, read off a strip of days."""

from collections.abc import Sequence

from oracle.excess import Placed, concerned
from oracle.times import ONE_DAY
from oracle.world import Duty, World
from volmatch import rules


def excess(rule: rules.WholeWeekends, world: World, duties: Sequence[Duty], _placed: Placed) -> int:
    """Count the Saturdays that, with the day after, are known, untouched by the history, and worked by half."""
    total = 0
    for volunteer in world.volunteers:
        days = {duty.day for duty in concerned(rule, world, duties) if duty.volunteer.id == volunteer}
        before = {duty.day for duty in world.past_of(volunteer, rule.where)}
        for day in world.known_days:
            weekend = {day, day + ONE_DAY}
            is_known = day.isoweekday() == 6 and weekend <= set(world.known_days)
            total += is_known and not weekend & before and len(weekend & days) == 1
    return total
