"""Breaks between workdays, read off a strip of days of which each is marked as worked or not."""

import re
from collections.abc import Sequence

from oracle.excess import Placed, concerned
from oracle.world import Duty, World
from volmatch import rules


def excess(rule: rules.DaysOff, world: World, duties: Sequence[Duty], _placed: Placed) -> int:
    """Count the days that are missing in the breaks between two workdays; ``h`` was worked before, a break between two is past."""
    total = 0
    for volunteer in world.volunteers:
        worked = {duty.day for duty in concerned(rule, world, duties) if duty.volunteer.id == volunteer}
        before = {duty.day for duty in world.past_of(volunteer, rule.where)}
        strip = "".join("h" if day in before else "x" if day in worked else "." for day in world.known_days)
        gaps = re.findall(r"(?=([hx])(\.+)([hx]))", strip)
        total += sum(max(0, rule.min - len(gap)) for first, gap, last in gaps if "x" in first + last)
    return total
