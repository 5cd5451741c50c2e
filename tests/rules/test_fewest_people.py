"""`FewestPeople`: few who do much, many who do little, and exactly as many as cost nothing."""

from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import schedule, session, told
from rules_at_random import Case, at_random, cases
from volmatch.formulation.build import build
from volmatch.rules import Cover, FewestPeople, NoOverlap, only

PEOPLE = ("li", "wang", "zhao")


def drawn(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule."""
    return at_random(FewestPeople, problem, per=st.sampled_from(("all", "series")), most=st.sampled_from((0, 0, 1, 2)))


def course(*, where: vm.Where | None = None, **fields: Any) -> vm.Problem:
    """Return a problem with three people, an art course of two lessons, one of music, and a visit."""
    lessons = [
        attrs.evolve(session("art-1", "09:00", "10:00"), series="art"),
        attrs.evolve(session("art-2", "10:00", "11:00"), series="art"),
        attrs.evolve(session("music-1", "11:00", "12:00"), series="music"),
        session("visit", "12:00", "13:00", kind="visit"),
    ]
    people = [vm.Volunteer(id_, traits=["adult"] if id_ == "li" else []) for id_ in PEOPLE]
    return vm.Problem(people, lessons, rules=only([FewestPeople(where=where or vm.Where(), **fields)]))


SHARED = ("li", "art-1"), ("wang", "art-2"), ("wang", "music-1"), ("zhao", "visit")


def test_kept() -> None:
    """Somebody who does much counts more than once, or a session without a series counts as one."""
    one_of_all = [("li", one) for one in ("art-1", "art-2", "music-1", "visit")]
    assert told(course(most=1), schedule(course(), *one_of_all), "fewest_people") == []
    by_series = course(per="series", most=1)
    crew = ("li", "art-1"), ("li", "art-2"), ("wang", "music-1"), ("zhao", "visit")
    assert told(by_series, schedule(by_series, *crew), "fewest_people") == []


def test_broken() -> None:
    """People are not counted, or not in each series by itself."""
    made = schedule(course(), *SHARED)
    assert told(course(), made, "fewest_people") == [
        (PEOPLE, (), 3, "3 different people serve, wanted at most 0"),
    ]
    assert told(course(per="series", most=1), made, "fewest_people") == [
        (("li", "wang"), (), 1, "art is served by 2 different people, wanted at most 1"),
    ]
    assert sum(excess for _, _, excess, _ in told(course(per="series"), made, "fewest_people")) == 3


def test_on_the_boundary() -> None:
    """As many people as cost nothing cost something, or one more does not."""
    made = schedule(course(), *SHARED)
    assert told(course(most=3), made, "fewest_people") == []
    assert [excess for _, _, excess, _ in told(course(most=2), made, "fewest_people")] == [1]
    assert told(course(per="series", most=2), made, "fewest_people") == []


def test_where_says_whom_and_what_it_counts() -> None:
    """A filter is not heeded."""
    adults = vm.Where(volunteers=vm.VolunteerFilter(trait="adult"))
    visits = vm.Where(sessions=vm.SessionFilter(kind="visit"))
    assert told(course(where=adults), schedule(course(), *SHARED), "fewest_people")[0][0] == ("li",)
    assert told(course(where=visits), schedule(course(), *SHARED), "fewest_people")[0][0] == ("zhao",)


def test_a_must_allows_so_many_and_no_more() -> None:
    """At level 0 the number is priced, or not kept."""
    two = course(level=0, most=2)
    assert vm.check(two, schedule(two, *SHARED[:3])).ok
    assert not vm.check(two, schedule(two, *SHARED)).ok


def test_nobody_there_costs_nothing() -> None:
    """A problem without people cannot be asked for few."""
    empty = attrs.evolve(course(), volunteers=[])
    assert [level.value for level in vm.solve(empty).levels] == [0]


@pytest.mark.parametrize("must_overlap_not", [True, False])
def test_what_proves_the_number_is_only_said_where_it_holds(*, must_overlap_not: bool) -> None:
    """People who may be in two places at once are proved to be needed twice."""
    halls = [session("east", "09:00", "11:00"), session("west", "10:00", "12:00"), session("late", "12:00", "13:00")]
    overlap = NoOverlap(level=0 if must_overlap_not else 2)
    problem = vm.Problem(
        [vm.Volunteer(id_) for id_ in PEOPLE], halls, rules=only([FewestPeople(), overlap, Cover(level=0)])
    )
    outcome = vm.solve(problem)
    fewest = outcome.levels[0]
    assert (fewest.value, fewest.bound) == ((2, 2) if must_overlap_not else (1, 1))


def needed(problem: vm.Problem) -> int:
    """Return how many people the rows alone say are needed: the greatest bound of a row over Booleans of the rule."""
    f = build(problem)
    return max(int(block.lower.max(initial=0)) for block in f.blocks if block.level == 1)


def test_the_bound_counts_seats_that_overlap_or_share_nobody() -> None:
    """The proof misses seats of one moment, seats at different times that nobody could both fill, or counts one twice."""
    skilled = [
        vm.Session(one.id, start=one.start, end=one.end, roles=[vm.Role("helper", traits=[trait])])
        for one, trait in (
            (session("a", "09:00", "11:00"), "x"),
            (session("b", "10:00", "12:00"), "x"),
            (session("c", "14:00", "15:00"), "y"),
            (session("d", "15:00", "16:00"), "y"),
        )
    ]
    people = [vm.Volunteer(f"{trait}{number}", traits=[trait]) for trait in "xy" for number in range(3)]
    rules = [FewestPeople(), Cover(level=0)]
    assert needed(vm.Problem(people, skilled, rules=only(rules))) == 3
    able_both = [*people, vm.Volunteer("both", traits=["x", "y"])]
    assert needed(vm.Problem(able_both, skilled, rules=only(rules))) == 2
    assert needed(vm.Problem(people, skilled, rules=only([FewestPeople(), Cover(level=2)]))) == 0


@settings(max_examples=max(25, settings().max_examples // 2))
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
