"""The words of a problem and the rows of its ids, as columns; what things cost and how many they are, besides."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import numpy as np

from volmatch.arrays.ragged import whole
from volmatch.columns.codes import ALWAYS, Codes, Marks, Skills, Traits
from volmatch.problem.problem import Problem
from volmatch.problem.session import Session
from volmatch.problem.volunteer import TraitDays

_HOUR = 60
_ALL_DAYS = TraitDays()


def word_columns(problem: Problem) -> dict[str, Any]:
    """Return the rows of ids and the codes of words, by their names in `Tables`."""
    codes = _codes(problem)
    return {
        "codes": codes,
        "volunteer_row": {volunteer.id: row for row, volunteer in enumerate(problem.volunteers)},
        "session_row": {session.id: row for row, session in enumerate(problem.sessions)},
        "room_row": {room.id: row for row, room in enumerate(problem.rooms)},
        "session_series": codes.series.only,
        "role_name": codes.names.only,
    }


def _places(problem: Problem, session: Session) -> list[str]:
    """Return where a session may take place, whatever is closed when."""
    if session.room is not None:
        return sorted({room.place for room in problem.fitting_rooms(session)})
    return [] if session.place is None else [session.place]


def _codes(problem: Problem) -> Codes:
    people, sessions = problem.volunteers, problem.sessions
    place_row = {place.id: row for row, place in enumerate(problem.places)}
    venues = [(row, place_row[place]) for row, one in enumerate(sessions) for place in _places(problem, one)]
    roles = [role for session in sessions for role in session.roles]
    return Codes(
        sessions=Marks.of((one.id,) for one in sessions),
        kinds=Marks.of(() if one.kind is None else (one.kind,) for one in sessions),
        series=Marks.of(() if one.series is None else (one.series,) for one in sessions),
        tags=Marks.of(one.tags for one in sessions),
        audiences=Marks.of(one.audiences for one in sessions),
        wants=Marks.of(one.room.wants if one.room else () for one in sessions),
        venues=Marks(
            place_row, whole([row for row, _ in venues]), whole([place for _, place in venues]), len(sessions)
        ),
        parents=whole([-1 if place.parent is None else place_row[place.parent] for place in problem.places]),
        volunteers=Marks.of((one.id,) for one in people),
        traits=_traits(problem),
        teams=Marks.of(one.teams for one in people),
        skills=_skills(problem),
        names=Marks.of((role.name,) for role in roles),
        asked_traits=Marks.of(role.traits for role in roles),
        asked_skills=Marks.of(() if role.skill is None else (role.skill,) for role in roles),
        features=Marks.of(room.features for room in problem.rooms),
    )


def _traits(problem: Problem) -> Traits:
    people = problem.volunteers
    marks = Marks.of(one.traits for one in people)
    spells = [one.trait_days.get(trait, _ALL_DAYS) for one in people for trait in one.traits]
    first, last = (problem.days[0], problem.days[-1]) if problem.days else (dt.date.min, dt.date.max)
    return Traits(
        marks.number,
        marks.row,
        marks.code,
        whole([0 if one.valid_from is None else one.valid_from.toordinal() for one in spells]),
        whole([ALWAYS if one.until is None else one.until.toordinal() for one in spells]),
        {row: one.born for row, one in enumerate(people) if one.born is not None},
        (first.toordinal(), last.toordinal()),
        marks.count,
    )


def _skills(problem: Problem) -> Skills:
    marks = Marks.of(volunteer.skills for volunteer in problem.volunteers)
    skills = [skill for volunteer in problem.volunteers for skill in volunteer.skills.values()]
    return Skills(
        marks.number,
        marks.row,
        marks.code,
        whole([skill.level for skill in skills]),
        whole([0 if skill.valid_from is None else skill.valid_from.toordinal() for skill in skills]),
        whole([dt.date.max.toordinal() if skill.until is None else skill.until.toordinal() for skill in skills]),
        marks.count,
    )


def amount_columns(problem: Problem) -> dict[str, Any]:
    """Return how much of what sessions need, and what sessions, rooms and people cost, by their names in `Tables`."""
    sessions = problem.sessions
    return {
        "session_priority": whole([session.priority for session in sessions]),
        "session_attendance": whole([session.attendance for session in sessions]),
        "session_cost": whole([session.cost for session in sessions]),
        "session_effort": whole(
            [one.length_minutes if one.effort_hours is None else round(one.effort_hours * _HOUR) for one in sessions]
        ),
        "session_equipment": _equipment(problem),
        "room_rate": whole([room.cost_per_hour for room in problem.rooms]),
        "volunteer_rate": np.array([one.cost_per_hour for one in problem.volunteers], dtype=np.float64),
        "volunteer_offers": np.array(
            [one.available is None or len(one.available) > 0 for one in problem.volunteers], dtype=bool
        ),
    }


def _equipment(problem: Problem) -> Mapping[str, Any]:
    things = {thing for session in problem.sessions for thing in session.equipment}
    return {thing: whole([session.equipment.get(thing, 0) for session in problem.sessions]) for thing in sorted(things)}
