"""How many started hours of effort people take on above a cap."""

import datetime as dt
import math
from collections.abc import Sequence

import volmatch as vm
from oracle.excess import Placed, minutes_of
from oracle.world import Duty, World
from volmatch.rules import Effort


def excess(rule: Effort, world: World, duties: Sequence[Duty], _placed: Placed) -> int:
    """Add up each person's effort in each period."""
    about = [duty for duty in duties if world.is_about(rule.where, duty.volunteer, duty.session)]
    over = 0
    for volunteer in world.volunteers:
        for period in _periods(rule, world.days):
            own = [duty for duty in about if duty.volunteer.id == volunteer and duty.day in period]
            minutes = sum(_effort(duty) for duty in own)
            over += max(0, math.ceil((minutes - minutes_of(rule.most)) / 60))
    return over


def _effort(duty: Duty) -> int:
    hours = duty.session.effort_hours
    return duty.end - duty.start if hours is None else minutes_of(hours)


def _periods(rule: Effort, days: Sequence[dt.date]) -> list[Sequence[dt.date]]:
    if isinstance(rule.per, vm.Days):
        length = min(rule.per.days, len(days))
        return [days[first : first + length] for first in range(len(days) - length + 1)]
    if rule.per == "horizon":
        return [days]
    if rule.per == "day":
        return [[day] for day in days]
    if rule.per == "month":
        months = {day.strftime("%Y-%m") for day in days}
        return [[day for day in days if day.strftime("%Y-%m") == month] for month in months]
    weeks = {day.isocalendar()[:2] for day in days}
    return [[day for day in days if day.isocalendar()[:2] == week] for week in weeks]
