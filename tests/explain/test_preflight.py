"""What is told before a solve is true, each kind of it by an example made by hand, and nothing about seats and people is missed."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import attrs
import pytest
from hypothesis import given, settings

import volmatch as vm
from by_hand import at, session, span
from volmatch.explain.obstacles import about_one_candidate, misplaced, placements_of
from volmatch.explain.preflight.finding import Finding, Seat
from volmatch.explain.preflight.findings import (
    BrokenPromise,
    ContraryPromises,
    EndingSkill,
    IdleVolunteer,
    Roomless,
    ScarceRole,
    ShortHours,
    ShortRooms,
    UnfilledSeats,
    UnreachableLimit,
)
from volmatch.explain.preflight.preflight import preflight
from volmatch.explain.preflight.silent_rules import SilentRule
from volmatch.explain.preflight.unknown_pasts import UnknownPast
from volmatch.rules import NoOverlap, Pin, Pinned, only
from volmatch.schedule import Assignment, Placement, Schedule
from volmatch.testing import problems, rule_lists

LI, WANG = vm.Volunteer("li", name="Li"), vm.Volunteer("wang", name="Wang")
TEA, WALK = session("tea", "10:00", "11:00"), session("walk", "10:30", "12:00")
DRAWING = vm.Role("lead", skill="drawing", level=2, target=2)

F = TypeVar("F", bound=Finding)


def found(
    kind: type[F],
    *people: vm.Volunteer,
    of: Sequence[vm.Session],
    rooms: Sequence[vm.Room] = (),
    rules: Iterable[vm.Rule] | None = None,
) -> list[F]:
    """Return the findings of one kind about a problem, with the places of its rooms."""
    places = [vm.Place(id_) for id_ in sorted({room.place for room in rooms})]
    told = preflight(
        vm.Problem(people, of, places=places, rooms=rooms, rules=None if rules is None else only(rules))
    ).findings
    return [finding for finding in told if isinstance(finding, kind)]


def test_nothing_stands_out() -> None:
    """A problem without a flaw is blamed for one."""
    told = preflight(vm.Problem([LI], [TEA]))
    assert told.ok
    assert told.sentence() == "nothing stands out"


def test_a_seat_nobody_can_fill_says_why() -> None:
    """The reasons are not those of the people, or the words are not."""
    people = [LI, vm.Volunteer("bo", skills={"drawing": 1}), vm.Volunteer("an", available=[])]
    [told] = found(UnfilledSeats, *people, of=[attrs.evolve(TEA, roles=[DRAWING])])
    assert [(one.rule, one.n) for one in told.reasons] == [("qualified", 2), ("available", 1)]
    assert told.sentence() == (
        "nobody can be lead in tea (Mon 2026-07-20 10:00), where 1 is wanted: "
        "2 people lack drawing at level 2 and 1 person is not free then"
    )


def test_scarce_roles_tell_least_and_target() -> None:
    """A role with one able person who are two is passed over, or the target is taken for the least."""
    able = attrs.evolve(LI, skills={"drawing": 2})
    [wished] = found(ScarceRole, able, WANG, of=[attrs.evolve(TEA, roles=[DRAWING])])
    [needed] = found(ScarceRole, able, of=[attrs.evolve(TEA, roles=[attrs.evolve(DRAWING, min=2)])])
    assert (wished.urgency, needed.urgency) == (3, 2)
    assert wished.sentence().endswith("would like 2 as lead, and only 1 person can do it")
    assert needed.sentence().endswith("needs at least 2 as lead, and only 1 person can do it")


def test_hours_with_too_few_people_are_those_that_overlap() -> None:
    """Two sessions that share half an hour need two people only then."""
    [told] = found(ShortHours, LI, of=[TEA, WALK])
    assert (told.since, told.until, told.wanted, told.people) == (at("10:30"), at("11:00"), 2, ("li",))
    assert found(ShortHours, LI, WANG, of=[TEA, WALK]) == []
    assert found(ShortHours, LI, of=[TEA, session("walk", "11:00", "12:00")]) == []


def test_hours_count_people_twice_where_the_rules_let_them_serve_twice() -> None:
    """A finding is told that no rule of level 0 backs."""
    only_tea = vm.Where(sessions=vm.SessionFilter(id=["tea"]))
    for rule in (NoOverlap(level=1), NoOverlap(where=only_tea)):
        assert found(ShortHours, LI, of=[TEA, WALK], rules=[rule]) == []
    two = attrs.evolve(TEA, roles=[vm.Role("lead"), vm.Role("helper")])
    assert len(found(ShortHours, LI, of=[two], rules=[NoOverlap(level=1)])) == 1


def test_rooms_missing_and_too_few() -> None:
    """A session without a room, or two that share one, are passed over."""
    rooms = [vm.Room("den", "here", capacity=5), vm.Room("hall", "here", closed=[span("09:00", "10:30")])]
    tea = attrs.evolve(TEA, room=vm.RoomNeed(), attendance=9)
    [told] = found(Roomless, LI, of=[tea], rooms=rooms)
    assert (told.too_small, told.lacking, told.closed) == (("den",), (), ("hall",))
    assert told.sentence().endswith("finds no room for 9 guests: 1 room is too small and 1 room is closed then")
    desks = attrs.evolve(tea, room=vm.RoomNeed(features=["desks"]))
    [bare] = found(Roomless, LI, of=[desks], rooms=rooms)
    assert (bare.too_small, bare.lacking, bare.closed) == (("den",), ("hall",), ())
    in_den = [attrs.evolve(one, room=vm.RoomNeed(any_of=["den"])) for one in (TEA, WALK)]
    [short] = found(ShortRooms, LI, WANG, of=in_den, rooms=rooms)
    assert (short.since, short.until, short.rooms) == (at("10:30"), at("11:00"), ("den",))


def pinned(*stay: tuple[str, str, str | None], never: tuple[tuple[str, str, str | None], ...] = ()) -> Pinned:
    """Return promises and refusals."""
    return Pinned(
        stay=[Pin(volunteer=who, session=what, role=role) for who, what, role in stay],
        never=[Pin(volunteer=who, session=what, role=role) for who, what, role in never],
    )


@pytest.mark.parametrize(
    ("rule", "kind", "words"),
    [
        (pinned(("an", "tea", None)), BrokenPromise, "an is not available for tea"),
        (pinned(("li", "tea", None), never=(("li", "tea", None),)), BrokenPromise, "Li must not serve in tea"),
        (pinned(("li", "tea", None), never=(("li", "tea", "helper"),)), BrokenPromise, "as helper"),
        (pinned(("li", "tea", None), ("li", "walk", None)), ContraryPromises, "Li cannot do both tea and walk"),
        (pinned(("li", "tea", None), ("wang", "tea", None)), ContraryPromises, "2 people and has room for 1"),
        (pinned(("li", "duo", "one"), ("li", "duo", "two")), ContraryPromises, "more than one role of duo"),
    ],
)
def test_promises_that_cannot_be_kept(rule: Pinned, kind: type[Finding], words: str) -> None:
    """A promise that leaves no schedule at all is found only by the solver."""
    duo = attrs.evolve(session("duo", "15:00", "16:00"), roles=[vm.Role("one"), vm.Role("two")])
    people = [LI, WANG, vm.Volunteer("an", available=[])]
    [told] = found(kind, *people, of=[TEA, WALK, duo], rules=[rule])
    assert words in told.sentence()
    assert found(kind, *people, of=[TEA, WALK, duo], rules=[attrs.evolve(rule, level=1)]) == []


def test_promises_within_limits_only_one_by_one() -> None:
    """Three promises of which any two fit are thought to fit."""
    li = attrs.evolve(LI, limits=[vm.Limit("week", max_sessions=2)])
    three = [session(id_, f"{hour}:00", f"{hour + 1}:00") for id_, hour in (("a", 10), ("b", 12), ("c", 14))]
    stay = [(li.id, one.id, None) for one in three]
    assert found(ContraryPromises, li, of=three, rules=[pinned(*stay[:2])]) == []
    [told] = found(ContraryPromises, li, of=three, rules=[pinned(*stay)])
    assert told.sessions == ("a", "b", "c")


def test_a_certificate_that_ends() -> None:
    """A session after the last day is forgotten, or one before it is told."""
    aid = vm.Role("aid", skill="first-aid")
    days = [attrs.evolve(session(f"day-{day}", "10:00", "11:00", day), roles=[aid]) for day in (20, 21)]
    li = attrs.evolve(LI, skills={"first-aid": vm.Skill(until=dt.date(2026, 7, 20))})
    bo = vm.Volunteer("bo", skills={"first-aid": 1})
    [alone] = found(EndingSkill, li, of=days)
    assert alone.seats == alone.short == (Seat("day-21", "aid"),)
    [helped] = found(EndingSkill, li, bo, of=days)
    assert (helped.seats, helped.short, helped.urgency) == (alone.seats, (), 4)
    assert found(EndingSkill, attrs.evolve(li, available=[span("10:00", "11:00", 20)]), of=days) == []
    either = vm.Session("either", minutes=60, starts=[at("10:00", 20), at("10:00", 21)], roles=[aid])
    assert found(EndingSkill, li, of=[either]) == []


@pytest.mark.parametrize("level", [0, 2])
def test_a_filter_whose_words_never_meet(level: int) -> None:
    """A must by a kind and a tag that no session bears together, or for a trait that only people of another team have, is void in silence."""
    art, hard = attrs.evolve(TEA, kind="art"), attrs.evolve(WALK, tags=["hard"])
    people = [attrs.evolve(LI, traits=["adult"]), attrs.evolve(WANG, teams=["club"])]

    def told(**where: object) -> list[tuple[str, int]]:
        rule = NoOverlap(level=level, where=vm.Where(**where))  # type: ignore[arg-type]
        findings = preflight(vm.Problem(people, [art, hard], rules=only([rule]))).findings
        return [(one.rule, one.level) for one in findings if isinstance(one, SilentRule)]

    assert told(sessions=vm.SessionFilter(kind="art", tag="hard")) == [("no_overlap", level)]
    assert told(sessions=vm.SessionFilter(kind="art")) == []
    assert told(volunteers=vm.VolunteerFilter(trait="adult", team="club")) == [("no_overlap", level)]
    assert told(volunteers=vm.VolunteerFilter(trait="adult")) == []


def test_a_slip_in_the_history_is_told() -> None:
    """What somebody served earlier says nothing, since a letter of their id is wrong, and nobody notices."""
    night = {"start": "2026-07-19T20:00", "end": "2026-07-19T22:00"}
    past = [vm.PastDuty(volunteer, **night) for volunteer in (LI.id, LI.id + "x", LI.id + "x")]  # type: ignore[arg-type]
    told = preflight(vm.Problem([LI, WANG], [session("art", "10:00", "11:00", 20)], history=past)).findings
    [slip] = [one for one in told if isinstance(one, UnknownPast)]
    assert (slip.volunteer, slip.duties, slip.near) == (LI.id + "x", 2, LI.id)
    assert "2 duties" in slip.sentence()


def test_limits_that_contradict_each_other() -> None:
    """Somebody wants three sessions a week and accepts one a day on two days, and nobody notices."""
    sessions = [session(f"{day}-{hour}", f"{hour}:00", f"{hour + 1}:00", day) for day in (20, 21) for hour in (10, 12)]
    sunday = attrs.evolve(session("sunday", "10:00", "11:00", 26), roles=[vm.Role("singer", skill="sing")])
    whole = [*sessions, sunday]  # of a whole week all three are asked for
    want, cap = vm.Limit("week", min_sessions=3), vm.Limit("day", max_sessions=1)
    [told] = found(UnreachableLimit, attrs.evolve(LI, limits=[want, cap]), of=whole)
    assert (told.wanted, told.possible, told.by_limits) == (3, 2, True)
    assert found(UnreachableLimit, attrs.evolve(LI, limits=[want]), of=whole) == []
    [few] = found(UnreachableLimit, attrs.evolve(LI, limits=[vm.Limit("day", min_hours=2.5)]), of=sessions)
    assert (few.wanted, few.possible, few.periods, few.by_limits) == (2.5, 2, 2, False)


@pytest.mark.parametrize(
    ("limits", "possible"),
    [
        ([vm.Limit("horizon", min_sessions=3), vm.Limit(vm.Days(2), max_sessions=1)], 2),
        ([vm.Limit("horizon", min_sessions=2), vm.Limit("horizon", max_sessions=1, kind="art")], None),
        ([vm.Limit("horizon", min_hours=2), vm.Limit("horizon", max_sessions=1)], None),
        ([vm.Limit("horizon", min_hours=2.5), vm.Limit("horizon", max_sessions=1)], 2),
        ([vm.Limit("horizon", min_sessions=3), vm.Limit("horizon", max_hours=2)], 2),
    ],
)
def test_limits_of_other_periods_and_kinds(limits: list[vm.Limit], possible: float | None) -> None:
    """A limit is held against one of another kind, or for more than it says."""
    sessions = [session(f"{day}", "10:00", "11:00", day, kind="art" if day == 20 else None) for day in range(20, 23)]
    sessions.append(session("long", "10:00", "12:00", 23))
    told = found(UnreachableLimit, attrs.evolve(LI, limits=limits), of=sessions)
    assert [one.possible for one in told] == ([] if possible is None else [possible])


def test_what_leaves_no_schedule_comes_first() -> None:
    """A trifle hides what matters."""
    people = [attrs.evolve(LI, limits=[vm.Limit("horizon", min_sessions=9)]), vm.Volunteer("an", available=[])]
    lost = attrs.evolve(session("lost", "15:00", "16:00"), roles=[DRAWING])
    told = preflight(vm.Problem(people, [TEA, WALK, lost], rules=[pinned(("an", "tea", None))])).findings
    kinds = [BrokenPromise, UnfilledSeats, ShortHours, IdleVolunteer, UnreachableLimit]
    assert [type(finding) for finding in told] == kinds
    assert all(finding.sentence("zh") for finding in told)


ANY_RULES = problems("small", rules=lambda problem: rule_lists(problem, most=3)) | problems("small")


def ways(problem: vm.Problem, session_: vm.Session) -> list[Placement]:
    """Return where and when a session can take place."""
    return [way for way in placements_of(problem, session_) if not misplaced(problem, way)]


def first_reason(problem: vm.Problem, volunteer: vm.Volunteer, role: vm.Role, left: list[Placement]) -> str | None:
    """Return the rule after which no way is left; ``None`` if some is left in the end."""
    for rule in about_one_candidate(problem):
        alone = [Schedule([Assignment(volunteer.id, way.session, role.name)], [way]) for way in left]
        left = [way for way, made in zip(left, alone, strict=True) if not any(rule.check(problem, made))]
        if not left:
            return vm.rule.name_of(type(rule))
    return None


def seats(problem: vm.Problem) -> Iterator[tuple[Seat, vm.Session, vm.Role, list[str | None]]]:
    """Yield every role of a session that can take place, and what keeps each volunteer out of it."""
    for one in problem.sessions:
        for role in one.roles:
            if (left := ways(problem, one)) and role.max:
                who = [first_reason(problem, volunteer, role, left) for volunteer in problem.volunteers]
                yield Seat(one.id, role.name), one, role, who


@given(ANY_RULES)
@settings(max_examples=40)
def test_seats_and_people_are_told_exactly(problem: vm.Problem) -> None:
    """A seat told unfillable has a candidate, a seat or person without is missed, or a reason is counted wrongly."""
    told = preflight(problem).findings
    unfilled = {one.seat: {r.rule: r.n for r in one.reasons} for one in told if isinstance(one, UnfilledSeats)}
    scarce = {one.seat: one.people for one in told if isinstance(one, ScarceRole)}
    idle = {one.volunteer for one in told if isinstance(one, IdleVolunteer)}
    roomless = {one.session for one in told if isinstance(one, Roomless)}
    people = [volunteer.id for volunteer in problem.volunteers]
    busy: set[str] = set()
    for seat, _, role, reasons in seats(problem):
        able = tuple(id_ for id_, reason in zip(people, reasons, strict=True) if reason is None)
        busy |= set(able)
        assert (seat in unfilled) == (not able and role.target > 0)
        assert seat not in unfilled or unfilled[seat] == {rule: reasons.count(rule) for rule in set(reasons)}
        assert scarce.get(seat) == (able if 0 < len(able) < role.target else None)
    assert idle == set(people) - busy
    assert roomless == {one.id for one in problem.sessions if not ways(problem, one)}
    assert all(text.sentence("en") and text.sentence("zh") for one in told for text in one.texts())
