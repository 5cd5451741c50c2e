"""Every schedule of a tiny problem with what it costs: what explanations are held against."""

from collections.abc import Iterator

import oracle
import volmatch as vm
from laws import MOST_SCHEDULES

#: A schedule with its costs.
Costed = tuple[vm.Schedule, tuple[int, ...]]


def all_legal(problem: vm.Problem) -> list[Costed]:
    """Return every schedule that keeps what must hold; nothing where there are too many to try."""
    if oracle.size(problem) > MOST_SCHEDULES:
        return []
    found = ((schedule, oracle.costs(problem, schedule)) for schedule in oracle.every_schedule(problem))
    return [(schedule, costs) for schedule, costs in found if costs is not None]


def pairs_of(problem: vm.Problem) -> Iterator[tuple[str, str]]:
    """Yield every volunteer with every session, by id."""
    for volunteer in problem.volunteers:
        for session in problem.sessions:
            yield volunteer.id, session.id


def serves(schedule: vm.Schedule, volunteer: str, session: str, role: str | None = None) -> bool:
    """Whether somebody serves in a session, or in one role of it."""
    crew = schedule.crews.get(session, ())
    return any(one.volunteer == volunteer and role in (None, one.role) for one in crew)
