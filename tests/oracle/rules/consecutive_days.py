"""Runs of workdays, read off a strip of days of which each is marked as worked or not."""

from collections.abc import Sequence

from oracle.excess import Placed, concerned
from oracle.world import Duty, World
from volmatch import rules


def excess(rule: rules.ConsecutiveDays, world: World, duties: Sequence[Duty], _placed: Placed) -> int:
    """Count the days by which runs are too long or, if they touch neither end of the strip, too short."""
    total = 0
    for volunteer in world.volunteers:
        worked = {duty.day for duty in concerned(rule, world, duties) if duty.volunteer.id == volunteer}
        strip = "".join("x" if day in worked else "." for day in world.days)
        total += sum(max(0, len(run) - (rule.max or len(run))) for run in strip.split("."))
        inner = strip.lstrip("x").rstrip("x")
        total += sum(max(0, (rule.min or 0) - len(run)) for run in inner.split(".") if run)
    return total
