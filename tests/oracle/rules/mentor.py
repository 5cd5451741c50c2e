"""How many trainees lack a mentor, and how many seats they fill that others should."""

from collections.abc import Sequence

import volmatch as vm
from oracle.excess import Placed
from oracle.world import Duty, World, bears
from volmatch.rules import Mentor


def excess(rule: Mentor, world: World, duties: Sequence[Duty], _placed: Placed) -> int:
    """Count trainees beyond what mentors allow, and needed seats empty but for trainees, once for each trainee."""
    total = 0
    for session in world.sessions.values():
        if not world.is_about_session(rule.where, session):
            continue
        crew = [duty for duty in duties if duty.session.id == session.id]
        others = [duty for duty in crew if not bears(duty.volunteer, rule.trainee, duty.day)]
        judged = [
            duty
            for duty in crew
            if duty not in others and world.is_about_volunteer(rule.where, duty.volunteer, duty.day)
        ]
        total += max(0, len(judged) - rule.most * len([duty for duty in others if _may_guide(rule, duty)]))
        for duty in judged:
            if rule.trainee not in duty.role.traits:
                total += max(0, duty.role.min - [other.role.name for other in others].count(duty.role.name))
    return total


def _may_guide(rule: Mentor, duty: Duty) -> bool:
    skills = duty.volunteer.skills
    if rule.mentor is not None and not bears(duty.volunteer, rule.mentor, duty.day):
        return False
    if rule.skill is None:
        return True
    own = skills.get(rule.skill, vm.Skill(1))
    return (
        rule.skill in skills
        and own.level >= rule.skill_level
        and (own.until is None or duty.day <= own.until)
        and (own.valid_from or duty.day) <= duty.day
    )
