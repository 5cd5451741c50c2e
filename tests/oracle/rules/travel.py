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
            own = [duty for duty in own if world.is_about(rule.where, volunteer, duty.session)]
            for duty in own:
                ended = [one.end for one in own if one.end <= duty.start]
                begins = {one.place for one in own if one.end == max(ended)} if ended else {volunteer.home}
                minutes += max(world.travel(place, duty.place) for place in begins)
            ends = [one for one in own if all(other.start < one.end for other in own)]
            minutes += max((world.travel(one.place, volunteer.home) for one in ends), default=0)
    return minutes
