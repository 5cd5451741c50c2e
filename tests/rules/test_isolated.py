"""Examples by hand for `Isolated`, and its laws: sessions of an audience side by side, alone, and a minute too far apart."""

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from both_worlds import Told, judged
from by_hand import at, schedule, session
from supplies_at_random import Case, cases
from volmatch.rules.isolated import Isolated
from volmatch.testing.rule_lists import wheres


@st.composite
def drawn(draw: st.DrawFn, problem: vm.Problem) -> vm.Rule:
    """Draw the rule."""
    return Isolated(
        minutes=draw(st.sampled_from((0, 0, 30, 60, 600))),
        level=draw(st.sampled_from((1, 0, 2))),
        weight=draw(st.integers(1, 5)),
        where=draw(wheres(problem)),
    )


def lesson(id_: str, from_: str, to: str, *audiences: str, day: int = 20) -> vm.Session:
    """Return a session for some audiences."""
    return attrs.evolve(session(id_, from_, to, day), audiences=audiences or ("class",))


def said(rule: Isolated, *lessons: vm.Session, dropped: tuple[str, ...] = ()) -> Told:
    """Return what the rule says of some sessions."""
    problem = vm.Problem([], lessons, rules=vm.rules.only([rule]))
    return judged(problem, schedule(problem, dropped=dropped), "isolated")


A, B, C = lesson("a", "09:00", "10:00"), lesson("b", "10:00", "11:00"), lesson("c", "12:00", "13:00")
ALONE = "class: what starts at Mon 2026-07-20 12:00 has nothing just before or after it"


def test_kept() -> None:
    """Sessions side by side are said to be alone, or those for nobody in particular are judged."""
    assert said(Isolated(), A, B) == []
    assert said(Isolated(), attrs.evolve(C, audiences=())) == []


def test_broken() -> None:
    """A session alone passes, or the neighbour of another audience keeps it company."""
    assert said(Isolated(), A, B, C) == [((), ("c",), 1, ALONE)]
    other = lesson("d", "13:00", "14:00", "choir")
    assert [one[1] for one in said(Isolated(), A, B, C, other)] == [("d",), ("c",)]


@pytest.mark.parametrize(("minutes", "alone"), [(59, 1), (60, 0), (61, 0)])
def test_on_the_boundary(minutes: int, alone: int) -> None:
    """Exactly the longest break is too long, or a minute more is not."""
    assert len(said(Isolated(minutes=minutes), A, B, C)) == alone


def test_neighbours_are_of_the_same_day() -> None:
    """What begins at midnight keeps company with what ends then."""
    late, early = lesson("late", "22:00", "23:59"), lesson("early", "00:00", "01:00", day=21)
    assert len(said(Isolated(minutes=5), late, early)) == 2


def test_what_overlaps_is_no_neighbour_and_the_same_hours_count_once() -> None:
    """Two sessions at the same time keep each other company, or are two faults for one audience."""
    twin = lesson("twin", "12:00", "13:00")
    assert said(Isolated(), C, twin) == [((), ("c", "twin"), 1, ALONE)]
    assert len(said(Isolated(), C, lesson("longer", "12:30", "13:30"))) == 2
    assert said(Isolated(), C, twin, lesson("next", "13:00", "14:00")) == []


def test_each_audience_counts() -> None:
    """A session alone for two audiences counts once."""
    both = lesson("both", "12:00", "13:00", "class", "choir")
    assert len(said(Isolated(), both)) == 2
    assert [one[3][:5] for one in said(Isolated(), both, lesson("d", "13:00", "14:00", "class"))] == ["choir"]


def test_what_is_dropped_keeps_nobody_company() -> None:
    """What does not take place is a neighbour."""
    optional = attrs.evolve(A, optional=True)
    assert [one[1] for one in said(Isolated(), optional, B, dropped=("a",))] == [("b",)]


def test_where_says_which_sessions() -> None:
    """A session that the filter leaves out is judged, or keeps company."""
    only = vm.Where(sessions=vm.SessionFilter(id=("b",)))
    assert [one[1] for one in said(Isolated(where=only), A, B, C)] == [("b",)]


def test_times_are_chosen_so() -> None:
    """The rule is heeded in words only: the best schedule leaves sessions alone."""
    starts = [at("09:00", day) for day in (20, 21)] + [at("14:00", day) for day in (20, 22)]
    lessons = [
        attrs.evolve(vm.Session(id_, minutes=60, starts=[*starts, at("10:00", 21)]), audiences=("class",))
        for id_ in ("one", "two")
    ]
    rules = vm.rules.only([Isolated(), vm.rules.Cover(), vm.rules.NoClash()])
    outcome = vm.solve(vm.Problem([], lessons, rules=rules))
    assert outcome.schedule is not None
    assert sorted(one.start for one in outcome.schedule.placements) == [at("09:00", 21), at("10:00", 21)]


@settings(max_examples=25)
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
