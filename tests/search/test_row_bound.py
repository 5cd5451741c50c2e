"""What single rows prove is true for every list of rules, and is as much as simultaneous duties ask for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import oracle
import volmatch as vm
from by_hand import at
from models_at_random import best_cost, models, rows_of
from volmatch import rules
from volmatch.arrays.ragged import whole
from volmatch.formulation.build import build
from volmatch.formulation.formulation import Objective
from volmatch.formulation.model import Kept, Model, model_of
from volmatch.formulation.variable_map import Keys
from volmatch.search.exact.row_bound import row_bound
from volmatch.testing import problems, rule_lists


@given(models())
def test_rows_never_prove_too_much(model: Model) -> None:
    """Some model costs less than its rows were said to prove."""
    best, bound = best_cost(model), row_bound(model)
    assert best is None or bound is None or bound <= best


@settings(max_examples=60)
@given(st.data())
def test_the_bound_is_true_under_any_rules(data: st.DataObject) -> None:
    """With some list of rules fewer people do at a level than rows of cliques were said to prove."""

    def listed(problem: vm.Problem) -> st.SearchStrategy[list[vm.Rule]]:
        few = st.builds(
            rules.FewestPeople,
            level=st.sampled_from([1, 2, 3]),
            per=st.sampled_from(["all", "all", "series"]),
            most=st.sampled_from([0, 0, 1]),
        )
        cover = st.builds(rules.Cover, level=st.sampled_from([0, 1, 2]))
        return st.tuples(rule_lists(problem, most=2), few, cover).map(lambda drawn: [*drawn[0], *drawn[1:]])

    problem = data.draw(problems(rules=listed))
    best = oracle.best(problem)
    if best is None:
        return
    f, kept = build(problem), list[Kept]()
    for level, value in zip(sorted({rule.level for rule in problem.rules} - {0}), best, strict=True):
        bound = row_bound(model_of(f, level, kept))
        assert bound is None or bound <= value
        kept.append(Kept(f.cost(level), value, value))


def bounded(cover: vm.Rule, *values: int, people: int = 4) -> int | None:
    """Return what is proved of four duties, three of them at one time, where the levels before cost these values."""
    spans = [("08:00", "10:00"), ("09:00", "11:00"), ("09:30", "12:00"), ("11:00", "13:00")]
    sessions = [
        vm.Session(f"s{number}", start=at(start), end=at(end), roles=[vm.Role("helper")])
        for number, (start, end) in enumerate(spans)
    ]
    volunteers = [vm.Volunteer(f"v{number}") for number in range(people)]
    f = build(vm.Problem(volunteers, sessions, rules=rules.only([cover, rules.FewestPeople(level=2)])))
    kept = [Kept(f.cost(number), value, value) for number, value in enumerate(values, 1)]
    return row_bound(model_of(f, 2, kept))


def test_duties_at_one_time_need_as_many_people() -> None:
    """Three duties at one time prove less than three people."""
    assert bounded(rules.Cover(level=0)) == 3


@pytest.mark.parametrize(("empty", "people"), [(0, 3), (1, 2), (2, 1)])
def test_what_may_stay_empty_needs_nobody(empty: int, people: int) -> None:
    """Seats that stay empty at a level before count as if somebody had to come for them, or prove nothing at all."""
    assert bounded(rules.Cover(level=1), empty) == people


def test_rows_that_share_nothing_are_added_up() -> None:
    """Of two rows only one counts, or what stands in both counts twice."""
    model = Model(
        whole([0] * 4), whole([1] * 4), [rows_of([({0: 1, 1: 1}, 2, None), ({2: 1, 3: 1}, 1, None), ({1: 1, 2: 1}, 1, None)])],
        Objective(whole([0, 1, 2, 3]), whole([1, 3, 2, 5]), 0), Keys.nowhere(4),
    )  # fmt: skip
    assert row_bound(model) == 6
