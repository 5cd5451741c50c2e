"""Weekends with work, told apart by their week of the year."""

import datetime as dt
from collections.abc import Iterable, Sequence

from oracle.excess import Placed, concerned
from oracle.world import Duty, World
from volmatch import rules


def excess(rule: rules.Weekends, world: World, duties: Sequence[Duty], _placed: Placed) -> int:
    """Count the weekends that each person works on beyond the most: of all, or of so many up to each."""
    total = 0
    for volunteer in world.volunteers:
        new = _weeks(duty.day for duty in concerned(rule, world, duties) if duty.volunteer.id == volunteer)
        if rule.of is None:
            total += max(0, len(new) - rule.max)
            continue
        before = _weeks(duty.day for duty in world.past_of(volunteer, rule.where))
        for sunday in sorted(_sundays(world.days)):
            looked_at = _weeks(sunday - dt.timedelta(weeks=number) for number in range(rule.of))
            has, had = len(looked_at & (new | before)), len(looked_at & before)
            total += max(0, has - max(rule.max, had))
    return total


def _weeks(days: Iterable[dt.date]) -> set[tuple[int, int]]:
    return {day.isocalendar()[:2] for day in days if day.isoweekday() in (6, 7)}


def _sundays(days: Iterable[dt.date]) -> set[dt.date]:
    return {day + dt.timedelta(days=7 - day.isoweekday()) for day in days if day.isoweekday() in (6, 7)}
