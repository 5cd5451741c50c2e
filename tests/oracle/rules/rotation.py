"""How far most and fewest turns lie apart, counted person by person."""

from collections.abc import Sequence
from itertools import product

from oracle.excess import Placed, concerned
from oracle.world import Duty, World
from volmatch import rules


def excess(rule: rules.Rotation, world: World, duties: Sequence[Duty], _placed: Placed) -> int:
    """Return the widest gap between two people beyond the slack."""
    turns = []
    for person in world.volunteers.values():
        if world.is_about_volunteer(rule.where, person):
            own = [duty for duty in concerned(rule, world, duties) if duty.volunteer.id == person.id]
            had = rule.before.get(person.id, 0)
            turns.append(had + sum(rule.role is None or duty.role.name == rule.role for duty in own))
    return max((max(0, one - other - rule.slack) for one, other in product(turns, turns)), default=0)
