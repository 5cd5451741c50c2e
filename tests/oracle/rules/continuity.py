"""Faces too many, comebacks and sessions without their lead, counted series by series."""

from collections.abc import Sequence

import volmatch as vm
from oracle.excess import Placed, concerned
from oracle.world import Duty, World
from volmatch import rules


def excess(rule: rules.Continuity, world: World, duties: Sequence[Duty], placed: Placed) -> int:
    """Sum over the series of what is wanted and not so."""
    total = 0
    for series in {session.series for session in world.sessions.values()} - {None}:
        judged = [one for one in world.sessions.values() if one.series == series and _is_judged(rule, world, one)]
        ids = {session.id for session in judged}
        own = [duty for duty in concerned(rule, world, duties) if duty.session.id in ids]
        if rule.want == "few":
            total += _too_many(rule, own)
        elif rule.want == "runs":
            total += _comebacks(rule, world, own, [one for one in judged if one.id in placed])
        elif world.is_about_volunteer(rule.where, world.volunteers[str(rule.lead)]):
            seats = [(duty.volunteer.id, duty.session.id, duty.role.name) for duty in duties]
            total += sum(one in placed and (rule.lead, one, rule.role) not in seats for one in ids)
    return total


def _is_judged(rule: rules.Continuity, world: World, session: vm.Session) -> bool:
    names = [role.name for role in session.roles]
    return world.is_about_session(rule.where, session) and (rule.role is None or rule.role in names)


def _too_many(rule: rules.Continuity, duties: Sequence[Duty]) -> int:
    total = 0
    for name in {duty.role.name for duty in duties}:
        people = {duty.volunteer.id for duty in duties if duty.role.name == name}
        if rule.role in (None, name):
            total += max(0, len(people) - rule.most)
    return total


def _comebacks(rule: rules.Continuity, world: World, duties: Sequence[Duty], happening: Sequence[vm.Session]) -> int:
    """Count the starts somebody serves at, has served before, and did not serve at the start just before."""
    starts = sorted({world.starts[session.id][0] for session in happening if len(world.starts[session.id]) == 1})
    found = 0
    for person in {duty.volunteer.id for duty in duties}:
        serves = {
            duty.start
            for duty in duties
            if duty.volunteer.id == person and rule.role in (None, duty.role.name)
            if len(world.starts[duty.session.id]) == 1
        }
        for number, start in enumerate(starts):
            is_back = start in serves and any(before in serves for before in starts[:number])
            found += is_back and starts[number - 1] not in serves
    return found
