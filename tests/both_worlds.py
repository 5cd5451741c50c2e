"""Examples by hand are judged in both worlds: what words say of them, columns must say too."""

import attrs

import laws
import volmatch as vm
from by_hand import told
from volmatch.rule import name_of

Told = list[tuple[tuple[str, ...], tuple[str, ...], int, str]]


def judged(problem: vm.Problem, made: vm.Schedule, rule: str) -> Told:
    """Return what the check says about one rule, after holding its columns to it, as a must and as a goal."""
    for level in (0, 1):
        rules = [attrs.evolve(one, level=level) if name_of(type(one)) == rule else one for one in problem.rules]
        twin = attrs.evolve(problem, rules=vm.rules.only(rules))
        laws.same_set(twin)
        laws.same_cost(twin, made)
    return told(problem, made, rule)
