"""How many started hours of effort people take on above a cap."""

import math
from collections.abc import Sequence

import volmatch as vm
from oracle.excess import Placed, minutes_of
from oracle.periods import periods
from oracle.world import Duty, World
from volmatch.rules import Effort


def excess(rule: Effort, world: World, duties: Sequence[Duty], _placed: Placed) -> int:
    """Add up each person's effort in each period; what was taken on before allows less, and is never too much itself."""
    about = [duty for duty in duties if world.is_about(rule.where, duty.volunteer, duty.session, duty.day)]
    limit, over = vm.Limit(per=rule.per, max_sessions=0), 0
    for volunteer in world.volunteers:
        past = [] if rule.per == "horizon" else world.past_of(volunteer, rule.where)
        for period in periods(limit, world, with_past=True):
            own = [duty for duty in about if duty.volunteer.id == volunteer and duty.day in period]
            before = sum(_effort(duty) for duty in past if duty.day in period)
            minutes = sum(_effort(duty) for duty in own)
            over += max(0, math.ceil((minutes + before - max(before, minutes_of(rule.most))) / 60))
    return over


def _effort(duty: Duty) -> int:
    hours = duty.session.effort_hours
    return duty.end - duty.start if hours is None else minutes_of(hours)
