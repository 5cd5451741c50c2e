"""`Supervision`: places with too few, enough and just enough adults as sessions come and go, and what columns make of it."""

import datetime as dt
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import at, schedule, told
from rule_cases import Case, cases
from volmatch.rules import Cover, Supervision, only
from volmatch.testing.rule_lists import wheres

Told = list[tuple[tuple[str, ...], tuple[str, ...], int, str]]


@st.composite
def drawn(draw: st.DrawFn, problem: vm.Problem) -> vm.Rule:
    """Draw the rule: ratios about the numbers of guests there are, floors of none to two, adults told in several ways."""
    who: dict[str, Any] = draw(
        st.sampled_from(({}, {}, {"trait": "adult"}, {"skill": "drive"}, {"trait": "checked", "skill": "cook"}))
    )
    return Supervision(
        level=draw(st.sampled_from((0, 1, 2))),
        weight=draw(st.integers(1, 5)),
        where=draw(wheres(problem)),
        ratio=draw(st.sampled_from((4, 5, 10, 20, 100))),
        floor=draw(st.sampled_from((0, 1, 1, 2))),
        moments=draw(st.sampled_from(("starts", "changes"))),
        adults=draw(st.sampled_from(("with_guests", "at_place"))),
        **who,
    )


@st.composite
def crowded(draw: st.DrawFn, problem: vm.Problem) -> vm.Problem:
    """Let guests come to the sessions that take no room, and hold most of these at one place, sometimes all at once."""
    fixed = [session for session in problem.sessions if session.start is not None]
    if draw(st.booleans()) and fixed:
        start, end = fixed[0].start, fixed[0].end
        moved = [attrs.evolve(one, start=start, end=end) if one in fixed else one for one in problem.sessions]
        problem = attrs.evolve(problem, sessions=moved)
    place = draw(st.sampled_from([None, *(place.id for place in problem.places)]))
    sessions = [
        session
        if session.room is not None
        else attrs.evolve(
            session,
            attendance=draw(st.sampled_from((0, 1, 5, 20))),
            place=draw(st.sampled_from((place, place, session.place))),
        )
        for session in problem.sessions
    ]
    return attrs.evolve(problem, sessions=sessions)


PEOPLE = [
    vm.Volunteer("an", traits=["adult"]),
    vm.Volunteer("bo", traits=["adult"], skills={"first-aid": vm.Skill(until=dt.date(2026, 7, 20))}),
    vm.Volunteer("chen", traits=["adult"]),
    vm.Volunteer("du"),
]


def hour(
    id_: str, from_: str, to: str, guests: int, *, place: str | None = "hall", day: int = 20, kind: str | None = None
) -> vm.Session:
    """Return a session with guests that up to four people may serve in."""
    role = vm.Role("helper", min=0, max=4)
    return vm.Session(
        id_, start=at(from_, day), end=at(to, day), attendance=guests, place=place, roles=[role], kind=kind
    )


def watched(*crews: tuple[vm.Session, str], where: vm.Where | None = None, **fields: Any) -> Told:
    """Return what the rule says of sessions with their crews; by default 10 guests an adult, two at least, at starts."""
    rule = Supervision(**{"ratio": 10, "trait": "adult", "moments": "starts", **fields}, where=where or vm.Where())
    places = [vm.Place("hall"), vm.Place("yard")]
    problem = vm.Problem(PEOPLE, [session for session, _ in crews], places=places, rules=only([rule]))
    duties = ((who, session.id) for session, crew in crews for who in crew.split())
    return told(problem, schedule(problem, *duties), "supervision")


PLAY = hour("play", "10:00", "12:00", 21)


def test_kept() -> None:
    """Enough adults are too few; or a session without guests needs some."""
    assert watched((PLAY, "an bo chen")) == []
    assert watched((hour("tidy", "10:00", "12:00", 0), "")) == []


def test_broken() -> None:
    """Too few adults pass, people who do not qualify count, or each adult missing does not."""
    said = "play: {} to supervise 21 guests at Mon 2026-07-20 10:00, wanted at least 3"
    assert watched((PLAY, "an bo du")) == [(("an", "bo"), ("play",), 1, said.format(2))]
    assert watched((PLAY, "du")) == [((), ("play",), 3, said.format(0))]


