"""Rooms in which a series is held beyond the first."""

from collections.abc import Sequence

from oracle.excess import Placed
from oracle.world import Duty, World
from volmatch.rules.room_stability import RoomStability


def excess(rule: RoomStability, world: World, _duties: Sequence[Duty], placed: Placed) -> int:
    """Count the different pairs of series and room, less the series."""
    pairs = {
        (world.sessions[id_].series, placement.room)
        for id_, placement in placed.items()
        if placement.room is not None and world.sessions[id_].series is not None
        if world.is_about_session(rule.where, world.sessions[id_])
    }
    return len(pairs) - len({series for series, _ in pairs})
