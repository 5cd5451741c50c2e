"""What a schedule costs, counted like a pile of bills."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

import volmatch as vm
from oracle.excess import Placed
from oracle.world import Duty, World

_CENT = Decimal("0.01")


def bill(where: vm.Where, world: World, duties: Sequence[Duty], placed: Placed) -> Decimal:
    """Return the sum of all bills for what a filter takes."""
    bills = [
        _for_time(duty.end - duty.start, duty.volunteer.cost_per_hour)
        for duty in duties
        if world.is_about(where, duty.volunteer, duty.session, duty.day)
    ]
    for id_, placement in placed.items():
        session = world.sessions[id_]
        if where.volunteers is None and world.is_about_session(where, session):
            bills.append(Decimal(session.cost))
            if placement.room is not None:
                bills.append(_for_time(world.lengths[id_], world.rooms[placement.room].cost_per_hour))
    return sum(bills, Decimal(0))


def cents(amount: float) -> Decimal:
    """Return an amount rounded to the cent."""
    return Decimal(str(amount)).quantize(_CENT, ROUND_HALF_UP)


def _for_time(minutes: int, per_hour: float) -> Decimal:
    return (cents(per_hour) * minutes / 60).quantize(_CENT, ROUND_HALF_UP)
