"""Days that series lack."""

from collections.abc import Sequence

from oracle.excess import Placed
from oracle.world import Duty, World
from volmatch.rules.min_days import MinDays


def excess(rule: MinDays, world: World, _duties: Sequence[Duty], placed: Placed) -> int:
    """Take the days of each series one by one off those wanted."""
    about = [
        one for one in world.sessions.values() if one.series is not None and world.is_about_session(rule.where, one)
    ]
    lacking = 0
    for series in {one.series for one in about}:
        held = [one.id for one in about if one.series == series and one.id in placed]
        lacking += max(0, rule.least - len({world.day_held(world.sessions[id_], placed[id_]) for id_ in held}))
    return lacking
