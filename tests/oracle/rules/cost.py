"""Every cent spent."""

from collections.abc import Sequence

from oracle.excess import Placed
from oracle.money import bill
from oracle.world import Duty, World
from volmatch.rules.cost import Cost


def excess(rule: Cost, world: World, duties: Sequence[Duty], placed: Placed) -> int:
    """Count the cents."""
    return int(bill(rule.where, world, duties, placed) * 100)
