"""Duties from whose start it is too long until a break, or too many begin before it, minute by minute."""

from collections.abc import Collection, Sequence

from oracle.excess import Placed, concerned
from oracle.world import Duty, World
from volmatch import rules


def excess(rule: rules.MaxInARow, world: World, duties: Sequence[Duty], _placed: Placed) -> int:
    """Count them, also those of the history after which the schedule puts off the break."""
    work = concerned(rule, world, duties)
    found = 0
    for volunteer in world.volunteers:
        own = [one for one in work if one.volunteer.id == volunteer]
        past = world.past_of(volunteer, rule.where)
        before = {minute for one in past for minute in range(one.start, one.end)}
        busy = before | {minute for one in own for minute in range(one.start, one.end)}
        for duty in [*own, *past]:
            until = _break_after(duty, busy, rule.break_minutes)
            settled = 0 if duty in own else _break_after(duty, before, rule.break_minutes)
            if rule.hours is not None:
                found += until > settled and until - duty.start > round(rule.hours * 60)
            if rule.sessions is not None:
                had = sum(duty.start <= one.start < settled for one in past)
                has = sum(duty.start <= one.start < until for one in [*own, *past])
                found += has > max(had, rule.sessions)
    return found


def _break_after(duty: Duty, busy: Collection[int], length: int) -> int:
    """Return the first minute after the start of a duty from which so many are all without work."""
    minute = duty.start
    while any(one in busy for one in range(minute, minute + length)):
        minute += 1
    return minute
