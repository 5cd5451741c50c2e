"""People missing or too many in each crew, counted head by head; where people count once, all ways to count them are tried."""

import math
from collections.abc import Sequence
from itertools import product

from oracle.excess import Placed, concerned
from oracle.world import Duty, World, bears
from volmatch import rules


def excess(rule: rules.TeamMix, world: World, duties: Sequence[Duty], placed: Placed) -> int:
    """Sum over the sessions that have people."""
    total = 0
    for session in placed:
        crew = [duty for duty in concerned(rule, world, duties) if duty.session.id == session]
        if crew and rule.counts_once:
            total += _missing_together(rule.needs, crew)
        elif crew:
            total += sum(_unmet(need, crew) for need in rule.needs)
    return total


def _unmet(need: rules.Need, crew: Sequence[Duty]) -> int:
    has = sum(_meets(need, duty) for duty in crew)
    total = 0
    if need.least is not None:
        total += max(0, need.least - has)
    if need.most is not None:
        total += max(0, has - need.most)
    if need.least_percent is not None:
        total += max(0, math.floor(need.least_percent * len(crew) / 100) - has)
    if need.most_percent is not None:
        total += max(0, has - math.ceil(need.most_percent * len(crew) / 100))
    return total


def _missing_together(needs: Sequence[rules.Need], crew: Sequence[Duty]) -> int:
    """Return the least that is missing, whatever single need each of the crew counts for."""
    choices = [[None, *(need for need in range(len(needs)) if _meets(needs[need], duty))] for duty in crew]
    return min(
        sum(max(0, (need.least or 0) - chosen.count(number)) for number, need in enumerate(needs))
        for chosen in product(*choices)
    )


def _meets(need: rules.Need, duty: Duty) -> bool:
    if need.trait is not None:
        return bears(duty.volunteer, need.trait, duty.day)
    for name, skill in duty.volunteer.skills.items():
        if name == need.skill and skill.level >= need.skill_level:
            return (skill.until is None or skill.until >= duty.day) and (skill.valid_from or duty.day) <= duty.day
    return False
