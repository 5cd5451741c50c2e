"""Recruits: which kinds of people there are to look for, and the fewest of them that help as much as any number."""

from itertools import combinations_with_replacement

import attrs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import volmatch as vm
from by_hand import session, span
from oracle import best, size
from volmatch.explain.advice import Catalogue, FewestRecruits, advise, profiles_from
from volmatch.explain.advice.what_if import with_first_levels
from volmatch.explain.obstacles import obstacles, placements_of
from volmatch.rules import Cover, FairShare, Pin, Pinned, ServeOnce, Target, only
from volmatch.testing import problems, volunteers

MOST_SCHEDULES = 6_000
LARGEST_SET = 3


def fewest(problem: vm.Problem, profiles: list[vm.Volunteer] | tuple[vm.Volunteer, ...]) -> FewestRecruits | None:
    """Return the fewest recruits, with all the time it takes."""
    outcome = vm.solve(problem, time_limit=None)
    return advise(problem, outcome, Catalogue(profiles=profiles), time_limit=None).fewest_recruits


def first_cost(problem: vm.Problem, team: tuple[vm.Volunteer, ...]) -> int:
    """Return the least cost of the first level with some newcomers, by brute force."""
    newcomers = [attrs.evolve(one, id=f"newcomer {number}") for number, one in enumerate(team)]
    larger = attrs.evolve(with_first_levels(problem, 1), volunteers=(*problem.volunteers, *newcomers))
    assume(size(larger) <= MOST_SCHEDULES)
    costs = best(larger)
    assert costs is not None
    return costs[0]


@settings(max_examples=15)
@given(st.data())
def test_no_smaller_set_does_as_much(data: st.DataObject) -> None:
    """Some set of fewer recruits brings the first level as low, some set brings it lower, or the set told does not do it."""
    problem = data.draw(problems("tiny"))
    profiles = [
        attrs.evolve(
            data.draw(volunteers(None, problem.sessions, id_=name)), home=None, max_travel_minutes=None, wishes=()
        )
        for name in ("new-1", "new-2")
    ]
    before = first_cost(problem, ())
    told = fewest(problem, profiles)
    assert (told is None) == (before == 0)
    if told is None:
        return
    assert told.is_proved
    assert told.before == before
    assume(told.people <= LARGEST_SET)
    by_id = {one.id: one for one in profiles}
    chosen = tuple(by_id[id_] for id_, count in told.recruits for _ in range(count))
    assert first_cost(problem, chosen) == told.after
    for number in range(told.people):
        for team in combinations_with_replacement(profiles, number):
            assert first_cost(problem, team) > told.after
    for team in combinations_with_replacement(profiles, min(LARGEST_SET, told.people + 1)):
        assert first_cost(problem, team) >= told.after


def crowd(heads: int, *, skill: str | None = None) -> vm.Problem:
    """Return one session that nobody known can serve in."""
    role = vm.Role("helper", skill=skill, min=heads)
    return vm.Problem(
        [vm.Volunteer("ill", available=[])], [attrs.evolve(session("fair", "09:00", "10:00"), roles=[role])]
    )


def test_several_of_one_kind_may_be_needed() -> None:
    """Only one of each kind is thought of, or more than are needed."""
    told = fewest(crowd(4), [vm.Volunteer("any", name="Anybody"), vm.Volunteer("other", available=[])])
    assert told is not None
    assert told.recruits == (("any", 4),)
    assert told.is_proved
    assert told.sentence().splitlines() == [
        "4 more volunteers bring level 1 from 4 to 0: 4 like Anybody",
        "fewer people cannot do it, proved",
        "no number of such recruits makes it cost less, proved",
    ]


def test_one_empty_seat_may_take_two_recruits() -> None:
    """As many recruits as empty seats are thought to be enough, or one with fewer seats is thought to be of no use.

    The only one who can sing serves in two other sessions.
    """
    problem = vm.Problem(
        [vm.Volunteer("wei", skills={"sing": 1})],
        [
            session("tea", "09:00", "10:00"),
            session("chess", "10:00", "11:00"),
            session("walk", "10:00", "12:00"),
            attrs.evolve(session("choir", "09:00", "11:00"), roles=[vm.Role("singer", skill="sing")], priority=1),
        ],
    )
    early = vm.Volunteer("early", available=[span("09:00", "10:00")])
    late = vm.Volunteer("late", available=[span("10:00", "12:00")])
    whole = [vm.Volunteer("wei", skills={"sing": 1}), vm.Volunteer("ana", available=[span("10:00", "12:00")])]
    told = fewest(attrs.evolve(problem, volunteers=whole), [early, late])
    assert told is not None
    assert (told.before, told.after, told.recruits, told.is_proved) == (1, 0, (("early", 1), ("late", 1)), True)


def test_two_of_one_kind_may_do_what_takes_three_of_different_kinds() -> None:
    """The set found with one of each kind is taken to be the smallest."""
    singing = attrs.evolve(session("choir", "20:00", "21:00"), roles=[vm.Role("singer", skill="sing")])
    pairs = [session(f"{kind} {number}", *hours) for kind, hours in _PAIRS.items() for number in (1, 2)]
    evening = span("20:00", "21:00")
    problem = vm.Problem([vm.Volunteer("wei", skills={"sing": 1}, available=[evening])], [singing, *pairs])
    singers = [
        vm.Volunteer(kind, skills={"sing": 1}, available=[span(*hours), evening]) for kind, hours in _PAIRS.items()
    ]
    told = fewest(problem, [*singers, vm.Volunteer("wide", available=[span("09:00", "11:00")])])
    assert told is not None
    assert (told.before, told.after, told.recruits, told.is_proved) == (4, 0, (("wide", 2),), True)


