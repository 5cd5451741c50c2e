"""Random problems in which one rule is drawn on top of some others, changed first so that the rule has something to say."""

from collections.abc import Callable

import attrs
from hypothesis import strategies as st

import volmatch as vm
from volmatch.testing import problems, rule_lists, schedules

Case = tuple[vm.Problem, vm.Schedule]
Change = Callable[[vm.Problem], st.SearchStrategy[vm.Problem]]


@st.composite
def cases(
    draw: st.DrawFn, drawn: Callable[[vm.Problem], st.SearchStrategy[vm.Rule]], *, change: Change = st.just
) -> Case:
    """Draw a tiny problem with the rule that `drawn` makes for it and up to two others, and a schedule of it."""
    problem = draw(change(draw(problems())))
    rules = [*draw(rule_lists(problem, most=2)), draw(drawn(problem))]
    problem = attrs.evolve(problem, rules=vm.rules.only(rules))
    return problem, draw(schedules(problem))


@st.composite
def in_series(draw: st.DrawFn, problem: vm.Problem) -> vm.Problem:
    """Put all sessions into one series, most of the time."""
    if draw(st.integers(0, 3)) == 0:
        return problem
    return attrs.evolve(problem, sessions=[attrs.evolve(one, series="term") for one in problem.sessions])
