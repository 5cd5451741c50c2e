"""A long session is cut into parts; nothing of it is lost, and one person serves in all of them where that can be."""

import datetime as dt

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import oracle
import volmatch as vm
from volmatch.patterns import split
from volmatch.rule import SessionFilter, Where
from volmatch.rules import Continuity, Cover, MinRest, only

DESK = vm.Session(
    "desk", name="Info desk", start="2026-08-01T09:00", end="2026-08-01T15:00", roles=[vm.Role("keeper")], cost=100,
    effort_hours=7, attendance=30,
)  # fmt: skip


def parts(plan: vm.patterns.Plan) -> list[tuple[str, str, str]]:
    """Return how each part is called, and from when to when it lasts."""
    return [(one.id, f"{one.start:%d %H:%M}", f"{one.end:%d %H:%M}") for one in plan.sessions]


def placed(problem: vm.Problem) -> list[vm.Placement]:
    """Return all sessions of a problem as held."""
    return [vm.Placement(one.id, one.candidate_starts[0]) for one in problem.sessions]


def test_a_session_is_cut_at_noon() -> None:
    """A part is missing, overlaps another, or loses what the whole had."""
    plan = split(DESK, at=["12:00", "2026-08-01T10:00"], level=3)
    assert parts(plan) == [
        ("desk 1/3", "01 09:00", "01 10:00"), ("desk 2/3", "01 10:00", "01 12:00"), ("desk 3/3", "01 12:00", "01 15:00"),
    ]  # fmt: skip
    assert [(one.name, one.series, one.attendance, one.cost) for one in plan.sessions] == [
        ("Info desk 1/3", "desk", 30, 16), ("Info desk 2/3", "desk", 30, 34), ("Info desk 3/3", "desk", 30, 50),
    ]  # fmt: skip
    assert sum(one.effort_hours or 0 for one in plan.sessions) == pytest.approx(7)


def test_a_night_is_cut_after_midnight() -> None:
    """Two o'clock of a night is taken for that of the day on which it begins."""
    night = attrs.evolve(DESK, start="2026-08-01T22:00", end="2026-08-02T06:00")
    assert parts(split(night, at=["02:00"], level=None)) == [
        ("desk 1/2", "01 22:00", "02 02:00"), ("desk 2/2", "02 02:00", "02 06:00"),
    ]  # fmt: skip


def test_what_is_too_long_is_cut_into_equal_parts() -> None:
    """A part is longer than was said, or one that is short enough is cut too."""
    plan = split(DESK, at=["10:00"], longest_minutes=120, level=None)
    assert [one.length_minutes for one in plan.sessions] == [60, 100, 100, 100]
    assert split(DESK, longest_minutes=360, level=3) == vm.patterns.Plan([DESK])


def test_a_session_of_a_course_stays_one() -> None:
    """The parts leave the series to which the whole belongs, and continuity looks at all its days."""
    lesson = attrs.evolve(DESK, series="art")
    plan = split(lesson, at=["12:00"], level=3)
    assert {one.series for one in plan.sessions} == {"art"}
    other = attrs.evolve(DESK, id="other", series="art", start="2026-08-02T09:00", end="2026-08-02T12:00")
    people = [vm.Volunteer("li"), vm.Volunteer("bo")]
    problem = (plan + vm.patterns.Plan([other])).problem(people, rules=only([Cover(level=1)]))
    duties = [vm.Assignment("li", "desk 1/2", "keeper"), vm.Assignment("li", "desk 2/2", "keeper"),
              vm.Assignment("bo", "other", "keeper")]  # fmt: skip
    assert vm.score(problem, vm.Schedule(duties, placed(problem))) == (0, 0)


def test_one_stays_where_that_can_be_and_two_share_where_not() -> None:
    """The desk changes hands although somebody could stay, or stays empty because nobody can."""
    plan = split(DESK, at=["12:00"], level=3)
    morning = vm.Volunteer("mei", available=[vm.Window("2026-08-01T09:00", "2026-08-01T12:00")])
    later = vm.Volunteer("wu", available=[vm.Window("2026-08-01T11:00", "2026-08-01T16:00")])
    whole = vm.Volunteer("li", served_hours=50)
    for people, who in (([morning, later], ["mei", "wu"]), ([morning, later, whole], ["li", "li"])):
        outcome = vm.solve(plan.problem(people, rules=[Cover(level=1)]))
        assert outcome.status == "optimal"
        assert outcome.schedule is not None
        assert [one.volunteer for one in sorted(outcome.schedule.assignments, key=lambda one: one.session)] == who


