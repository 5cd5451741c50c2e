"""P10: the same schedule, byte by byte, whatever order the rows of a problem are handed in."""

import random
from typing import Any

import attrs

import volmatch as vm
from benchmarks.families import families
from benchmarks.promised.figures import Figures

#: Families whose problems are proved before the limit, and how many orders of each are tried.
FAMILIES, ORDERS = ("neighbourhood", "course_heavy", "visit_heavy"), 5
LIMIT = 120.0


def any_order() -> Figures:
    """Return of how many orders of rows the schedule was the same."""
    same = tried = 0
    for name in FAMILIES:
        family = families()[name]
        problem = family.make(**{**family.sizes, **(family.quick or {})}, seed=1)
        first = vm.solve(problem, time_limit=LIMIT, deterministic=True)
        for seed in range(ORDERS):
            chance = random.Random(seed)
            rows: dict[str, Any] = {one: chance.sample(list(getattr(problem, one)), len(getattr(problem, one)))
                    for one in ("volunteers", "sessions", "places", "rooms")}  # fmt: skip
            again = vm.solve(attrs.evolve(problem, **rows), time_limit=LIMIT, deterministic=True)
            tried += 1
            same += again.schedule == first.schedule and again.levels == first.levels
    return {"same": same, "times": tried}
