"""How often somebody of a set is missing, or how often a set is not complete."""

from collections.abc import Sequence

from oracle.excess import Placed
from oracle.world import Duty, World
from volmatch.rules import Together


def excess(rule: Together, world: World, duties: Sequence[Duty], _placed: Placed) -> int:
    """Count, for each person of a set, the sessions, times, days or places at which others of it serve and they do not."""
    about = [duty for duty in duties if world.is_about(rule.where, duty.volunteer, duty.session, duty.day)]
    if rule.at_least is not None:
        return _too_seldom(rule, world, about, rule.at_least)
    missing = 0
    for people in rule.sets:
        for mark in {_mark(duty, rule.same) for duty in about} - {None}:
            met = [duty for duty in about if _mark(duty, rule.same) == mark]
            there = {duty.volunteer.id for duty in met}
            known = {id_: world.volunteers[id_] for id_ in people}
            mine = [id_ for id_, one in known.items() if world.is_about_volunteer(rule.where, one, met[0].day)]
            missing += len(set(mine) - there) if there & set(mine) else 0
    return missing


def _too_seldom(rule: Together, world: World, about: Sequence[Duty], least: int) -> int:
    """Count the times that each set is not complete, of those wanted."""
    missing = 0
    for people in rule.sets:
        mine = {id_ for id_ in people if world.is_about_volunteer(rule.where, world.volunteers[id_])}
        marks = [{_mark(duty, rule.same) for duty in about if duty.volunteer.id == id_} - {None} for id_ in mine]
        missing += max(0, least - len(set.intersection(*marks))) if len(mine) > 1 else 0
    return missing


def _mark(duty: Duty, same: str) -> str | None:
    if same == "place":
        return None if duty.place is None else f"{duty.day} {duty.place}"
    return {"session": duty.session.id, "time": f"{duty.start}-{duty.end}", "day": str(duty.day)}[same]
