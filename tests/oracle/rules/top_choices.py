"""How many people get none of what they like best."""

from collections.abc import Sequence

from oracle.excess import Placed, is_meant
from oracle.world import Duty, World
from volmatch.rules import TopChoices


def excess(rule: TopChoices, world: World, duties: Sequence[Duty], _placed: Placed) -> int:
    """Count who has choices, and serves in no session of those that fewer than `within` better choices stand before."""
    return sum(_goes_without(rule, world, duties, own) for own in world.volunteers)


def _goes_without(rule: TopChoices, world: World, duties: Sequence[Duty], own: str) -> bool:
    volunteer = world.volunteers[own]
    meant = {
        number: {
            one.id
            for one in world.sessions.values()
            if is_meant(wish, one, world) and world.is_about(rule.where, volunteer, one)
        }
        for number, wish in enumerate(volunteer.wishes)
        if wish.score > 0
    }
    scores = {number: volunteer.wishes[number].score for number, about in meant.items() if about}
    better = {number: {other for other in scores.values() if other > score} for number, score in scores.items()}
    first = [number for number in scores if len(better[number]) < rule.within]
    served = {duty.session.id for duty in duties if duty.volunteer.id == own}
    return bool(first) and all(served.isdisjoint(meant[number]) for number in first)