@settings(max_examples=20)
@given(st.lists(st.sampled_from(["li", "bo", "mei", None]), min_size=2, max_size=5))
def test_the_goal_counts_how_often_the_seat_changes_hands(holders: list[str | None]) -> None:
    """A desk that goes from one person to another and back costs as much as one that goes once, or staying costs something."""
    plan = split(DESK, at=[dt.time(9 + number) for number in range(1, len(holders))], level=1)
    people = [vm.Volunteer(own) for own in ("li", "bo", "mei")]
    problem = vm.Problem(people, plan.sessions, rules=only(plan.rules))
    duties = [vm.Assignment(who, one.id, "keeper") for who, one in zip(holders, plan.sessions, strict=True) if who]
    schedule = vm.Schedule(duties, placed(problem))
    stays = sum(who is not None and who != before for before, who in zip([None, *holders], holders, strict=False))
    assert vm.score(problem, schedule) == (max(0, stays - 1),) == oracle.costs(problem, schedule)
    laws.same_cost(problem, schedule)


def test_the_best_is_that_of_brute_force() -> None:
    """What is proved about a desk in parts is not the best there is."""
    roles = [vm.Role("keeper", min=2), vm.Role("helper", skill="tea")]
    plan = split(attrs.evolve(DESK, roles=roles, optional=True), at=["11:00"], level=2)
    away = [vm.Window("2026-08-01T12:00", "2026-08-01T13:00")]
    people = [vm.Volunteer("li", away=away), vm.Volunteer("bo", skills={"tea": 1}), vm.Volunteer("mei")]
    laws.optimum(plan.problem(people, rules=only([Cover(level=1)])))


def test_an_optional_session_takes_place_whole_or_not_at_all() -> None:
    """Half of a session is dropped."""
    plan = split(attrs.evolve(DESK, optional=True), at=["12:00"], level=None)
    problem = plan.problem([vm.Volunteer("li")])
    assert not vm.check(problem, vm.Schedule([], placed(problem)[:1], ["desk 2/2"])).ok
    assert vm.check(problem, vm.Schedule([], [], ["desk 1/2", "desk 2/2"])).ok


def test_a_wish_names_all_parts() -> None:
    """Who would like the desk cannot say so any more."""
    plan = split(DESK, at=["12:00"], level=None)
    keen = vm.Volunteer("li", wishes=[vm.Wish(series="desk", score=1)])
    outcome = vm.solve(plan.problem([vm.Volunteer("bo"), keen]))
    assert outcome.schedule is not None
    assert {one.volunteer for one in outcome.schedule.assignments} == {"li"}


@pytest.mark.parametrize(
    ("changes", "cut", "told"),
    [
        ({}, {}, "where is it cut"),
        ({}, {"at": ["15:00"]}, "'2026-08-01 15:00' does not lie between the start and the end of desk"),
        ({}, {"at": ["2026-08-02T10:00"]}, "does not lie between"),
        ({}, {"at": ["noon"]}, "wanted a moment"),
        ({}, {"at": ["2026-08-01T10:00+08:00"]}, "all times with an offset"),
        ({}, {"longest_minutes": 0}, "longest_minutes"),
        ({"room": vm.RoomNeed()}, {"at": ["12:00"]}, "no room"),
        ({"start": None, "end": None, "minutes": 60, "starts": ["2026-08-01T09:00"]}, {"at": ["12:00"]}, "a start, an end"),
    ],
)  # fmt: skip
def test_what_cannot_be_cut_is_refused(changes: dict[str, object], cut: dict[str, object], told: str) -> None:
    """A slip makes a part of no length, or parts in two rooms."""
    with pytest.raises(vm.OptionError, match=told):
        split(attrs.evolve(DESK, **changes), **cut, level=1)  # type: ignore[arg-type] # that is the point


def test_few_means_the_seats_a_role_wants() -> None:
    """Two who stay at a desk for two are one too many."""
    plan = split(attrs.evolve(DESK, roles=[vm.Role("keeper", min=1, target=2)]), at=["12:00"], level=1)
    assert [rule.most for rule in plan.rules if isinstance(rule, Continuity)] == [2]


def test_rest_may_be_due_after_the_last_part_alone() -> None:
    """Who rests eleven hours between two days can never serve in a whole session that is shared."""
    plan = split(DESK, at=["12:00"], level=None)
    last = Where(sessions=SessionFilter(id=plan.sessions[-1].id))
    for rest, heads in ((MinRest(hours=11), 1), (MinRest(hours=11, where=last), 2)):
        outcome = vm.solve(plan.problem([vm.Volunteer("li")], rules=only([Cover(level=1), rest])))
        assert outcome.schedule is not None
        assert len(outcome.schedule.assignments) == heads
