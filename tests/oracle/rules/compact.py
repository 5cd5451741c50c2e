"""How many minutes people wait between duties, and are missing from duties for which alone they come."""

from collections.abc import Sequence

from oracle.excess import Placed
from oracle.world import Duty, World
from volmatch.rules import Compact


def excess(rule: Compact, world: World, duties: Sequence[Duty], _placed: Placed) -> int:
    """Look at each person's days one by one."""
    total = 0
    for volunteer in world.volunteers:
        for day in world.days:
            own = [
                duty
                for duty in duties
                if duty.volunteer.id == volunteer and duty.day == day
                if world.is_about(rule.where, duty.volunteer, duty.session, duty.day)
            ]
            if len(own) == 1:
                total += max(0, rule.short_minutes - (own[0].end - own[0].start))
            total += sum(_idle(rule, end, own, world) for end in {duty.end for duty in own})
    return total


def _idle(rule: Compact, end: int, own: Sequence[Duty], world: World) -> int:
    """Walk from an end to the next start, unless somebody still works or nothing follows."""
    begins = {duty.start for duty in own}
    moment = end
    while moment <= max(begins):
        if moment in begins:
            pairs = [(one, other) for one in own for other in own if (one.end, other.start) == (end, moment)]
            idle = max(moment - end - world.travel(one.place, other.place) for one, other in pairs)
            return max(0, idle - rule.pause_minutes)
        if any(duty.start <= moment < duty.end for duty in own):
            return 0
        moment += 1
    return 0
