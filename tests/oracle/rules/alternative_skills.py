"""Duties of people who have a skill that only serves instead, counted down the list of each role."""

import datetime as dt
from collections.abc import Sequence

from oracle.excess import Placed, concerned, has_skill
from oracle.world import Duty, World
from volmatch import rules

_NO_GRACE = dt.timedelta()


def excess(rule: rules.AlternativeSkills, world: World, duties: Sequence[Duty], _placed: Placed) -> int:
    """Count the skills that come before the one they have."""
    found = 0
    for duty in concerned(rule, world, duties):
        if duty.role.alternatives:
            left = [(duty.role.skill or "", duty.role.level)]
            left += [(one.skill, one.level) for one in duty.role.alternatives]
            while left and not has_skill(duty, *left.pop(0), _NO_GRACE):
                found += 1
    return found
