"""Proofs that seats must stay empty hold in every schedule and add up; in plain matching they explain all empty seats."""

import datetime as dt
import random
from collections.abc import Iterable

import attrs
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import oracle
import volmatch as vm
from by_hand import at, session
from shortage_sums import adds_up, told
from volmatch.explain.hall_violators import Shortage
from volmatch.testing import problems, rule_lists, schedules

#: More schedules than this are not tried one by one.
MOST_SCHEDULES = 3_000


def unfilled(problem: vm.Problem, proof: Shortage, made: vm.Schedule) -> int:
    """Return how many of the seats of a proof a schedule leaves empty."""
    return sum(max(0, seats.need - made.heads(seats.session, seats.role)) for seats in proof.seats)


def possible(problem: vm.Problem) -> Iterable[vm.Schedule]:
    """Yield every schedule that keeps what must hold."""
    return (made for made in oracle.every_schedule(problem) if oracle.costs(problem, made) is not None)


def wanted(problem: vm.Problem, made: vm.Schedule) -> int:
    """Return how many seats below the least number are empty where sessions take place."""
    return sum(
        max(0, role.min - made.heads(one.id, role.name))
        for one in problem.sessions
        if one.id in made.placement_of
        for role in one.roles
    )


@st.composite
def tight(draw: st.DrawFn) -> vm.Problem:
    """Draw few people, with limits of every kind, and sessions that crowd around two midnights."""
    limit = st.sampled_from(
        [
            vm.Limit("day", max_sessions=1),
            vm.Limit("week", max_sessions=1),
            vm.Limit("week", max_hours=1.5),
            vm.Limit("horizon", max_sessions=2),
            vm.Limit(vm.Days(2), max_sessions=1),
            vm.Limit(vm.Days(2), max_hours=1),
            vm.Limit("horizon", max_hours=1.5, kind="art"),
        ]
    )
    people = [
        vm.Volunteer(name, traits=["art"] if draw(st.booleans()) else [], limits=draw(st.lists(limit, max_size=2)))
        for name in ("wang", "li")[: draw(st.integers(1, 2))]
    ]
    sessions = []
    for number in range(draw(st.integers(2, 4))):
        start = at("22:00", 25) + dt.timedelta(hours=draw(st.sampled_from([0, 1, 2, 3, 24, 26, 48])))
        sessions.append(
            vm.Session(
                f"s{number}",
                start=start,
                end=start + dt.timedelta(minutes=draw(st.sampled_from([60, 90, 30]))),
                kind=draw(st.sampled_from(["art", None])),
                place=draw(st.sampled_from(["here", "there"])),
                roles=[vm.Role("helper", traits=draw(st.sampled_from([[], [], ["art"]])))],
            )
        )
    way = vm.Travel(default_minutes=draw(st.sampled_from([0, 45])))
    places, words = [vm.Place("here"), vm.Place("there")], vm.Words(kinds=["art"])
    return vm.Problem(people, sessions, places=places, travel=way, words=words)


RANDOM = st.one_of(tight(), problems(), problems(rules=lambda problem: rule_lists(problem, most=3)))


@settings(max_examples=120)
@given(st.data())
def test_no_schedule_leaves_fewer_empty(data: st.DataObject) -> None:
    """A proof says that seats must stay empty which some schedule fills, or its numbers do not add up."""
    problem = data.draw(RANDOM)
    assume(oracle.size(problem) <= MOST_SCHEDULES)
    every = list(possible(problem))
    fullest = sorted(every, key=lambda made: wanted(problem, made))[:1]
    for made in [*fullest, data.draw(schedules(problem))]:
        found = told(problem, made)
        seats = [(one.session, one.role) for proof in found.found for one in proof.seats]
        assert len(set(seats)) == len(seats)
        for proof in found.found:
            adds_up(problem, proof)
            assert min((unfilled(problem, proof, other) for other in every), default=99) >= proof.missing
            assert proof.missing <= proof.empty or made not in every


@settings(max_examples=40)
@given(st.integers(0, 10**6), st.integers(1, 3))
def test_plain_matching_is_explained_in_full(seed: int, hours: int) -> None:
    """Where all that counts is who can do what at the same time, some empty seat of a best schedule is left unexplained."""
    random_ = random.Random(seed)
    skills = [f"skill-{number}" for number in range(5)]
    people = [
        vm.Volunteer(f"v{number}", skills=dict.fromkeys(random_.sample(skills, random_.randint(0, 2)), 1))
        for number in range(6)
    ]
    sessions = []
    for number in range(4 * hours):
        start = f"{9 + 2 * (number % hours):02}:00", f"{10 + 2 * (number % hours):02}:30"
        roles = [
            vm.Role(name, skill=random_.choice(skills), min=random_.randint(1, 2))
            for name in ("lead", "helper")[: random_.randint(1, 2)]
        ]
        sessions.append(attrs.evolve(session(f"s{number}", *start), roles=roles))
    problem = vm.Problem(people, sessions)
    made = fullest_matching(problem)
    found = told(problem, made)
    assert found.explains_all
    assert found.missing == wanted(problem, made)
    some = random_.sample(made.assignments, random_.randint(0, len(made.assignments)))
    fewer = told(problem, attrs.evolve(made, assignments=some))
    assert fewer.missing == found.missing
    for proof in (*found.found, *fewer.found):
        adds_up(problem, proof)


def fullest_matching(problem: vm.Problem) -> vm.Schedule:
    """Return a schedule that fills most seats, hour by hour, by augmenting paths; every hour's sessions overlap."""
    crew: list[vm.Assignment] = []
    for start in sorted({one.candidate_starts[0] for one in problem.sessions}):
        seats = [
            (one.id, role, number)
            for one in problem.sessions
            if one.candidate_starts[0] == start
            for role in one.roles
            for number in range(role.min)
        ]
        taken: dict[str, int] = {}
        for row in range(len(seats)):
            _fill(problem, seats, row, taken, set())
        crew += [vm.Assignment(who, seats[row][0], seats[row][1].name) for who, row in taken.items()]
    return vm.Schedule(crew, [vm.Placement(one.id, one.candidate_starts[0]) for one in problem.sessions])


def _fill(
    problem: vm.Problem, seats: list[tuple[str, vm.Role, int]], row: int, taken: dict[str, int], asked: set[str]
) -> bool:
    for one in problem.volunteers:
        if one.id in asked or seats[row][1].skill not in one.skills:
            continue
        asked.add(one.id)
        if one.id not in taken or _fill(problem, seats, taken[one.id], taken, asked):
            taken[one.id] = row
            return True
    return False
