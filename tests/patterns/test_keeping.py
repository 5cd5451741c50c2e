"""A plan that people know changes for as few people as can be, and what is past does not change at all."""

import datetime as dt

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import volmatch as vm
from volmatch.check import check
from volmatch.patterns import keeping
from volmatch.schedule import Assignment, Placement, Schedule

DAYS = [f"2027-05-0{day}" for day in range(1, 7)]
PEOPLE = ("ann", "bo", "cem", "dee")
SESSIONS = [vm.Session(day, start=f"{day}T10:00", end=f"{day}T12:00", roles=[vm.Role("helper")]) for day in DAYS]
WEEK = vm.Problem([vm.Volunteer(name) for name in PEOPLE], SESSIONS, timezone="Europe/Berlin")
STARTS = {one.id: one.candidate_starts[0] for one in WEEK.sessions}
UNFAIR = ("ann", "ann", "ann", "bo", "bo", "cem")


def plan(*crew: str | None) -> Schedule:
    """Return the schedule in which these people serve, day by day; on a day without one, the seat is empty."""
    duties = [Assignment(person, day, "helper") for person, day in zip(crew, DAYS, strict=True) if person]
    return Schedule(duties, [Placement(day, STARTS[day]) for day in DAYS])


def away(problem: vm.Problem, name: str, day: str) -> vm.Problem:
    """Return a problem in which somebody is ill on a day."""
    ill = vm.Window(f"{day}T00:00", f"{day}T23:00")
    people = [attrs.evolve(one, away=[*one.away, ill]) if one.id == name else one for one in problem.volunteers]
    return attrs.evolve(problem, volunteers=people)


def solved(problem: vm.Problem, known: Schedule, now: str | None = None) -> Schedule:
    """Return what becomes of a plan."""
    moment = None if now is None else dt.datetime.fromisoformat(f"{now}:00+02:00")
    kept = keeping(problem, known, now=moment)
    outcome = kept.outcome(vm.solve(kept.problem, start=known, time_limit=10))
    assert outcome.schedule is not None
    assert outcome.levels == tuple(
        attrs.evolve(level, bound=own.bound)
        for level, own in zip(check(problem, outcome.schedule).levels, outcome.levels, strict=True)
    )
    return outcome.schedule


def changed(old: Schedule, new: Schedule) -> set[str]:
    """Return the days on which somebody else serves."""
    return {one.session for one in set(old.assignments) ^ set(new.assignments)}


def test_a_plan_stays_though_another_would_be_fairer() -> None:
    """A plan that breaks nothing is dealt out anew."""
    assert solved(WEEK, plan(*UNFAIR)) == plan(*UNFAIR)


def test_one_ill_person_with_one_duty_is_one_duty_changed() -> None:
    """Others move because one falls ill."""
    new = solved(away(WEEK, "cem", DAYS[5]), plan(*UNFAIR))
    assert changed(plan(*UNFAIR), new) == {DAYS[5]}
    assert new.crews[DAYS[5]]


def test_an_empty_seat_is_worth_a_change() -> None:
    """A seat stays empty so that nobody is asked."""
    assert solved(WEEK, plan(*UNFAIR[:5], None)).crews[DAYS[5]]


@given(st.lists(st.sampled_from(PEOPLE), min_size=6, max_size=6), st.sampled_from(range(6)), st.sampled_from(range(7)))
def test_past_days_stay_and_one_change_is_one_change(crew: list[str], day: int, begun: int) -> None:
    """Somebody is put into a day that is over, or more than the one duty of who is ill changes."""
    known, ill = plan(*crew), crew[day]
    now = f"{DAYS[begun]}T09:00" if begun < len(DAYS) else f"{DAYS[-1]}T13:00"
    new = solved(away(WEEK, ill, DAYS[day]), known, now)
    if day < begun:  # what is past cannot be served otherwise, and the problem says that it cannot have been so
        assert set(known.assignments) - set(new.assignments) == {Assignment(ill, DAYS[day], "helper")}
        assert set(new.assignments) < set(known.assignments)
    else:
        assert changed(known, new) == {DAYS[day]}


def test_what_cannot_stay_of_the_past_is_told() -> None:
    """The problem contradicts itself because of a day that is over, or a duty vanishes without a word."""
    kept = keeping(away(WEEK, "ann", DAYS[0]), plan(*UNFAIR), now=dt.datetime(2027, 5, 3, tzinfo=dt.UTC))
    assert kept.past == 2
    assert [told.sentence() for told in kept.let_go] == [
        f"ann served in {DAYS[0]}, which is past; the problem now says that this cannot be"
    ]


def test_a_day_that_was_missed_gets_nobody() -> None:
    """Somebody is sent to a day that is over."""
    old = Schedule(
        [one for one in plan(*UNFAIR).assignments if one.session != DAYS[0]],
        [one for one in plan(*UNFAIR).placements if one.session != DAYS[0]],
    )
    assert DAYS[0] not in solved(WEEK, old, f"{DAYS[1]}T08:00").crews


@pytest.mark.parametrize("gone", PEOPLE)
def test_who_left_is_replaced_and_nobody_else_moves(gone: str) -> None:
    """The plan names somebody whom the problem no longer has, and falls apart."""
    rest = attrs.evolve(WEEK, volunteers=[one for one in WEEK.volunteers if one.id != gone])
    new = solved(rest, plan(*UNFAIR))
    kept = [one for one in plan(*UNFAIR).assignments if one.volunteer != gone]
    assert set(kept) <= set(new.assignments)
    assert len(new.assignments) == len(DAYS)