def test_on_the_boundary() -> None:
    """A number of guests that adults can just look after is too many, or one more is not; the floor is too high or low."""
    assert watched((hour("play", "10:00", "12:00", 30), "an bo chen")) == []
    assert [one[2] for one in watched((hour("play", "10:00", "12:00", 31), "an bo chen"))] == [1]
    one_guest = hour("play", "10:00", "12:00", 1)
    assert watched((one_guest, "an bo")) == []
    assert [one[2] for one in watched((one_guest, "an"))] == [1]
    assert watched((one_guest, "an"), floor=1) == []


def test_sessions_at_one_place_are_looked_after_together() -> None:
    """Each session is judged by itself, or also with those elsewhere or over already."""
    other = hour("art", "11:00", "13:00", 9)
    assert watched((PLAY, "an bo"), (other, "chen"), ratio=15) == []
    alone = watched((PLAY, "an bo"), (hour("art", "11:00", "13:00", 9, place="yard"), "chen"), ratio=15)
    assert [one[:3] for one in alone] == [(("chen",), ("art",), 1)]
    after = watched((PLAY, "an bo"), (hour("art", "12:00", "13:00", 9), "chen"), ratio=15)
    assert [one[:3] for one in after] == [(("chen",), ("art",), 1)]


def test_each_instant_counts_once() -> None:
    """Two sessions that start together are two breaches, or a later start is none."""
    two = (hour("a", "10:00", "12:00", 5), "an"), (hour("b", "10:00", "12:00", 5), "")
    assert [one[:3] for one in watched(*two)] == [(("an",), ("a", "b"), 1)]
    later = watched(*two, (hour("c", "11:00", "12:00", 0), ""))
    assert [one[:3] for one in later] == [(("an",), ("a", "b"), 1), (("an",), ("a", "b", "c"), 1)]


def test_adults_who_leave_before_the_guests() -> None:
    """Ends are looked at though only starts should be, or not though they should; or the very end of all is."""
    crews = (PLAY, "an"), (hour("help", "10:00", "11:00", 0), "bo chen")
    assert watched(*crews, adults="at_place") == []
    found = watched(*crews, moments="changes", adults="at_place")
    assert [one[:3] for one in found] == [(("an",), ("play",), 2)]
    assert found[0][3].startswith("play: 1 to supervise 21 guests at Mon 2026-07-20 11:00")


def test_a_person_in_two_sessions_counts_once() -> None:
    """Somebody who runs between two sessions looks after both in full."""
    two = hour("a", "10:00", "12:00", 5), hour("b", "11:00", "13:00", 5)
    assert [one[:3] for one in watched((two[0], "an bo"), (two[1], "an"), floor=3)] == [
        (("an", "bo"), ("a",), 1),
        (("an", "bo"), ("a", "b"), 1),
    ]
    for level in (0, 1):
        rule = Supervision(level=level, ratio=5, floor=1)
        rules = [rule, vm.rules.NoOverlap(level=3)]  # else nobody may be in two sessions at once
        problem = vm.Problem(PEOPLE[:2], two, places=[vm.Place("hall")], rules=only(rules))
        laws.same_set(problem)
        laws.same_cost(problem, schedule(problem, ("an", "a"), ("an", "b")))


def test_skills_count_by_day() -> None:
    """A certificate counts after its last day, or not on it."""
    for day, missing in ((20, []), (21, [1])):
        found = watched((hour("play", "10:00", "12:00", 5, day=day), "bo"), skill="first-aid", floor=1)
        assert [one[2] for one in found] == missing


def test_filters() -> None:
    """A filter on volunteers or sessions is not heeded, in guests or adults."""
    chen = vm.Where(volunteers=vm.VolunteerFilter(id="chen"))
    assert [one[2] for one in watched((PLAY, "an bo chen"), where=chen)] == [2]
    plays = vm.Where(sessions=vm.SessionFilter(kind="play"))
    play, art = hour("play", "10:00", "12:00", 20, kind="play"), hour("art", "10:00", "12:00", 20, kind="art")
    assert watched((play, "an bo"), (art, ""), where=plays) == []
    assert [one[2] for one in watched((play, ""), (art, "an bo"), where=plays)] == [2]


