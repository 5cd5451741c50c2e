"""Sessions, roles, places and rooms as columns."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs
import numpy as np

from volmatch.arrays.ragged import Ints, whole
from volmatch.problem.place import Room
from volmatch.problem.problem import Problem
from volmatch.problem.session import Role, Session

_MINUTE = dt.timedelta(minutes=1)
_DAY = 24 * 60
#: Seats of a room of which nothing is said: more than anybody can ask for.
_ANY_SIZE = 2**40
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def minutes_of(moment: dt.datetime) -> int:
    """Return a moment as minutes since 1970 UTC."""
    return (moment - _EPOCH) // _MINUTE


@attrs.frozen
class _Option:
    """One start of one session at one place, with the rooms it may get there (none where it takes no room)."""

    session: int
    start: dt.datetime
    minutes: int
    place: int
    rooms: tuple[int, ...]


def programme_columns(problem: Problem, kinds: Mapping[str, int]) -> dict[str, Any]:
    """Return the columns of sessions, options, placements, rooms and ways, by their names in `Tables`."""
    place_row = {place.id: row for row, place in enumerate(problem.places)}
    options = list(_options(problem, place_row))
    starts = whole([minutes_of(option.start) for option in options])
    ends = starts + whole([option.minutes for option in options])
    clocks = whole([option.start.hour * 60 + option.start.minute for option in options])
    shown = whole([option.start.date().toordinal() for option in options])
    places = whole([option.place for option in options])
    # The last stands for sessions at no place.
    begins = whole([minute_of_day(problem.day_starts_at(id_)) for id_ in (*place_row, None)])[places]
    start_days = [(row, day) for row, session in enumerate(problem.sessions) for day in problem.start_days(session)]
    placements = [(row, room) for row, option in enumerate(options) for room in option.rooms]
    return {
        "session_optional": np.array([session.optional for session in problem.sessions], dtype=bool),
        "session_droppable": np.array([session.may_be_dropped for session in problem.sessions], dtype=bool),
        "session_kind": whole([-1 if session.kind is None else kinds[session.kind] for session in problem.sessions]),
        "session_minutes": whole([session.length_minutes for session in problem.sessions]),
        "session_starts": whole([len(session.candidate_starts) for session in problem.sessions]),
        "start_session": whole([row for row, _ in start_days]),
        "start_day": whole([day.toordinal() for _, day in start_days]),
        "day_edges": _day_edges(problem),
        "option_session": whole([option.session for option in options]),
        "option_start": starts,
        "option_end": ends,
        "option_place": places,
        "option_day_starts": begins,
        "option_day": shown - (clocks < begins),
        "option_start_clock": clocks,
        "option_end_clock": clock_at(ends, problem) - (shown - _EPOCH.toordinal()) * _DAY,
        "placement_option": whole([option for option, _ in placements]),
        "placement_room": whole([room for _, room in placements]),
        "room_turnaround": whole([room.turnaround_minutes for room in problem.rooms]),
        "room_place": whole([place_row[room.place] for room in problem.rooms]),
        "room_capacity": whole([_ANY_SIZE if room.capacity is None else room.capacity for room in problem.rooms]),
        "travel": _travel(problem, place_row),
        "travel_default": problem.travel.default_minutes if problem.travel else 0,
    }


def _day_edges(problem: Problem) -> Ints:
    """Return where each local day from the first start to the last end of any session begins, and where the last one ends."""
    starts = [(start, start + session.length) for session in problem.sessions for start in session.candidate_starts]
    if not starts:
        return whole([])
    first, last = min(start for start, _ in starts), max(end for _, end in starts) - _MINUTE
    first_day, last_day = (_belongs_to(one.astimezone(problem.zone), problem.day_starts) for one in (first, last))
    days = [first_day + dt.timedelta(days=step) for step in range((last_day - first_day).days + 2)]
    return whole([minutes_of(dt.datetime.combine(day, problem.day_starts, problem.zone)) for day in days])


def _belongs_to(shown: dt.datetime, begins: dt.time) -> dt.date:
    return shown.date() - dt.timedelta(days=shown.time() < begins)


def _options(problem: Problem, place_row: Mapping[str, int]) -> Iterator[_Option]:
    room_row = {room.id: row for row, room in enumerate(problem.rooms)}
    for row, session in enumerate(problem.sessions):
        minutes = session.length_minutes
        rooms = problem.fitting_rooms(session)
        for start in sorted(session.candidate_starts):
            if session.room is None:
                place = -1 if session.place is None else place_row[session.place]
                yield _Option(row, start, minutes, place, ())
                continue
            open_rooms = [room for room in rooms if _is_open(room, session, start)]
            for place_id in sorted({room.place for room in open_rooms}):
                here = tuple(room_row[room.id] for room in open_rooms if room.place == place_id)
                yield _Option(row, start, minutes, place_row[place_id], here)


def _is_open(room: Room, session: Session, start: dt.datetime) -> bool:
    over = start + session.length + room.turnaround_minutes * _MINUTE
    return not any(closed.from_ < over and start < closed.to for closed in room.closed)


def minute_of_day(clock: dt.time) -> int:
    """Return a time of day as minutes after midnight."""
    return clock.hour * 60 + clock.minute


def clock_at(minute: Ints, problem: Problem) -> Ints:
    """Return what local clocks and calendars show at moments, in minutes since 1970-01-01 00:00 on the clock; shape (n,)."""
    moments, position = np.unique(minute, return_inverse=True)
    shown = [dt.datetime.fromtimestamp(one * 60, problem.zone).replace(tzinfo=dt.UTC) for one in moments.tolist()]
    return whole([minutes_of(one) for one in shown])[position]


def _travel(problem: Problem, place_row: Mapping[str, int]) -> Ints:
    """Return the minutes between places, (places + 1, places + 1); the last row and column stand for unknown places.

    Entries of the places around two places count from the outermost inwards, so that the nearest one says the last word.
    """
    count = len(place_row)
    if problem.travel is None:
        return np.zeros((count + 1, count + 1), dtype=np.int64)
    entries = np.full((count + 1, count + 1), -1, dtype=np.int64)
    np.fill_diagonal(entries[:-1, :-1], 0)
    for way in problem.travel.minutes:
        a, b = place_row[way.a], place_row[way.b]
        entries[a, b] = entries[b, a] = way.minutes
    around = _around(problem, place_row)
    ways = np.full((count + 1, count + 1), problem.travel.default_minutes, dtype=np.int64)
    for steps in reversed(range(2 * len(around) - 1)):
        nearest = np.full_like(ways, -1)
        for up in range(max(0, steps + 1 - len(around)), min(steps + 1, len(around))):
            np.maximum(nearest, entries[np.ix_(around[up], around[steps - up])], out=nearest)
        ways = np.where(nearest >= 0, nearest, ways)
    np.fill_diagonal(ways, 0)
    ways[-1, :] = ways[:, -1] = 0
    return ways


def _around(problem: Problem, place_row: Mapping[str, int]) -> list[Ints]:
    """Return for each number of steps up the place that many around each place; -1 where there is none, and at the end."""
    parent = whole([*(-1 if place.parent is None else place_row[place.parent] for place in problem.places), -1])
    around = [whole([*range(parent.size - 1), -1])]
    while (up := parent[around[-1]]).max() >= 0:
        around.append(up)
    return around


def role_columns(
    problem: Problem, skill_column: Mapping[str, int], trait_column: Mapping[frozenset[str], int]
) -> dict[str, Any]:
    """Return the columns of roles, by their names in `Tables`."""
    roles = [(row, role) for row, session in enumerate(problem.sessions) for role in session.roles]
    return {
        "role_names": [role.name for _, role in roles],
        "role_session": whole([session for session, _ in roles]),
        "role_min": whole([role.min for _, role in roles]),
        "role_target": whole([role.target for _, role in roles]),
        "role_max": whole([role.max for _, role in roles]),
        "role_skill": whole([-1 if role.skill is None else skill_column[role.skill] for _, role in roles]),
        "role_level": whole([role.level for _, role in roles]),
        **_alternatives([role for _, role in roles], skill_column),
        "role_traits": whole([trait_column[frozenset(role.traits)] for _, role in roles]),
        "role_standby": np.array([role.standby for _, role in roles], dtype=bool),
    }


def _alternatives(roles: Sequence[Role], skill_column: Mapping[str, int]) -> dict[str, Any]:
    """Return which list of alternatives each role has, and the lists as (column, level), the better first."""
    lists: dict[tuple[tuple[int, int], ...], int] = {}
    number = [
        lists.setdefault(tuple((skill_column[one.skill], one.level) for one in role.alternatives), len(lists))
        if role.alternatives
        else -1
        for role in roles
    ]
    return {"role_alternatives": whole(number), "alternatives": tuple(lists)}
