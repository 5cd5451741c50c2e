"""How many minutes people are on the way."""

from collections.abc import Sequence

from oracle.excess import Placed
from oracle.world import Duty, World
from volmatch.rules import Travel


def excess(rule: Travel, world: World, duties: Sequence[Duty], _placed: Placed) -> int:
    """Follow each person through each day: to every duty from the one that ended last, or from home; then home."""
    minutes = 0
    for volunteer in world.volunteers.values():
        for day in world.days:
            own = [duty for duty in duties if duty.volunteer.id == volunteer.id and duty.day == day]
            own = [
                duty
                for duty in own
                if world.is_about(rule.where, volunteer, duty.session, duty.day) and duty.place is not None
            ]
            for duty in own:
                ended = [one.end for one in own if one.end <= duty.start]
                begins = {one.place for one in own if one.end == max(ended)} if ended else set()
                minutes += max((world.travel(place, duty.place) for place in begins), default=_from_home(duty, world))
            ends = [one for one in own if all(other.start < one.end for other in own)]
            minutes += max((_from_home(one, world) for one in ends), default=0)
    return minutes


def _from_home(duty: Duty, world: World) -> int:
    travel = world.problem.travel
    if travel is None or duty.volunteer.home is not None:
        return world.travel(duty.volunteer.home, duty.place)
    return travel.default_minutes