def test_places_are_those_of_the_rooms() -> None:
    """Two rooms at one place are two places, or a place nobody knows is none."""
    rooms = [vm.Room("big", "hall"), vm.Room("small", "hall")]
    need = [attrs.evolve(hour(name, "10:00", "11:00", 9), place=None, room=vm.RoomNeed()) for name in ("a", "b")]
    problem = vm.Problem(
        PEOPLE, need, places=[vm.Place("hall")], rooms=rooms, rules=only([Supervision(ratio=20, trait="adult")])
    )
    duties = [vm.Assignment("an", "a", "helper"), vm.Assignment("bo", "b", "helper")]
    made = vm.Schedule(duties, [vm.Placement("a", at("10:00"), "big"), vm.Placement("b", at("10:00"), "small")])
    assert told(problem, made, "supervision") == []
    nowhere = [
        (attrs.evolve(hour(name, "10:00", "11:00", 9), place=None), who) for name, who in (("a", "an"), ("b", "bo"))
    ]
    assert [one[2] for one in watched(*nowhere)] == [1, 1]


def board_and_children(**more: Any) -> vm.Problem:
    """Return ten children, and two people at a meeting at the same time."""
    hours: dict[str, Any] = {"start": at("10:00"), "end": at("11:00")}
    return vm.Problem(
        [vm.Volunteer("a"), vm.Volunteer("b")],
        [
            vm.Session("children", attendance=10, **hours, **more),
            vm.Session("board", roles=[vm.Role("h", min=2)], **hours, **more),
        ],
        places=[vm.Place("hall")],
        rules=only([Supervision(ratio=10), Cover(level=1)]),
    )


def test_a_meeting_elsewhere_looks_after_nobody() -> None:
    """Two people in another session that has no place either, or in one without guests, look after the children."""
    crew = [vm.Assignment(own, "board", "h") for own in ("a", "b")]
    made = vm.Schedule(crew, [vm.Placement(own, at("10:00")) for own in ("children", "board")])
    assert [breach.excess for breach in vm.check(board_and_children(), made).breaches] == [2]
    assert vm.solve(board_and_children()).status == "infeasible"
    in_hall = board_and_children(place="hall")
    assert [breach.excess for breach in vm.check(in_hall, made).breaches] == [2]
    assert vm.solve(in_hall).status == "infeasible"
    watch = attrs.evolve(in_hall, rules=only([Supervision(ratio=10, adults="at_place"), Cover(level=1)]))
    assert vm.check(watch, made).ok
    nowhere = attrs.evolve(board_and_children(), rules=only(watch.rules))
    assert not vm.check(nowhere, made).ok


def test_either_place_is_under_both_rules() -> None:
    """Two musts, each about one place, say nothing about a session that may be in either."""
    problem = vm.Problem(
        [vm.Volunteer("a")],
        [
            vm.Session(
                "kids", start=at("10:00"), end=at("11:00"), attendance=20, room=vm.RoomNeed(), roles=[vm.Role("h")]
            )
        ],
        places=[vm.Place("east"), vm.Place("west")],
        rooms=[vm.Room("e", "east"), vm.Room("w", "west", closed=[vm.Window(at("00:00"), at("00:00", 21))])],
        rules=only(
            [
                *(
                    Supervision(ratio=10, where=vm.Where(sessions=vm.SessionFilter(place=own)))
                    for own in ("east", "west")
                ),
                Cover(level=1),
            ]
        ),
    )
    made = vm.Schedule([vm.Assignment("a", "kids", "h")], [vm.Placement("kids", at("10:00"), "e")])
    assert [breach.rule for breach in vm.check(problem, made).breaches] == ["supervision", "supervision"]
    outcome = vm.solve(problem)
    assert outcome.schedule is not None
    assert (outcome.status, outcome.levels[0].value, outcome.schedule.dropped) == ("optimal", 2, ("kids",))


@pytest.mark.parametrize(
    "slip", [{"ratio": 0}, {"floor": -1}, {"moments": "always"}], ids=lambda slip: next(iter(slip))
)
def test_slips_are_refused(slip: dict[str, Any]) -> None:
    """A ratio of nobody, a floor below nobody, or another word for the moments is taken."""
    with pytest.raises(vm.ProblemError, match=rf"rules\[0\].{next(iter(slip))}: wanted"):
        watched((PLAY, ""), **slip)


CASES = cases(drawn, change=crowded)


@settings(max_examples=25)
@given(CASES)
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
