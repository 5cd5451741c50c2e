"""`Effort`: caps on effort, which is not always the length of a session."""

from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import at, schedule, session, told
from rules_at_random import Case, at_random, with_schedule
from volmatch.rules import Effort, only
from volmatch.testing import problems, rule_lists

SUMMER = vm.Season(since="2026-03-29", until="2026-07-18")
PERIODS = ("day", "week", "month", "quarter", "year", "horizon", SUMMER, vm.Days(1), vm.Days(2), vm.Days(9))


def drawn(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule."""
    return at_random(Effort, problem, per=st.sampled_from(PERIODS), most=st.sampled_from((0, 0.5, 1, 1.25, 2, 3)))


@st.composite
def tiring(draw: st.DrawFn) -> vm.Problem:
    """Draw tiny problems whose sessions have efforts of their own, with the rule among others."""
    problem = draw(problems())
    efforts = st.sampled_from((None, None, 0, 0.75, 1, 2.5))
    sessions = [attrs.evolve(one, effort_hours=draw(efforts)) for one in problem.sessions]
    problem = attrs.evolve(problem, sessions=sessions, rules=only([]))
    return attrs.evolve(problem, rules=only([*draw(rule_lists(problem, most=2)), draw(drawn(problem))]))


CASES = with_schedule(tiring())


def days(*, where: vm.Where | None = None, **fields: Any) -> vm.Problem:
    """Return a problem: a hard hour on Monday, two plain hours on Tuesday, and an easy night before the next Monday."""
    hard = attrs.evolve(session("hard", "10:00", "11:00", kind="lift"), effort_hours=3)
    night = attrs.evolve(session("night", "22:00", "23:00", day=26), effort_hours=0.5)
    halls = [hard, session("plain", "10:00", "12:00", day=21), night, session("next", "09:00", "10:00", day=27)]
    people = [vm.Volunteer("li", traits=["adult"]), vm.Volunteer("wang")]
    return vm.Problem(people, halls, rules=only([Effort(where=where or vm.Where(), **fields)]))


def excesses(problem: vm.Problem, *what: str) -> list[int]:
    """Return what the rule says when Li does these."""
    return [excess for _, _, excess, _ in told(problem, schedule(problem, *(("li", one) for one in what)), "effort")]


def test_kept() -> None:
    """Effort is taken for length, or the duties of two people are added up."""
    assert excesses(days(per="day", most=3), "hard", "plain", "night") == []
    problem = days(per="horizon", most=3)
    assert told(problem, schedule(problem, ("li", "hard"), ("wang", "plain")), "effort") == []


def test_broken() -> None:
    """Too much effort is not reported, or not whose, where and how much."""
    problem = days(per="week", most=4)
    made = schedule(problem, ("li", "hard"), ("li", "plain"), ("li", "next"))
    sentence = "li takes on 5.0 hours of effort from Mon 2026-07-20, more than 4"
    assert told(problem, made, "effort") == [(("li",), ("hard", "plain"), 1, sentence)]


def test_on_the_boundary() -> None:
    """Exactly the cap is too much, or a minute more is not; a started hour is not counted, or counted twice."""
    assert excesses(days(per="week", most=5), "hard", "plain") == []
    assert excesses(days(per="week", most=4.99), "hard", "plain") == [1]
    assert excesses(days(per="week", most=4), "hard", "plain") == [1]
    assert excesses(days(per="week", most=3.99), "hard", "plain") == [2]


@pytest.mark.parametrize(
    ("per", "found"),
    [
        ("day", [1]),
        ("week", [4]),
        ("month", [5]),
        ("quarter", [5]),
        ("year", [5]),
        (vm.Season(since="2026-07-21", until="2026-12-31"), [2]),
        (vm.Season(since="2026-06-01", until="2026-07-20"), [1]),
        ("horizon", [5]),
        (vm.Days(2), [3]),
        (vm.Days(7), [4, 2]),
        (vm.Days(30), [5]),
    ],
)
def test_each_period_is_judged(per: object, found: list[int]) -> None:
    """A period is forgotten, or one that begins elsewhere is judged."""
    problem = days(per=per, most=2)
    assert excesses(problem, "hard", "plain", "night", "next") == found


def test_where_says_whose_effort_and_in_what() -> None:
    """A filter is not heeded."""
    others = vm.Where(volunteers=vm.VolunteerFilter(id=("wang",)))
    lifts = vm.Where(sessions=vm.SessionFilter(kind="lift"))
    assert excesses(days(per="week", most=0, where=others), "hard", "plain") == []
    assert excesses(days(per="week", most=0, where=lifts), "hard", "plain") == [3]


def after(rule: Effort, past: list[vm.PastDuty], *what: str) -> list[tuple[int, str]]:
    """Return what the rule says when Li does these, after what the history tells."""
    problem = attrs.evolve(days(per="day", most=0), history=past, rules=only([rule]))
    laws.same_set(problem)
    assert told(problem, schedule(problem), "effort") == []
    return [one[2:] for one in told(problem, schedule(problem, *(("li", one) for one in what)), "effort")]


def test_effort_of_the_history_is_taken_off() -> None:
    """Hard work on the day before the plan, or elsewhere meanwhile, is forgotten; or its length is taken for its effort."""
    sunday = vm.PastDuty("li", at("10:00", 19), at("11:00", 19), effort_hours=2)
    said = "li takes on 5.0 hours of effort from Sun 2026-07-19, more than 4"
    assert after(Effort(per=vm.Days(2), most=4), [sunday], "hard") == [(1, said)]
    assert after(Effort(per=vm.Days(2), most=5), [sunday], "hard") == []
    assert after(Effort(per="week", most=4), [sunday], "hard") == [], "a Sunday belongs to the week before"
    tuesday = vm.PastDuty("li", at("15:00", 21), at("17:00", 21))
    assert [one[0] for one in after(Effort(per="week", most=4), [tuesday], "hard")] == [1]
    assert after(Effort(per="horizon", most=4), [tuesday], "hard") == [], "the horizon is the days of the problem"


def test_what_the_past_had_too_much_is_not_counted_again() -> None:
    """A hard week before forbids every schedule, or what the schedule adds to it costs nothing."""
    sunday = vm.PastDuty("li", at("10:00", 19), at("22:00", 19))
    assert [one[0] for one in after(Effort(per=vm.Days(2), most=4), [sunday], "hard")] == [3]


def test_a_plan_becomes_a_history_with_its_efforts() -> None:
    """What a session took out of people is lost when its plan becomes the history of the next."""
    problem = days(per="day", most=9)
    old = schedule(problem, ("li", "hard"), ("li", "plain")).as_history(problem)
    assert [(one.session, one.effort_hours) for one in old] == [("hard", 3), ("plain", None)]


@settings(max_examples=max(25, settings().max_examples // 2))
@given(CASES)
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
