"""Examples by hand for `Order`, and its laws: sessions in order, out of order, and exactly the gap apart."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from both_worlds import Told, judged
from by_hand import TO_COME, at, schedule, session
from supplies_at_random import Case, cases
from volmatch.rules.order import Order
from volmatch.testing.rule_lists import wheres


@st.composite
def drawn(draw: st.DrawFn, problem: vm.Problem) -> vm.Rule:
    """Draw the rule: some sessions in some order, or another rule where there is but one session."""
    ids = draw(st.permutations([session.id for session in problem.sessions]))
    if len(ids) == 1:
        return vm.rules.Cover()
    return Order(
        sessions=ids[: draw(st.integers(2, len(ids)))],
        gap_minutes=draw(st.sampled_from((0, 0, 30, 31, 24 * 60))),
        level=draw(st.sampled_from((0, 1, 2))),
        weight=draw(st.integers(1, 5)),
        where=draw(wheres(problem)),
    )


def course(order: Order) -> vm.Problem:
    """Return a problem with an introduction, a talk with a choice of times, and a visit that may be dropped."""
    talk = vm.Session("talk", name="Talk", minutes=60, starts=[at("09:00"), at("11:30"), at("15:00")])
    visit = vm.Session("visit", start=at("13:00"), end=at("14:00"), optional=True)
    return vm.Problem(
        [],
        [session("intro", "10:00", "11:00"), talk, visit],
        rules=vm.rules.only([order, vm.rules.Cover()]),
        words=TO_COME,
    )


def said(order: Order, talk: str, *dropped: str) -> Told:
    """Return what the rule says when the talk starts at some hour."""
    problem = course(order)
    made = schedule(problem, dropped=["talk", *dropped])
    if "talk" in dropped:
        return judged(problem, made, "order")
    placements = [*made.placements, vm.Placement("talk", at(talk))]
    return judged(problem, vm.Schedule([], placements, dropped), "order")


BOTH = Order(sessions=["intro", "talk"], gap_minutes=30)


def test_kept() -> None:
    """Sessions in the order wanted are said not to be, or one that is dropped still has its turn."""
    assert said(BOTH, "15:00") == []
    assert said(BOTH, "", "talk") == []
    assert said(Order(sessions=["talk", "visit", "intro"]), "09:00", "visit") == []


def test_broken() -> None:
    """A session before the one it should follow passes."""
    words = (
        "Talk starts at Mon 2026-07-20 09:00, wanted 30 minutes or more after the end of intro at Mon 2026-07-20 11:00"
    )
    assert said(BOTH, "09:00") == [((), ("intro", "talk"), 1, words)]


@pytest.mark.parametrize(("gap", "is_kept"), [(0, True), (29, True), (30, True), (31, False)])
def test_on_the_boundary(gap: int, is_kept: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """Exactly the gap is too little, or a minute less is enough."""
    assert (said(Order(sessions=["intro", "talk"], gap_minutes=gap), "11:30") == []) is is_kept


def test_every_pair_counts() -> None:
    """Only neighbours in the list are compared, so that a session dropped between two frees them of their order."""
    backwards = Order(sessions=["visit", "talk", "intro"])
    assert [one[1] for one in said(backwards, "11:30")] == [("visit", "talk"), ("visit", "intro"), ("talk", "intro")]
    assert [one[1] for one in said(Order(sessions=["visit", "talk", "intro"]), "", "talk")] == [("visit", "intro")]


def test_where_says_which_sessions() -> None:
    """A filter on sessions is not heeded, or one on volunteers is."""
    only_talk = vm.Where(sessions=vm.SessionFilter(id="talk"))
    nobody = vm.Where(volunteers=vm.VolunteerFilter(trait="adult"))
    assert said(Order(sessions=["intro", "talk"], where=only_talk), "09:00") == []
    assert len(said(Order(sessions=["intro", "talk"], where=nobody), "09:00")) == 1


def test_the_talk_moves_where_it_may() -> None:
    """The order is heeded in words only: the best schedule has the talk too early."""
    solved = vm.solve(course(BOTH)).schedule
    assert solved is not None
    assert solved.placement_of["talk"].start in (at("11:30"), at("15:00"))


def test_slips_are_refused() -> None:
    """A session unknown or named twice is taken for an order."""
    with pytest.raises(vm.ProblemError, match=r"rules\[0\].sessions\[1\]: no session has this id"):
        course(Order(sessions=["intro", "tlak"]))
    for slip in (["intro"], ["intro", "talk", "intro"]):
        with pytest.raises(vm.ProblemError, match=r"rules\[0\].sessions: name at least two sessions, each once"):
            course(Order(sessions=slip))


@settings(max_examples=25)
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
