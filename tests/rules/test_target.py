"""Examples by hand for `Target`: as many people as one would like, fewer, and exactly as many."""

from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import TO_COME, at, schedule, told
from rules_at_random import Case, at_random, cases

PEOPLE = [vm.Volunteer(id_) for id_ in ("li", "wang", "zhao")]


def liking(least: int, target: int, *, rule: vm.Rule | None = None) -> vm.Problem:
    """Return a problem with a session that needs some helpers and would like more, and may be dropped."""
    helper = vm.Role("helper", min=least, target=target, max=3)
    art = vm.Session("art", start=at("10:00"), end=at("11:00"), roles=[helper], optional=True)
    return vm.Problem(PEOPLE, [art], rules=vm.rules.only([rule or vm.rules.Target()]), words=TO_COME)


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
    """Exactly the target is not enough, or a target that is no more than the least counts nothing."""
    assert breaches(liking(1, 2), "li", "wang") == []
    assert [one[2] for one in breaches(liking(2, 2), "li")] == [1]


def test_a_role_that_would_like_no_more_than_it_needs_is_not_emptied_first() -> None:
    """Of two roles one of which must lack a person, that with the higher target costs more: the other is always left empty."""
    roles = [vm.Role("host", min=1, target=1), vm.Role("helper", min=1, target=2)]
    art = vm.Session("art", start=at("10:00"), end=at("11:00"), roles=roles)
    problem = vm.Problem(PEOPLE[:1], [art], rules=vm.rules.only([vm.rules.Cover(level=1), vm.rules.Target(level=2)]))
    placed = [vm.Placement("art", at("10:00"))]
    for role in ("host", "helper"):
        assert vm.score(problem, vm.Schedule([vm.Assignment("li", "art", role)], placed)) == (1, 2)


def test_a_session_that_is_dropped_would_like_nobody() -> None:
    """A session that does not take place still costs its target."""
    problem = liking(0, 2)
    assert told(problem, schedule(problem, dropped=["art"]), "target") == []


def test_a_session_left_out_is_short_of_everybody() -> None:
    """To leave out a session that is not optional saves its target."""
    helper = vm.Role("helper", min=0, target=2)
    art = vm.Session("art", minutes=60, starts=[at("10:00"), at("11:00")], roles=[helper])
    problem = vm.Problem(PEOPLE, [art], rules=vm.rules.only([vm.rules.Target()]))
    assert [one[2] for one in told(problem, schedule(problem, dropped=["art"]), "target")] == [2]


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
