"""Trade-offs: the pairs of costs are exactly those that trying everything leaves undominated."""

from typing import Any

import attrs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import volmatch as vm
from counterfactuals import all_legal
from volmatch.explain.trade import trade_off
from volmatch.rules import Cost, Cover, Pin, Pinned, Target, Wishes, only
from volmatch.testing import problems, rule_lists

FEW = max(20, settings().max_examples // 3)


def undominated(pairs: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the pairs that no other is at least as good as in both."""
    return sorted(
        pair for pair in pairs if not any(other != pair and all(map(int.__le__, other, pair)) for other in pairs)
    )


@settings(max_examples=FEW)
@given(problems(rules=rule_lists), st.data())
def test_all_pairs_are_found(problem: vm.Problem, data: st.DataObject) -> None:
    """A pair is missing, is beaten by another, or is none, whichever two levels are asked about in whichever order."""
    levels = sorted({rule.level for rule in problem.rules if rule.level})
    assume(len(levels) > 1)
    legal = all_legal(problem)
    a, b = data.draw(st.permutations(levels))[:2]
    told = trade_off(problem, a, b)
    if not legal:
        assert not told.pairs
        assert told.clash or told.is_complete
        return
    before = levels.index(min(a, b))
    best = min(costs[:before] for _, costs in legal)
    points = {(costs[levels.index(a)], costs[levels.index(b)]) for _, costs in legal if costs[:before] == best}
    assert [(pair.value_a, pair.value_b) for pair in told.pairs] == undominated(points)
    assert told.is_complete
    of = dict(legal)
    for pair in told.pairs:
        costs = of[pair.schedule]
        assert (costs[levels.index(a)], costs[levels.index(b)]) == (pair.value_a, pair.value_b)
        assert costs[:before] == best


def purse(*prices: int) -> vm.Problem:
    """Return sessions of one seat each, a person for each of other price, and nobody else who can."""
    hours = [f"2026-08-0{day}T1{{}}:00" for day in range(1, len(prices) + 1)]
    sessions = [
        vm.Session(f"s{row}", start=hour.format(0), end=hour.format(1), roles=[vm.Role("host", skill=f"k{row}")])
        for row, hour in enumerate(hours)
    ]
    people = [vm.Volunteer(f"v{row}", skills={f"k{row}": 1}, cost_per_hour=price) for row, price in enumerate(prices)]
    return vm.Problem(people, sessions, rules=only([Cover(level=1), Cost(level=2)]))


def test_pairs_that_no_weights_find() -> None:
    """Pairs inside the curve, which no weighing of the two costs makes best, are not found."""
    told = trade_off(purse(1, 2, 4), 1, 2)
    assert [(pair.value_a, pair.value_b) for pair in told.pairs] == [(0, 700), (1, 300), (2, 100), (3, 0)]
    base = purse(4, 3)
    heavy = [
        Cover(level=1, weight=5, where=vm.Where(sessions=vm.SessionFilter(id=["s0"]))),
        Cover(level=1, weight=1, where=vm.Where(sessions=vm.SessionFilter(id=["s1"]))),
    ]
    told = trade_off(attrs.evolve(base, rules=only([*heavy, Cost(level=2)])), 2, 1)
    assert [(pair.value_a, pair.value_b) for pair in told.pairs] == [(0, 6), (300, 5), (400, 1), (700, 0)]
    assert told.is_complete
    assert all(pair.is_proved for pair in told.pairs)


def test_few_solves_show_the_ends_and_the_middle() -> None:
    """With few solves everything is said to be told, or only one end of the curve is shown."""
    problem = purse(1, 1, 1, 1, 1, 1)
    ends = trade_off(problem, 1, 2, solves=2)
    assert [(pair.value_a, pair.value_b) for pair in ends.pairs] == [(0, 600), (6, 0)]
    assert not ends.is_complete
    assert "there may be others" in str(ends)
    middle = trade_off(problem, 1, 2, solves=3)
    assert [(pair.value_a, pair.value_b) for pair in middle.pairs] == [(0, 600), (3, 300), (6, 0)]
    everything = trade_off(problem, 1, 2)
    assert len(everything.pairs) == 7
    assert everything.is_complete
    assert str(everything).splitlines()[:2] == [
        "level 1 (cover) against level 2 (cost), levels before them at their best:",
        "0 against 600, proved",
    ]


def test_levels_between_and_behind_do_not_matter() -> None:
    """Goals that were not asked about bind the trade, or come back as a must where the data demand them."""
    problem = purse(1, 2)
    wishes = Wishes(level=2, scale="scores")
    spread = attrs.evolve(
        problem, rules=only([Cover(level=1), wishes, Cost(level=3), Target(level=4), vm.rules.Qualified(level=5)])
    )
    told = trade_off(spread, 1, 3)
    assert told.level_b == 3
    # without the demand for skills, the cheapest person could do everything: 1 an hour for each of two seats
    assert [(pair.value_a, pair.value_b) for pair in told.pairs] == [(0, 200), (1, 100), (2, 0)]


def test_no_schedule_at_all() -> None:
    """A contradiction ends in an error or in pairs."""
    pin = Pin(volunteer="v0", session="s0")
    problem = attrs.evolve(purse(1), rules=only([Pinned(stay=[pin], never=[pin]), Cover(level=1), Cost(level=2)]))
    told = trade_off(problem, 1, 2)
    assert not told.pairs
    assert "pinned" in str(told)


def test_nonsense_is_refused() -> None:
    """A level the problem does not have, one twice, or no number of solves is taken for something."""
    problem = purse(1)
    slips: list[tuple[tuple[Any, Any], dict[str, Any], str]] = [
        ((1, 7), {}, "level_b: wanted one of the levels 1 and 2, not 7"),
        (("1", 2), {}, "level_a"),
        ((2, 2), {}, "another level"),
        ((1, 2), {"solves": 1}, "solves"),
        ((1, 2), {"time_limit": "soon"}, "time_limit"),
    ]
    for arguments, options, words in slips:
        with pytest.raises(vm.OptionError, match=words):
            trade_off(problem, *arguments, **options)


def test_levels_before_the_two_are_kept() -> None:
    """A pair between the ends costs more at a level before, which would pay for it."""
    first = vm.Where(sessions=vm.SessionFilter(id=["s0"]))
    rest = vm.Where(sessions=vm.SessionFilter(id=["s1", "s2", "s3"]))
    rules = [Cover(level=1, where=first), Cover(level=2, where=rest), Cost(level=3)]
    told = trade_off(attrs.evolve(purse(4, 1, 2, 4), rules=only(rules)), 2, 3)
    assert [(pair.value_a, pair.value_b) for pair in told.pairs] == [(0, 1100), (1, 700), (2, 500), (3, 400)]
