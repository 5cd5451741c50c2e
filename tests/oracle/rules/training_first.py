"""How many duties are done by people who have not been to a training before."""

from collections.abc import Sequence

from oracle.excess import Placed
from oracle.world import Duty, World
from volmatch.rules import TrainingFirst


def excess(rule: TrainingFirst, world: World, duties: Sequence[Duty], _placed: Placed) -> int:
    """Count the duties judged, less those of people trained in history or by an earlier duty."""
    untrained = 0
    for duty in duties:
        asked = (rule.role is None or duty.role.name == rule.role) and (
            rule.skill is None or duty.role.skill == rule.skill
        )
        if not asked or _trains(rule, duty) or not world.is_about(rule.where, duty.volunteer, duty.session, duty.day):
            continue
        earlier = [one for one in duties if one.volunteer.id == duty.volunteer.id and one.end <= duty.start]
        if duty.volunteer.id not in rule.done and not any(
            _trains(rule, one) and not one.role.standby for one in earlier
        ):
            untrained += 1
    return untrained


def _trains(rule: TrainingFirst, duty: Duty) -> bool:
    if rule.session is not None:
        return duty.session.id == rule.session
    return duty.session.series is not None and duty.session.series == rule.series
