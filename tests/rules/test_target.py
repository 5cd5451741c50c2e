"""Examples by hand for `Target`: as many people as one would like, fewer, and exactly as many."""

from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import at, schedule, told
from rules_at_random import Case, at_random, cases

PEOPLE = [vm.Volunteer(id_) for id_ in ("li", "wang", "zhao")]


def liking(least: int, target: int, *, rule: vm.Rule | None = None) -> vm.Problem:
    """Return a problem with a session that needs some helpers and would like more, and may be dropped."""
    helper = vm.Role("helper", min=least, target=target, max=3)
    art = vm.Session("art", start=at("10:00"), end=at("11:00"), roles=[helper], optional=True)
    return vm.Problem(PEOPLE, [art], rules=vm.rules.only([rule or vm.rules.Target()]))


def breaches(problem: vm.Problem, *helpers: str) -> list[tuple[tuple[str, ...], tuple[str, ...], int, str]]:
    """Return what the rule says when these people help."""
    return told(problem, schedule(problem, *((who, "art") for who in helpers)), "target")


def test_kept() -> None:
    """More people than one would like cost something."""
    assert breaches(liking(1, 2), "li", "wang", "zhao") == []


def test_broken() -> None:
    """People short of the target cost nothing, or are counted from the least and not from nobody."""
    sentence = "art has {} fewer than the 3 it would like as helper"
    assert breaches(liking(1, 3), "li", "wang") == [((), ("art",), 1, sentence.format(1))]
    assert breaches(liking(1, 3)) == [((), ("art",), 3, sentence.format(3))]


def test_on_the_boundary() -> None:
    """Exactly the target is not enough, or a target that is no more than the least counts a second time."""
    assert breaches(liking(1, 2), "li", "wang") == []
    assert breaches(liking(2, 2), "li") == []


def test_a_session_that_is_dropped_would_like_nobody() -> None:
    """A session that does not take place still costs its target."""
    problem = liking(0, 2)
    assert told(problem, schedule(problem, dropped=["art"]), "target") == []


def test_where_says_which_sessions() -> None:
    """A filter on sessions is not heeded, or one on volunteers changes how many heads are counted."""
    lessons = vm.rules.Target(where=vm.Where(sessions=vm.SessionFilter(kind="lesson")))
    nobody = vm.rules.Target(where=vm.Where(volunteers=vm.VolunteerFilter(trait="adult")))
    assert breaches(liking(0, 2, rule=lessons)) == []
    assert breaches(liking(0, 2, rule=nobody), "li", "wang") == []


def drawn(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule for a problem."""
    return at_random(
        vm.rules.Target, problem, roles=st.none() | st.sampled_from(("helper", ("lead", "helper"), ("driver",)))
    )


@settings(max_examples=25)
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
