"""Duties from whose start it is too long until a break, minute by minute."""

from collections.abc import Sequence

from oracle.excess import Placed, concerned
from oracle.world import Duty, World
from volmatch import rules


def excess(rule: rules.MaxInARow, world: World, duties: Sequence[Duty], _placed: Placed) -> int:
    """Count them: at each minute after the start it is asked whether the next minutes are all without work."""
    work = concerned(rule, world, duties)
    too_long = 0
    for duty in work:
        busy = {minute for one in work if one.volunteer.id == duty.volunteer.id for minute in range(one.start, one.end)}
        minute = duty.start
        while not busy.isdisjoint(range(minute, minute + rule.break_minutes)):
            minute += 1
        too_long += minute - duty.start > round(rule.hours * 60)
    return too_long
