"""What is served from the start of each duty on, minute by minute."""

from collections.abc import Sequence

from oracle.excess import Placed, concerned, minutes_of
from oracle.world import Duty, World
from volmatch import rules


def excess(rule: rules.RollingHours, world: World, duties: Sequence[Duty], _placed: Placed) -> int:
    """Count started hours and duties too many in the stretch from the start of each duty."""
    work = concerned(rule, world, duties)
    total = 0
    for volunteer in world.volunteers:
        own = [one for one in work if one.volunteer.id == volunteer]
        past = world.past_of(volunteer, rule.where)
        for begins in [one.start for one in [*own, *past]]:
            stretch = range(begins, begins + minutes_of(rule.within_hours))
            if rule.max_hours is not None:
                new, old = (
                    sum(minute in stretch for one in those for minute in range(one.start, one.end))
                    for those in (own, past)
                )
                over = new - max(0, minutes_of(rule.max_hours) - old)
                total += sum(1 for hour in range(0, max(0, over), 60))
            if rule.max_sessions is not None:
                new, old = (sum(one.start in stretch for one in those) for those in (own, past))
                total += max(0, new - max(0, rule.max_sessions - old))
    return total
