"""How far a schedule breaks each rule, counted from the sentence that documents the rule's excess."""

import datetime as dt
import importlib
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any

import volmatch as vm
from oracle.periods import length_of_period, periods
from oracle.world import Duty, World, bears
from volmatch import rules
from volmatch.rule import name_of

#: Where and when each session takes place, by its id.
Placed = Mapping[str, vm.Placement]


def excess(rule: vm.Rule, world: World, duties: Sequence[Duty], placed: Placed) -> int:
    """Return the excess of a rule when these duties are done and these sessions take place.

    A rule is counted here, or in a file of its own name in the folder `rules`, by a function of the same form.
    """
    if type(rule) in EXCESS:
        return EXCESS[type(rule)](rule, world, duties, set(placed))
    own: Callable[..., int] = importlib.import_module(f"oracle.rules.{name_of(type(rule))}").excess
    return own(rule, world, duties, placed)


def concerned(rule: vm.Rule, world: World, duties: Sequence[Duty]) -> list[Duty]:
    """Return the duties a rule is about."""
    return [duty for duty in duties if world.is_about(rule.where, duty.volunteer, duty.session, duty.day)]


def served(rule: vm.Rule, world: World, duties: Sequence[Duty]) -> list[Duty]:
    """Return the duties a rule is about that are more than being on call."""
    return [duty for duty in concerned(rule, world, duties) if not duty.role.standby]


def available(rule: rules.Available, world: World, duties: Sequence[Duty], _held: set[str]) -> int:
    """Count duties outside the offered time or inside an absence."""
    return sum(
        not _is_within(duty, world.offered[duty.volunteer.id])
        or not world.away[duty.volunteer.id].isdisjoint(range(duty.start, duty.end))
        for duty in concerned(rule, world, duties)
    )


def _is_within(duty: Duty, minutes: set[int]) -> bool:
    return minutes.issuperset(range(duty.start, duty.end))


def if_needed(rule: rules.IfNeeded, world: World, duties: Sequence[Duty], _held: set[str]) -> int:
    """Count duties outside the gladly offered time."""
    return sum(not _is_within(duty, world.gladly[duty.volunteer.id]) for duty in concerned(rule, world, duties))


def qualified(rule: rules.Qualified, world: World, duties: Sequence[Duty], _held: set[str]) -> int:
    """Count duties of people who lack the skill, its level, its validity or a trait; a skill counts for some days more than it says."""
    return sum(not _qualifies(duty, dt.timedelta(days=rule.grace_days)) for duty in concerned(rule, world, duties))


def _qualifies(duty: Duty, grace: dt.timedelta) -> bool:
    if not all(bears(duty.volunteer, trait, duty.day) for trait in duty.role.traits):
        return False
    if duty.role.skill is None:
        return True
    asked = [(duty.role.skill, duty.role.level)]
    asked += [(one.skill, one.level) for one in duty.role.alternatives]
    return any(has_skill(duty, skill, level, grace) for skill, level in asked)


def has_skill(duty: Duty, name: str, level: int, grace: dt.timedelta) -> bool:
    """Whether somebody has a skill at a level on the day of a duty, or had it so long before."""
    if name not in duty.volunteer.skills:
        return False
    skill = duty.volunteer.skills[name]
    return (
        level <= skill.level
        and (skill.until is None or duty.day <= skill.until + grace)
        and (skill.valid_from or duty.day) <= duty.day
    )


def reach(rule: rules.Reach, world: World, duties: Sequence[Duty], _held: set[str]) -> int:
    """Count duties farther from home than accepted."""
    return sum(
        duty.volunteer.max_travel_minutes is not None
        and world.travel(duty.volunteer.home, duty.place) > duty.volunteer.max_travel_minutes
        for duty in concerned(rule, world, duties)
    )


