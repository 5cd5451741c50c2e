"""Features that sessions would like and do not get."""

from collections.abc import Sequence

from oracle.excess import Placed
from oracle.world import Duty, World
from volmatch.rules.room_wants import RoomWants


def excess(rule: RoomWants, world: World, _duties: Sequence[Duty], placed: Placed) -> int:
    """Count the features one by one."""
    missing = 0
    for id_, placement in placed.items():
        session = world.sessions[id_]
        if session.room is not None and placement.room is not None and world.is_about_session(rule.where, session):
            missing += len({one for one in session.room.wants if one not in world.rooms[placement.room].features})
    return missing
