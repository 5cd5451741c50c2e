"""Who does which of the roles that became one, for those who print schedules."""

from volmatch.plugs import load
from volmatch.problem.problem import Problem
from volmatch.problem.session import BETWEEN_ROLES
from volmatch.schedule import Schedule

#: Names of roles by session, joint role and volunteer.
Tasks = dict[tuple[str, str, str], tuple[str, ...]]


def desk_tasks(problem: Problem, schedule: Schedule) -> Tasks:
    """Return which of the roles that became one each person has; nothing where no roles did."""
    if not any(BETWEEN_ROLES in role.name for session in problem.sessions for role in session.roles):
        return {}
    found: Tasks = load("desks").own_tasks(problem, schedule)
    return found
