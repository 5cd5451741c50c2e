"""Who is indispensable, and where there are people to spare."""

import attrs
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import volmatch as vm
from by_hand import session, span
from oracle import best, size
from volmatch.explain.advice import Advice, Catalogue, advise
from volmatch.explain.advice.criticality import without
from volmatch.explain.advice.what_if import with_first_levels
from volmatch.rules import Cover, MinRest, Pin, Pinned, ServeOnce, only
from volmatch.testing import problems

MOST_SCHEDULES = 6_000


def advised(problem: vm.Problem, *, most: int = 100) -> Advice:
    """Solve and ask, with all the time it takes and nothing to change."""
    return advise(problem, vm.solve(problem, time_limit=None), Catalogue(), most=most, time_limit=None)


@settings(max_examples=20)
@given(st.data())
def test_losses_are_those_of_brute_force(data: st.DataObject) -> None:
    """Somebody's absence costs another amount than told, or somebody indispensable is not named."""
    rules = data.draw(st.sampled_from((None, None, [Cover(level=1), ServeOnce(level=1)])))
    problem = data.draw(problems("tiny", None if rules is None else st.just(rules)))
    assume(size(problem) <= MOST_SCHEDULES)
    outcome = vm.solve(problem, time_limit=None)
    assert outcome.schedule is not None
    first = with_first_levels(problem, 1)
    before = best(first)
    assert before is not None
    told = advised(problem).fragile
    assert told.unexamined == 0
    losses = {one.volunteer: one.loss for one in told.people}
    serving = {one.volunteer for one in outcome.schedule.assignments}
    assert losses.keys() <= serving
    assert told.harmless == len(serving) - len(losses)
    for id_ in serving:
        costs = best(without(first, id_))
        assert costs is not None
        assert losses.get(id_, 0) == max(0, costs[0] - before[0])
    assert [one.loss for one in told.people] == sorted(losses.values(), key=lambda loss: -(loss or 0))
    assert all(one.is_proved for one in told.people)


def kitchen(*rules: vm.Rule) -> vm.Problem:
    """Return two lunches that only Ana can cook, and tea that she or Bo pours; Chen is free but cannot cook."""
    return vm.Problem(
        [
            vm.Volunteer("ana", name="Ana", skills={"cook": 1}),
            vm.Volunteer("bo", name="Bo", available=[span("14:00", "15:00")]),
            vm.Volunteer("chen", name="Chen", available=[span("14:00", "15:00"), span("10:00", "11:00")]),
        ],
        [
            attrs.evolve(session("lunch", "10:00", "11:00"), roles=[vm.Role("cook", skill="cook")]),
            attrs.evolve(session("soup", "12:00", "13:00"), roles=[vm.Role("cook", skill="cook")]),
            session("tea", "14:00", "15:00"),
        ],
        rules=only(rules) if rules else None,
    )


def test_who_alone_can_do_something_is_named() -> None:
    """The only cook is not said to be indispensable, or somebody is who can be replaced."""
    told = advised(kitchen()).fragile
    assert told.sentence() == "without Ana, level 1 (cover): 0 becomes 2, proved"
    assert told.people[0].loss == 2


def test_a_broken_promise_is_the_greatest_loss() -> None:
    """Somebody without whom nothing is legal comes after others, or ends in an error."""
    told = advised(kitchen(Cover(level=1), Pinned(stay=[Pin(volunteer="bo", session="tea")]))).fragile
    assert [(one.volunteer, one.loss, one.is_proved) for one in told.people] == [("bo", None, True), ("ana", 2, True)]
    assert told.people[0].sentence() == "without Bo, what must hold cannot be kept"


def test_a_promise_in_a_session_of_no_importance_counts_too() -> None:
    """Somebody is said to be harmless who has no duty that the first level counts, but one that must stay."""
    first = vm.Where(sessions=vm.SessionFilter(id=["lunch", "soup"]))
    told = advised(kitchen(Cover(level=1, where=first), Pinned(stay=[Pin(volunteer="bo", session="tea")]))).fragile
    assert [(one.volunteer, one.loss) for one in told.people] == [("bo", None), ("ana", 2)]


