"""Children who serve while no guardian is at the place, looked for minute by minute."""

from collections.abc import Sequence

from oracle.excess import Placed, served
from oracle.world import Duty, World
from volmatch import rules


def excess(rule: rules.Guardian, world: World, duties: Sequence[Duty], _placed: Placed) -> int:
    """Count their duties."""
    found = 0
    for duty in served(rule, world, duties):
        guardians = rule.of.get(duty.volunteer.id)
        if guardians is None:
            continue
        there = {
            minute
            for one in duties
            if one.volunteer.id in guardians and not one.role.standby and _is_beside(rule, one, duty)
            for minute in range(one.start, one.end)
        }
        minutes = range(duty.start, duty.end)
        accompanied = there.issuperset(minutes) if rule.present == "throughout" else not there.isdisjoint(minutes)
        found += not accompanied
    return found


def _is_beside(rule: rules.Guardian, one: Duty, duty: Duty) -> bool:
    if rule.same == "session" or duty.place is None:
        return one.session.id == duty.session.id
    return one.place == duty.place
