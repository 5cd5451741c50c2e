"""Examples by hand for `Complete`, and its laws: sessions with everybody, by half, dropped, and left out."""

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from both_worlds import judged
from by_hand import at, schedule
from rules_at_random import Case, at_random, cases

ROLES = [vm.Role("helper", min=2, max=3), vm.Role("lead", min=0, target=1, max=1)]


def lessons(*, optional: bool = False, where: vm.Where | None = None) -> vm.Problem:
    """Return a problem with three people and two lessons at once, of two helpers each; one of them may begin later."""
    art = vm.Session("art", start=at("10:00"), end=at("11:00"), roles=ROLES, kind="art", optional=optional)
    music = vm.Session("music", minutes=60, starts=[at("10:00"), at("11:00")], roles=ROLES)
    people = [vm.Volunteer(own) for own in ("li", "wang", "zhao")]
    return vm.Problem(people, [art, music], rules=vm.rules.only([vm.rules.Complete(where=where or vm.Where())]))


def said(problem: vm.Problem, *crew: tuple[str, str], dropped: tuple[str, ...] = ()) -> list[str]:
    """Return what the rule says in words, after its columns have said the same."""
    found = judged(problem, schedule(problem, *crew, dropped=dropped), "complete")
    assert all(excess == 1 for _, _, excess, _ in found)
    return [sentence for *_, sentence in found]


def test_each_session_counts_once() -> None:
    """Each empty seat counts, a session with everybody counts, or one that nobody serves in does not."""
    half = "{} takes place without everybody it needs"
    assert said(lessons(), ("li", "art"), ("wang", "art"), ("zhao", "music")) == [half.format("music")]
    assert said(lessons()) == [half.format("art"), half.format("music")]


def test_people_above_the_least_of_one_role_make_up_for_nothing() -> None:
    """Three helpers count as two helpers and a lead who is needed."""
    lead = [ROLES[0], vm.Role("lead")]
    problem = lessons()
    problem = attrs.evolve(problem, sessions=[attrs.evolve(problem.sessions[0], roles=lead)])
    assert len(said(problem, ("li", "art"), ("wang", "art"), ("zhao", "art"))) == 1


def test_left_out_and_dropped() -> None:
    """A session left out though it is not optional costs nothing, or one that may be dropped costs here."""
    assert "music does not take place" in said(lessons(), dropped=("music",))
    crew = ("li", "music"), ("wang", "music")
    assert said(lessons(optional=True), *crew, dropped=("art",)) == []
    assert said(lessons(optional=True), *crew) == ["art takes place without everybody it needs"]


def test_a_session_that_needs_nobody_still_takes_place() -> None:
    """A session without seats below a least is left out for nothing."""
    problem = lessons(where=vm.Where(sessions=vm.SessionFilter(id="music")))
    free = attrs.evolve(problem.sessions[1], roles=[vm.Role("helper", min=0)])
    problem = attrs.evolve(problem, sessions=[problem.sessions[0], free])
    assert said(problem) == []
    assert said(problem, dropped=("music",)) == ["music does not take place"]


def test_where_says_which_sessions() -> None:
    """A filter on sessions is not heeded."""
    assert said(lessons(where=vm.Where(sessions=vm.SessionFilter(kind="art"))), ("li", "art"), ("wang", "art")) == []


def halves(*, wishes: int = 1) -> vm.Problem:
    """Return a problem with the standard rules: two people, and two sessions at once that need two each."""
    people = [
        vm.Volunteer(own, wishes=[vm.Wish(session=session, score=wishes)]) for own, session in (("a", "x"), ("b", "y"))
    ]
    roles = [vm.Role("h", min=2)]
    return vm.Problem(people, [vm.Session(own, start=at("10:00"), end=at("11:00"), roles=roles) for own in ("x", "y")])


@pytest.mark.parametrize("wishes", [1, 100])
def test_two_people_are_not_split_between_two_sessions_of_two(wishes: int) -> None:
    """By the standard rules, wishes split people so that no session can run."""
    outcome = vm.solve(halves(wishes=wishes))
    assert outcome.schedule is not None
    assert len({one.session for one in outcome.schedule.assignments}) == 1
    assert [level.value for level in outcome.levels][:2] == [2, 1]


def test_the_first_class_runs_before_a_seat_of_the_second() -> None:
    """Sessions of the first class are left half empty for a seat of a lower class."""
    problem = halves()
    first = [attrs.evolve(one, priority=1) for one in problem.sessions]
    last = vm.Session("z", start=at("11:00"), end=at("12:00"), roles=[vm.Role("h")], priority=2, place="far")
    near = [attrs.evolve(first[0], place="near"), attrs.evolve(first[1], place="far")]
    people = [
        vm.Volunteer("a", available=[vm.Window(at("10:00"), at("11:00"))], wishes=[vm.Wish(session="x", score=9)]),
        vm.Volunteer("b", skills={}, wishes=[vm.Wish(session="y", score=9)]),
    ]
    places = [vm.Place("near"), vm.Place("far")]
    travel = vm.Travel(default_minutes=60)
    outcome = vm.solve(vm.Problem(people, [*near, last], places=places, travel=travel))
    assert outcome.schedule is not None
    assert [level.value for level in outcome.levels][:3] == [2, 1, 0]
    assert {one.session for one in outcome.schedule.assignments} == {"y", "z"}


def test_the_standard_rules_have_it_only_where_it_says_more() -> None:
    """Problems in which every session needs one person have a level more."""
    problem = halves()
    alone = [attrs.evolve(one, roles=[vm.Role("h", min=1, max=3)]) for one in problem.sessions]
    assert not any(isinstance(one, vm.rules.Complete) for one in vm.Problem(problem.volunteers, alone).rules)
    assert any(isinstance(one, vm.rules.Complete) for one in problem.rules)


def drawn(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule for a problem."""
    return at_random(vm.rules.Complete, problem)


@settings(max_examples=25)
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
