"""Examples by hand for `Fairest`: the greatest load counts first, whatever the rest costs."""

import itertools

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import schedule, session, told
from rules_at_random import Case, at_random, cases

HOURS = [session(f"s{hour}", f"{hour:02d}:00", f"{hour + 1:02d}:00") for hour in range(8, 14)]
PEOPLE = [vm.Volunteer("li", name="Li"), vm.Volunteer("wang"), vm.Volunteer("zhao")]


def problem(rule: vm.Rule, *, given: float = 0) -> vm.Problem:
    """Return three people, one of whom gave some hours before, and six hours to be shared."""
    people = [attrs.evolve(PEOPLE[0], served_hours=given), *PEOPLE[1:]]
    return vm.Problem(people, HOURS, rules=vm.rules.only([rule]))


def burden(*who: str, given: float = 0) -> list[tuple[tuple[str, ...], tuple[str, ...], int, str]]:
    """Return what the rule says when these people do the hours one after another."""
    asked = problem(vm.rules.Fairest(unit_minutes=60), given=given)
    pairs = [(name, one.id) for name, one in zip(who, HOURS, strict=False)]
    return told(asked, schedule(asked, *pairs), "fairest")


def total(*who: str, given: float = 0) -> int:
    """Return the whole cost."""
    return sum(one[2] for one in burden(*who, given=given))


def test_kept() -> None:
    """Nobody serves, and it costs something."""
    assert burden() == []


def test_broken() -> None:
    """Whoever serves is not named, or the second hour costs no more than the first."""
    assert burden("li", "li") == [(("li",), (), 5, "Li comes to 2 h in all")]


def test_on_the_boundary() -> None:
    """Everybody at one unit is dearer than one person at two."""
    assert total("li", "wang", "zhao") == 3 < total("li", "li") == 5


def test_history_counts_above_the_least() -> None:
    """What everybody gave before makes no difference, or what one gave more does not."""
    assert total("li", given=1) == 4
    everybody = attrs.evolve(
        problem(vm.rules.Fairest(unit_minutes=60)), volunteers=[attrs.evolve(one, served_hours=9) for one in PEOPLE]
    )
    assert vm.score(everybody, schedule(everybody, ("li", "s8"))) == (1,)


def test_costs_are_in_the_order_of_the_sorted_loads() -> None:
    """A schedule with a greater greatest load, or with a greater second after a tie, costs less."""
    loads = {}
    for who in itertools.product(("li", "wang", "zhao"), repeat=5):
        worst_first = tuple(sorted((who.count(name) for name in ("li", "wang", "zhao")), reverse=True))
        loads[worst_first] = total(*who)
    in_order = sorted(loads)
    assert [loads[one] for one in in_order] == sorted(loads.values())
    assert len(set(loads.values())) == len(loads)


def test_far_loads_keep_growing() -> None:
    """Beyond the exact prices a further unit costs no more than the one before."""
    rule = vm.rules.Fairest(unit_minutes=1)
    asked = problem(rule)
    long_day = vm.score(asked, schedule(asked, ("li", "s8")))[0]
    longer = vm.score(asked, schedule(asked, ("li", "s8"), ("li", "s9")))[0]
    assert longer > 2 * long_day > 2 * 67_108_864
    laws.same_cost(asked, schedule(asked, ("li", "s8"), ("wang", "s9")))


def drawn(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule for a problem."""
    return at_random(vm.rules.Fairest, problem, unit_minutes=st.sampled_from((30, 60, 120)))


@settings(max_examples=25)
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
