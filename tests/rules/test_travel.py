"""`Travel`: days at home, days in one place, and days from place to place."""

from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import at, schedule, session, told
from rules_at_random import Case, at_random, with_schedule
from volmatch.rules import Travel, only
from volmatch.testing import problems, rule_lists

PLACES = ("north", "south", "west")
WAYS = [vm.Way("north", "south", 30), vm.Way("north", "west", 40), vm.Way("south", "west", 5)]


def drawn(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule."""
    return at_random(Travel, problem)


@st.composite
def journeys(draw: st.DrawFn) -> vm.Problem:
    """Draw tiny problems with the rule among others, most of them with a home and a place for everything, and ways between."""
    problem = draw(problems())
    if draw(st.integers(0, 3)):
        places = st.sampled_from((*PLACES, None))
        sessions = [
            one if one.room else attrs.evolve(one, place=draw(places), start=None, end=None, minutes=30, starts=starts)
            for one in problem.sessions
            for starts in [draw(st.sampled_from((one.candidate_starts, problem.sessions[0].candidate_starts)))]
        ]
        people = [attrs.evolve(one, home=draw(places), max_travel_minutes=None) for one in problem.volunteers]
        ids = [place.id for place in problem.places]
        problem = attrs.evolve(
            problem,
            volunteers=people,
            sessions=sessions,
            places=[*problem.places, *(vm.Place(id_) for id_ in PLACES if id_ not in ids)],
            travel=draw(st.sampled_from((vm.Travel(default_minutes=20), vm.Travel(default_minutes=1, minutes=WAYS)))),
            rules=only([]),
        )
    problem = attrs.evolve(problem, rules=only([]))
    return attrs.evolve(problem, rules=only([*draw(rule_lists(problem, most=2)), draw(drawn(problem))]))


CASES = with_schedule(journeys())


def day(*, home: str | None = "north", where: vm.Where | None = None, **fields: Any) -> vm.Problem:
    """Return a problem: Li lives in the north; duties in all three places on Monday, and one in the south on Tuesday."""
    halls = [
        session("south-9", "09:00", "10:00", place="south"),
        session("west-10", "10:00", "11:00", place="west"),
        session("south-11", "11:00", "12:00", place="south"),
        session("north-14", "14:00", "15:00", place="north", kind="near"),
        session("nowhere-16", "16:00", "17:00"),
        session("south-tue", "09:00", "10:00", day=21, place="south"),
        session("west-9", "09:30", "10:00", place="west"),
    ]
    return vm.Problem(
        [vm.Volunteer("li", home=home), vm.Volunteer("wang", home="south")],
        halls,
        places=[vm.Place(id_) for id_ in PLACES],
        travel=vm.Travel(minutes=WAYS),
        rules=only([Travel(where=where or vm.Where(), **fields), vm.rules.NoOverlap(level=2)]),
    )


def minutes(problem: vm.Problem, *what: str) -> list[int]:
    """Return the minutes of each day on which Li is on the way."""
    return [excess for _, _, excess, _ in told(problem, schedule(problem, *(("li", one) for one in what)), "travel")]


def test_kept() -> None:
    """A duty where one lives, or in a place that nobody knows, costs time."""
    assert minutes(day(), "north-14") == []
    assert minutes(day(), "nowhere-16") == []
    assert minutes(day(home=None), "south-9") == []


def test_who_names_no_home_is_not_at_home_everywhere() -> None:
    """Somebody whose record lacks a home costs nothing to send anywhere, so all far duties fall to them."""
    far = attrs.evolve(day(home=None), travel=vm.Travel(default_minutes=10, minutes=WAYS))
    assert minutes(far, "south-9") == [20]
    assert minutes(far, "south-9", "west-10") == [10 + 5 + 10]
    assert minutes(far, "nowhere-16") == []
    people = [vm.Volunteer("near", home="south"), vm.Volunteer("nohome")]
    alone = attrs.evolve(
        far, volunteers=people, sessions=far.sessions[:1], rules=only([vm.rules.Cover(level=1), Travel(level=2)])
    )
    result = vm.solve(alone)
    assert result.schedule is not None
    assert vm.score(alone, result.schedule) == (0, 0)
    assert [one.volunteer for one in result.schedule.assignments] == ["near"]


def test_a_duty_without_a_place_shortens_no_way() -> None:
    """A call on the telephone between two duties takes the way between them away."""
    calls = attrs.evolve(day().sessions[4], id="call", start=at("10:00"), end=at("11:00"))
    problem = attrs.evolve(day(), sessions=[*day().sessions, calls])
    assert minutes(problem, "south-9", "call", "north-14") == minutes(problem, "south-9", "north-14") == [60]
    assert minutes(problem, "south-9", "nowhere-16") == [60]


def test_broken() -> None:
    """The way there and back is not said, or not whose and when."""
    problem = day()
    made = schedule(problem, ("li", "south-9"), ("wang", "south-11"))
    sentence = "li is 60 minutes on the way on Mon 2026-07-20"
    assert told(problem, made, "travel") == [(("li",), ("south-9",), 60, sentence)]


def test_on_the_boundary() -> None:
    """Two duties of one place on a day cost a second journey, or on two days they do not."""
    assert minutes(day(), "south-9", "south-11") == [60]
    assert minutes(day(), "south-9", "south-tue") == [60, 60]


@pytest.mark.parametrize(
    ("what", "told_"),
    [
        (("south-9", "west-10"), 30 + 5 + 40),
        (("south-9", "west-10", "south-11"), 30 + 5 + 5 + 30),
        (("south-9", "north-14"), 30 + 30),
        (("south-9", "nowhere-16"), 30 + 30),
        (("south-9", "west-10", "south-11", "north-14"), 30 + 5 + 5 + 30),
    ],
)
def test_ways_lead_from_duty_to_duty(what: tuple[str, ...], told_: int) -> None:
    """A way begins at home again, at the wrong duty, or leads nowhere."""
    assert minutes(day(), *what) == [told_]
    problem = day()
    laws.same_cost(problem, schedule(problem, *(("li", one) for one in what)))


def test_of_duties_that_end_together_the_longest_way_counts() -> None:
    """Where somebody is in two places at once, the cost depends on which of them is looked at first."""
    problem = day()
    assert minutes(problem, "south-9", "west-9", "south-11") == [30 + 40 + 5 + 30]
    assert minutes(problem, "south-9", "west-9") == [30 + 40 + 40]
    laws.same_cost(problem, schedule(problem, ("li", "south-9"), ("li", "west-9"), ("li", "south-11")))


def test_where_says_whose_ways_count_and_where_to() -> None:
    """A filter is not heeded, or a duty it does not take is on the way."""
    others = vm.Where(volunteers=vm.VolunteerFilter(id=("wang",)))
    far = vm.Where(sessions=vm.SessionFilter(id=("south-9", "west-10")))
    assert minutes(day(where=others), "south-9") == []
    assert minutes(day(where=far), "south-9", "south-11", "north-14") == [60]


def test_work_goes_to_whoever_lives_near() -> None:
    """The goal is not pursued."""
    problem = day()
    outcome = vm.solve(attrs.evolve(problem, rules=only([vm.rules.Cover(level=1), Travel(level=2)])))
    # Wang goes to the west and home; Li to the south, and home for the afternoon.
    assert [level.value for level in outcome.levels] == [0, 5 + 5 + 60]


@settings(max_examples=max(25, settings().max_examples // 2))
@given(CASES)
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
