"""Weekends with work, told apart by their week of the year."""

from collections.abc import Sequence

from oracle.excess import Placed, concerned
from oracle.world import Duty, World
from volmatch import rules


def excess(rule: rules.Weekends, world: World, duties: Sequence[Duty], _placed: Placed) -> int:
    """Count the weekends that each person works on beyond the most."""
    total = 0
    for volunteer in world.volunteers:
        own = [duty.day for duty in concerned(rule, world, duties) if duty.volunteer.id == volunteer]
        weekends = {day.isocalendar()[:2] for day in own if day.isoweekday() in (6, 7)}
        total += max(0, len(weekends) - rule.max)
    return total
