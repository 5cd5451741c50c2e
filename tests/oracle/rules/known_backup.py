"""People missing who know a role of a series, counted series by series."""

from collections.abc import Sequence

from oracle.excess import Placed, concerned
from oracle.world import Duty, World
from volmatch import rules


def excess(rule: rules.KnownBackup, world: World, duties: Sequence[Duty], _placed: Placed) -> int:
    """Sum over the roles that anybody holds and that a series has more than once."""
    total = 0
    for series in {session.series for session in world.sessions.values() if session.series is not None}:
        sessions = [one for one in world.sessions.values() if one.series == series]
        names = [role.name for one in sessions if world.is_about_session(rule.where, one) for role in one.roles]
        before = {
            own for own in rule.known.get(series, ()) if world.is_about_volunteer(rule.where, world.volunteers[own])
        }
        for name in set(names):
            holders = {
                duty.volunteer.id
                for duty in concerned(rule, world, duties)
                if duty.session.series == series and duty.role.name == name
            }
            if holders and names.count(name) >= 2:
                total += max(0, rule.least - len(holders | before))
    return total
