"""Stretches of service that are too short, minute by minute."""

from collections.abc import Sequence

from oracle.excess import Placed, concerned, minutes_of
from oracle.world import Duty, World
from volmatch import rules


def excess(rule: rules.MinRun, world: World, duties: Sequence[Duty], _placed: Placed) -> int:
    """Count them: from each minute of work after a break on, until the next minutes are all without work."""
    work = concerned(rule, world, duties)
    too_short = 0
    for volunteer in {duty.volunteer.id for duty in work}:
        busy = {minute for one in work if one.volunteer.id == volunteer for minute in range(one.start, one.end)}
        for begin in busy:
            if not busy.isdisjoint(range(begin - rule.break_minutes, begin)):
                continue
            minute = begin
            while not busy.isdisjoint(range(minute, minute + rule.break_minutes)):
                minute += 1
            too_short += minute - begin < minutes_of(rule.hours)
    return too_short
