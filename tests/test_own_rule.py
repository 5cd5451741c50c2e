"""A rule in a user's own file is as good as ours."""

import datetime as dt
import json

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from own_rule import FamiliarFaces, Variety
from volmatch import rule as rule_module
from volmatch.testing import problems, rule_lists, schedules


def twice_a_day(*rules: vm.Rule) -> vm.Problem:
    """Return a problem in which one person could do both art lessons of a day."""
    starts = [dt.datetime(2026, 8, 1, hour, tzinfo=dt.UTC) for hour in (10, 11)]
    hour = dt.timedelta(hours=1)
    roles = [vm.Role("lead")]
    sessions = [vm.Session(f"art-{at:%H}", kind="art", start=at, end=at + hour, roles=roles) for at in starts]
    return vm.Problem([vm.Volunteer("li")], sessions, rules=vm.rules.only([vm.rules.Cover(), *rules]))


@pytest.fixture
def _no_registration(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget afterwards what a test registers."""
    monkeypatch.setattr(rule_module, "_registered", {})


def test_own_rule_must_hold() -> None:
    """A user's rule at level 0 is not obeyed."""
    assert vm.solve(twice_a_day()).levels[0].value == 0
    outcome = vm.solve(twice_a_day(Variety()))
    assert outcome.levels[0].value == 1
    assert outcome.status == "optimal"


def test_own_rule_as_goal() -> None:
    """A user's rule at a goal level is not priced with its weight, or is served before the levels above it."""
    outcome = vm.solve(twice_a_day(Variety(level=2, weight=3)))
    assert [level.value for level in outcome.levels] == [0, 3]
    assert outcome.levels[1].rules == {"variety": 3}


def own_rules(problem: vm.Problem) -> st.SearchStrategy[list[vm.Rule]]:
    """Draw one of a user's rules at some level, among others of ours."""
    own = st.builds(Variety, level=st.integers(0, 2)) | st.builds(
        FamiliarFaces, level=st.integers(0, 2), most=st.integers(0, 2)
    )
    return st.tuples(rule_lists(problem, most=2), own).map(lambda drawn: [*drawn[0], drawn[1]])


@settings(max_examples=40)
@given(problems(rules=own_rules).flatmap(lambda problem: st.tuples(st.just(problem), schedules(problem))))
def test_own_rule_keeps_the_laws(case: tuple[vm.Problem, vm.Schedule]) -> None:
    """The laws cannot be used on a user's rule, or these break them."""
    problem, schedule = case
    laws.same_set(problem)
    laws.same_cost(problem, schedule)
    laws.says_who(problem, schedule)


@pytest.mark.usefixtures("_no_registration")
def test_file_names_own_rule_only_when_registered() -> None:
    """A problem file can call code that its reader did not register, or a registered rule cannot be named."""
    data = json.loads(vm.io.dumps(twice_a_day()))
    data["rules"].append({"rule": "club.variety", "level": 2})
    with pytest.raises(vm.ProblemError, match=r"rules\[\d+\]\.rule"):
        vm.io.loads(json.dumps(data))
    vm.register("club.variety", Variety)
    problem = vm.io.loads(json.dumps(data))
    assert isinstance(problem, vm.Problem)
    assert problem.rules[-1] == Variety(level=2)
    assert vm.io.loads(vm.io.dumps(problem)) == problem
    assert vm.solve(problem).levels[1].rules == {"club.variety": 1}


@pytest.mark.usefixtures("_no_registration")
@pytest.mark.parametrize("name", ["variety", "club.variety"])
def test_register_refuses_what_would_confuse(name: str) -> None:
    """A user's rule takes a name of ours, or that of another rule."""
    vm.register("club.variety", Variety)
    with pytest.raises(ValueError, match="name"):
        vm.register(name, vm.rules.Cover)


def test_own_rule_counts_in_equality() -> None:
    """Two problems that differ in a user's rule only are equal."""
    assert twice_a_day(Variety()) != twice_a_day(Variety(level=1))
    assert attrs.evolve(twice_a_day(Variety())) == twice_a_day(Variety())