def test_others_may_change_places_to_fill_a_gap() -> None:
    """Only people who are free now are thought of: here Ana's seat goes to Bo, and Bo's to Chen, who is free."""
    problem = vm.Problem(
        [
            vm.Volunteer("ana", skills={"cook": 1}),
            vm.Volunteer("bo", skills={"cook": 1, "sing": 1}),
            vm.Volunteer("chen", skills={"sing": 1}),
            vm.Volunteer("dora", skills={"drive": 1}),
        ],
        [
            attrs.evolve(session("lunch", "10:00", "11:00"), roles=[vm.Role("cook", skill="cook")]),
            attrs.evolve(session("choir", "10:00", "11:00"), roles=[vm.Role("singer", skill="sing")]),
            attrs.evolve(session("bus", "10:00", "11:00"), roles=[vm.Role("driver", skill="drive")]),
        ],
        rules=only([Cover(level=1)]),
    )
    placed = [vm.Placement(one.id, one.candidate_starts[0]) for one in problem.sessions]
    duties = [("ana", "lunch", "cook"), ("bo", "choir", "singer"), ("dora", "bus", "driver")]
    made = vm.Schedule([vm.Assignment(*duty) for duty in duties], placed)
    levels = [attrs.evolve(level, bound=0) for level in vm.check(problem, made).levels]
    told_by = vm.io.fingerprint(problem)
    outcome = vm.Outcome(
        schedule=made, status="optimal", stopped_by="proof", levels=tuple(levels), problem_fingerprint=told_by
    )
    told = advise(problem, outcome, Catalogue(), time_limit=None).fragile
    assert [(one.volunteer, one.loss) for one in told.people] == [("dora", 1)]
    assert (told.harmless, told.unexamined) == (2, 0)


@settings(max_examples=20)
@given(problems("small"))
def test_those_to_spare_could_really_come(problem: vm.Problem) -> None:
    """Somebody is said to be free who breaks what must hold by coming, or somebody is missing who could come."""
    outcome = vm.solve(problem, time_limit=5)
    made = outcome.schedule
    assert made is not None
    told = advise(problem, outcome, Catalogue(), most=1_000, time_limit=5).slack
    listed = {(one.session, one.role): one for one in told.seats}
    for one in problem.sessions:
        for role in one.roles if one.id in made.placement_of else ():
            crew = {duty.volunteer for duty in made.crews.get(one.id, ())}
            free = {
                who.id
                for who in problem.volunteers
                if who.id not in crew and _may_come(problem, made, vm.Assignment(who.id, one.id, role.name))
            }
            empty = max(0, role.target - made.heads(one.id, role.name))
            spare = listed.get((one.id, role.name))
            assert (spare is not None) == (len(free) > empty)
            if spare is not None:
                assert (set(spare.free), spare.empty, spare.spare) == (free, empty, len(free) - empty)
    assert [one.spare for one in told.seats] == sorted((one.spare for one in told.seats), reverse=True)


def _may_come(problem: vm.Problem, made: vm.Schedule, more: vm.Assignment) -> bool:
    """Whether one more duty breaks nothing but the number of seats."""
    crowded = vm.Schedule([*made.assignments, more], made.placements, made.dropped)
    return all(breach.rule == "schedule" for breach in vm.check(problem, crowded).breaches)


def test_people_to_spare_are_told_where_there_are_most() -> None:
    """The hand-made example is told wrongly, or rest between duties is forgotten."""
    told = advised(kitchen()).slack
    assert told.sentence() == "tea (Mon 2026-07-20 14:00): 2 people to spare as helper"
    tired = advised(kitchen(Cover(level=1), MinRest(hours=4)), most=1).slack
    assert all("ana" not in one.free for one in tired.seats)
