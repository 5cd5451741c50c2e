"""How long nobody of a set is free."""

from collections.abc import Sequence

from oracle.excess import Placed
from oracle.world import Duty, World
from volmatch.rules import OneFree


def excess(rule: OneFree, world: World, duties: Sequence[Duty], _placed: Placed) -> int:
    """Count the minutes in which everybody of a set of two or more is on duty."""
    about = [duty for duty in duties if world.is_about(rule.where, duty.volunteer, duty.session, duty.day)]
    minutes = 0
    for named in rule.sets:
        people = {id_ for id_ in named if world.is_about_volunteer(rule.where, world.volunteers[id_])}
        if len(people) > 1:
            for minute in world.horizon:
                minutes += people <= {duty.volunteer.id for duty in about if duty.start <= minute < duty.end}
    return minutes
