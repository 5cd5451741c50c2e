"""Breaks between workdays, read off a strip of days of which each is marked as worked or not."""

from collections.abc import Sequence

from oracle.excess import Placed, concerned
from oracle.world import Duty, World
from volmatch import rules


def excess(rule: rules.DaysOff, world: World, duties: Sequence[Duty], _placed: Placed) -> int:
    """Count the days that are missing in the breaks that lie between two workdays."""
    total = 0
    for volunteer in world.volunteers:
        worked = {duty.day for duty in concerned(rule, world, duties) if duty.volunteer.id == volunteer}
        strip = "".join("x" if day in worked else "." for day in world.days)
        total += sum(max(0, rule.min - len(gap)) for gap in strip.strip(".").split("x") if gap)
    return total
