"""Duties that follow others too soon, counted pair by pair."""

from collections.abc import Sequence

from oracle.excess import Placed, concerned
from oracle.times import ONE_DAY
from oracle.world import Duty, World
from volmatch import rules


def excess(rule: rules.Succession, world: World, duties: Sequence[Duty], _placed: Placed) -> int:
    """Count pairs of one person, of the kinds in question, in which the second comes too soon after the first."""
    own = concerned(rule, world, duties)
    return sum(
        _comes_too_soon(rule, one, other)
        for one in own
        for other in own
        if one.volunteer.id == other.volunteer.id
        and one.session.kind in rule.after
        and other.session.kind in rule.never
    )


def _comes_too_soon(rule: rules.Succession, one: Duty, other: Duty) -> bool:
    by_hours = rule.within_hours is not None and one.start < other.start < one.end + int(rule.within_hours * 60 + 0.5)
    by_day = rule.next_day and one.day + ONE_DAY == other.day
    return by_hours or by_day
