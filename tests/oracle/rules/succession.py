"""Duties that follow others too soon, counted pair by pair."""

import datetime as dt
from collections.abc import Sequence

from oracle.excess import Placed, concerned, minutes_of
from oracle.times import ONE_DAY, shown_at
from oracle.world import Duty, World
from volmatch import rules


def excess(rule: rules.Succession, world: World, duties: Sequence[Duty], _placed: Placed) -> int:
    """Count pairs of one person, of the kinds in question, in which the second comes too soon after the first."""
    own = concerned(rule, world, duties)
    past = [old for volunteer in world.volunteers for old in world.past_of(volunteer, rule.where)]
    return sum(
        _comes_too_soon(rule, world, one, other)
        for one in [*own, *past]
        for other in [*own, *past]
        if not (one in past and other in past)
        and one.volunteer.id == other.volunteer.id
        and one.session.kind in rule.after
        and other.session.kind in rule.never
    )


def _comes_too_soon(rule: rules.Succession, world: World, one: Duty, other: Duty) -> bool:
    by_hours = rule.within_hours is not None and one.start < other.start < one.end + minutes_of(rule.within_hours)
    if rule.next_day and world.beginning_at(one.place) > dt.time():
        return by_hours or one.day + ONE_DAY == other.day
    if rule.next_day:
        begins = world.beginning_at(other.place)
        here = shown_at(one.start, world.zone)
        # What matters of the other is how far it is from the beginning of its own day.
        there = shown_at(other.start, world.zone) - dt.timedelta(hours=begins.hour, minutes=begins.minute)
        if here.hour >= 5:
            return by_hours or one.day + ONE_DAY == other.day
        by_night = one.day + ONE_DAY == other.day and there.hour < 5
        return by_hours or by_night or (one.day == other.day and here < there)
    return by_hours
