"""Hours that a place lacks of its due."""

import math
from collections.abc import Sequence
from fractions import Fraction

from oracle.excess import Placed, concerned
from oracle.world import Duty, World
from volmatch.rules import SiteShare


def excess(rule: SiteShare, world: World, duties: Sequence[Duty], _placed: Placed) -> int:
    """Count started hours missing."""
    served = concerned(rule, world, duties)
    here: list[Duty] = []
    for duty in served[:]:
        if duty.place is not None and world.lies_in(duty.place, rule.place):
            there = [(one.session.id, one.role.name) for one in here]
            if there.count((duty.session.id, duty.role.name)) < duty.role.target:
                here.append(duty)
            else:
                served.remove(duty)
    due = Fraction(sum(duty.end - duty.start for duty in served) * rule.percent, 100)
    return math.ceil(max(Fraction(0), due - sum(duty.end - duty.start for duty in here)) / 60)
