"""Adults missing at each place, looked for minute by minute."""

import math
from collections.abc import Sequence

import volmatch as vm
from oracle.excess import Placed
from oracle.times import minute_of
from oracle.world import Duty, World, bears
from volmatch import rules


def excess(rule: rules.Supervision, world: World, duties: Sequence[Duty], placed: Placed) -> int:
    """Sum what is missing over all minutes at which some session starts there, or ends if these count."""
    total = 0
    judged = [world.sessions[own] for own in placed if world.is_about_session(rule.where, world.sessions[own])]
    for here in {_place(world, placed[session.id]) for session in judged}:
        own = [session for session in judged if _place(world, placed[session.id]) == here]
        begins = {session.id: minute_of(placed[session.id].start) for session in own}
        ends = {session.id: begins[session.id] + world.lengths[session.id] for session in own}
        looks = set(begins.values()) | (set(ends.values()) if rule.moments == "changes" else set())
        for minute in looks:
            on = [session for session in own if minute in range(begins[session.id], ends[session.id])]
            total += _missing(rule, world, on, duties)
    return total


def _missing(rule: rules.Supervision, world: World, on: Sequence[vm.Session], duties: Sequence[Duty]) -> int:
    guests = sum(session.attendance for session in on)
    if guests == 0:
        return 0
    adults = {
        duty.volunteer.id
        for duty in duties
        for session in on
        if duty.session.id == session.id and _is_adult(rule, world, duty)
        if rule.adults == "at_place" or session.attendance > 0
    }
    return max(0, math.ceil(guests / rule.ratio) - len(adults), rule.floor - len(adults))


def _is_adult(rule: rules.Supervision, world: World, duty: Duty) -> bool:
    if duty.role.standby or not world.is_about_volunteer(rule.where, duty.volunteer, duty.day):
        return False
    if rule.trait is not None and not bears(duty.volunteer, rule.trait, duty.day):
        return False
    if rule.skill is None:
        return True
    if rule.skill not in duty.volunteer.skills:
        return False
    skill = duty.volunteer.skills[rule.skill]
    return (
        skill.level >= rule.skill_level
        and (skill.until is None or duty.day <= skill.until)
        and (skill.valid_from or duty.day) <= duty.day
    )


def _place(world: World, placement: vm.Placement) -> str | vm.Session:
    """Return where a session is held; a session whose place nobody knows is a place of its own."""
    session = world.sessions[placement.session]
    return (session.place or session) if placement.room is None else world.rooms[placement.room].place
