"""What one person can do at most is never less than what they really can, and each part of the sum has its reason."""

import datetime as dt
from itertools import combinations, product

import attrs
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

import volmatch as vm
from by_hand import at, session
from volmatch.explain.burden import Burden
from volmatch.explain.capacity import Capacities
from volmatch.rules import Limits, NoOverlap, only

LIMITS = (
    vm.Limit("day", max_sessions=1),
    vm.Limit("day", max_hours=1.5, max_sessions=5),
    vm.Limit("week", max_sessions=1),
    vm.Limit("week", max_sessions=2),
    vm.Limit("week", max_hours=1.5),
    vm.Limit("week", max_hours=1.5, kind="art"),
    vm.Limit("week", max_sessions=1, kind="art"),
    vm.Limit("horizon", max_sessions=2),
    vm.Limit("horizon", max_hours=2.5, kind="art"),
    vm.Limit(vm.Days(2), max_sessions=1),
    vm.Limit(vm.Days(2), max_hours=1),
    vm.Limit(vm.Days(3), max_sessions=2, kind="art"),
)
WORDS = vm.Words(traits=["guest"], kinds=["art", "tea"])
ART = vm.Where(sessions=vm.SessionFilter(kind="art"))
GUESTS = vm.Where(volunteers=vm.VolunteerFilter(trait="guest"))
RULES = st.sampled_from(
    (
        *[()] * 5,
        (Limits(where=ART),),
        (NoOverlap(where=ART),),
        (Limits(where=GUESTS),),
        (NoOverlap(where=GUESTS), NoOverlap(where=ART)),
        (Limits(level=1),),
        (NoOverlap(level=1),),
    )
)
_HOURS = (0, 1, 2, 3, 23, 24, 25, 26, 48, 72)


@st.composite
def sessions(draw: st.DrawFn, number: int) -> vm.Session:
    """Draw a session about a Sunday's midnight: at a fixed time or at one of two, at a place or in one of two rooms."""
    starts = [at("22:00", 25) + dt.timedelta(hours=draw(st.sampled_from(_HOURS)))]
    if draw(st.integers(0, 3)) == 0:
        starts.append(starts[0] + dt.timedelta(hours=draw(st.sampled_from((1, 2, 24)))))
    is_in_room = draw(st.integers(0, 3)) == 0
    return vm.Session(
        f"s{number}",
        minutes=draw(st.sampled_from((30, 60, 60, 90, 150))),
        starts=starts,
        kind=draw(st.sampled_from(("art", None))),
        place=None if is_in_room else draw(st.sampled_from(("here", "there"))),
        room=vm.RoomNeed() if is_in_room else None,
        roles=[vm.Role("helper")],
    )


@st.composite
def people(draw: st.DrawFn) -> vm.Problem:
    """Draw a problem with one person."""
    limits = draw(st.lists(st.sampled_from(LIMITS), max_size=3))
    traits = draw(st.sampled_from(([], [], ["guest"])))
    return vm.Problem(
        [vm.Volunteer("li", limits=limits, traits=traits)],
        [draw(sessions(number)) for number in range(draw(st.integers(1, 5)))],
        places=[vm.Place("here"), vm.Place("there")],
        rooms=[vm.Room("one", "here"), vm.Room("two", "there")],
        travel=vm.Travel(default_minutes=draw(st.sampled_from((0, 45, 120)))),
        rules=only(draw(RULES)),
        words=WORDS,
    )


def most(problem: vm.Problem) -> int:
    """Return what the sums say of the one person and all sessions."""
    return Capacities(Burden(problem)).most(problem.volunteers[0], frozenset(one.id for one in problem.sessions))


def really(problem: vm.Problem) -> int:
    """Return in how many sessions the person can serve, by trying all of them at all times and in all rooms."""
    ways = {
        one.id: [
            vm.Placement(one.id, start, room)
            for start in one.candidate_starts
            for room in ([None] if one.room is None else ["one", "two"])
        ]
        for one in problem.sessions
    }
    musts = [rule for rule in problem.rules if rule.level == 0]
    for count in range(len(ways), 0, -1):
        for chosen in combinations(ways, count):
            crew = [vm.Assignment("li", one, "helper") for one in chosen]
            for placed in product(*(ways[one] for one in chosen)):
                made = vm.Schedule(crew, placed)
                if not any(any(rule.check(problem, made)) for rule in musts):
                    return count
    return 0


@settings(max_examples=400)
@given(people())
def test_nobody_can_do_more(problem: vm.Problem) -> None:
    """A sum says that somebody cannot do what they can, so a proof built on it is wrong."""
    bound, best = most(problem), really(problem)
    event("exact" if bound == best else "above")
    assert bound >= best


