"""What is spent beyond the budget."""

import math
from collections.abc import Sequence

from oracle.excess import Placed
from oracle.money import bill, cents
from oracle.world import Duty, World
from volmatch.rules.budget import Budget


def excess(rule: Budget, world: World, duties: Sequence[Duty], placed: Placed) -> int:
    """Count the units of the currency above the budget, a part of one as a whole."""
    return max(0, math.ceil(bill(rule.where, world, duties, placed) - cents(rule.most)))