def no_overlap(rule: rules.NoOverlap, world: World, duties: Sequence[Duty], _held: set[str]) -> int:
    """Count pairs of duties of one volunteer with no time to get from one to the other; one of the two may be long ago."""
    own = concerned(rule, world, duties)
    pairs = [*combinations(own, 2), *((one, old) for one in own for old in world.past_of(one.volunteer.id, rule.where))]
    return sum(
        one.volunteer.id == other.volunteer.id
        and not _has_time_between(one, other, world, rule.tolerance_minutes)
        and not _has_time_between(other, one, world, rule.tolerance_minutes)
        for one, other in pairs
    )


def _has_time_between(first: Duty, second: Duty, world: World, tolerance: int) -> bool:
    way = world.travel(first.place, second.place)
    overlap = set(range(first.start, first.end)) & set(range(second.start, second.end))
    is_later = second.start > first.start and second.end > first.end
    return first.end + way <= second.start or (way == 0 and is_later and len(overlap) <= tolerance)


def limits(rule: rules.Limits, world: World, duties: Sequence[Duty], _held: set[str]) -> int:
    """Count sessions and started hours above the limits, in every period."""
    over = 0
    for volunteer in world.volunteers.values():
        own = [duty for duty in concerned(rule, world, duties) if duty.volunteer.id == volunteer.id]
        for limit in volunteer.limits:
            past = [] if limit.per == "horizon" else world.past_of(volunteer.id, rule.where)
            for period in periods(limit, world, with_past=True):
                sessions, minutes = _load(limit, period, own)
                had, before = _load(limit, period, past)
                if limit.max_sessions is not None:
                    over += max(0, sessions + had - max(had, limit.max_sessions))
                if limit.max_hours is not None:
                    over += max(0, math.ceil((minutes + before - max(before, minutes_of(limit.max_hours))) / 60))
    return over


def min_load(rule: rules.MinLoad, world: World, duties: Sequence[Duty], _held: set[str]) -> int:
    """Count sessions and started hours below what people want, in every period in which something could start."""
    under = 0
    for volunteer in world.volunteers.values():
        if not world.is_about_volunteer(rule.where, volunteer):
            continue
        own = [
            duty
            for duty in duties
            if duty.volunteer.id == volunteer.id and not duty.role.standby
            if world.is_about(rule.where, volunteer, duty.session)
        ]
        for limit in volunteer.limits:
            possible = set(_days_that_count(rule, limit, world))
            for period in periods(limit, world):
                sessions, minutes = _load(limit, period, own)
                if possible.isdisjoint(period):
                    continue
                part = Fraction(len(period), length_of_period(limit, period[0], world))
                if limit.min_sessions is not None:
                    under += max(0, math.ceil(limit.min_sessions * part) - sessions)
                if limit.min_hours is not None:
                    wanted = math.ceil(minutes_of(limit.min_hours) * part)
                    under += max(0, math.ceil(Fraction(wanted - minutes, 60)))
    return under


def _load(limit: vm.Limit, period: Sequence[dt.date], duties: Sequence[Duty]) -> tuple[int, int]:
    """Return the sessions and minutes that count in a period."""
    counted = [duty for duty in duties if duty.day in period and limit.kind in (None, duty.session.kind)]
    return len(counted), sum(duty.end - duty.start for duty in counted)


def minutes_of(hours: float) -> int:
    """Return hours in minutes, half a minute to the even one."""
    whole = math.floor(hours * 60)
    rest = Fraction(hours * 60) - whole
    return whole + (rest > Fraction(1, 2) or (rest == Fraction(1, 2) and whole % 2 == 1))


def _days_that_count(rule: vm.Rule, limit: vm.Limit, world: World) -> Iterator[dt.date]:
    for session in world.sessions.values():
        is_served = not any(role.standby for role in session.roles)
        if is_served and world.is_about_session(rule.where, session) and limit.kind in (None, session.kind):
            yield from world.days_of(session)


def _heads(session: vm.Session, role: vm.Role, duties: Sequence[Duty]) -> int:
    return sum(duty.session.id == session.id and duty.role.name == role.name for duty in duties)


