"""Lists to hang up say what the schedule says: pairs, teams, grants, ratios, turns, takings and courses."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

import volmatch as vm
from volmatch.patterns import (
    Client,
    Team,
    catalogue,
    course,
    grant_list,
    next_days,
    pair_list,
    ratio_list,
    series_list,
    takings_list,
    team_list,
    teams,
    throughput,
    turn_list,
    turns,
)

MONDAYS = ["2026-08-03", "2026-08-10", "2026-08-17"]


def test_everybody_who_is_visited_is_on_the_list_once() -> None:
    """A client is missing, stands beside the wrong helper, or nobody sees that somebody has none."""
    clients = [Client("e1", name="Ilse"), Client("e2"), Client("e3")]
    helpers = [vm.Volunteer("bo", name="Bo"), vm.Volunteer("cy")]
    told = pair_list(clients, helpers, {"e1": "cy", "e3": "cy"}).said("en")
    assert told == [["volunteer", "number", "visits"], ["cy", "2", "Ilse and e3"], ["nobody", "1", "e2"]]


def test_every_member_of_every_team_is_named() -> None:
    """Somebody is missing from the list of teams, or a leader is taken for a member."""
    people = [vm.Volunteer(f"v{n}", name=f"Person {n}") for n in range(5)]
    problem = teams(people, [Team("arts", name="Arts", least=2, most=4)])
    crew = [("v0", "leader"), ("v1", "deputy"), ("v2", "member"), ("v3", "member")]
    schedule = vm.Schedule(
        [vm.Assignment(own, "arts", role) for own, role in crew],
        [vm.Placement("arts", problem.sessions[0].candidate_starts[0])],
    )
    outcome = vm.Outcome(schedule=schedule, status="feasible", stopped_by="time")
    assert team_list(problem, outcome).said("en")[1:] == [
        ["Arts", "4", "Person 0", "Person 1", "Person 2 and Person 3"],
        ["no team", "1", "", "", "Person 4"],
    ]


def test_the_grant_goes_to_whom_the_schedule_holds() -> None:
    """A project that is dropped looks paid for, or what is spent is not what its people and things cost."""
    projects = [
        vm.Session(own, start=f"{day}T10:00", end=f"{day}T12:00", cost=cost, roles=[vm.Role("host")])
        for own, day, cost in (("choir", "2026-08-01", 30), ("crafts", "2026-08-02", 50))
    ]
    plan = catalogue(projects, {"choir": 9, "crafts": 20}, grant=60)
    problem = plan.problem([vm.Volunteer("bo", cost_per_hour=4.25)])
    outcome = vm.solve(problem, time_limit=20)
    assert outcome.schedule is not None
    told = grant_list(problem, outcome.schedule, currency="yuan")
    assert str(told.title) == "projects that take place: 1 of 2, for 58.50 yuan of the 60 yuan there is"
    rows = {row[0]: row[1:] for row in told.said("en")[1:]}
    assert rows["crafts"] == ["yes", "1", "20", "58.50 yuan"]
    assert rows["choir"] == ["no", "0", "9", ""]


def test_the_worst_moment_of_each_half_hour_counts() -> None:
    """A quarter of an hour with too few adults hides inside its half hour."""
    sessions = [
        vm.Session(
            own,
            start=f"2026-08-03T{since}",
            end=f"2026-08-03T{until}",
            place="hall",
            attendance=guests,
            roles=[vm.Role("keeper")],
        )
        for own, since, until, guests in (
            ("play", "10:00", "10:45", 10),
            ("rest", "10:45", "11:00", 24),
            ("sing", "10:15", "11:00", 6),
        )
    ]
    people = [vm.Volunteer("bo"), vm.Volunteer("cy")]
    problem = vm.Problem(people, sessions, places=[vm.Place("hall", name="Hall")])
    made = vm.Schedule(
        [vm.Assignment("bo", "play", "keeper"), vm.Assignment("cy", "sing", "keeper")],
        [vm.Placement(one.id, one.candidate_starts[0]) for one in problem.sessions],
    )
    headers, row = ratio_list(problem, made).said("en")
    assert headers == ["place", "day", "10:00", "10:30", "most to one"]
    assert row == ["Hall", "Mon 2026-08-03", "10:1", "30:1", "30.0"]


def mornings(chairs: int, guests: int, crews: list[int]) -> tuple[vm.Problem, vm.Schedule]:
    """Return Mondays with so many guests, of whom each has so many hairdressers."""
    like = vm.Session("cut", kind="cut", place="hall", attendance=guests, cost=3, roles=[vm.Role("hairdresser")])
    plan = throughput(like, MONDAYS, opens="09:00", closes="10:00", minutes_each=20, chairs=chairs, fewest=0)
    people = [vm.Volunteer(f"v{n}", name=f"Person {n}", cost_per_hour=2) for n in range(chairs)]
    problem = plan.problem(people, places=[vm.Place("hall", name="Hall")])
    crew = [
        vm.Assignment(f"v{n}", one.id, "hairdresser")
        for one, heads in zip(problem.sessions, crews, strict=True)
        for n in range(heads)
    ]
    return problem, vm.Schedule(crew, [vm.Placement(one.id, one.candidate_starts[0]) for one in problem.sessions])


@given(st.integers(1, 9), st.lists(st.integers(0, 3), min_size=3, max_size=3), st.integers(1, 20))
def test_turns_are_fair_and_fit(guests: int, crews: list[int], residents: int) -> None:
    """Two guests sit on one chair, somebody is served twice before another once, or a seat stays empty while people wait."""
    problem, made = mornings(3, guests, crews)
    names = [f"guest {n}" for n in range(residents)]
    listed = turns(problem, made, {"hall": names}, kind="cut", minutes_each=20)
    seats = Counter((one.session, one.start, one.volunteer) for one in listed)
    assert set(seats.values()) <= {1}
    for one, heads in zip(problem.sessions, crews, strict=True):
        own = [turn for turn in listed if turn.session == one.id]
        assert len(own) == min(3 * heads, guests, residents)
        assert all(0 <= (turn.start - made.placement_of[one.id].start).total_seconds() <= 40 * 60 for turn in own)
        assert len({turn.guest for turn in own}) == len(own)
    visits = Counter(dict.fromkeys(names, 0) | Counter(one.guest for one in listed))
    assert max(visits.values()) - min(visits.values()) <= 1
    told = turn_list(problem, made, listed).said("en")[1:]
    assert sum(row[3].count("(Person") for row in told) == len(listed)


def test_takings_are_what_the_guests_who_came_pay() -> None:
    """Guests who found no free seat are counted as if they had paid, or towels and fares are left out."""
    problem, made = mornings(3, 8, [3, 2, 0])
    listed = turns(problem, made, {"hall": [f"guest {n}" for n in range(9)]}, kind="cut", minutes_each=20)
    told = takings_list(problem, made, listed, kind="cut", price=1, currency="yuan").said("en")
    assert told[1:] == [
        ["Mon 2026-08-03", "8", "8 yuan", "9 yuan", "-1 yuan"],
        ["Mon 2026-08-10", "6", "6 yuan", "7 yuan", "-1 yuan"],
        ["Mon 2026-08-17", "0", "0 yuan", "3 yuan", "-3 yuan"],
        ["in all", "14", "14 yuan", "19 yuan", "-5 yuan"],
    ]


def test_a_place_whose_guests_nobody_named_is_told() -> None:
    """Guests of a place are left out in silence."""
    problem, made = mornings(1, 1, [1, 1, 1])
    with pytest.raises(vm.OptionError, match="nobody is named for hall"):
        turns(problem, made, {"yard": ["guest"]}, kind="cut", minutes_each=20)
    with pytest.raises(vm.OptionError, match="minutes_each"):
        turns(problem, made, {"hall": ["guest"]}, kind="cut", minutes_each=0)


def test_a_course_is_one_line() -> None:
    """Who teaches a course, how often and in which room has to be gathered from its lessons."""
    like = vm.Session("art", name="Art", room=vm.RoomNeed(), roles=[vm.Role("teacher")])
    plan = course(like, next_days("2026-08-03", 3, weekdays=["mon"]), starts="15:00", minutes=60)
    rooms = [vm.Room("r1", "school", name="Room 1"), vm.Room("r2", "school", name="Room 2")]
    problem = plan.problem(
        [vm.Volunteer("bo", name="Bo"), vm.Volunteer("cy", name="Cy")],
        places=[vm.Place("school", name="School")],
        rooms=rooms,
    )
    lessons = problem.sessions
    made = vm.Schedule(
        [
            vm.Assignment("bo", lessons[0].id, "teacher"),
            vm.Assignment("bo", lessons[1].id, "teacher"),
            vm.Assignment("cy", lessons[2].id, "teacher"),
        ],
        [vm.Placement(one.id, one.candidate_starts[0], "r2" if n == 1 else "r1") for n, one in enumerate(lessons)],
    )
    assert series_list(problem, made).said("en")[1:] == [
        [
            "Art",
            "3",
            "Mon 2026-08-03 to Mon 2026-08-17",
            "Bo (2) and Cy (1)",
            "School / Room 1 (2) and School / Room 2 (1)",
        ]
    ]
