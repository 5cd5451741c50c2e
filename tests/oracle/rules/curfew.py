"""Duties at hours that are not allowed, looked up minute by minute on the clocks of the place."""

import datetime as dt
from collections.abc import Sequence

from oracle.excess import Placed, concerned
from oracle.times import shown_at
from oracle.world import Duty, World
from volmatch import rules


def excess(rule: rules.Curfew, world: World, duties: Sequence[Duty], _placed: Placed) -> int:
    """Count them."""
    found = 0
    for duty in concerned(rule, world, duties):
        begin, end = (_into_its_day(minute, duty, world) for minute in (duty.start, duty.end))
        too_early = rule.earliest is not None and begin < _of_day(rule.earliest, duty, world)
        too_late = rule.latest is not None and end > _of_day(rule.latest, duty, world)
        found += too_early or too_late
    return found


def _into_its_day(minute: int, duty: Duty, world: World) -> int:
    """Return how many minutes clocks have gone since the day of the duty began on them."""
    shown = shown_at(minute, world.zone).replace(tzinfo=None)
    return (shown - dt.datetime.combine(duty.day, world.beginning_at(duty.place))) // dt.timedelta(minutes=1)


def _of_day(hour: dt.time, duty: Duty, world: World) -> int:
    """Return the same of an hour: it comes once in the day and night that begin with the day."""
    begins = world.beginning_at(duty.place)
    return (hour.hour * 60 + hour.minute - begins.hour * 60 - begins.minute) % (24 * 60)