def cover(rule: rules.Cover, world: World, duties: Sequence[Duty], held: set[str]) -> int:
    """Count empty seats below ``min``; all of them and one more where a session that is not optional is left out."""
    empty = 0
    for session in world.sessions.values():
        if world.is_about_session(rule.where, session):
            if session.id in held:
                empty += sum(max(0, role.min - _heads(session, role, duties)) for role in _meant(rule, session))
            elif not session.optional and (_meant(rule, session) or rule.roles is None):
                empty += sum(role.min for role in _meant(rule, session)) + 1
    return empty


def target(rule: rules.Target, world: World, duties: Sequence[Duty], held: set[str]) -> int:
    """Count people short of a target, unless the session is optional and dropped."""
    return sum(
        max(0, role.target - _heads(session, role, duties))
        for session in world.sessions.values()
        if (session.id in held or not session.optional) and world.is_about_session(rule.where, session)
        for role in _meant(rule, session)
    )


def _meant(rule: rules.Cover | rules.Target, session: vm.Session) -> list[vm.Role]:
    return list(session.roles) if rule.roles is None else [role for role in session.roles if role.name in rule.roles]


def pinned(rule: rules.Pinned, world: World, duties: Sequence[Duty], _held: set[str]) -> int:
    """Count promises not kept and refusals not heeded."""

    def is_there(pin: rules.Pin) -> bool:
        return any(
            duty.volunteer.id == pin.volunteer and duty.session.id == pin.session and pin.role in (None, duty.role.name)
            for duty in duties
        )

    def counts(pin: rules.Pin) -> bool:
        return world.is_about(rule.where, world.volunteers[pin.volunteer], world.sessions[pin.session])

    kept = sum(counts(pin) and not is_there(pin) for pin in rule.stay)
    return kept + sum(counts(pin) and is_there(pin) for pin in rule.never)


def wishes(rule: rules.Wishes, world: World, duties: Sequence[Duty], _held: set[str]) -> int:
    """Sum what wishes not got, and what people got against their wish, are worth: their score, or their share of 1000."""
    served = {(duty.volunteer.id, duty.session.id) for duty in duties}
    missed = 0
    for volunteer in world.volunteers.values():
        topics = [
            [
                one.id
                for one in world.sessions.values()
                if is_meant(wish, one, world) and world.is_about(rule.where, volunteer, one)
            ]
            for wish in volunteer.wishes
        ]
        loud = sum(abs(wish.score) for wish, about in zip(volunteer.wishes, topics, strict=True) if about)
        for wish, about in zip(volunteer.wishes, topics, strict=True):
            worth = Fraction(abs(wish.score))
            if rule.scale == "shares" and about and wish.score:
                worth = Fraction(
                    max(1, math.floor(Fraction(abs(wish.score), loud) / len(about) * 1000 + Fraction(1, 2)))
                )
            met = sum((volunteer.id, session) in served for session in about)
            missed += int(worth) * (len(about) - met if wish.score > 0 else met)
    return missed


def is_meant(wish: vm.Wish, session: vm.Session, world: World) -> bool:
    """Whether a wish means a session; one that may be at several places is at a place if all of them lie inside."""
    if wish.place is not None:
        places = world.places_of(session)
        return bool(places) and all(world.lies_in(place, wish.place) for place in places)
    asked = (wish.session, wish.kind, wish.series)
    return any(
        one is not None and one == own
        for one, own in zip(asked, (session.id, session.kind, session.series), strict=True)
    )


EXCESS: dict[type[vm.Rule], Callable[[Any, World, Sequence[Duty], set[str]], int]] = {
    rules.Available: available,
    rules.Cover: cover,
    rules.IfNeeded: if_needed,
    rules.Limits: limits,
    rules.MinLoad: min_load,
    rules.NoOverlap: no_overlap,
    rules.Pinned: pinned,
    rules.Qualified: qualified,
    rules.Reach: reach,
    rules.Target: target,
    rules.Wishes: wishes,
}
