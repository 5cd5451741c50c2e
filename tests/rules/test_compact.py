"""`Compact`: days without a break, days full of holes, and days with little in them."""

from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import schedule, session, told
from rules_at_random import Case, at_random, with_schedule
from volmatch.rules import Compact, only
from volmatch.testing import problems, rule_lists


def drawn(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule."""
    pauses, shorts = st.sampled_from((0, 0, 15, 60)), st.sampled_from((0, 60, 61, 90))
    return at_random(Compact, problem, pause_minutes=pauses, short_minutes=shorts)


@st.composite
def loose(draw: st.DrawFn) -> vm.Problem:
    """Draw tiny problems with the rule among others, most of them with all sessions on one day."""
    problem = draw(problems())
    if draw(st.integers(0, 3)):
        first = problem.sessions[0].candidate_starts[0]
        steps = st.integers(0, 7)
        sessions = [
            attrs.evolve(one, start=None, end=None, minutes=draw(st.sampled_from((30, 60))), starts=(start,))
            for one in problem.sessions
            for start in [first + draw(steps) * (one.length / one.length_minutes * 30)]
        ]
        people = [attrs.evolve(one, available=None) for one in problem.volunteers]
        problem = attrs.evolve(problem, volunteers=people, sessions=sessions, rules=only([]))
    problem = attrs.evolve(problem, rules=only([]))
    return attrs.evolve(problem, rules=only([*draw(rule_lists(problem, most=2)), draw(drawn(problem))]))


CASES = with_schedule(loose())


def day(*, where: vm.Where | None = None, **fields: Any) -> vm.Problem:
    """Return a problem: duties on Monday, some in the north, some in the south half an hour away, and one on Tuesday."""
    halls = [
        session("early", "09:00", "10:00", place="north", kind="class"),
        session("next", "10:00", "10:45", place="north"),
        session("brief", "09:30", "10:00", place="north"),
        session("south", "11:00", "12:00", place="south", kind="class"),
        session("late", "15:00", "16:00", place="south"),
        session("all-day", "08:00", "14:00"),
        session("tue", "09:00", "10:00", day=21),
    ]
    return vm.Problem(
        [vm.Volunteer("li"), vm.Volunteer("wang")],
        halls,
        places=[vm.Place("north"), vm.Place("south")],
        travel=vm.Travel(default_minutes=30),
        rules=only([Compact(where=where or vm.Where(), **fields), vm.rules.NoOverlap(level=2)]),
    )


def excesses(problem: vm.Problem, *what: str) -> list[int]:
    """Return what the rule says when Li does these, and see that it costs the same in columns."""
    made = schedule(problem, *(("li", one) for one in what))
    laws.same_cost(problem, made)
    return [excess for _, _, excess, _ in told(problem, made, "compact")]


def test_kept() -> None:
    """Duties one after the other, on different days, or of two people, leave a hole."""
    assert excesses(day(), "early", "next") == []
    assert excesses(day(), "early", "tue") == []
    problem = day()
    assert told(problem, schedule(problem, ("li", "early"), ("wang", "late")), "compact") == []


def test_broken() -> None:
    """A hole or a short day is not said, or not whose and where."""
    problem = day(short_minutes=90)
    made = schedule(problem, ("li", "early"), ("li", "south"), ("wang", "next"))
    assert told(problem, made, "compact") == [
        (("li",), ("early", "south"), 30, "li is idle for 30 minutes between early and south"),
        (("wang",), ("next",), 45, "wang comes on Mon 2026-07-20 for next alone, which lasts 45 minutes"),
    ]


def test_on_the_boundary() -> None:
    """A pause of exactly what is allowed costs something, or a minute more does not; the same for a duty's length."""
    assert excesses(day(pause_minutes=30), "early", "south") == []
    assert excesses(day(pause_minutes=29), "early", "south") == [1]
    assert excesses(day(short_minutes=60), "early") == []
    assert excesses(day(short_minutes=61), "early") == [1]


@pytest.mark.parametrize(
    ("what", "found"),
    [
        (("next", "south"), []),  # the way takes longer than the pause
        (("early", "south", "late"), [30, 180]),
        (("early", "late"), [270]),
        (("early", "brief", "south"), [30]),  # two end together: one pause
        (("early", "all-day", "south"), []),  # never without a duty
        (("early", "all-day", "late"), [60]),
    ],
)
def test_pauses_lie_between_one_duty_and_the_next(what: tuple[str, ...], found: list[int]) -> None:
    """A pause is counted twice, across a duty, or where somebody still works."""
    assert excesses(day(), *what) == found


def test_two_short_duties_are_no_single_one() -> None:
    """Somebody who comes for two short duties comes for a single one."""
    assert excesses(day(short_minutes=240), "early", "next") == []
    assert excesses(day(short_minutes=240), "early", "tue") == [180, 180]


def test_where_says_whose_days_and_which_duties() -> None:
    """A filter is not heeded, or a duty it does not take fills a pause."""
    others = vm.Where(volunteers=vm.VolunteerFilter(id=("wang",)))
    classes = vm.Where(sessions=vm.SessionFilter(kind="class"))
    assert excesses(day(where=others), "early", "late") == []
    assert excesses(day(where=classes), "early", "next", "south") == [30]


@settings(max_examples=max(25, settings().max_examples // 2))
@given(CASES)
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
