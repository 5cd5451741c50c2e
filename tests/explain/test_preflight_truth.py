"""Hours, rooms, promises, certificates and limits told before a solve hold against every schedule there is."""

import datetime as dt
from collections.abc import Iterator
from itertools import combinations
from typing import TypeVar

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

import oracle
import volmatch as vm
from by_hand import at
from volmatch.explain.obstacles import about_one_candidate, misplaced, obstacles_at, placements_of
from volmatch.explain.preflight.findings import (
    BrokenPromise,
    ContraryPromises,
    EndingSkill,
    IdleVolunteer,
    ShortHours,
    ShortRooms,
    UnreachableLimit,
)
from volmatch.explain.preflight.hall_conditions import Squeeze, Want, _at_one_moment, squeezes
from volmatch.explain.preflight.preflight import preflight
from volmatch.problem.spans_of_days import spans_in
from volmatch.rule import name_of
from volmatch.rules import Pin, Pinned
from volmatch.schedule import Assignment, Placement, Schedule
from volmatch.testing import Size, problems, rule_lists

MOST_SCHEDULES = 1_500

T = TypeVar("T")


def known(thing: T | None) -> T:
    """Return what was looked up by an id or a name that exists."""
    assert thing is not None
    return thing


def with_rules(size: Size) -> st.SearchStrategy[vm.Problem]:
    """Draw problems with odd rules."""
    return problems(size, rules=lambda problem: rule_lists(problem, most=4))


def willing(problem: vm.Problem) -> vm.Problem:
    """Return a problem in which everybody has time and lives near, so that fewer things stand out and those matter."""
    people = [
        attrs.evolve(volunteer, available=None, away=(), max_travel_minutes=None, traits=("adult", "checked"))
        for volunteer in problem.volunteers
    ]
    return attrs.evolve(problem, volunteers=people)


def promised(problem: vm.Problem) -> st.SearchStrategy[list[vm.Rule]]:
    """Draw rules that promise a few things."""
    pins = [
        Pin(volunteer=volunteer.id, session=session.id, role=role)
        for volunteer in problem.volunteers
        for session in problem.sessions
        for role in (None, *(role.name for role in session.roles))
    ]
    stays = st.lists(st.sampled_from(pins), min_size=1, max_size=3)
    nevers = st.lists(st.sampled_from(pins), max_size=1)
    return st.builds(lambda stay, never: [Pinned(stay=stay, never=never)], stays, nevers)


def ways(problem: vm.Problem, session: vm.Session) -> list[Placement]:
    """Return where and when a session can take place."""
    return [way for way in placements_of(problem, session) if not misplaced(problem, way)]


def may(problem: vm.Problem, volunteer: vm.Volunteer, session: vm.Session, role: vm.Role) -> bool:
    """Whether a volunteer may hold a role somewhere and sometime."""
    return any(not obstacles_at(problem, volunteer, session, role, way) for way in ways(problem, session))


def able(problem: vm.Problem, session: vm.Session, role: vm.Role) -> set[str]:
    """Return the ids of all who may hold a role."""
    return {volunteer.id for volunteer in problem.volunteers if may(problem, volunteer, session, role)}


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 2), st.integers(1, 2), st.sets(st.integers(0, 3), min_size=1)), max_size=6))  # fmt: skip
def test_squeezes_are_true_and_complete(given_wants: list[tuple[int, int, int, set[int]]]) -> None:
    """Some wants are said not to go together and do, or do not and nobody says so."""
    wants = [
        Want(key, at(f"{10 + start}:00"), at(f"{10 + start + length}:00"), seats, sorted(pool))
        for key, (start, length, seats, pool) in enumerate(given_wants)
    ]
    told = list(squeezes(wants))
    assert len({one.keys for one in told}) == len(told)
    for one in told:
        assert attrs.astuple(one) == attrs.astuple(together([wants[key] for key in one.keys]))
        assert one.short > 0
        assert one.since < one.until
    for moment in {want.since for want in wants}:
        on = [want for want in wants if want.since <= moment < want.until]
        groups = [together(group) for size in range(1, len(on) + 1) for group in combinations(on, size)]
        worst = max(group.short for group in groups)
        parts = list(_at_one_moment(on))
        assert sum(part.short for part in parts) == max(worst, 0)
        for part in parts:
            assert any(set(one.keys) <= set(part.keys) and one.short >= part.short for one in told)


def together(wants: "list[Want] | tuple[Want, ...]") -> Squeeze:
    """Return what some wants take together, and when all are on."""
    pool = {one for want in wants for one in want.pool}
    return Squeeze(
        tuple(want.key for want in wants),
        max(want.since for want in wants),
        min(want.until for want in wants),
        sum(want.seats for want in wants),
        tuple(sorted(pool)),
    )


@given(problems("small").map(willing) | with_rules("small").map(willing) | problems("small"))
@settings(max_examples=40)
def test_short_hours_are_short(problem: vm.Problem) -> None:
    """People are said to be too few who could fill the seats, or who may be in two places at once."""
    for told in preflight(problem).findings:
        if not isinstance(told, ShortHours | ShortRooms):
            continue
        ids = sorted({seat.session for seat in told.seats} if isinstance(told, ShortHours) else set(told.sessions))
        sessions = [known(problem.session(id_)) for id_ in ids]
        assert all(one.candidate_starts == (one.candidate_starts[0],) for one in sessions)
        assert told.since == max(one.candidate_starts[0] for one in sessions)
        assert told.until == min(one.candidate_starts[0] + one.length for one in sessions) > told.since
        assert told.missing > 0
        if isinstance(told, ShortRooms):
            assert set(told.rooms) == {way.room for one in sessions for way in ways(problem, one)}
            continue
        in_session = [(known(problem.session(seat.session)), seat.role) for seat in told.seats]
        roles = [(one, known(one.role(name))) for one, name in in_session]
        assert told.wanted == sum(role.min for _, role in roles)
        assert set(told.people) == set().union(*(able(problem, one, role) for one, role in roles))
        for person in told.people:
            assert all(barred(problem, person, pair) for pair in combinations(sessions, 2))


