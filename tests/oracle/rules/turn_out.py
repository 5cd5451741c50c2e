"""What each crew is short of, by going through everybody who may turn up or not."""

import math
from collections.abc import Sequence
from fractions import Fraction
from itertools import product

from oracle.excess import Placed, concerned
from oracle.world import Duty, World
from volmatch import rules


def excess(rule: rules.TurnOut, world: World, duties: Sequence[Duty], placed: Placed) -> int:
    """Sum over the roles of the sessions that take place."""
    total = 0
    for session in (world.sessions[own] for own in placed):
        if not world.is_about_session(rule.where, session):
            continue
        for role in session.roles:
            if not role.standby and (rule.roles is None or role.name in rule.roles):
                own = [one for one in concerned(rule, world, duties) if one.session.id == session.id]
                rates = [one.volunteer.show_rate for one in own if one.role.name == role.name]
                least = role.min if rule.least is None else rule.least
                total += short(
                    [Fraction(math.floor(Fraction(str(one)) * rule.steps), rule.steps) for one in rates], least, rule
                )
    return total


def short(odds: Sequence[Fraction], least: int, rule: rules.TurnOut) -> int:
    """Return started percent missing to the chance, or started hundredths of a person missing on average."""
    enough, missing = Fraction(), Fraction()
    for there in product((True, False), repeat=len(odds)):
        likely = math.prod(
            (one if comes else 1 - one for one, comes in zip(odds, there, strict=True)), start=Fraction(1)
        )
        enough += likely * (sum(there) >= least)
        missing += likely * max(0, least - sum(there))
    if rule.chance is None:
        return math.ceil(100 * missing)
    return max(0, math.ceil(100 * (Fraction(str(rule.chance)) - enough)))
