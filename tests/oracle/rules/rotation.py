"""How far most and fewest turns lie apart, counted person by person."""

from collections.abc import Sequence
from itertools import product

import volmatch as vm
from oracle.excess import Placed, concerned, is_meant
from oracle.rules.serve_once import too_many
from oracle.world import Duty, World
from volmatch import rules


def excess(rule: rules.Rotation, world: World, duties: Sequence[Duty], _placed: Placed) -> int:
    """Return the widest gap between two people beyond the slack, and twice who is called in beyond a target."""
    turns = []
    for person in world.volunteers.values():
        if world.is_about_volunteer(rule.where, person):
            own = [duty for duty in concerned(rule, world, duties) if duty.volunteer.id == person.id]
            own += world.past_of(person.id, rule.where)
            had = rule.before.get(person.id, 0)
            counted = [duty for duty in own if _is_turn(rule, world, duty.session)]
            turns.append(had + sum(rule.role is None or duty.role.name == rule.role for duty in counted))
    gap = max((max(0, one - other - rule.slack) for one, other in product(turns, turns)), default=0)
    if rule.above_target or rule.level == 0 or not turns:
        return gap
    return gap + 2 * too_many(
        [
            duty
            for duty in duties
            if world.is_about_session(rule.where, duty.session) and rule.role in (None, duty.role.name)
            if _is_turn(rule, world, duty.session)
        ]
    )


def _is_turn(rule: rules.Rotation, world: World, session: vm.Session) -> bool:
    """Whether few enough of those who take turns wish for a session."""
    fans = [
        person
        for person in world.volunteers.values()
        if world.is_about_volunteer(rule.where, person)
        if any(wish.score > 0 and is_meant(wish, session, world) for wish in person.wishes)
    ]
    return rule.wanted_by_at_most is None or len(fans) <= rule.wanted_by_at_most
