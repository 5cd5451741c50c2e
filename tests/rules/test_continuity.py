"""`Continuity`: series with many faces, with people who come and go, with a lead or without, and what columns make of it."""

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import at, schedule, told
from rule_cases import Case, cases, in_series
from volmatch.rules import Continuity, only
from volmatch.testing.rule_lists import wheres

Told = list[tuple[tuple[str, ...], tuple[str, ...], int, str]]


@st.composite
def drawn(draw: st.DrawFn, problem: vm.Problem) -> vm.Rule:
    """Draw the rule: any of the three wants, of one role or all."""
    names = sorted({role.name for session in problem.sessions for role in session.roles})
    rule = Continuity(
        level=draw(st.sampled_from((0, 1, 2))),
        weight=draw(st.integers(1, 5)),
        where=draw(wheres(problem)),
        want=draw(st.sampled_from(("few", "runs", "runs", "lead"))),
        role=draw(st.sampled_from((None, *names))),
    )
    if rule.want == "few":
        return attrs.evolve(rule, most=draw(st.sampled_from((1, 1, 2))))
    if rule.want == "lead":
        lead = draw(st.sampled_from([volunteer.id for volunteer in problem.volunteers]))
        return attrs.evolve(rule, lead=lead, role=rule.role or names[0])
    return rule


