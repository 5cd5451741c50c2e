"""`Mentor`: trainees beside a mentor, alone, one too many, and in a seat that somebody else should fill."""

import datetime as dt
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import TO_COME, schedule, session, told
from rules_at_random import Case, at_random, cases
from volmatch.rules import Mentor, only

Told = list[tuple[tuple[str, ...], tuple[str, ...], int, str]]
TRAITS = ("adult", "checked")


def drawn(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule: some of the people that tests draw have a trait to learn with, another to teach with, or a skill."""
    skills: st.SearchStrategy[dict[str, Any]] = st.builds(
        dict, skill=st.sampled_from(("drive", "cook")), skill_level=st.sampled_from((1, 1, 2))
    )
    told = [(one, other) for one in TRAITS for other in (*TRAITS, None, None) if one != other]
    return st.tuples(st.sampled_from(told), skills, st.booleans()).flatmap(
        lambda drawn: at_random(
            Mentor,
            problem,
            trainee=st.just(drawn[0][0]),
            mentor=st.just(drawn[0][1]),
            most=st.sampled_from((1, 1, 2)),
            **{name: st.just(value) for name, value in drawn[1].items() if drawn[0][1] is None or drawn[2]},
        )
    )


PEOPLE = [
    vm.Volunteer("ann", name="Ann", traits=["new"]),
    vm.Volunteer("bo", name="Bo", traits=["new"], teams=["club"]),
    vm.Volunteer("li", name="Li", traits=["guide"], skills={"teach": vm.Skill(2, dt.date(2026, 7, 20))}),
    vm.Volunteer("wang", name="Wang", traits=["guide", "new"], skills={"teach": 1}),
    vm.Volunteer("zhao", name="Zhao"),
]


def hall(rule: vm.Rule | None = None, *, least: int = 0, traits: tuple[str, ...] = (), day: int = 20) -> vm.Problem:
    """Return a problem with a hall that needs some helpers, and one cook; ann, bo and wang are in training, li guides."""
    roles = [vm.Role("helper", min=least, max=4, traits=traits), vm.Role("cook", min=0, target=1)]
    one = attrs.evolve(session("hall", "10:00", "11:00", day=day, kind="hall"), roles=roles)
    return vm.Problem(PEOPLE, [one], rules=only([rule or Mentor(trainee="new", mentor="guide")]), words=TO_COME)


def breaches(problem: vm.Problem, *helpers: str, cook: str | None = None) -> Told:
    """Return what the rule says when these people help and somebody cooks."""
    made = schedule(problem, *((who, "hall") for who in helpers))
    more = [vm.Assignment(cook, "hall", "cook")] if cook else []
    return told(problem, attrs.evolve(made, assignments=(*made.assignments, *more)), "mentor")


def test_kept() -> None:
    """A trainee beside a mentor is reported, or a crew without trainees needs one."""
    assert breaches(hall(), "ann", "li") == []
    assert breaches(hall(), "ann", cook="li") == []
    assert breaches(hall(), "zhao") == []
    assert breaches(hall()) == []


def test_broken() -> None:
    """A trainee alone, or beside somebody who is no mentor, passes; or a mentor in training counts as one."""
    alone = [(("ann",), ("hall",), 1, "hall has Ann in training, and mentors for 0")]
    assert breaches(hall(), "ann", "zhao") == alone
    assert breaches(hall(), "ann", "wang") == [
        (("ann", "wang"), ("hall",), 2, "hall has Ann and Wang in training, and mentors for 0")
    ]


@pytest.mark.parametrize(("most", "excess"), [(1, 1), (2, 0), (3, 0)])
def test_on_the_boundary(most: int, excess: int) -> None:
    """Exactly as many trainees as a mentor may have are too many, or one more is not."""
    rule = Mentor(trainee="new", mentor="guide", most=most)
    assert sum(one[2] for one in breaches(hall(rule), "ann", "bo", "li")) == excess


def test_trainees_come_on_top() -> None:
    """A trainee fills a seat that the session needs filled, or is refused where the others are enough."""
    sentence = "hall has Ann in training as helper, and still lacks 1 who are not"
    assert breaches(hall(least=2), "ann", "li") == [(("ann",), ("hall",), 1, sentence)]
    assert breaches(hall(least=2), "ann", "li", "zhao") == []
    assert breaches(hall(least=2), "li") == []
    assert [
        one[2] for one in breaches(hall(Mentor(trainee="new", mentor="guide", most=2), least=3), "ann", "bo", "li")
    ] == [4]
    assert [one[2] for one in breaches(hall(least=1), "ann", cook="li")] == [1]


def test_a_role_of_their_own_is_theirs() -> None:
    """A role that asks for trainees can never be filled."""
    problem = hall(least=1, traits=("new",))
    assert breaches(problem, "ann", cook="li") == []
    assert len(breaches(problem, "ann")) == 1
    laws.same_set(problem)


@pytest.mark.parametrize(
    ("rule", "day", "count"),
    [
        (Mentor(trainee="new", skill="teach", skill_level=2), 20, 0),
        (Mentor(trainee="new", skill="teach", skill_level=3), 20, 1),
        (Mentor(trainee="new", skill="teach"), 21, 1),
        (Mentor(trainee="new", skill="teach", mentor="guide"), 20, 0),
        (Mentor(trainee="new", skill="teach", mentor="adult"), 20, 1),
        (Mentor(trainee="new", skill="cook", mentor="guide"), 20, 1),
    ],
)
def test_a_mentor_may_be_told_by_a_skill(rule: vm.Rule, day: int, count: int) -> None:
    """The skill, its level or its last day does not count, or one of skill and trait will do where both are asked."""
    problem = hall(rule, day=day)
    assert len(breaches(problem, "ann", "li")) == count
    laws.same_cost(problem, schedule(problem, ("ann", "hall"), ("li", "hall")))


def test_solve_keeps_trainees_out_of_needed_seats() -> None:
    """The solver covers a session with trainees, or leaves a needed seat empty because a trainee could have it."""
    problem = hall(least=2)
    problem = attrs.evolve(problem, rules=only([*problem.rules, vm.rules.Cover(), vm.rules.Surplus(level=2)]))
    outcome = vm.solve(problem)
    assert outcome.schedule is not None
    helpers = {one.volunteer for one in outcome.schedule.assignments if one.role == "helper"}
    assert helpers == {"li", "zhao"}


def test_where_says_whom_it_is_about() -> None:
    """A filter is not heeded: trainees it does not take are judged, fill a needed seat, or become mentors."""
    club = Mentor(trainee="new", mentor="guide", where=vm.Where(volunteers=vm.VolunteerFilter(team="club")))
    assert breaches(hall(club), "ann") == []
    assert [one[0] for one in breaches(hall(club), "ann", "bo", "wang")] == [("bo",)]
    assert breaches(hall(club), "ann", "bo", "li") == []
    assert len(breaches(hall(club, least=2), "ann", "bo", "li")) == 1
    late = Mentor(trainee="new", mentor="guide", where=vm.Where(sessions=vm.SessionFilter(kind="late")))
    assert breaches(hall(late), "ann") == []


RULES = [
    Mentor(trainee="new", mentor="guide"),
    Mentor(trainee="new", mentor="guide", most=2),
    Mentor(trainee="new", mentor="guide", where=vm.Where(volunteers=vm.VolunteerFilter(team="club"))),
    Mentor(trainee="new", skill="teach"),
]


@pytest.mark.parametrize("rule", RULES)
def test_words_and_columns_agree_on_the_examples(rule: vm.Rule) -> None:
    """The solver allows or prices something else than the check in the very examples above."""
    goal = attrs.evolve(rule, level=1)
    for least in (0, 2):
        laws.same_set(hall(rule, least=least))
        problem = hall(goal, least=least)
        for crew in (("ann",), ("ann", "bo"), ("ann", "bo", "li"), ("ann", "bo", "wang", "li"), ("bo", "wang", "zhao")):
            laws.same_cost(problem, schedule(problem, *((who, "hall") for who in crew)))


def test_somebody_must_be_a_mentor() -> None:
    """A rule that names no mentor, or trainees as their own mentors, is taken."""
    for rule in (Mentor(trainee="new"), Mentor(trainee="new", mentor="new")):
        with pytest.raises(vm.ProblemError) as caught:
            hall(rule)
        assert [fault.path for fault in caught.value.faults] == ["rules[0].mentor"]


@settings(max_examples=max(25, settings().max_examples // 2))
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
