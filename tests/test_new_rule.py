"""A rule that needs a new kind of row takes its own file and one of the vocabulary: tables and pen stay as they are."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import schedule, session
from house.sources import imports_of, tree_of
from house.worlds import breaches
from new_rule import WorthTheWay
from rule_cases import Case, cases
from volmatch.testing.rule_lists import wheres

HERE = Path(__file__).parent
SESSIONS = [session("tea", "09:00", "10:00"), session("choir", "11:00", "12:00"), session("walk", "09:00", "10:00", 21)]


def problem(*, level: int = 0) -> vm.Problem:
    """Return two people for two sessions of one day and one of the next."""
    people = [vm.Volunteer("li"), vm.Volunteer("wang")]
    return vm.Problem(people, SESSIONS, rules=[WorthTheWay(level=level), vm.rules.Cover(level=2)])


def test_by_hand() -> None:
    """Somebody is asked to come for one session, or a missing session is not counted."""
    split = schedule(problem(level=1), ("li", "tea"), ("wang", "choir"))
    assert [found.excess for found in vm.check(problem(level=1), split).violations if found.level == 1] == [1, 1]
    made = vm.solve(problem()).schedule
    assert made is not None
    who = {one.session: one.volunteer for one in made.assignments}
    assert who.keys() == {"tea", "choir"}
    assert who["tea"] == who["choir"]


def drawn(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule at any level, with any filter."""
    return st.builds(
        WorthTheWay,
        level=st.integers(0, 2),
        weight=st.sampled_from((1, 3)),
        where=wheres(problem),
        least=st.integers(1, 3),
    )


@settings(max_examples=40)
@given(cases(drawn))
def test_it_keeps_the_laws(case: Case) -> None:
    """A row that a rule's own vocabulary makes is not hard, priced and filled as ours are."""
    problem, schedule = case
    laws.same_set(problem)
    laws.same_cost(problem, schedule)
    laws.says_who(problem, schedule)


def test_its_two_halves_do_not_touch() -> None:
    """The rule would not pass as one of ours."""
    found = breaches((HERE / "new_rule.py").read_text(encoding="utf-8"), "WorthTheWay")
    assert [one for one in found if "another base" not in one] == []


@pytest.mark.parametrize("name", ["new_rule.py", "new_rows.py"])
def test_it_changes_neither_tables_nor_pen(name: str) -> None:
    """The rule hangs a method of its own on an object that all rules share."""
    loaded = {one.target for one in imports_of(tree_of(HERE / name)) if not one.for_annotations}
    assert not loaded & {"volmatch.columns.tables", "volmatch.formulation.encoder", "volmatch.formulation.builder"}