@st.composite
def courses(draw: st.DrawFn, problem: vm.Problem) -> vm.Problem:
    """Make one series of all sessions, or another problem: five half days in a row for one person."""
    if draw(st.booleans()):
        return draw(in_series(problem))
    course = [
        vm.Session(
            f"c-{number}",
            series="course",
            start=at("09:00" if number % 2 else "13:00", 20 + number // 2),
            end=at("12:00" if number % 2 else "15:00", 20 + number // 2),
            roles=[vm.Role("helper", min=draw(st.integers(0, 1)), target=1)],
            optional=draw(st.booleans()),
        )
        for number in draw(st.permutations(range(5)))
    ]
    return vm.Problem([vm.Volunteer(problem.volunteers[0].id)], course, words=problem.words)


PEOPLE = [vm.Volunteer("li", name="Li"), vm.Volunteer("wang"), vm.Volunteer("zhao")]


def course(crews: str, *, dropped: str = "", where: vm.Where | None = None, rule: vm.Rule) -> Told:
    """Return what the rule says of a weekly course with these crews, one word a session: first letters, the first one leads."""
    roles = [vm.Role("lead"), vm.Role("helper", min=0, max=2)]
    weeks = [
        vm.Session(
            f"w{week}", series="course", start=at("10:00", week), end=at("11:00", week), roles=roles, optional=True
        )
        for week in range(1, len(crews.split()) + 1)
    ]
    full = {person.id[0]: person.id for person in PEOPLE}
    problem = vm.Problem(PEOPLE, weeks[::-1], rules=only([attrs.evolve(rule, where=where or vm.Where())]))
    duties = [
        vm.Assignment(full[letter], week.id, "helper" if place else "lead")
        for week, crew in zip(weeks, crews.split(), strict=True)
        for place, letter in enumerate(crew.strip("-"))
    ]
    placements = [
        vm.Placement(week.id, week.candidate_starts[0]) for week in problem.sessions if week.id not in dropped
    ]
    return told(problem, vm.Schedule(duties, placements, dropped.split()), "continuity")


FEW, RUNS, LEAD = Continuity(), Continuity(want="runs"), Continuity(want="lead", lead="li", role="lead")


@pytest.mark.parametrize(
    ("crews", "rule"), [("lw lw l", FEW), ("l l w wz", RUNS), ("lw l lz", LEAD), ("- - -", FEW), ("- - -", RUNS)]
)
def test_kept(crews: str, rule: vm.Rule) -> None:
    """The same faces, people without a break, or a lead who is always there, cost something."""
    assert course(crews, rule=rule) == []


def test_broken_by_new_faces() -> None:
    """A second and third person in a role cost nothing, or people in different roles are added up."""
    said = "course has {} different people as {}, wanted at most 1"
    assert course("l w z", rule=FEW) == [(("li", "wang", "zhao"), ("w1", "w2", "w3"), 2, said.format(3, "lead"))]
    assert course("lw lz l", rule=FEW) == [(("wang", "zhao"), ("w1", "w2"), 1, said.format(2, "helper"))]


def test_broken_by_a_comeback() -> None:
    """Somebody who left comes back for nothing, or as cheaply twice as once."""
    assert course("l w l", rule=RUNS) == [(("li",), ("w1", "w3"), 1, "Li leaves course and comes back 1 time")]
    twice = (("li",), ("w1", "w3", "w5"), 2, "Li leaves course and comes back 2 times")
    assert course("l - lw w l", rule=RUNS) == [twice]


def test_broken_without_the_lead() -> None:
    """A session without the lead costs nothing, or one in which the lead only helps does not."""
    said = "w{} takes place without Li as lead"
    assert course("l wl -", rule=LEAD) == [(("li",), (f"w{week}",), 1, said.format(week)) for week in (3, 2)]


def test_on_the_boundary() -> None:
    """Exactly as many faces as wanted are too many; or a dropped session is a break, or needs the lead."""
    assert course("l w l", rule=Continuity(most=2)) == []
    assert [one[2] for one in course("l w z", rule=Continuity(most=2))] == [1]
    assert course("l - l", dropped="w2", rule=RUNS) == []
    assert len(course("l - l", rule=RUNS)) == 1
    assert course("l - l", dropped="w2", rule=LEAD) == []


def test_one_role_only() -> None:
    """A role that is not asked about is judged."""
    assert course("lw lz l", rule=Continuity(role="lead")) == []
    assert len(course("lw wl lw", rule=Continuity(want="runs", role="lead"))) == 1
    assert course("lw wl lw", rule=RUNS) == []


def test_filters() -> None:
    """A filter on volunteers or on sessions is not heeded, or a session outside it is a break."""
    not_li = vm.Where(volunteers=vm.VolunteerFilter(id=["wang", "zhao"]))
    odd = vm.Where(sessions=vm.SessionFilter(id=["w1", "w3"]))
    for crews, rule in (("l w l", RUNS), ("l w l", FEW), ("l w l", LEAD)):
        assert course(crews, rule=rule, where=not_li) == []
        assert course(crews, rule=rule, where=odd) == []
        assert course(crews, rule=rule) != []


def test_a_choice_of_starts_has_no_place_in_the_order() -> None:
    """A session with several candidate starts is a break, or serving there is a comeback; or it has no faces."""
    roles = [vm.Role("helper")]
    fixed = [
        vm.Session(f"w{day}", series="s", start=at("10:00", day), end=at("11:00", day), roles=roles) for day in (1, 3)
    ]
    open_ = vm.Session("w2", series="s", minutes=60, starts=[at("10:00", 2), at("12:00", 2)], roles=roles)
    problem = vm.Problem(PEOPLE, [*fixed, open_], rules=only([RUNS, FEW]))
    made = schedule(problem, ("li", "w1"), ("wang", "w2"), ("li", "w3"))
    assert [one[3] for one in told(problem, made, "continuity")] == [
        "s has 2 different people as helper, wanted at most 1"
    ]


def test_sessions_at_the_same_time_are_one_step() -> None:
    """Parallel groups make a break of each other."""
    groups = [
        vm.Session(f"{group}{day}", series="s", start=at("10:00", day), end=at("11:00", day), roles=[vm.Role("helper")])
        for day in (1, 2)
        for group in "ab"
    ]
    problem = vm.Problem(PEOPLE, groups, rules=only([RUNS]))
    made = schedule(problem, ("li", "a1"), ("wang", "b1"), ("li", "b2"), ("wang", "a2"))
    assert told(problem, made, "continuity") == []


@pytest.mark.parametrize(
    ("rule", "wanted"),
    [
        (Continuity(want="lead", lead="li"), "lead: wanted a lead and a role"),
        (Continuity(lead="li"), "lead: a lead is named only where"),
        (Continuity(want="runs", most=2), "most: most is said only where"),
        (Continuity(want="lead", lead="xi", role="lead"), "lead: no volunteer has this id"),
        (Continuity(role="singer"), "role: nothing here has this role"),
    ],
)
def test_slips_are_refused(rule: vm.Rule, wanted: str) -> None:
    """A field that says nothing for what is wanted, or that names nothing, goes unseen."""
    with pytest.raises(vm.ProblemError, match=wanted):
        vm.Problem(PEOPLE, [], rules=only([rule]))


CASES = cases(drawn, change=courses)


@settings(max_examples=25)
@given(CASES)
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
