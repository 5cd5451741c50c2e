"""Which schedules exist at all, whatever the rules: each session once at a time and in a room, or dropped."""

import math
from collections.abc import Iterator
from functools import cache
from itertools import combinations, product

import volmatch as vm
from oracle.times import minute_of, starts_of
from oracle.world import World, world_of
from volmatch.problem.values import is_loose

Crew = tuple[vm.Assignment, ...]


def every_schedule(problem: vm.Problem) -> Iterator[vm.Schedule]:
    """Yield every schedule of a problem that is one, each once; anybody may be assigned to anything."""
    world = world_of(problem)
    crews = {session.id: _crews(world, session) for session in problem.sessions}
    for placed in product(*(_ways(world, session) for session in problem.sessions)):
        placements = [placement for placement in placed if placement is not None]
        held = {placement.session for placement in placements}
        dropped = [session for session in world.sessions if session not in held]
        if not _shares_a_room(world, placements):
            for crew in product(*(crews[placement.session] for placement in placements)):
                yield vm.Schedule(sum(crew, ()), placements, dropped)


def size(problem: vm.Problem) -> int:
    """Return how many schedules `every_schedule` would yield if no two sessions ever needed the same room."""
    world = world_of(problem)
    people = len(problem.volunteers)
    return math.prod(
        sum(1 if way is None else _crew_count(people, tuple(role.max for role in session.roles)) for way in ways)
        for session in problem.sessions
        for ways in [_ways(world, session)]
    )


def is_possible(problem: vm.Problem, schedule: vm.Schedule) -> bool:
    """Whether a schedule is one: what `every_schedule` would yield, judged by itself."""
    world = world_of(problem)
    told = [placement.session for placement in schedule.placements] + list(schedule.dropped)
    if sorted(told) != sorted(world.sessions):
        return False
    if not all(_may_be_dropped(world.sessions[session]) for session in schedule.dropped):
        return False
    if not all(placement in _ways(world, world.sessions[placement.session]) for placement in schedule.placements):
        return False
    held = {placement.session for placement in schedule.placements}
    return not _shares_a_room(world, schedule.placements) and _is_staffed_legally(world, schedule, held)


def _is_staffed_legally(world: World, schedule: vm.Schedule, held: set[str]) -> bool:
    for one in schedule.assignments:
        if one.volunteer not in world.volunteers or one.session not in held:
            return False
        if one.role not in [role.name for role in world.sessions[one.session].roles]:
            return False
    pairs = [(one.volunteer, one.session) for one in schedule.assignments]
    seats = [(one.session, one.role) for one in schedule.assignments]
    return len(pairs) == len(set(pairs)) and all(
        seats.count((session.id, role.name)) <= role.max
        for session in world.sessions.values()
        for role in session.roles
    )


def _may_be_dropped(session: vm.Session) -> bool:
    """Whether a session is optional, is left open by a question, or depends on a choice that may prove impossible."""
    return session.optional or session.room is not None or len(session.starts or ()) > 1 or is_loose(session)


def _ways(world: World, session: vm.Session) -> list[vm.Placement | None]:
    """Return every placement of a session; ``None`` is to drop it."""
    ways: list[vm.Placement | None] = [None] if _may_be_dropped(session) else []
    for start in starts_of(session):
        if session.room is None:
            ways.append(vm.Placement(session.id, start))
            continue
        for room in world.fitting_rooms(session):
            needed = _minutes_needed(world, vm.Placement(session.id, start, room.id))
            closed = [range(minute_of(window.from_), minute_of(window.to)) for window in room.closed]
            if not any(_meet(needed, shut) for shut in closed):
                ways.append(vm.Placement(session.id, start, room.id))
    return ways


def _minutes_needed(world: World, placement: vm.Placement) -> range:
    """Return the minutes in which a session keeps its room, the turnaround after it included."""
    assert placement.room is not None
    start = minute_of(placement.start)
    after = world.rooms[placement.room].turnaround_minutes
    return range(start, start + world.lengths[placement.session] + after)


def _meet(one: range, other: range) -> bool:
    return any(minute in other for minute in one)


def _shares_a_room(world: World, placements: "list[vm.Placement] | tuple[vm.Placement, ...]") -> bool:
    """Whether two sessions need a room in the same minute."""
    return any(
        one.room is not None
        and one.room == other.room
        and _meet(_minutes_needed(world, one), _minutes_needed(world, other))
        for one, other in combinations(placements, 2)
    )


def _crews(world: World, session: vm.Session) -> list[Crew]:
    """Return everything that people may do in a session: each at most one role, each role at most its ``max``."""
    choices: list[str | None] = [None, *(role.name for role in session.roles)]
    crews = []
    for chosen in product(choices, repeat=len(world.volunteers)):
        if all(chosen.count(role.name) <= role.max for role in session.roles):
            pairs = zip(world.volunteers, chosen, strict=True)
            crews.append(tuple(vm.Assignment(who, session.id, role) for who, role in pairs if role is not None))
    return crews


@cache
def _crew_count(people: int, seats: tuple[int, ...]) -> int:
    """Return how many crews there are: the first role takes some of the people, the other roles some of the rest."""
    if not seats:
        return 1
    return sum(
        math.comb(people, heads) * _crew_count(people - heads, seats[1:]) for heads in range(min(people, seats[0]) + 1)
    )
