"""`KnownBackup`: series that one, two or just enough people know, and what columns make of it."""

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import schedule, session, told
from rule_cases import Case, cases, in_series
from volmatch.rules import KnownBackup, only
from volmatch.testing.rule_lists import wheres


@st.composite
def drawn(draw: st.DrawFn, problem: vm.Problem) -> vm.Rule:
    """Draw the rule: two or three people wanted, some of whom may know the series already."""
    people = [volunteer.id for volunteer in problem.volunteers]
    series = sorted({session.series for session in problem.sessions if session.series is not None})
    known = {name: draw(st.lists(st.sampled_from(people), max_size=2)) for name in series}
    return KnownBackup(
        level=draw(st.sampled_from((0, 1, 2))),
        weight=draw(st.integers(1, 5)),
        where=draw(wheres(problem)),
        least=draw(st.sampled_from((2, 2, 3))),
        known=known,
    )


PEOPLE = [vm.Volunteer("an", traits=["adult"]), vm.Volunteer("bo", traits=["adult"]), vm.Volunteer("chen")]


def visits(
    *who_what: tuple[str, str], rule: vm.Rule, where: vm.Where | None = None, count: int = 3
) -> list[tuple[tuple[str, ...], tuple[str, ...], int, str]]:
    """Return what the rule says of one elder's visits, v1 and so on."""
    sessions = [
        attrs.evolve(session(f"v{day}", "10:00", "11:00", day=day), series="elder") for day in range(1, count + 1)
    ]
    rule = attrs.evolve(rule, where=where or vm.Where())
    problem = vm.Problem(PEOPLE, [*sessions, session("other", "12:00", "13:00")], rules=only([rule]))
    return told(problem, schedule(problem, *who_what), "known_backup")


TWO = KnownBackup()


def test_kept() -> None:
    """A series that two people know, or that nobody serves in, costs something; or a session without series does."""
    assert visits(("an", "v1"), ("an", "v2"), ("bo", "v3"), rule=TWO) == []
    assert visits(("an", "other"), rule=TWO) == []


def test_broken() -> None:
    """A series that one person keeps to themselves costs nothing, or each person missing does not count."""
    said = "elder is known to 1 person as helper, wanted at least {}"
    alone = ("an", "v1"), ("an", "v3")
    assert visits(*alone, rule=TWO) == [(("an",), ("v1", "v3"), 1, said.format(2))]
    assert visits(*alone, rule=KnownBackup(least=3)) == [(("an",), ("v1", "v3"), 2, said.format(3))]


def test_on_the_boundary() -> None:
    """Exactly as many people as wanted are too few; or a series with one session asks for a second person too."""
    assert visits(("an", "v1"), ("bo", "v2"), ("chen", "v3"), rule=KnownBackup(least=3)) == []
    assert len(visits(("an", "v1"), ("bo", "v2"), rule=KnownBackup(least=3))) == 1
    assert visits(("an", "v1"), rule=TWO, count=1) == []


def test_roles_are_judged_one_by_one() -> None:
    """Whoever knows one role is taken to know the other."""
    roles = [vm.Role("lead"), vm.Role("helper")]
    sessions = [attrs.evolve(session(f"v{day}", "10:00", "11:00", day=day), series="s", roles=roles) for day in (1, 2)]
    problem = vm.Problem(PEOPLE, sessions, rules=only([TWO]))
    duties = [("an", "v1", "lead"), ("bo", "v1", "helper"), ("an", "v2", "lead"), ("chen", "v2", "helper")]
    made = attrs.evolve(schedule(problem), assignments=[vm.Assignment(*duty) for duty in duties])
    assert [one[3] for one in told(problem, made, "known_backup")] == [
        "s is known to 1 person as lead, wanted at least 2"
    ]


def test_those_who_have_been_there_before_count() -> None:
    """History is not heeded, or counts people twice."""
    alone = ("an", "v1"), ("an", "v3")
    assert visits(*alone, rule=KnownBackup(known={"elder": ["bo"]})) == []
    assert len(visits(*alone, rule=KnownBackup(known={"elder": ["an"]}))) == 1
    assert len(visits(*alone, rule=KnownBackup(least=3, known={"elder": ["an", "bo"]}))) == 1
    sessions = [attrs.evolve(session(f"v{day}", "10:00", "11:00", day=day), series="elder") for day in (1, 2)]
    for level in (0, 1):
        problem = vm.Problem(PEOPLE, sessions, rules=only([KnownBackup(level=level, known={"elder": ["bo"]})]))
        laws.same_set(problem)
        laws.same_cost(problem, schedule(problem, ("an", "v1")))


def test_filters() -> None:
    """A filter on volunteers or sessions is not heeded, also for those who have been there before."""
    adults = vm.Where(volunteers=vm.VolunteerFilter(trait="adult"))
    odd = vm.Where(sessions=vm.SessionFilter(id=["v1", "v3"]))
    mixed = ("an", "v1"), ("chen", "v2"), ("an", "v3")
    assert visits(*mixed, rule=TWO) == []
    assert [one[0] for one in visits(*mixed, rule=TWO, where=adults)] == [("an",)]
    assert len(visits(*mixed, rule=KnownBackup(known={"elder": ["chen"]}), where=adults)) == 1
    assert [one[1] for one in visits(*mixed, rule=TWO, where=odd)] == [("v1", "v3")]
    assert visits(("chen", "v1"), ("chen", "v2"), rule=TWO, where=adults) == []


@pytest.mark.parametrize(
    ("rule", "wanted"),
    [
        (KnownBackup(least=1), "least: wanted a whole number from 2"),
        (KnownBackup(known={"art": ["an"]}), "known.art: nothing here has this series"),
        (KnownBackup(known={"elder": ["an", "xi"]}), r"known.elder\[1\]: no volunteer has this id"),
    ],
)
def test_slips_are_refused(rule: vm.Rule, wanted: str) -> None:
    """A field that asks for nothing or names nothing goes unseen."""
    with pytest.raises(vm.ProblemError, match=wanted):
        visits(rule=rule)


CASES = cases(drawn, change=in_series)


@settings(max_examples=25)
@given(CASES)
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
