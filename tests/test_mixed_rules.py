"""Rules keep the laws in each other's company too, whatever they are and at whatever level."""

import importlib

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from rules_at_random import Case, Drawn, with_schedule
from supplies_at_random import supplied
from volmatch.rules import BY_NAME, only
from volmatch.testing import problems

FEW = max(40, settings().max_examples // 2)
#: Each rule's test file says how its own rule is drawn.
DRAWN: dict[str, Drawn] = {name: importlib.import_module(f"rules.test_{name}").drawn for name in sorted(BY_NAME)}


@st.composite
def mixes(draw: st.DrawFn, problem: vm.Problem, *, count: int = 4) -> list[vm.Rule]:
    """Draw some rules of different kinds at any level, for a problem."""
    names = draw(st.lists(st.sampled_from(sorted(DRAWN)), min_size=count, max_size=count, unique=True))
    return [draw(DRAWN[name](problem)) for name in names]


@st.composite
def mixed(draw: st.DrawFn) -> vm.Problem:
    """Draw tiny problems with four rules; half of them with audiences, things, prices and rooms to wish for."""
    problem = draw(problems())
    if draw(st.booleans()):
        problem = draw(supplied(problem))
    return attrs.evolve(problem, rules=only(draw(mixes(problem))))


@given(with_schedule(mixed()))
def test_four_rules_at_once(case: Case) -> None:
    """Two rules that are right alone are wrong together: one changes what the other's rows mean."""
    laws.hold(*case)


@settings(max_examples=FEW)
@given(mixed())
def test_nothing_but_the_substance_matters(problem: vm.Problem) -> None:
    """The best schedule depends on names, on the order of the records or rules, or on the week of the year."""
    laws.unmoved_best(problem)


@settings(max_examples=FEW)
@given(problems())
def test_help_never_harms(problem: vm.Problem) -> None:
    """With the standard rules, a volunteer more makes the best schedule worse."""
    laws.helped(problem)


#: A person more must serve too, or lowers the fair share of all, or the least that anybody gave: to these rules help is more to
#: ask for.
ASK_EVERYBODY = {"fairest", "protect_flexible", "serve_once"}


@st.composite
def with_rule(draw: st.DrawFn, name: str) -> vm.Problem:
    """Draw tiny problems that have one rule beside the first standard goals."""
    problem = draw(problems())
    if draw(st.booleans()):
        problem = draw(supplied(problem))
    first = [rule for rule in problem.rules if rule.level == 1]
    return attrs.evolve(problem, rules=only([*first, draw(DRAWN[name](problem))]))


@pytest.mark.parametrize("name", sorted(DRAWN.keys() - ASK_EVERYBODY))
@settings(max_examples=15)
@given(data=st.data())
def test_help_never_harms_a_rule(name: str, data: st.DataObject) -> None:
    """With some rule, a volunteer more, whom nothing obliges, makes the best schedule worse."""
    laws.helped(data.draw(with_rule(name)))


@pytest.mark.slow
@settings(max_examples=2 * FEW)
@given(problems())
def test_standard_rules_reach_the_optimum(problem: vm.Problem) -> None:
    """With the standard rules, a schedule that is called proved is not the best."""
    laws.optimum(problem)
