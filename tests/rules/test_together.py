"""`Together`: people who serve side by side, apart, and on the same day but not in the same session."""

from typing import Literal

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import at, schedule, session, told
from rules_at_random import Case, at_random, cases
from sets_at_random import sets_of_people
from volmatch.rules import Together, only

Same = Literal["session", "time", "day", "place"]
Told = list[tuple[tuple[str, ...], tuple[str, ...], int, str]]
PEOPLE = ("li", "wang", "zhao")


def drawn(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule."""
    return at_random(
        Together,
        problem,
        sets=sets_of_people(problem),
        same=st.sampled_from(("session", "day", "time", "place")),
        at_least=st.sampled_from((None, None, 1, 2)),
    )


def days(
    *sets: tuple[str, ...],
    same: Same = "session",
    where: vm.Where | None = None,
    level: int = 0,
    at_least: int | None = None,
) -> vm.Problem:
    """Return a problem with three people, two halls on Monday and one on Tuesday."""
    roles = [vm.Role("helper", min=0, max=3)]
    halls = [
        session("mon", "10:00", "11:00"),
        session("mon-late", "14:00", "15:00", kind="late"),
        session("tue", "10:00", "11:00", day=21),
    ]
    people = [vm.Volunteer(id_, name=id_.title()) for id_ in PEOPLE]
    rule = Together(sets=sets, same=same, where=where or vm.Where(), level=level, at_least=at_least)
    return vm.Problem(people, [attrs.evolve(hall, roles=roles) for hall in halls], rules=only([rule]))


def breaches(problem: vm.Problem, *who_what: tuple[str, str]) -> Told:
    """Return what the rule says when these people do these sessions."""
    return told(problem, schedule(problem, *who_what), "together")


def test_kept() -> None:
    """Two people side by side, or both at home, are reported, or a third person counts."""
    both = ("li", "mon"), ("wang", "mon")
    assert breaches(days(("li", "wang")), *both, ("zhao", "tue")) == []
    assert breaches(days(("li", "wang"), same="day"), *both, ("zhao", "tue")) == []


def test_broken() -> None:
    """Somebody serves without the others of the set, and nothing or too much is said."""
    assert breaches(days(("li", "wang")), ("li", "mon")) == [(("li", "wang"), ("mon",), 1, "mon has Li but not Wang")]
    alone = [(("li", "wang"), ("mon", "mon-late"), 1, "Mon 2026-07-20 has Li but not Wang")]
    assert breaches(days(("li", "wang"), same="day"), ("li", "mon"), ("li", "mon-late"), ("wang", "tue"))[:1] == alone


def test_on_the_boundary() -> None:
    """The same day is not enough for people who want the same day, or is enough for those who want the same session."""
    apart = ("li", "mon"), ("wang", "mon-late")
    assert breaches(days(("li", "wang"), same="day"), *apart) == []
    assert [one[1] for one in breaches(days(("li", "wang")), *apart)] == [("mon",), ("mon-late",)]


@pytest.mark.parametrize(("there", "excess"), [(1, 2), (2, 1), (3, 0)])
def test_each_who_is_missing_counts(there: int, excess: int) -> None:
    """A set of three that is parted costs as much as a pair, or one who joins the others makes it no cheaper."""
    problem = days(PEOPLE, level=1)
    made = schedule(problem, *((who, "mon") for who in PEOPLE[:there]))
    assert vm.score(problem, made) == (excess,)
    sentence = "mon has Li and Wang but not Zhao"
    assert there != 2 or breaches(problem, ("li", "mon"), ("wang", "mon"))[0][3] == sentence


def posts(same: Same, *who_what: tuple[str, str]) -> list[tuple[tuple[str, ...], int, str]]:
    """Return what the rule says of a bar and a gate at the same hours, an hour at the bar later, and a walk nowhere in particular."""
    halls = [
        session("bar", "20:00", "22:00", place="yard"),
        session("gate", "20:00", "22:00", place="road"),
        session("late", "20:00", "23:00", place="yard"),
        session("walk", "10:00", "11:00"),
    ]
    places = [vm.Place("yard", name="Yard"), vm.Place("road")]
    people = [vm.Volunteer(id_, name=id_.title()) for id_ in PEOPLE[:2]]
    rules = only([Together(sets=[PEOPLE[:2]], same=same, level=1)])
    roomy = [attrs.evolve(hall, roles=[vm.Role("helper", min=0, max=2)]) for hall in halls]
    problem = vm.Problem(people, roomy, places=places, rules=rules)
    laws.same_cost(problem, schedule(problem, *who_what))
    return [one[1:] for one in breaches(problem, *who_what)]


def test_the_same_time_in_other_posts() -> None:
    """Friends who serve at the same hours at two posts are parted, or those whose hours only overlap are not."""
    assert posts("time", ("li", "bar"), ("wang", "gate")) == []
    told_of = posts("time", ("li", "bar"), ("wang", "late"))
    said = "Mon 2026-07-20 20:00 has {} but not {}"
    assert told_of == [(("bar",), 1, said.format("Li", "Wang")), (("late",), 1, said.format("Wang", "Li"))]


def test_the_same_place_on_a_day() -> None:
    """Friends at one place at other hours are parted, those at two places are not, or a duty nowhere in particular counts."""
    assert posts("place", ("li", "bar"), ("wang", "late"), ("li", "walk")) == []
    told_of = posts("place", ("li", "bar"), ("wang", "gate"))
    said = "Yard has Li on Mon 2026-07-20, but not Wang"
    assert [one[:2] for one in told_of] == [(("bar",), 1), (("gate",), 1)]
    assert told_of[0][2] == said


def test_a_duty_counts_on_the_local_day_it_starts() -> None:
    """A night is taken for the day it ends on, or for a day of UTC: in China, 17:00 UTC is the day after."""
    people = [vm.Volunteer("li"), vm.Volunteer("wang")]
    roles = [vm.Role("helper", max=2)]
    night = vm.Session("night", start=at("15:30"), end=at("16:30"), roles=roles)
    small_hours = vm.Session("small", start=at("17:00"), end=at("18:00"), roles=roles)
    rule = Together(sets=[["li", "wang"]], same="day")
    abroad = vm.Problem(people, [night, small_hours], rules=only([rule]), timezone="Asia/Shanghai")
    at_home = vm.Problem(people, [night, small_hours], rules=only([rule]))
    for problem, count in ((abroad, 2), (at_home, 0)):
        assert len(breaches(problem, ("li", "night"), ("wang", "small"))) == count


def test_solve_brings_them_together() -> None:
    """At level 0 somebody is sent alone, or as a goal nobody is held back from parting where it costs less."""
    helper = vm.Role("helper", min=1, max=2)
    hall = vm.Session("hall", start=at("10:00"), end=at("11:00"), roles=[helper])
    for rule, crew in ((Together(sets=[["li", "wang"]]), 2), (Together(sets=[["li", "wang"]], level=2), 2)):
        problem = vm.Problem([vm.Volunteer("li"), vm.Volunteer("wang")], [hall], rules=only([vm.rules.Cover(), rule]))
        outcome = vm.solve(problem)
        assert outcome.schedule is not None
        assert outcome.schedule.heads("hall", "helper") == crew


def test_the_more_come_the_better() -> None:
    """Two of a set of four who serve together cost more than one of them beside a stranger."""
    hall = vm.Session("x", start=at("10:00"), end=at("11:00"), roles=[vm.Role("h", min=2)])
    rules = [vm.rules.Cover(level=1), Together(sets=[["a", "b", "c", "d"]], level=2)]
    problem = vm.Problem([vm.Volunteer(id_) for id_ in "abcdz"], [hall], rules=only(rules))
    assert [vm.score(problem, schedule(problem, *((who, "x") for who in pair))) for pair in ("ab", "az")] == [
        (0, 2),
        (0, 3),
    ]
    outcome = vm.solve(problem)
    assert outcome.schedule is not None
    assert vm.score(problem, outcome.schedule) == (0, 2)
    assert "z" not in {one.volunteer for one in outcome.schedule.assignments}


def test_where_says_whom_it_is_about() -> None:
    """A filter is not heeded: people it does not take are missed, or duties it does not take count."""
    two = vm.Where(volunteers=vm.VolunteerFilter(id=("li", "wang")))
    assert breaches(days(PEOPLE, where=two), ("li", "mon"), ("wang", "mon")) == []
    assert breaches(days(("li", "zhao"), where=two), ("li", "mon")) == []
    late = vm.Where(sessions=vm.SessionFilter(kind="late"))
    assert breaches(days(("li", "wang"), where=late), ("li", "mon")) == []
    assert len(breaches(days(("li", "wang"), same="day", where=late), ("li", "mon-late"), ("wang", "mon"))) == 1


BOTH_ON_MONDAY = (("li", "mon"), ("wang", "mon"))


def test_often_enough_is_kept() -> None:
    """Friends may not serve without each other, or a third person beside them parts them."""
    twice = (*BOTH_ON_MONDAY, ("li", "tue"), ("wang", "tue"), ("li", "mon-late"), ("zhao", "mon"))
    assert breaches(days(("li", "wang"), at_least=2), *twice) == []
    assert breaches(days(("li", "wang"), at_least=1), *twice) == []


def test_too_seldom_is_told() -> None:
    """Friends who never meet cost nothing, each time that is missing does not count, or the people are not named."""
    said = "Li and Wang serve together {}, fewer than the {} wanted"
    pair = ("li", "wang")
    assert breaches(days(pair, at_least=2), ("li", "mon")) == [(pair, (), 2, said.format("0 times", 2))]
    assert breaches(days(pair, at_least=3), *BOTH_ON_MONDAY) == [(pair, ("mon",), 2, said.format("1 time", 3))]
    assert breaches(days(pair, at_least=1)) == [(pair, (), 1, said.format("0 times", 1))]


def test_exactly_often_enough() -> None:
    """The same day is a meeting for who wants the same session, two duties of one day are two days, or two of three are enough."""
    apart = ("li", "mon"), ("wang", "mon-late")
    assert breaches(days(("li", "wang"), same="day", at_least=1), *apart) == []
    assert [one[2] for one in breaches(days(("li", "wang"), at_least=1), *apart)] == [1]
    twice = (*BOTH_ON_MONDAY, ("li", "mon-late"), ("wang", "mon-late"))
    assert breaches(days(("li", "wang"), at_least=2), *twice) == []
    assert [one[2] for one in breaches(days(("li", "wang"), same="day", at_least=2), *twice)] == [1]
    assert [one[2] for one in breaches(days(PEOPLE, at_least=1), *BOTH_ON_MONDAY)] == [1]


def test_often_enough_of_those_a_filter_takes() -> None:
    """Whom a filter leaves out is waited for, or what it leaves out is a meeting."""
    two = vm.Where(volunteers=vm.VolunteerFilter(id=("li", "wang")))
    assert breaches(days(PEOPLE, where=two, at_least=1), *BOTH_ON_MONDAY) == []
    assert breaches(days(("li", "zhao"), where=two, at_least=1), ("li", "mon")) == []
    late = vm.Where(sessions=vm.SessionFilter(kind="late"))
    assert [one[2] for one in breaches(days(("li", "wang"), where=late, at_least=1), *BOTH_ON_MONDAY)] == [1]


def test_solve_brings_friends_together_so_often() -> None:
    """At level 0 friends meet too seldom, or as a goal they meet more often than they asked for where that costs others."""
    seats = [vm.Role("helper", min=2, max=2)]
    halls = [attrs.evolve(session(f"d{day}", "10:00", "11:00", day=day), roles=seats) for day in (20, 21, 22)]
    fair = [vm.rules.Cover(level=1), vm.rules.FairShare(level=3)]
    for level in (0, 2):
        rules = [Together(sets=[PEOPLE[:2]], at_least=1, level=level), *fair]
        outcome = vm.solve(vm.Problem([vm.Volunteer(id_) for id_ in PEOPLE], halls, rules=only(rules)))
        assert outcome.schedule is not None
        crews = [{one.volunteer for one in crew} for crew in outcome.schedule.crews.values()]
        assert crews.count(set(PEOPLE[:2])) == 1
        assert outcome.levels[0].value == 0


def test_nobody_can_meet_more_often_than_there_are_sessions() -> None:
    """A demand that no schedule keeps is passed over."""
    assert vm.solve(days(("li", "wang"), at_least=3)).status == "optimal"
    assert vm.solve(days(("li", "wang"), at_least=4)).status == "infeasible"


@pytest.mark.parametrize("slip", [0, -1, "often"])
def test_how_often_is_a_number_from_one(slip: object) -> None:
    """Together never, or a word, is taken."""
    with pytest.raises(vm.ProblemError, match=r"rules\[0\]\.at_least"):
        days(("li", "wang"), at_least=slip)  # type: ignore[arg-type]


@pytest.mark.parametrize("at_least", [None, 1, 2])
@pytest.mark.parametrize("same", ["session", "day", "time", "place"])
def test_words_and_columns_agree_on_the_examples(same: Same, at_least: int | None) -> None:
    """The solver allows or prices something else than the check in the very examples above."""
    two = vm.Where(volunteers=vm.VolunteerFilter(id=("li", "wang")))
    late = vm.Where(sessions=vm.SessionFilter(kind="late"))
    for sets, where in (((PEOPLE,), None), ((PEOPLE,), two), ((("li", "wang"), ("wang", "zhao")), late)):
        few = days(*sets, same=same, where=where, at_least=at_least)
        laws.same_set(attrs.evolve(few, sessions=few.sessions[:2]))
        problem = days(*sets, same=same, where=where, level=1, at_least=at_least)
        for crew in (("li",), ("li", "wang"), ("wang", "zhao"), PEOPLE):
            made = schedule(problem, *((who, "mon") for who in crew), ("wang", "mon-late"), ("zhao", "tue"))
            laws.same_cost(problem, made)


def test_sets_name_two_people_each() -> None:
    """A set with a slip in an id, of one person, or with somebody twice is taken."""
    for people, path in ((("li", "wong"), "[0][1]"), (("li",), "[0]"), (("li", "li"), "[0]")):
        with pytest.raises(vm.ProblemError) as caught:
            days(people)
        assert [fault.path for fault in caught.value.faults] == [f"rules[0].sets{path}"]


@settings(max_examples=max(25, settings().max_examples // 2))
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
