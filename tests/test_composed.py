"""Many rules at once: they add up to one problem that is still proved, or nearly."""

import pytest
from benchmarks.composed import composed_programme

import volmatch as vm


@pytest.mark.slow
def test_twenty_rules_in_twelve_rooms() -> None:
    """Rules that are fast alone are too slow together: some level stays 2 % or more from its bound after a minute."""
    problem = composed_programme(seed=1)
    assert len({type(rule) for rule in problem.rules}) >= 15
    assert (len(problem.volunteers), len(problem.sessions), len(problem.rooms)) == (60, 200, 12)
    outcome = vm.solve(problem, time_limit=60)
    assert outcome.schedule is not None
    assert vm.check(problem, outcome.schedule).ok
    assert [level.value for level in outcome.levels][:4] == [0, 0, 0, 4085]
    assert all(level.gap is not None and level.gap < 0.02 for level in outcome.levels)