def barred(problem: vm.Problem, person: str, pair: tuple[vm.Session, vm.Session]) -> bool:
    """Whether rules of level 0 let nobody be in two sessions, wherever these are."""
    alone = about_one_candidate(problem)
    rules = [rule for rule in problem.rules if rule.level == 0 and rule not in alone]
    rules = [rule for rule in rules if name_of(type(rule)) in ("no_overlap", "limits")]
    for one in ways(problem, pair[0]):
        for other in ways(problem, pair[1]):
            crew = [Assignment(person, session.id, session.roles[0].name) for session in pair]
            made = Schedule(crew, [one, other])
            if not any(found for rule in rules for found in rule.check(problem, made)):
                return False
    return True


@given(problems(rules=promised).map(willing) | problems(rules=promised))
@settings(max_examples=60)
def test_broken_promises_leave_no_schedule(problem: vm.Problem) -> None:
    """A schedule keeps all that must hold, promises too that were said to be impossible."""
    told = [one for one in preflight(problem).findings if isinstance(one, BrokenPromise | ContraryPromises)]
    if told and oracle.size(problem) <= MOST_SCHEDULES:
        assert not any(vm.check(problem, made).ok for made in oracle.every_schedule(problem))


@given(with_rules("small") | problems("small"))
@settings(max_examples=40)
def test_ending_skills_are_told_exactly(problem: vm.Problem) -> None:
    """A certificate costs its holder other seats than those told, or some and is not told."""
    told = {(one.volunteer, one.skill): one for one in preflight(problem).findings if isinstance(one, EndingSkill)}
    for row, volunteer in enumerate(problem.volunteers):
        for name, skill in volunteer.skills.items():
            if skill.until is None:
                continue
            lasting = attrs.evolve(volunteer, skills={**volunteer.skills, name: attrs.evolve(skill, until=None)})
            people = [*problem.volunteers[:row], lasting, *problem.volunteers[row + 1 :]]
            after = attrs.evolve(problem, volunteers=people)
            gained = {
                (session.id, role.name)
                for session in problem.sessions
                for role in session.roles
                if role.max and may(after, lasting, session, role) and not may(problem, volunteer, session, role)
            }
            one = told.pop((volunteer.id, name), None)
            assert (set() if one is None else {(seat.session, seat.role) for seat in one.seats}) == gained
            if one is not None:
                assert [seat for seat in one.seats if is_short(problem, seat.session, seat.role)] == list(one.short)
    assert not told


def is_short(problem: vm.Problem, session_id: str, name: str) -> bool:
    """Whether fewer people may hold a role than it would like."""
    session = known(problem.session(session_id))
    role = known(session.role(name))
    return len(able(problem, session, role)) < role.target


@given(problems().map(willing) | problems())
@settings(max_examples=60)
def test_unreachable_limits_are_never_reached(problem: vm.Problem) -> None:
    """Some schedule gives somebody as much as they were said never to get."""
    told = [one for one in preflight(problem).findings if isinstance(one, UnreachableLimit)]
    few = told and oracle.size(problem) <= MOST_SCHEDULES
    for made in oracle.every_schedule(problem) if few else ():
        if vm.check(problem, made).ok:
            for one in told:
                first, last = next(span for span in spans_in(one.limit.per, problem.days) if span[0] == one.day)
                assert served(problem, made, one, first, last) <= one.possible < one.wanted


def served(problem: vm.Problem, made: vm.Schedule, told: UnreachableLimit, first: dt.date, last: dt.date) -> float:
    """Return the sessions, or hours, that count for a limit in one of its periods."""
    minutes = [
        duty.minutes
        for duty in made.duties(problem)
        if duty.volunteer.id == told.volunteer
        and first <= duty.day <= last
        and told.limit.kind in (None, duty.session.kind)
    ]
    return round(sum(minutes) / 60, 2) if told.wanted == told.limit.min_hours else len(minutes)


@given(with_rules("small"))
@settings(max_examples=30)
def test_idle_volunteers_are_told_why(problem: vm.Problem) -> None:
    """Some seat is counted under no reason, or under one that comes after the first."""
    for told in preflight(problem).findings:
        if isinstance(told, IdleVolunteer):
            reasons = list(first_reasons(problem, known(problem.volunteer(told.volunteer))))
            assert {one.rule: one.n for one in told.reasons} == {name: reasons.count(name) for name in set(reasons)}


def first_reasons(problem: vm.Problem, volunteer: vm.Volunteer) -> Iterator[str]:
    """Yield the rule that first forbids each seat, by role, time and place."""
    for session in problem.sessions:
        seen = {(way.start, way.room and known(problem.room(way.room)).place): way for way in ways(problem, session)}
        for role in session.roles:
            for way in seen.values() if role.max else ():
                yield obstacles_at(problem, volunteer, session, role, way)[0].rule
