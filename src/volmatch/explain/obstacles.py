"""Which rules forbid one person one seat, whatever everybody else does: found in words, with nobody else serving."""

from collections.abc import Iterator, Sequence

import attrs

from volmatch.columns.masks import Masks
from volmatch.legal import illegalities
from volmatch.problem.problem import Problem
from volmatch.problem.session import Role, Session
from volmatch.problem.volunteer import Volunteer
from volmatch.rule import Rule, Violation, name_of
from volmatch.schedule import Assignment, Placement, Schedule
from volmatch.text import Text, template

_NEVER = template("{volunteer} must not serve in {session}")


def about_one_candidate(problem: Problem) -> list[Rule]:
    """Return the rules of level 0 that look at one volunteer in one seat at a time."""
    return [rule for rule in problem.rules if rule.level == 0 and isinstance(rule, Masks)]


def obstacles(problem: Problem, volunteer: Volunteer, session: Session, role: Role) -> tuple[Violation, ...]:
    """Return what keeps a volunteer out of a role whatever everybody else does; nothing if they are a candidate for it.

    Where a session may take place at several times or in several rooms, those at which the least is in the way count; the
    first of these, where there are several.
    """
    found = [_at(problem, volunteer, role, placement) for placement in placements_of(problem, session)]
    return min(found, key=len, default=())


def obstacles_at(
    problem: Problem, volunteer: Volunteer, session: Session, role: Role, placement: Placement | None
) -> tuple[Violation, ...]:
    """Return what keeps a volunteer out of a role of a session where and when it takes place; anywhere, if it does not."""
    if placement is None:
        return obstacles(problem, volunteer, session, role)
    return _at(problem, volunteer, role, placement)


def placements_of(problem: Problem, session: Session) -> Iterator[Placement]:
    """Yield each way to place a session, by start and room, whatever the other sessions do."""
    rooms: Sequence[str | None] = [None]
    if session.room is not None:
        rooms = [room.id for room in problem.fitting_rooms(session)]
    for start in session.candidate_starts:
        for room in rooms:
            yield Placement(session.id, start, room)


def misplaced(problem: Problem, placement: Placement) -> tuple[Violation, ...]:
    """Return why a session of the problem cannot take place then and there, whatever the other sessions do."""
    found = illegalities(problem, Schedule(placements=[placement]))
    return tuple(violation for violation in found if violation.sessions == (placement.session,))


def _at(problem: Problem, volunteer: Volunteer, role: Role, placement: Placement) -> tuple[Violation, ...]:
    alone = Schedule([Assignment(volunteer.id, placement.session, role.name)], [placement])
    return tuple(
        attrs.evolve(found, rule=name_of(type(rule)), weight=rule.weight)
        for rule in problem.rules
        for found in _said(problem, rule, alone)
    )


def _said(problem: Problem, rule: Rule, alone: Schedule) -> Iterator[Violation]:
    """Yield what a rule says of somebody's only duty; promises of other duties are nothing that this one breaks."""
    if rule.level:
        return
    if rule.claims.promises:
        before = set(rule.check(problem, attrs.evolve(alone, assignments=())))
        for found in rule.check(problem, alone):
            if found not in before:
                yield attrs.evolve(found, message=Text(_NEVER, dict(found.message.facts)))
    elif isinstance(rule, Masks):
        yield from rule.check(problem, alone)
