"""Who may do what, when and where, found by plain loops over people and sessions."""

import bisect
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import attrs

import volmatch as vm
from volmatch.problem.window import Weekly

Stretch = tuple[int, int]


@attrs.frozen(eq=False)
class Option:
    """One way to hold a session: a start, a place (``None``: nowhere in particular), and the rooms there that would do."""

    session: vm.Session
    start: int
    end: int
    place: str | None
    moment: dt.datetime
    rooms: tuple[vm.Room, ...]


@attrs.frozen(eq=False)
class Candidate:
    """One person in one role of one option; `is_glad` says whether the time was offered without reserve."""

    volunteer: vm.Volunteer
    role: vm.Role
    option: int
    is_glad: bool


def minute(moment: dt.datetime) -> int:
    """Return a moment in minutes since 1970."""
    return int(moment.timestamp()) // 60


def options_of(problem: vm.Problem) -> list[Option]:
    """Return every way to hold each session."""
    found = []
    for session in problem.sessions:
        fitting = problem.fitting_rooms(session)
        for moment in session.candidate_starts:
            start, end = minute(moment), minute(moment + session.length)
            if session.room is None:
                found.append(Option(session, start, end, session.place, moment, ()))
                continue
            by_place = defaultdict(list)
            for room in fitting:
                if not any(_uses(room, start, end, minute(shut.from_), minute(shut.to)) for shut in room.closed):
                    by_place[room.place].append(room)
            found += [Option(session, start, end, place, moment, tuple(rooms)) for place, rooms in by_place.items()]
    return found


def _uses(room: vm.Room, start: int, end: int, since: int, until: int) -> bool:
    return start < until and since < end + room.turnaround_minutes


def rooms_clash(room: vm.Room, one: Option, other: Option) -> bool:
    """Whether two options cannot both have a room."""
    return _uses(room, one.start, one.end, other.start, other.end + room.turnaround_minutes)


def candidates_of(problem: vm.Problem, options: list[Option]) -> list[Candidate]:
    """Return everybody who is free, able and near enough, for each role of each option."""
    by_place: dict[str | None, list[int]] = defaultdict(list)
    for number, option in enumerate(options):
        by_place[option.place].append(number)
    found = []
    for volunteer in problem.volunteers:
        offered = _union(_offers(volunteer, problem, glad_only=False))
        gladly = _union(_offers(volunteer, problem, glad_only=True))
        away = sorted(_stretches(volunteer.away, problem))
        for place, numbers in by_place.items():
            if not _is_near(volunteer, place, problem):
                continue
            for number in numbers:
                option = options[number]
                roles = [role for role in option.session.roles if _is_able(volunteer, role, option)]
                if roles and _lies_in(option, offered) and not _touches(option, away):
                    is_glad = _lies_in(option, gladly)
                    found += [Candidate(volunteer, role, number, is_glad) for role in roles]
    return found


def _is_near(volunteer: vm.Volunteer, place: str | None, problem: vm.Problem) -> bool:
    most = volunteer.max_travel_minutes
    return most is None or problem.travel_minutes(volunteer.home, place) <= most


def _is_able(volunteer: vm.Volunteer, role: vm.Role, option: Option) -> bool:
    if role.max == 0 or not set(role.traits) <= set(volunteer.traits):
        return False
    return role.skill is None or volunteer.holds(role.skill, role.level, option.moment.date())


def _offers(volunteer: vm.Volunteer, problem: vm.Problem, *, glad_only: bool) -> Iterator[Stretch]:
    """Yield the stretches in which somebody is free, over the days of the problem and those around them."""
    if volunteer.available is None:
        yield -(2**60), 2**60
        return
    yield from _stretches([one for one in volunteer.available if not (glad_only and one.if_needed)], problem)


def _stretches(given: Sequence[Weekly | vm.Window], problem: vm.Problem) -> Iterator[Stretch]:
    """Yield each single stretch, and those of each that repeats over the days of the problem and those around them."""
    if not problem.days:
        return
    length = (problem.days[-1] - problem.days[0]).days
    days = [problem.days[0] + dt.timedelta(days=step) for step in range(-2, length + 4)]
    for one in given:
        windows = [one.on(day, problem.zone) for day in days] if isinstance(one, Weekly) else [one]
        for window in windows:
            if window is not None:
                yield minute(window.from_), minute(window.to)


def _union(stretches: Iterable[Stretch]) -> list[Stretch]:
    merged: list[Stretch] = []
    for start, end in sorted(stretches):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _lies_in(option: Option, stretches: list[Stretch]) -> bool:
    place = bisect.bisect_right(stretches, (option.start, 2**62)) - 1
    return place >= 0 and option.end <= stretches[place][1]


def _touches(option: Option, away: list[Stretch]) -> bool:
    return any(start < option.end and option.start < end for start, end in away)
