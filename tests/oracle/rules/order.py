"""Pairs of sessions that take place in the wrong order, or too soon one after the other."""

from collections.abc import Sequence

from oracle.excess import Placed
from oracle.times import minute_of
from oracle.world import Duty, World
from volmatch.rules.order import Order


def excess(rule: Order, world: World, _duties: Sequence[Duty], placed: Placed) -> int:
    """Count the pairs of which the one named later starts before the other is over and the gap has passed."""
    bad = 0
    for later, second in enumerate(rule.sessions):
        for first in rule.sessions[:later]:
            if first in placed and second in placed:
                about_both = all(world.is_about_session(rule.where, world.sessions[id_]) for id_ in (first, second))
                over = minute_of(placed[first].start) + world.lengths[first]
                bad += about_both and minute_of(placed[second].start) - over < rule.gap_minutes
    return bad
