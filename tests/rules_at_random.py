"""Random rules of one kind, and random problems that have them among others."""

from collections.abc import Callable

from hypothesis import strategies as st

import volmatch as vm
from volmatch.testing import problems, rule_lists, schedules
from volmatch.testing.rule_lists import wheres

Drawn = Callable[[vm.Problem], st.SearchStrategy[vm.Rule]]
Case = tuple[vm.Problem, vm.Schedule]


def at_random(
    kind: type[vm.Rule], problem: vm.Problem, **fields: st.SearchStrategy[object]
) -> st.SearchStrategy[vm.Rule]:
    """Draw a rule of one kind at any level, with any weight and filters, and with the fields of its own drawn as told."""
    levels, weights = st.sampled_from((1, 0, 2)), st.sampled_from((1, 2, 5))
    return st.builds(kind, level=levels, weight=weights, where=wheres(problem), **fields)


def cases(drawn: Drawn) -> st.SearchStrategy[Case]:
    """Draw tiny problems that have a rule among others, each with one of its schedules."""

    def rules(problem: vm.Problem) -> st.SearchStrategy[list[vm.Rule]]:
        return st.tuples(rule_lists(problem, most=2), drawn(problem)).map(lambda parts: [*parts[0], parts[1]])

    return with_schedule(problems(rules=rules))


def with_schedule(drawn: st.SearchStrategy[vm.Problem]) -> st.SearchStrategy[Case]:
    """Draw problems, each with one of its schedules."""
    return drawn.flatmap(lambda problem: st.tuples(st.just(problem), schedules(problem)))
