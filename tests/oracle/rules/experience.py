"""Experienced people missing in each crew, counted head by head."""

from collections.abc import Sequence

from oracle.excess import Placed, concerned
from oracle.world import Duty, World, bears
from volmatch import rules


def excess(rule: rules.Experience, world: World, duties: Sequence[Duty], placed: Placed) -> int:
    """Sum what each crew that is not empty lacks."""
    total = 0
    for session in placed:
        crew = [duty for duty in concerned(rule, world, duties) if duty.session.id == session]
        if crew:
            total += max(0, rule.least - sum(_is_experienced(rule, duty) for duty in crew))
    return total


def _is_experienced(rule: rules.Experience, duty: Duty) -> bool:
    person = duty.volunteer
    if person.id in rule.ids or any(bears(person, trait, duty.day) for trait in rule.traits):
        return True
    if rule.skill is None or rule.skill not in person.skills:
        return False
    skill = person.skills[rule.skill]
    return (
        rule.skill_level <= skill.level
        and (skill.until is None or duty.day <= skill.until)
        and (skill.valid_from or duty.day) <= duty.day
    )
