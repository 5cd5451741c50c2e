"""`Surplus`: fewer, more and exactly as many people as a session would like, and what columns make of it."""

from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import TO_COME, at, schedule, told
from rules_at_random import Case, at_random, cases
from volmatch.rules import Surplus, only


def hall(most: int = 3, rule: vm.Rule | None = None) -> vm.Problem:
    """Return a problem with one hall that needs nobody, would like one helper, and has room for more."""
    helper = vm.Role("helper", min=0, target=1, max=most)
    people = [vm.Volunteer(id_) for id_ in ("li", "wang", "zhao")]
    return vm.Problem(
        people,
        [vm.Session("hall", start=at("10:00"), end=at("11:00"), roles=[helper], optional=True)],
        rules=only([rule or Surplus()]),
        words=TO_COME,
    )


def costs(problem: vm.Problem, *people: str) -> list[tuple[tuple[str, ...], tuple[str, ...], int, str]]:
    """Return what the rule says when these people help."""
    return told(problem, schedule(problem, *((who, "hall") for who in people)), "surplus")


def test_kept() -> None:
    """A session with too few people, or one that is dropped, counts as one with too many."""
    assert costs(hall()) == []
    problem = hall()
    assert told(problem, schedule(problem, dropped=["hall"]), "surplus") == []


def test_broken() -> None:
    """Those who are too many cost nothing, or two of them as much as one."""
    assert costs(hall(), "li", "wang") == [((), ("hall",), 1, "hall has 1 more than the 1 it would like as helper")]
    assert [one[2] for one in costs(hall(), "li", "wang", "zhao")] == [2]


def test_on_the_boundary() -> None:
    """The last person wanted counts as one too many."""
    assert costs(hall(), "li") == []


def test_as_a_must_it_closes_the_seats_above_the_target() -> None:
    """At level 0 the rule is not kept, or forbids more than it says."""
    laws.same_set(hall(rule=Surplus(level=0)))


def test_filters_on_sessions_count_and_those_on_volunteers_do_not() -> None:
    """A filter on sessions is not heeded, or one on volunteers changes how many heads are counted."""
    lessons = vm.Where(sessions=vm.SessionFilter(kind="lesson"))
    nobody = vm.Where(volunteers=vm.VolunteerFilter(trait="adult"))
    assert costs(hall(rule=Surplus(where=lessons)), "li", "wang") == []
    assert len(costs(hall(rule=Surplus(where=nobody)), "li", "wang")) == 1


def drawn(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule for a problem."""
    return at_random(Surplus, problem)


@settings(max_examples=25)
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
