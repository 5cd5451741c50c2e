"""Volunteers as columns: skills, traits, limits, wishes."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from volmatch.arrays.ragged import whole
from volmatch.columns.age_bands import years_in
from volmatch.columns.history_coding import known_history
from volmatch.columns.limits_and_wishes import LimitColumns, WishColumns, coded
from volmatch.problem.problem import Problem
from volmatch.problem.volunteer import Wish

_MILLION = 1_000_000
_FOR_EVER = np.iinfo(np.int64).max


def people_columns(
    problem: Problem, skill_column: Mapping[str, int], trait_column: Mapping[frozenset[str], int]
) -> dict[str, Any]:
    """Return the columns of volunteers, by their names in `Tables`."""
    place_row = {place.id: row for row, place in enumerate(problem.places)}
    people = problem.volunteers
    level = np.zeros((len(people), len(skill_column) + 1), dtype=np.int64)
    until = np.full(level.shape, _FOR_EVER, dtype=np.int64)
    since = np.zeros(level.shape, dtype=np.int64)
    for row, volunteer in enumerate(people):
        for name, skill in volunteer.skills.items():
            if name in skill_column:
                level[row, skill_column[name]] = skill.level
                if skill.until is not None:
                    until[row, skill_column[name]] = skill.until.toordinal()
                if skill.valid_from is not None:
                    since[row, skill_column[name]] = skill.valid_from.toordinal()
    traits = [frozenset(volunteer.traits) for volunteer in people]
    dated = _dated(problem, trait_column)
    return {
        "volunteer_home": whole([-1 if one.home is None else place_row[one.home] for one in people]),
        "volunteer_reach": whole(
            [_FOR_EVER if one.max_travel_minutes is None else one.max_travel_minutes for one in people]
        ),
        "volunteer_served_minutes": whole([round(one.served_hours * 60) for one in people]),
        "volunteer_shows": whole([round(one.show_rate * _MILLION) for one in people]),
        "skill_level": level,
        "skill_until": until,
        "skill_since": since,
        "holds_traits": np.array(
            [[asked - dated <= has for asked in trait_column] for has in traits], dtype=bool
        ).reshape(len(people), len(trait_column)),
        "dated_traits": {
            column: tuple(sorted(own)) for asked, column in trait_column.items() if (own := asked & dated)
        },
    }


def _dated(problem: Problem, trait_column: Mapping[frozenset[str], int]) -> frozenset[str]:
    """Return which traits that roles ask for begin or end for somebody, or come with age."""
    found = {trait for one in problem.volunteers for trait in one.trait_days}
    if any(one.born is not None for one in problem.volunteers):
        found |= {trait for asked in trait_column for trait in asked if years_in(trait) is not None}
    return frozenset(found)


def limit_columns(problem: Problem, kinds: Mapping[str, int]) -> LimitColumns:
    """Return all limits as columns; a kind that no session has gets a code that no session has."""
    limits = [(row, limit) for row, volunteer in enumerate(problem.volunteers) for limit in volunteer.limits]
    periods = [coded(limit.per if isinstance(limit.per, str) else limit.per.numbers) for _, limit in limits]
    return LimitColumns(
        volunteer=whole([row for row, _ in limits]),
        **{name: whole([one[at] for one in periods]) for at, name in enumerate(("per", "since", "until"))},
        kind=whole([-1 if limit.kind is None else kinds.get(limit.kind, len(kinds)) for _, limit in limits]),
        max_sessions=whole([-1 if limit.max_sessions is None else limit.max_sessions for _, limit in limits]),
        max_minutes=whole([-1 if limit.max_hours is None else round(limit.max_hours * 60) for _, limit in limits]),
        min_sessions=whole([-1 if limit.min_sessions is None else limit.min_sessions for _, limit in limits]),
        min_minutes=whole([-1 if limit.min_hours is None else round(limit.min_hours * 60) for _, limit in limits]),
    )


def wish_columns(problem: Problem) -> WishColumns:
    """Return all wishes as columns."""
    wishes = [(row, wish) for row, volunteer in enumerate(problem.volunteers) for wish in volunteer.wishes]
    topics = {_topic(wish): wish for _, wish in wishes}
    number = {topic: index for index, topic in enumerate(topics)}
    sessions_of, past_of = _sessions_by_topic(problem), _past_by_topic(problem)
    return WishColumns(
        volunteer=whole([row for row, _ in wishes]),
        score=whole([wish.score for _, wish in wishes]),
        about=whole([number[_topic(wish)] for _, wish in wishes]),
        topics=[whole(sessions_of.get(topic, [])) for topic in topics],
        past=[whole(past_of.get(topic, [])) for topic in topics],
    )


def _topic(wish: Wish) -> tuple[str, str]:
    named = {"session": wish.session, "kind": wish.kind, "series": wish.series, "place": wish.place}
    return next((field, value) for field, value in named.items() if value is not None)


def _sessions_by_topic(problem: Problem) -> Mapping[tuple[str, str], list[int]]:
    """Return the session rows that a wish about each session, kind, series or place means."""
    found: dict[tuple[str, str], list[int]] = {}
    for row, session in enumerate(problem.sessions):
        topics = [("session", session.id)]
        topics += [("kind", session.kind)] if session.kind is not None else []
        topics += [("series", session.series)] if session.series is not None else []
        chains = [set(problem.enclosing_places(place)) for place in problem.possible_places(session)]
        topics += [("place", place) for place in (set.intersection(*chains) if chains else ())]
        for topic in topics:
            found.setdefault(topic, []).append(row)
    return found


def _past_by_topic(problem: Problem) -> Mapping[tuple[str, str], list[int]]:
    """Return the rows of the history that a wish about each session, kind, series or place means."""
    found: dict[tuple[str, str], list[int]] = {}
    for row, duty in enumerate(known_history(problem)):
        named = (("session", duty.session), ("kind", duty.kind), ("series", duty.series))
        topics = [(field, word) for field, word in named if word is not None]
        around = () if duty.place is None else problem.enclosing_places(duty.place)
        for topic in (*topics, *(("place", place) for place in around)):
            found.setdefault(topic, []).append(row)
    return found
