"""Hours above the fair share and a part of it."""

import math
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from oracle.excess import Placed, concerned
from oracle.world import Duty, World
from volmatch.rules import ProtectFlexible


def excess(rule: ProtectFlexible, world: World, duties: Sequence[Duty], _placed: Placed) -> int:
    """Count started hours above."""
    people = [one for one in world.volunteers.values() if world.is_about_volunteer(rule.where, one)]
    minutes: Counter[str] = Counter()
    for duty in concerned(rule, world, duties):
        minutes[duty.volunteer.id] += duty.end - duty.start
    if not people:
        return 0
    lasting = {(duty.session.id, duty.role.name): (duty.end - duty.start, duty.role.target) for duty in duties}
    crews = Counter((duty.session.id, duty.role.name) for duty in concerned(rule, world, duties))
    shared = sum(min(heads, lasting[seat][1]) * lasting[seat][0] for seat, heads in crews.items())
    most = Fraction(shared, len(people)) * Fraction(100 + rule.percent, 100)
    return sum(math.ceil(max(Fraction(0), minutes[one.id] - most) / 60) for one in people)