_PAIRS = {"tea": ("09:00", "10:00"), "chess": ("10:00", "11:00")}


def test_what_no_recruit_can_fill_is_proved_to_stay_empty() -> None:
    """Seats that no profile fits are promised, or it is not known that they stay empty."""
    problem = crowd(2, skill="drive")
    told = fewest(
        problem, [vm.Volunteer("cook", skills={"cook": 1}), vm.Volunteer("x", name="Driver", skills={"drive": 2})]
    )
    assert told is not None
    assert told.recruits == (("x", 2),)
    concert = attrs.evolve(session("concert", "12:00", "13:00"), roles=[vm.Role("singer", skill="sing")])
    more = attrs.evolve(problem, sessions=[*problem.sessions, concert])
    told = fewest(more, [vm.Volunteer("x", skills={"drive": 2})])
    assert told is not None
    assert (told.before, told.after, told.least_after, told.people, told.is_proved) == (3, 1, 1, 2, True)


def test_recruits_who_cannot_help_are_not_called_for() -> None:
    """Somebody is recruited for nothing."""
    told = fewest(
        crowd(1, skill="drive"), [vm.Volunteer("late", skills={"drive": 1}, available=[span("12:00", "13:00")])]
    )
    assert told is None or (told.recruits == () and told.is_proved)


@pytest.mark.parametrize("rule", [ServeOnce(level=1), FairShare(level=1)])
def test_nothing_is_told_where_idle_people_cost(rule: vm.Rule) -> None:
    """Copies of profiles who need not come are counted as people who come and do nothing."""
    problem = attrs.evolve(crowd(2), rules=only([Cover(level=1), rule]))
    assert fewest(problem, [vm.Volunteer("any")]) is None


@settings(max_examples=25)
@given(problems("tiny"))
def test_profiles_are_all_of_use_and_no_two_the_same(problem: vm.Problem) -> None:
    """A profile could sit nowhere, two could sit on the same seats, or a seat that a newcomer could have is nobody's."""
    assume(not any(room.closed for room in problem.rooms))  # the words below do not look at that
    profiles = profiles_from(problem, most=None)
    seats = [seats_in_words(problem, profile) for profile in profiles]
    assert all(seats)
    assert (
        len(set(seats)) == len(seats) or problem.rooms or any(len(one.candidate_starts) > 1 for one in problem.sessions)
    )
    assert not any(problem.volunteer(profile.id) for profile in profiles)
    anybody = vm.Volunteer("anybody", skills={"drive": 9, "cook": 9}, traits=["adult", "checked"])
    assert frozenset().union(*seats) == seats_in_words(problem, anybody)


def seats_in_words(problem: vm.Problem, profile: vm.Volunteer) -> frozenset[tuple[str, str]]:
    """Return the roles that nothing forbids a newcomer, asked of the rules one by one."""
    larger = attrs.evolve(problem, volunteers=[*problem.volunteers, profile])
    newcomer = larger.volunteer(profile.id)
    assert newcomer is not None
    return frozenset(
        (one.id, role.name)
        for one in larger.sessions
        for role in one.roles
        if role.max and any(placements_of(larger, one)) and not obstacles(larger, newcomer, one, role)
    )


def festival(places: int) -> vm.Problem:
    """Return morning and evening sessions at some places, far from each other."""
    sites = [vm.Place(f"site-{number}", name=f"Site {number}") for number in range(places)]
    return vm.Problem(
        [vm.Volunteer("recruit-1")],
        [
            attrs.evolve(session(f"{site.id} {from_}", from_, to, place=site.id), roles=[role])
            for site in sites
            for from_, to, role in (
                ("09:30", "11:00", vm.Role("lead", skill="first-aid", level=2)),
                ("10:00", "12:30", vm.Role("helper")),
                ("22:00", "23:59", vm.Role("guard", traits=["adult"])),
            )
        ],
        places=sites,
        travel=vm.Travel(default_minutes=30),
    )


def test_profiles_read_as_people_speak() -> None:
    """A profile is told by another day, part of the day, skill or place than the seats it is for, or its id is taken."""
    problem = festival(2)
    profiles = profiles_from(problem)
    problem = attrs.evolve(problem, volunteers=())
    told = advise(problem, vm.solve(problem), Catalogue(profiles=profiles), time_limit=None).recruits
    assert {one.about.sentence() for one in told.best} == {
        f"One more volunteer {kind} at Site {site}"
        for site in (0, 1)
        for kind in (
            "on Monday mornings (09:30 to 12:30)",
            "with first-aid at level 2 on Monday mornings (09:30 to 12:30)",
            "with adult on Monday evenings (22:00 to 23:59)",
        )
    }
    assert all(profile.id != "recruit-1" for profile in profiles)


def test_too_many_profiles_forget_places_and_then_the_narrow_ones() -> None:
    """More profiles come than wanted, or those are kept that could help least."""
    problem = festival(3)
    assert len(profiles_from(problem)) == 9
    assert [profile.home for profile in profiles_from(problem, most=8)] == [None, None, None]
    (widest,) = profiles_from(problem, most=1)
    assert dict(widest.skills) == {"first-aid": vm.Skill(2)}


def test_a_promise_that_must_hold_stays_possible() -> None:
    """The pins of people known are lost among newcomers, or the second goal of the first level is."""
    pins = [Pin(volunteer="wei", session="tea")]
    problem = vm.Problem(
        [vm.Volunteer("wei")],
        [attrs.evolve(session("tea", "09:00", "10:00"), roles=[vm.Role("helper", min=1, target=3)])],
        rules=only([Cover(level=1), Target(level=1), Pinned(stay=pins)]),
    )
    told = fewest(problem, [vm.Volunteer("any")])
    assert told is not None
    assert (told.before, told.after, told.people, told.is_proved) == (2, 0, 2, True)
