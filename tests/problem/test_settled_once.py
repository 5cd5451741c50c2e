"""What a problem has settled is not settled again in one that differs elsewhere; what is new is judged as ever."""

from typing import Any, cast

import attrs
import pytest
from hypothesis import given

import volmatch as vm
from volmatch.testing import problems


@given(problems("small"))
def test_another_problem_takes_settled_records_as_they_are(problem: vm.Problem) -> None:
    """Each of a thousand questions about one problem reads all its people and sessions again."""
    other = attrs.evolve(problem, rules=vm.rules.only([]))
    for part in ("volunteers", "sessions", "places", "rooms"):
        assert all(one is same for one, same in zip(getattr(problem, part), getattr(other, part), strict=True))
    assert attrs.evolve(problem) == problem


@given(problems("small"))
def test_settled_records_are_settled(problem: vm.Problem) -> None:
    """A record is taken as settled though settling would change it."""
    copied: dict[str, Any] = {
        part: [attrs.evolve(one) for one in getattr(problem, part)] for part in ("volunteers", "sessions")
    }
    assert attrs.evolve(problem, **copied) == problem


def test_a_changed_record_is_judged_anew() -> None:
    """A record made from a settled one is taken for settled, whatever was changed."""
    problem = vm.Problem([vm.Volunteer("ann")], [])
    changed: Any = attrs.evolve(problem.volunteers[0], limits=cast("Any", [{"per": "year"}]))
    with pytest.raises(vm.ProblemError, match="limits"):
        attrs.evolve(problem, volunteers=[changed])


def test_another_zone_settles_anew() -> None:
    """A record settled in one zone is taken over to another, and its days begin at the wrong hour."""
    session = vm.Session("art", start="2026-08-01T23:30+00:00", end="2026-08-02T00:30+00:00")
    problem = vm.Problem([], [session], timezone="UTC")
    there = attrs.evolve(problem, timezone="Asia/Shanghai")
    assert [one.candidate_starts[0].date().day for one in (*problem.sessions, *there.sessions)] == [1, 2]
    assert there == vm.Problem([], [session], timezone="Asia/Shanghai")
