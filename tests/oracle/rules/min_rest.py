"""Pairs of duties too near to each other, counted one by one."""

from collections.abc import Sequence
from itertools import permutations

from oracle.excess import Placed, concerned, minutes_of
from oracle.times import shown_at
from oracle.world import Duty, World
from volmatch import rules


def excess(rule: rules.MinRest, world: World, duties: Sequence[Duty], _placed: Placed) -> int:
    """Count the pairs of which one starts before the other, that the rule is about, has been over for long enough."""
    bad = {
        frozenset((one.session.id, other.session.id)) | {one.volunteer.id}
        for one, other in permutations(duties, 2)
        if one.volunteer.id == other.volunteer.id and one in concerned(rule, world, duties)
        if one.start <= other.start and other.start - one.end < _rest(rule, world, one)
    }
    by_past = sum(
        one.volunteer.id == old.volunteer.id
        and (
            (
                old in world.past_of(old.volunteer.id, rule.where)
                and old.start <= one.start < old.end + _rest(rule, world, old)
            )
            or (one in concerned(rule, world, duties) and one.start <= old.start < one.end + _rest(rule, world, one))
        )
        for one in duties
        for old in world.past
    )
    return len(bad) + by_past


def _rest(rule: rules.MinRest, world: World, duty: Duty) -> int:
    hours = rule.hours
    if rule.after_late is not None:
        begins_at = world.beginning_at(duty.place)
        five = begins_at.hour * 60 + begins_at.minute or 5 * 60
        begins, ends = (shown_at(minute, world.zone) for minute in (duty.start, duty.end))
        clock_in = begins.hour * 60 + begins.minute
        clock_out = (ends.date() - begins.date()).days * 24 * 60 + ends.hour * 60 + ends.minute
        limit = rule.after_late.late_from.hour * 60 + rule.after_late.late_from.minute
        # Minutes since five in the morning, or what the problem says instead, with which the day, or the night before it, began.
        if clock_out - five + (24 * 60 if clock_in < five else 0) >= (limit - five) % (24 * 60):
            hours = rule.after_late.late_hours
    return minutes_of(hours)
