"""What was promised stays when the next orders are dispatched, and whoever refused is not asked again."""

from collections.abc import Iterable

from volmatch.patterns.plan import Plan
from volmatch.rules import FewestChanges, Pin, Pinned
from volmatch.schedule import Assignment, Placement, Schedule


def promised(schedule: Schedule, *, refused: Iterable[Assignment] = (), level: int = 1) -> Plan:
    """Return the rules that keep what was promised while more is asked for.

    Everybody keeps their seats, and sessions stay where and when they are. Whoever refused a session is not asked for it
    again; the others in it stay, and it moves only if nobody else can come then.

    Parameters
    ----------
    schedule
        What was promised so far.
    refused
        The assignments that were refused, now or earlier.
    level
        Level of the goal that a session in which somebody has just refused stays where and when it is.
    """
    never = frozenset(refused)
    stay = [one for one in schedule.assignments if one not in never]
    again = {one.session for one in schedule.assignments if one in never}
    firm = [one for one in schedule.placements if one.session not in again]
    loose = [one for one in schedule.placements if one.session in again]
    pinned = Pinned(
        stay=[Pin(volunteer=one.volunteer, session=one.session, role=one.role) for one in stay],
        never=[Pin(volunteer=one.volunteer, session=one.session) for one in sorted(never)],
    )
    return Plan((), [pinned, _stays(firm, 0), *([_stays(loose, level)] if loose else [])])


def _stays(placements: Iterable[Placement], level: int) -> FewestChanges:
    return FewestChanges(level=level, count="times", placements=tuple(placements))
