"""Examples by hand for `ProtectFlexible`: shares even, exactly at the limit, and above it."""

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import schedule, session, told
from rules_at_random import Case, at_random, cases

PEOPLE = [vm.Volunteer("li", name="Li"), vm.Volunteer("wang"), vm.Volunteer("zhao")]
SESSIONS = [session(f"s{hour}", f"{hour:02d}:00", f"{hour + 1:02d}:00") for hour in range(9, 15)]


def shares(percent: int, *who: str) -> list[tuple[tuple[str, ...], tuple[str, ...], int, str]]:
    """Return what the rule says when these people do the sessions one after another."""
    problem = vm.Problem(PEOPLE, SESSIONS, rules=vm.rules.only([vm.rules.ProtectFlexible(percent=percent)]))
    duties = [(name, one.id) for name, one in zip(who, SESSIONS, strict=False)]
    return told(problem, schedule(problem, *duties), "protect_flexible")


def test_kept() -> None:
    """Even shares, or nobody serving at all, cost something."""
    assert shares(0, "li", "wang", "zhao") == []
    assert shares(0) == []


def test_broken() -> None:
    """Somebody who does nearly everything costs nothing."""
    said = "Li serves 4.0 hours, over 50 % above the fair share of 1.67"
    assert shares(50, "li", "li", "li", "li", "wang") == [(("li",), (), 2, said)]


def test_on_the_boundary() -> None:
    """Exactly the share and the part allowed is too much, or a minute more costs nothing."""
    assert shares(50, "li", "li", "li", "wang", "wang", "zhao") == []
    assert [one[2] for one in shares(49, "li", "li", "li", "wang", "wang", "zhao")] == [1]


def test_people_who_serve_nothing_count() -> None:
    """The fair share is that of the busy ones alone."""
    assert [one[2] for one in shares(100, "li", "li", "li", "li")] == [2]


def test_people_above_a_target_do_not_raise_the_share() -> None:
    """Idle people are called in above a target, so that the busy one's share looks fair."""
    hall = attrs.evolve(SESSIONS[0], roles=[vm.Role("helper", min=1, max=3)])
    problem = vm.Problem(PEOPLE, [hall, *SESSIONS[1:3]], rules=vm.rules.only([vm.rules.ProtectFlexible(percent=0)]))
    crew = [("li", one.id) for one in problem.sessions]
    few = vm.score(problem, schedule(problem, *crew))
    assert few == vm.score(problem, schedule(problem, *crew, ("wang", hall.id), ("zhao", hall.id))) == (2,)
    laws.same_cost(problem, schedule(problem, *crew, ("wang", hall.id)))


def drawn(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule for a problem."""
    return at_random(vm.rules.ProtectFlexible, problem, percent=st.sampled_from((0, 20, 50, 100)))


@settings(max_examples=25)
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
