"""People beyond what a role would like, counted role by role."""

from collections.abc import Sequence

from oracle.excess import Placed
from oracle.world import Duty, World
from volmatch import rules


def excess(rule: rules.Surplus, world: World, duties: Sequence[Duty], _placed: Placed) -> int:
    """Count everybody who serves where the target was reached without them."""
    seats: dict[tuple[str, str], int] = {}
    too_many = 0
    for duty in duties:
        seat = (duty.session.id, duty.role.name)
        seats[seat] = seats.get(seat, 0) + 1
        too_many += world.is_about_session(rule.where, duty.session) and seats[seat] > duty.role.target
    return too_many
