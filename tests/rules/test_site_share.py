"""Examples by hand for `SiteShare`: a village that gets its due, exactly its due, and less."""

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import schedule, session, told
from rules_at_random import Case, at_random, with_schedule
from volmatch.testing import problems, rule_lists

PLACES = [vm.Place("township"), vm.Place("village", name="Village", parent="township"), vm.Place("town")]
SESSIONS = [
    session("v1", "09:00", "10:00", place="village"),
    session("v2", "10:00", "11:00", place="village"),
    session("t1", "11:00", "12:00", place="town"),
    session("t2", "12:00", "13:00", place="town"),
    session("t3", "13:00", "14:00", place="town"),
    session("nowhere", "14:00", "15:00"),
]


def due(
    percent: int, *sessions: str, place: str = "village"
) -> list[tuple[tuple[str, ...], tuple[str, ...], int, str]]:
    """Return what the rule says when one rare person, and one who is not, serve in these sessions."""
    rare = vm.Where(volunteers=vm.VolunteerFilter(trait="nurse"))
    rules = [vm.rules.SiteShare(place=place, percent=percent, where=rare)]
    people = [vm.Volunteer("li", traits=["nurse"]), vm.Volunteer("wang")]
    problem = vm.Problem(people, SESSIONS, places=PLACES, rules=vm.rules.only(rules))
    made = schedule(problem, *(("li", one) for one in sessions), ("wang", "t3"))
    return told(problem, made, "site_share")


def test_kept() -> None:
    """More than the due, or no time at all to be shared, costs something."""
    assert due(50, "v1", "v2", "t1") == []
    assert due(50) == []


def test_people_above_a_target_raise_no_share() -> None:
    """Nurses are called in above a target at the place, so that it looks as if it got its due; or they count elsewhere."""
    full = attrs.evolve(SESSIONS[0], roles=[vm.Role("helper", min=1, max=3)])
    sessions = [full, *SESSIONS[2:4]]
    nurses = [vm.Volunteer(own) for own in ("li", "wang", "zhao")]
    rule = vm.rules.SiteShare(place="village", percent=50)
    problem = vm.Problem(nurses, sessions, places=PLACES, rules=vm.rules.only([rule]))
    crew = [("li", one.id) for one in sessions]
    assert vm.score(problem, schedule(problem, *crew)) == (1,)
    more = schedule(problem, *crew, ("wang", "v1"), ("zhao", "v1"))
    assert vm.score(problem, more) == (1,)
    laws.same_cost(problem, more)


def test_broken() -> None:
    """A village that gets nothing, or too little, costs nothing."""
    said = "Village gets 0.0 of 2.0 hours, less than the 50 % due to it"
    assert due(50, "t1", "t2") == [(("li",), ("t1", "t2"), 1, said)]
    assert [one[2] for one in due(100, "t1", "t2", "nowhere")] == [3]


def test_on_the_boundary() -> None:
    """Exactly the due is too little."""
    assert due(50, "v1", "t1") == []
    assert [one[2] for one in due(51, "v1", "t1")] == [1]


def test_a_place_includes_what_lies_in_it() -> None:
    """Time in a village does not count for its township."""
    assert due(50, "v1", "t1", place="township") == []


def test_an_unknown_place_is_refused() -> None:
    """A slip in the name of a place leaves the rule without effect."""
    with pytest.raises(vm.ProblemError, match=r"rules\[0\].place: no place has this id"):
        vm.Problem([], [], rules=vm.rules.only([vm.rules.SiteShare(place="vilage", percent=50)]))


def drawn(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule for a problem that has places; another in its stead for one that has none."""
    if not problem.places:
        return at_random(vm.rules.Target, problem)
    places = st.sampled_from([place.id for place in problem.places])
    return at_random(vm.rules.SiteShare, problem, place=places, percent=st.sampled_from((1, 30, 50, 100)))


@st.composite
def placed_problems(draw: st.DrawFn) -> vm.Problem:
    """Draw problems with places, that have the rule among others."""
    problem = draw(problems())
    places = problem.places or (vm.Place("city"), vm.Place("north", parent="city"), vm.Place("south", parent="city"))
    problem = attrs.evolve(problem, places=places)
    return attrs.evolve(problem, rules=vm.rules.only([*draw(rule_lists(problem, most=2)), draw(drawn(problem))]))


@settings(max_examples=25)
@given(with_schedule(placed_problems()))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
