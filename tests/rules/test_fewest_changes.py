"""Examples by hand for `FewestChanges`: nothing changed, one change, and changes that are urgent or not."""

from typing import Literal

from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import at, schedule, session, told
from rules_at_random import Case, at_random, cases
from volmatch.testing import schedules

PEOPLE = [vm.Volunteer("li", name="Li"), vm.Volunteer("wang"), vm.Volunteer("zhao")]
SESSIONS = [session("a", "09:00", "10:00"), session("b", "10:00", "11:00", day=21)]
MOVING = vm.Session("visit", minutes=60, starts=[at("14:00"), at("15:00")], roles=[vm.Role("visitor")])
Told = list[tuple[tuple[str, ...], tuple[str, ...], int, str]]


def changes(count: Literal["people", "assignments", "times"], *now: tuple[str, str], urgent: bool = False) -> Told:
    """Return what the rule says of duties now, when Li had a and Wang b before."""
    bare = vm.Problem(PEOPLE, SESSIONS)
    before = schedule(bare, ("li", "a"), ("wang", "b"))
    rule = vm.rules.FewestChanges(
        count=count,
        assignments=[*before.assignments, vm.Assignment("gone", "a", "helper"), vm.Assignment("li", "a", "no role")],
        placements=before.placements,
        urgent_until=at("00:00", 21) if urgent else None,
        urgent=5,
    )
    problem = vm.Problem(PEOPLE, SESSIONS, rules=[rule])
    return told(problem, schedule(problem, *now), "fewest_changes")


def test_kept() -> None:
    """A schedule that is as before costs something, or one whose people are gone from the problem."""
    assert changes("people", ("li", "a"), ("wang", "b")) == []
    assert changes("assignments", ("li", "a"), ("wang", "b")) == []


def test_broken() -> None:
    """A stand-in costs nothing: two people are disturbed, one duty is lost."""
    assert [one[:3] for one in changes("people", ("zhao", "a"), ("wang", "b"))] == [
        (("li",), ("a",), 1),
        (("zhao",), ("a",), 1),
    ]
    said = "Li no longer serves as helper of a"
    assert changes("assignments", ("zhao", "a"), ("wang", "b")) == [(("li",), ("a",), 1, said)]


def test_on_the_boundary_of_the_notice() -> None:
    """A change before the end of the notice costs no more, or one after it does."""
    assert [one[2] for one in changes("assignments", ("wang", "b"), urgent=True)] == [5]
    assert [one[2] for one in changes("assignments", ("li", "a"), urgent=True)] == [1]
    assert [one[2] for one in changes("people", ("li", "b"), urgent=True)] == [5, 1]


def test_times() -> None:
    """A session at another hour, or left out, costs nothing; or one where it was does."""
    rule = vm.rules.FewestChanges(count="times", placements=[vm.Placement("visit", at("15:00"))])
    problem = vm.Problem(PEOPLE, [MOVING], rules=[rule])
    there, elsewhere = ([vm.Placement("visit", at(clock))] for clock in ("15:00", "14:00"))
    assert told(problem, vm.Schedule([], there), "fewest_changes") == []
    said = "visit no longer takes place at Mon 2026-07-20 15:00 in the same room"
    assert told(problem, vm.Schedule([], elsewhere), "fewest_changes") == [((), ("visit",), 1, said)]
    assert [one[2] for one in told(problem, vm.Schedule([], [], ["visit"]), "fewest_changes")] == [1]


def drawn(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule for a problem, with one of its schedules as the earlier one."""
    until = st.none() | st.sampled_from([start for one in problem.sessions for start in one.candidate_starts])
    return schedules(problem).flatmap(
        lambda before: at_random(
            vm.rules.FewestChanges,
            problem,
            count=st.sampled_from(("people", "assignments", "times")),
            assignments=st.just(before.assignments),
            placements=st.just(before.placements),
            urgent_until=until,
            urgent=st.sampled_from((1, 3)),
        )
    )


@settings(max_examples=40)
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
