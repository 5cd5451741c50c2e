"""How many people more than wanted serve, in all or in each series."""

from collections.abc import Sequence

from oracle.excess import Placed
from oracle.world import Duty, World
from volmatch.rules import FewestPeople


def excess(rule: FewestPeople, world: World, duties: Sequence[Duty], _placed: Placed) -> int:
    """Count those who serve, once in all or once a series, above what costs nothing."""
    about = [duty for duty in duties if world.is_about(rule.where, duty.volunteer, duty.session, duty.day)]
    if rule.per == "all":
        return max(0, len({duty.volunteer.id for duty in about}) - rule.most)
    named = {session.series for session in world.sessions.values()} - {None}
    meets = [{duty.volunteer.id for duty in about if duty.session.series == series} for series in named]
    return sum(max(0, len(people) - rule.most) for people in meets)
