"""Examples by hand for `Guardian`: a guardian there all the time, for a part of it, and elsewhere."""

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import at, told
from rules_at_random import Case, at_random, cases
from volmatch.rules import Guardian, only

RULE = Guardian(of={"lily": ["mum", "dad"]})
PEOPLE = [
    vm.Volunteer("lily", name="Lily", born="2015-03-01"),
    vm.Volunteer("mum", name="Mum"),
    vm.Volunteer("dad", name="Dad"),
]
PLACES = [vm.Place("hall"), vm.Place("park")]


def session(id_: str, start: str, end: str, place: str | None = "hall", *, standby: bool = False) -> vm.Session:
    """Return a session of a Monday with room for everybody."""
    helper = vm.Role("helper", min=0, max=3, standby=standby)
    return vm.Session(id_, start=at(start), end=at(end), place=place, roles=[helper])


def said(
    sessions: list[vm.Session], *duties: tuple[str, str], rule: vm.Rule = RULE
) -> list[tuple[tuple[str, ...], tuple[str, ...], int, str]]:
    """Return what the rule says when these people serve in these sessions."""
    problem = vm.Problem(PEOPLE, sessions, places=PLACES, rules=only([rule]))
    made = vm.Schedule(
        [vm.Assignment(who, where, "helper") for who, where in duties],
        [vm.Placement(one.id, one.candidate_starts[0]) for one in problem.sessions],
    )
    return told(problem, made, "guardian")


STALL = session("stall", "10:00", "12:00")


def test_kept() -> None:
    """A child beside a guardian is refused, or a guardian may not serve alone."""
    assert said([STALL], ("lily", "stall"), ("mum", "stall")) == []
    assert said([STALL], ("mum", "stall")) == []
    assert said([STALL, session("bar", "09:00", "13:00")], ("lily", "stall"), ("dad", "bar")) == []


def test_broken() -> None:
    """A child alone passes, or one whose guardian is elsewhere, or on call."""
    sentence = "Lily serves in stall without a guardian all the time: Mum and Dad"
    assert said([STALL], ("lily", "stall")) == [(("lily", "mum", "dad"), ("stall",), 1, sentence)]
    park = session("walk", "10:00", "12:00", "park")
    assert len(said([STALL, park], ("lily", "stall"), ("mum", "walk"))) == 1
    call = session("call", "10:00", "12:00", standby=True)
    assert len(said([STALL, call], ("lily", "stall"), ("mum", "call"))) == 1
    assert said([STALL, call], ("lily", "call")) == []


@pytest.mark.parametrize(
    ("first", "second", "is_kept"),
    [
        (("10:00", "11:00"), ("11:00", "12:00"), True),
        (("09:00", "11:00"), ("10:30", "13:00"), True),
        (("10:00", "11:00"), ("11:01", "12:00"), False),
        (("10:00", "11:59"), ("09:00", "10:00"), False),
        (("10:01", "12:00"), ("12:00", "13:00"), False),
    ],
)
def test_on_the_boundary(first: tuple[str, str], second: tuple[str, str], is_kept: bool) -> None:  # noqa: FBT001 - a parameter of the cases
    """Guardians who take turns without a gap are not enough, or a minute without any is."""
    sessions = [STALL, session("a", *first), session("b", *second)]
    made = said(sessions, ("lily", "stall"), ("mum", "a"), ("dad", "b"))
    assert (made == []) is is_kept
    some = attrs.evolve(RULE, present="at_some_time")
    assert said(sessions, ("lily", "stall"), ("mum", "a"), ("dad", "b"), rule=some) == []


def test_a_guardian_of_whom_the_place_is_not_known_is_there_only_in_the_session() -> None:
    """Two sessions without a place are taken for the same place, or two people in one of them are not together."""
    here, there = session("here", "10:00", "12:00", None), session("there", "10:00", "12:00", None)
    assert len(said([here, there], ("lily", "here"), ("mum", "there"))) == 1
    assert said([here, there], ("lily", "here"), ("mum", "here")) == []


def test_the_same_session_may_be_asked_for() -> None:
    """A guardian at the next stall is enough where the same session was asked for."""
    both = [STALL, session("bar", "10:00", "12:00")]
    assert len(said(both, ("lily", "stall"), ("mum", "bar"), rule=attrs.evolve(RULE, same="session"))) == 1


def test_the_filter_says_who_still_needs_one() -> None:
    """A daughter who is of age by then may not come alone, or a filter is about the guardians."""
    young = vm.Where(volunteers=vm.VolunteerFilter(trait=["<11"]))
    assert said([STALL], ("lily", "stall"), rule=attrs.evolve(RULE, where=young)) == []
    young = vm.Where(volunteers=vm.VolunteerFilter(trait=["<12"]))
    assert len(said([STALL], ("lily", "stall"), rule=attrs.evolve(RULE, where=young))) == 1
    assert said([STALL], ("lily", "stall"), ("dad", "stall"), rule=attrs.evolve(RULE, where=young)) == []


@pytest.mark.parametrize(
    ("of", "fault"),
    [
        ({}, "says nothing"),
        ({"lily": []}, "at least one guardian"),
        ({"lily": ["lily"]}, "their own guardian"),
        ({"lily": ["nobody"]}, "no volunteer has this id"),
        ({"nobody": ["mum"]}, "no volunteer has this id"),
    ],
)
def test_slips_are_told(of: dict[str, list[str]], fault: str) -> None:
    """A rule without anybody, or about people whom nobody knows, is taken in silence."""
    with pytest.raises(vm.ProblemError, match=fault):
        vm.Problem(PEOPLE, [STALL], places=PLACES, rules=[Guardian(of=of)])


def drawn(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule for a problem."""
    ids = [one.id for one in problem.volunteers]
    if not ids[1:]:
        return st.nothing()
    children = st.sampled_from(ids)

    def guardians(child: str) -> st.SearchStrategy[dict[str, list[str]]]:
        others = st.lists(st.sampled_from([one for one in ids if one != child]), min_size=1, unique=True)
        return others.map(lambda found: {child: found})

    of = st.lists(children.flatmap(guardians), min_size=1, max_size=2).map(
        lambda parts: {child: found for part in parts for child, found in part.items()}
    )
    return at_random(
        Guardian,
        problem,
        of=of,
        present=st.sampled_from(("throughout", "throughout", "at_some_time")),
        same=st.sampled_from(("place", "place", "session")),
    )


@settings(max_examples=20)
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
