"""Sessions of a series too near to each other, and days after which the series rests too long."""

from collections.abc import Sequence
from itertools import combinations

from oracle.excess import Placed
from oracle.world import Duty, World
from volmatch.rules.spacing import Spacing


def excess(rule: Spacing, world: World, _duties: Sequence[Duty], placed: Placed) -> int:
    """Count near pairs one by one; and days on which the series does not end, yet nothing comes for too long."""
    total = 0
    for series in {session.series for session in world.sessions.values() if session.series is not None}:
        days = [
            world.day_held(world.sessions[id_], placement).toordinal()
            for id_, placement in placed.items()
            if world.sessions[id_].series == series and world.is_about_session(rule.where, world.sessions[id_])
        ]
        total += sum(abs(one - other) < rule.least_days for one, other in combinations(days, 2))
        if rule.most_days is not None:
            for day in set(days):
                soon = [other for other in days if day < other <= day + rule.most_days]
                total += day != max(days) and not soon
    return total
