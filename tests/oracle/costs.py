"""What a schedule costs at each level, and the least that any schedule costs."""

import volmatch as vm
from oracle.excess import Placed, excess
from oracle.possible import every_schedule, is_possible
from oracle.world import Duty, World, world_of


def costs(problem: vm.Problem, schedule: vm.Schedule) -> tuple[int, ...] | None:
    """Return the cost of each level that some rule names, first level first; ``None`` if what must hold does not."""
    return _costs(problem, schedule) if is_possible(problem, schedule) else None


def excesses(problem: vm.Problem, schedule: vm.Schedule) -> list[int]:
    """Return how far a schedule, if it is one, breaks each of the problem's rules."""
    world, duties, placed = _meaning(problem, schedule)
    return [excess(rule, world, duties, placed) for rule in problem.rules]


def best(problem: vm.Problem) -> tuple[int, ...] | None:
    """Return the least costs, an earlier level before a later; ``None`` if no schedule keeps what must hold."""
    found = [_costs(problem, schedule) for schedule in every_schedule(problem)]
    return min((one for one in found if one is not None), default=None)


def _costs(problem: vm.Problem, schedule: vm.Schedule) -> tuple[int, ...] | None:
    world, duties, placed = _meaning(problem, schedule)
    total = {rule.level: 0 for rule in problem.rules}
    for rule in sorted(problem.rules, key=lambda rule: rule.level):
        total[rule.level] += rule.weight * excess(rule, world, duties, placed)
        if total.get(0):
            return None
    return tuple(total[level] for level in sorted(total) if level != 0)


def _meaning(problem: vm.Problem, schedule: vm.Schedule) -> tuple[World, list[Duty], Placed]:
    """Return the problem's world, the duties of a schedule, and where and when each session takes place."""
    world = world_of(problem)
    placed = {placement.session: placement for placement in schedule.placements}
    return world, [world.duty(one, placed[one.session]) for one in schedule.assignments], placed
