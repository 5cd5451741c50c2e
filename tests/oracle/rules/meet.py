"""How often two people serve together beyond the most, session by session."""

from collections.abc import Sequence
from itertools import combinations

from oracle.excess import Placed, concerned
from oracle.world import Duty, World
from volmatch import rules


def excess(rule: rules.Meet, world: World, duties: Sequence[Duty], _placed: Placed) -> int:
    """Count, for each two people, the sessions of both; what they had before allows less, and is never too much itself."""
    work = concerned(rule, world, duties)
    total = 0
    for one, other in combinations(world.volunteers, 2):
        now, then = (
            _served(one, those) & _served(other, those)
            for those in (work, [*world.past_of(one, rule.where), *world.past_of(other, rule.where)])
        )
        had = sum(session != "" for session, _ in then)
        total += max(0, len(now) + had - max(had, rule.most))
    return total


def _served(person: str, duties: Sequence[Duty]) -> set[tuple[str, int]]:
    return {(duty.session.id, duty.start) for duty in duties if duty.volunteer.id == person}