@settings(max_examples=150)
@given(people())
def test_the_shares_add_up(problem: vm.Problem) -> None:
    """A session is counted twice or not at all, or a share has no reason."""
    every = frozenset(one.id for one in problem.sessions)
    capacities = Capacities(Burden(problem))
    shares = capacities.shares(problem.volunteers[0], every)
    assert sorted(one for share in shares for one in share.sessions) == sorted(every)
    assert sum(share.most for share in shares) == capacities.most(problem.volunteers[0], every)
    assert all((share.reason is None) == (share.most == len(share.sessions)) for share in shares)
    portions = list(capacities.portions(problem.volunteers[0], every))
    assert sorted(one for own, _ in portions for one in own) == sorted(every)
    assert sum(limit for _, limit in portions) == sum(share.most for share in shares)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 8), st.integers(1, 5)), min_size=1, max_size=6))
def test_overlaps_alone_are_counted_exactly(spans: list[tuple[int, int]]) -> None:
    """Where nothing counts but overlaps, a sum is higher than need be, and so explains less."""
    listed = [
        session(f"s{number}", f"{9 + start:02}:00", f"{9 + start + hours:02}:00")
        for number, (start, hours) in enumerate(spans)
    ]
    problem = vm.Problem([vm.Volunteer("li")], listed)
    assert most(problem) == really(problem)


@pytest.mark.parametrize(
    ("limits", "days", "bound"),
    [
        ([vm.Limit(vm.Days(2), max_sessions=1)], (20, 20, 24, 24), 2),
        ([vm.Limit(vm.Days(2), max_sessions=1)], (20, 21, 22, 23), 2),
        ([vm.Limit("week", max_sessions=2), vm.Limit("day", max_sessions=1)], (20, 20, 21, 21, 22, 27, 27), 3),
        ([vm.Limit("day", max_sessions=1), vm.Limit("horizon", max_sessions=9)], (20, 20, 21), 2),
        ([vm.Limit(vm.Days(3), max_sessions=1), vm.Limit("day", max_sessions=1)], (20, 20, 25, 25), 2),
        ([vm.Limit("week", max_sessions=2, kind="art"), vm.Limit("week", max_sessions=2, kind="tea")], (20, 21, 22), 2),
        ([vm.Limit(vm.Days(2), max_sessions=3), vm.Limit("day", max_sessions=1)], (20, 20, 21, 21), 2),
    ],
)
def test_limits_alone_are_counted_exactly(limits: list[vm.Limit], days: tuple[int, ...], bound: int) -> None:
    """Of several limits, or of several periods, only some are counted."""
    listed = [
        session(f"s{number}", f"{9 + number:02}:00", f"{10 + number:02}:00", day, kind="art")
        for number, day in enumerate(days)
    ]
    problem = vm.Problem([vm.Volunteer("li", limits=limits)], listed, words=WORDS)
    assert (most(problem), really(problem)) == (bound, bound)


def test_a_choice_of_days_counts_where_all_of_it_lies() -> None:
    """A session that may be put off to a free day counts as one of the full day."""
    later = vm.Session("later", minutes=60, starts=[at("14:00", 21), at("14:00", 22)], roles=[vm.Role("helper")])
    limits = [vm.Limit(vm.Days(2), max_sessions=1)]
    problem = vm.Problem([vm.Volunteer("li", limits=limits)], [session("first", "10:00", "11:00"), later])
    assert (most(problem), really(problem)) == (2, 2)
    sooner = attrs.evolve(later, starts=[at("14:00"), at("14:00", 21)])
    assert most(attrs.evolve(problem, sessions=[problem.sessions[0], sooner])) == 1


def test_a_limit_is_left_out_where_overlaps_say_more() -> None:
    """Sessions are split by kind first, and overlaps between kinds are lost."""
    listed = [
        session(f"{kind}{hour}", f"{hour}:00", f"{hour + 1}:00", kind=kind)
        for hour in (10, 12)
        for kind in ("art", "tea")
    ]
    limits = [vm.Limit("horizon", max_sessions=1, kind="art")]
    problem = vm.Problem([vm.Volunteer("li", limits=limits)], listed)
    assert (most(problem), really(problem)) == (2, 2)


def test_a_rule_about_others_bounds_nobody() -> None:
    """The limits of somebody whom no rule takes still count."""
    listed = [session("one", "10:00", "11:00"), session("two", "12:00", "13:00")]
    people = [vm.Volunteer("li", limits=[vm.Limit("day", max_sessions=1)])]
    for rule, bound in ((Limits(where=GUESTS), 2), (Limits(level=1), 2), (Limits(), 1)):
        assert most(vm.Problem(people, listed, rules=only([rule]), words=WORDS)) == bound
