"""Examples by hand for `Budget`, and its laws: less, more and exactly as much as there is to spend."""

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from both_worlds import judged
from by_hand import schedule, session
from money_by_hand import PEOPLE, made, programme
from supplies_at_random import Case, cases
from volmatch.rules.budget import Budget
from volmatch.testing.rule_lists import wheres


@st.composite
def drawn(draw: st.DrawFn, problem: vm.Problem) -> vm.Rule:
    """Draw the rule: enough for some of what could be paid for."""
    return Budget(
        most=draw(st.sampled_from((0, 5, 10.01, 12, 35, 40.25))),
        level=draw(st.sampled_from((0, 1, 2))),
        weight=draw(st.integers(1, 5)),
        where=draw(wheres(problem)),
    )


def over(most: float, where: vm.Where | None = None) -> list[int]:
    """Return by how much a programme for 71.75 + 1 is too dear."""
    problem = programme(Budget(most=most, where=where or vm.Where()))
    return [one[2] for one in judged(problem, made(problem, "hall", ("li", "course"), ("wang", "walk")), "budget")]


def test_kept() -> None:
    """There is more than is spent, and yet something is said."""
    assert over(100) == []


def test_broken() -> None:
    """Too much is spent and nothing is said, or people and sessions that cost nothing are blamed."""
    problem = programme(Budget(most=70))
    found = judged(problem, made(problem, "hall", ("li", "course"), ("wang", "walk")), "budget")
    assert found == [(("li",), ("course", "walk"), 3, "72.75 is spent, more than the 70 there is")]


@pytest.mark.parametrize(("most", "excess"), [(72.75, []), (72.74, [1]), (71.75, [1]), (71.74, [2]), (0, [73])])
def test_on_the_boundary(most: float, excess: list[int]) -> None:
    """Exactly as much as there is is too much, or a hundredth too much is nothing."""
    assert over(most) == excess


def test_what_takes_place_in_any_case_is_paid_for() -> None:
    """The cost of a session that nobody can drop does not use up the budget."""
    talk = attrs.evolve(session("talk", "10:00", "11:00"), cost=5)
    for most, excess in ((5, []), (4, [1])):
        problem = vm.Problem([], [talk], rules=vm.rules.only([Budget(most=most)]))
        assert [one[2] for one in judged(problem, schedule(problem), "budget")] == excess


def test_where_says_what_counts() -> None:
    """A budget for some sessions, or for some people's hours, is used up by others."""
    assert over(1, vm.Where(sessions=vm.SessionFilter(kind="walk"))) == []
    assert over(18, vm.Where(volunteers=vm.VolunteerFilter(trait="paid"))) == [1]
    assert over(0, vm.Where(volunteers=vm.VolunteerFilter(id="wang"))) == []


@pytest.mark.parametrize(("most", "values"), [(31.92, [0, 0]), (31.91, [0, 1]), (26.75, [0, 1]), (26.74, [1, 0])])
def test_the_money_is_spent_on_what_matters(most: float, values: list[int]) -> None:
    """The rule is heeded in words only, or more of the programme is left out than the money asks for."""
    problem = attrs.evolve(programme(Budget(most=most)), volunteers=PEOPLE[:1])
    problem = attrs.evolve(problem, rules=vm.rules.only([Budget(most=most), vm.rules.Cover(), vm.rules.Drop(level=2)]))
    assert [level.value for level in vm.solve(problem).levels] == values


def test_large_sums_stay_exact() -> None:
    """A large budget is rounded, or the engine errs about large sums."""
    problem = programme(Budget(most=0))
    dear = [attrs.evolve(one, cost=1_000_000 - number, optional=True) for number, one in enumerate(problem.sessions)]
    for most, dropped in ((1_999_999, 0), (1_999_998, 1), (999_998, 2)):
        rules = [Budget(most=most), vm.rules.Drop()]
        problem = attrs.evolve(problem, sessions=dear, rules=vm.rules.only(rules), rooms=problem.rooms[1:])
        assert [level.value for level in vm.solve(problem).levels] == [dropped]


@settings(max_examples=25)
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
