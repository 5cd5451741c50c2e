"""Stretches that an audience attends alone."""

from collections.abc import Sequence

from oracle.excess import Placed
from oracle.times import minute_of
from oracle.world import Duty, World
from volmatch.rules.isolated import Isolated


def excess(rule: Isolated, world: World, _duties: Sequence[Duty], placed: Placed) -> int:
    """Look at the minutes from each end to the longest break for a start of the same audience and day, and back."""
    total = 0
    for audience in {name for session in world.sessions.values() for name in session.audiences}:
        stretches = {
            (
                minute_of(placement.start),
                minute_of(placement.start) + world.lengths[id_],
                world.day_held(world.sessions[id_], placement),
            )
            for id_, placement in placed.items()
            if audience in world.sessions[id_].audiences and world.is_about_session(rule.where, world.sessions[id_])
        }
        for start, end, day in stretches:
            mates = [one[:2] for one in stretches if one[2] == day]
            after = any(mate in range(end, end + rule.minutes + 1) for mate, _ in mates)
            before = any(start in range(until, until + rule.minutes + 1) for _, until in mates)
            total += not (after or before)
    return total
