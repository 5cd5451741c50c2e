"""Seats that rooms lack."""

from collections.abc import Sequence

from oracle.excess import Placed
from oracle.world import Duty, World
from volmatch.rules.room_seats import RoomSeats


def excess(rule: RoomSeats, world: World, _duties: Sequence[Duty], placed: Placed) -> int:
    """Count for each session that has a room the guests left standing."""
    missing = 0
    for id_, placement in placed.items():
        if placement.room is not None and world.is_about_session(rule.where, world.sessions[id_]):
            seats = world.rooms[placement.room].capacity
            missing += 0 if seats is None or seats >= rule.least else rule.least - seats
    return missing
