"""Projects are chosen so that the votes of those left out are as few as possible, within the grant."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import volmatch as vm
from volmatch.patterns import catalogue


def projects(costs: list[int]) -> list[vm.Session]:
    """Return projects on days of their own."""
    return [
        vm.Session(f"p{n}", start=f"2026-08-{n + 1:02}T10:00", end=f"2026-08-{n + 1:02}T11:00", cost=cost)
        for n, cost in enumerate(costs)
    ]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=6), st.integers(0, 30))
def test_no_choice_within_the_grant_pleases_more(pairs: list[tuple[int, int]], grant: int) -> None:
    """Some other choice within the grant would leave out fewer votes."""
    costs, votes = [cost for cost, _ in pairs], [vote for _, vote in pairs]
    plan = catalogue(projects(costs), {f"p{n}": vote for n, vote in enumerate(votes)}, grant=grant)
    outcome = vm.solve(plan.problem([], rules=vm.rules.only(())))
    assert outcome.schedule is not None
    left_out = [int(own[1:]) for own in outcome.schedule.dropped]
    everything = range(len(pairs))
    affordable = [
        chosen
        for size in range(len(pairs) + 1)
        for chosen in combinations(everything, size)
        if sum(costs[n] for n in chosen) <= grant
    ]
    best = min(sum(votes[n] for n in everything if n not in chosen) for chosen in affordable)
    assert sum(votes[n] for n in left_out) == best


def test_slips_in_the_votes_are_refused() -> None:
    """Votes for a project that is not there vanish, or a negative number turns the goal round."""
    with pytest.raises(vm.OptionError, match="no project"):
        catalogue(projects([1]), {"p7": 3})
    with pytest.raises(vm.OptionError, match="whole numbers"):
        catalogue(projects([1]), {"p0": -3})
