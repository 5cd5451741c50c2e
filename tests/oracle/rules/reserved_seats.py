"""Reserved seats that others hold, counted seat by seat."""

from collections.abc import Sequence

from oracle.excess import Placed, concerned
from oracle.world import Duty, World, bears
from volmatch import rules


def excess(rule: rules.ReservedSeats, world: World, duties: Sequence[Duty], _placed: Placed) -> int:
    """Take a free seat for each of the others; who finds none sits on a reserved one."""
    free = {
        (session.id, role.name): list(range(rule.seats, role.max))
        for session in world.sessions.values()
        for role in session.roles
    }
    found = 0
    for duty in concerned(rule, world, duties):
        is_early = rule.since is not None and duty.day < rule.since
        if is_early or rule.role not in (None, duty.role.name) or bears(duty.volunteer, rule.trait, duty.day):
            continue
        seats = free[duty.session.id, duty.role.name]
        if seats:
            seats.pop()
        else:
            found += 1
    return found
