"""Who does what at a desk where one person may do several things, as a list to hang up."""

from collections.abc import Iterator, Mapping, Sequence

from volmatch.doors import door
from volmatch.outcome import Outcome, schedule_given
from volmatch.problem.problem import Problem
from volmatch.problem.session import BETWEEN_ROLES, Role, Session
from volmatch.report.annex import Annex
from volmatch.rules import Need, TeamMix
from volmatch.schedule import Duty, Schedule
from volmatch.text import Fact, Text


@door
def desk_list(problem: Problem, schedule: Schedule | Outcome) -> Annex:
    """Return for each session of `one_desk` who does what: everybody only what they can, and as few things each as can be told off in turn.

    What asks for a skill or a trait goes to those who have it on the day; what nobody needs to be able to do, to whoever has least to
    do. A task for which nobody is there has no names.

    Parameters
    ----------
    problem, schedule
        What is staffed, and by whom.
    """
    crews: dict[str, list[Duty]] = {}
    for duty in schedule_given(schedule).duties(problem):
        crews.setdefault(duty.session.id, []).append(duty)
    needs = _needs_of(problem)
    rows: list[tuple[Fact, ...]] = []
    for session in problem.sessions:
        for role in session.roles if session.id in crews else ():
            if BETWEEN_ROLES in role.name:
                crew = [duty for duty in crews[session.id] if duty.role.name == role.name]
                rows += _rows(session, role, needs.get(session.id, ()), crew)
    headers = [Text("session"), Text("day"), Text("time"), Text("what"), Text("who")]
    return Annex(Text("who does what at one desk"), headers, rows)


def told_off(tasks: Sequence[tuple[Need | None, int]], crew: Sequence[Duty]) -> list[tuple[Duty, ...]]:
    """Return who does each task: as many as it needs, of those who can do it, those who have least to do first.

    Parameters
    ----------
    tasks
        What each asks of a person, ``None`` for nothing, and how many it needs. Those that fewest can do are told off first.
    crew
        Who is there.
    """
    able = [[number for number, duty in enumerate(crew) if need is None or _can(duty, need)] for need, _ in tasks]
    has = [0] * len(crew)
    found: dict[int, tuple[Duty, ...]] = {}
    for at in sorted(range(len(tasks)), key=lambda one: len(able[one])):
        chosen = sorted(able[at], key=lambda number: (has[number], number))[: tasks[at][1]]
        for number in chosen:
            has[number] += 1
        found[at] = tuple(crew[number] for number in sorted(chosen))
    return [found[at] for at in range(len(tasks))]


def own_tasks(problem: Problem, schedule: Schedule) -> dict[tuple[str, str, str], tuple[str, ...]]:
    """Return the names of the roles that each person has of those that became one, by session, role and volunteer.

    Sessions of which it is not known who does what are left out, as are people for whom nothing is left.
    """
    needs = _needs_of(problem)
    crews: dict[tuple[str, str], list[Duty]] = {}
    for duty in schedule.duties(problem):
        if BETWEEN_ROLES in duty.role.name:
            crews.setdefault((duty.session.id, duty.role.name), []).append(duty)
    found: dict[tuple[str, str, str], tuple[str, ...]] = {}
    for (session, role), crew in crews.items():
        tasks = _tasks(crew[0].role, needs.get(session, ()), len(crew))
        if all(need is not None for _, (need, _) in tasks):
            for (name, _), people in zip(tasks, told_off([task for _, task in tasks], crew), strict=True):
                for duty in people:
                    key = session, role, duty.volunteer.id
                    found[key] = (*found.get(key, ()), name)
    return found


def _needs_of(problem: Problem) -> Mapping[str, Sequence[Need]]:
    """Return what the crew of each session must be able to do between them."""
    found: dict[str, Sequence[Need]] = {}
    for rule in problem.rules:
        named = rule.where.sessions.id if isinstance(rule, TeamMix) and rule.where.sessions is not None else None
        ids = (named,) if isinstance(named, str) else tuple(named or ())
        if isinstance(rule, TeamMix) and len(ids) == 1:
            found[ids[0]] = rule.needs
    return found


def _rows(session: Session, role: Role, needs: Sequence[Need], crew: Sequence[Duty]) -> Iterator[tuple[Fact, ...]]:
    tasks = _tasks(role, needs, len(crew))
    for (name, _), people in zip(tasks, told_off([task for _, task in tasks], crew), strict=True):
        day, start, end = crew[0].day, crew[0].start, crew[0].end
        who = tuple(duty.volunteer.label for duty in people)
        yield session.label, day, f"{start:%H:%M}-{end:%H:%M}", name, who


def _tasks(role: Role, needs: Sequence[Need], heads: int) -> list[tuple[str, tuple[Need | None, int]]]:
    """Return the tasks of a role that several became, by name; with what each asks, and how many it needs."""
    asked = [(need, need.least or 1) for need in needs]
    names = role.name.split(BETWEEN_ROLES)
    if len(names) == len(asked):
        return list(zip(names, asked, strict=True))
    # It is not known which of the roles asks for nothing: told by what is asked, and the rest together.
    return [*((need.skill or need.trait or "", (need, n)) for need, n in asked), (role.name, (None, heads))]


def _can(duty: Duty, need: Need) -> bool:
    if need.skill is not None:
        return duty.volunteer.holds(need.skill, need.skill_level, duty.day)
    return duty.volunteer.bears(need.trait or "", duty.day)
