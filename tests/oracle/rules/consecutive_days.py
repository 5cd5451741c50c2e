"""Runs of workdays, read off a strip of days of which each is marked as worked or not."""

import re
from collections.abc import Sequence

from oracle.excess import Placed, concerned
from oracle.world import Duty, World
from volmatch import rules


def excess(rule: rules.ConsecutiveDays, world: World, duties: Sequence[Duty], _placed: Placed) -> int:
    """Count the days by which runs are too long or, if they touch neither end of the strip, too short; ``h`` was worked before.

    What is too long in the history alone, and a run of it alone that is too short, does not count.
    """
    total = 0
    for volunteer in world.volunteers:
        worked = {duty.day for duty in concerned(rule, world, duties) if duty.volunteer.id == volunteer}
        before = {duty.day for duty in world.past_of(volunteer, rule.where)}
        strip = "".join("h" if day in before else "x" if day in worked else "." for day in world.known_days)
        runs = [run for run in strip.split(".") if "x" in run]
        if rule.max is not None:
            whole = [run[at : at + rule.max + 1] for run in runs for at in range(len(run) - rule.max)]
            total += sum("x" in stretch for stretch in whole)
        inner = re.sub(r"^[hx]+|[hx]+$", "", strip)
        total += sum(max(0, (rule.min or 0) - len(run)) for run in inner.split(".") if "x" in run)
    return total
