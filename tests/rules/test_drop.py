"""Examples by hand for `Drop`, and its laws: optional sessions held, dropped, and held with empty seats."""

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from both_worlds import judged
from by_hand import TO_COME, at, schedule, session
from rules_at_random import Case, at_random, cases


def walks(where: vm.Where | None = None) -> vm.Problem:
    """Return a problem with an optional walk, and a visit that is not optional but has a choice of times."""
    walk = attrs.evolve(session("walk", "10:00", "11:00", kind="walk"), name="Walk", optional=True)
    visit = vm.Session("visit", minutes=60, starts=[at("10:00"), at("12:00")], roles=[vm.Role("helper")])
    return vm.Problem(
        [vm.Volunteer("li")],
        [walk, visit],
        rules=vm.rules.only([vm.rules.Drop(where=where or vm.Where())]),
        words=TO_COME,
    )


def test_kept() -> None:
    """An optional session that takes place costs something."""
    problem = walks()
    assert judged(problem, schedule(problem, ("li", "walk")), "drop") == []


def test_broken() -> None:
    """An optional session is dropped for nothing."""
    problem = walks()
    made = schedule(problem, dropped=["walk"])
    assert judged(problem, made, "drop") == [((), ("walk",), 1, "Walk is dropped")]


def test_on_the_boundary() -> None:
    """An optional session held with nobody in it counts as dropped, or one that is not optional counts here."""
    problem = walks()
    assert judged(problem, schedule(problem), "drop") == []
    assert judged(problem, schedule(problem, dropped=["visit"]), "drop") == []


def test_where_says_which_sessions() -> None:
    """A filter on sessions is not heeded."""
    problem = walks(vm.Where(sessions=vm.SessionFilter(kind="visit")))
    assert judged(problem, schedule(problem, dropped=["walk"]), "drop") == []


def fair(rule: vm.Rule, *priorities: int) -> vm.Problem:
    """Return a problem with an optional stall for two people of two roles for each priority, all at different times."""
    roles = [vm.Role("seller"), vm.Role("cook", min=1, target=2), vm.Role("guest", min=0, max=1)]
    stalls = [
        attrs.evolve(session(f"stall-{number}", f"{10 + number}:00", f"{10 + number}:30"), optional=True, roles=roles)
        for number in range(len(priorities))
    ]
    stalls = [attrs.evolve(one, priority=priority) for one, priority in zip(stalls, priorities, strict=True)]
    return vm.Problem([vm.Volunteer("li"), vm.Volunteer("wang")], stalls, rules=vm.rules.only([rule]), words=TO_COME)


def test_classes_of_priority() -> None:
    """Sessions of a high class count no more than others, or by their number and not by the classes there are."""
    problem = fair(vm.rules.Drop(), 1, 7, 7, 3)
    for number, worth in enumerate((3, 1, 1, 2)):
        assert judged(problem, schedule(problem, dropped=[f"stall-{number}"]), "drop")[0][2] == worth
    of_one_class = fair(vm.rules.Drop(by_priority=True), 5, 5)
    assert vm.score(of_one_class, schedule(of_one_class, dropped=["stall-0"])) == (1,)


def test_priority_may_be_left_out_of_account() -> None:
    """By priority and without it are the same, or priority counts only where it is asked for."""
    for by_priority, values in ((True, (2, 1)), (False, (1, 1))):
        problem = fair(vm.rules.Drop(by_priority=by_priority), 1, 2)
        assert (
            tuple(vm.score(problem, schedule(problem, dropped=[f"stall-{number}"]))[0] for number in (0, 1)) == values
        )


def at_once(first: vm.Session, second: vm.Session, people: int = 1) -> vm.Outcome:
    """Solve a problem with the standard rules in which two sessions ask for the same people."""
    return vm.solve(vm.Problem([vm.Volunteer(f"v{number}") for number in range(people)], [first, second]))


def test_an_optional_session_of_the_first_class_is_not_dropped_for_a_seat_of_the_last() -> None:
    """Priority says nothing of optional sessions in the standard rules, or one is kept at the cost of its own class."""
    food = attrs.evolve(session("food", "10:00", "11:00"), optional=True, priority=1)
    for priority, where in ((5, "food"), (1, "quiz")):
        outcome = at_once(food, attrs.evolve(session("quiz", "10:00", "11:00"), priority=priority))
        assert outcome.schedule is not None
        assert [one.session for one in outcome.schedule.assignments] == [where]


def test_an_optional_session_one_person_short_is_dropped() -> None:
    """An optional session runs with an empty seat, or is dropped though everybody it needs is there."""
    for needed, dropped in ((5, ("festival",)), (4, ())):
        festival = attrs.evolve(session("festival", "10:00", "11:00"), optional=True, roles=[vm.Role("h", min=needed)])
        outcome = at_once(festival, attrs.evolve(session("talk", "20:00", "21:00"), roles=[]), people=4)
        assert outcome.schedule is not None
        assert outcome.schedule.dropped == dropped
        assert [level.value for level in outcome.levels][:2] == [0, len(dropped)]


def test_classes_are_those_of_all_sessions() -> None:
    """A session counts less because no optional one, or none that the filter takes, is of a lower class."""
    only_first = vm.Where(sessions=vm.SessionFilter(id="stall-0"))
    problem = fair(vm.rules.Drop(by_priority=True, where=only_first), 1, 2)
    problem = attrs.evolve(problem, sessions=[problem.sessions[0], attrs.evolve(problem.sessions[1], optional=False)])
    assert vm.score(problem, schedule(problem, dropped=["stall-0"])) == (2,)


def half(*crew: tuple[str, str], dropped: bool = False, by_priority: bool = False) -> list[int]:
    """Return what the rule counts for a stall with a crew: (volunteer, role) pairs."""
    problem = fair(vm.rules.Drop(whole=True, by_priority=by_priority), 1, 9)
    made = schedule(problem, dropped=["stall-0", "stall-1"] if dropped else ["stall-1"])
    assignments = [vm.Assignment(who, "stall-0", role) for who, role in crew]
    return [one[2] for one in judged(problem, attrs.evolve(made, assignments=assignments), "drop")]


def test_whole_or_not_at_all() -> None:
    """A stall without its cook passes, each empty seat counts, or one that is dropped counts."""
    assert half(("li", "seller")) == [1]
    assert half() == [1]
    assert half(("li", "seller"), ("wang", "guest")) == [1]
    assert half(dropped=True) == []
    assert half(("li", "cook"), by_priority=True) == [2]


def test_whole_is_the_least_not_the_target() -> None:
    """Empty seats above the least count, or those of sessions that are not optional."""
    assert half(("li", "seller"), ("wang", "cook")) == []
    problem = fair(vm.rules.Drop(whole=True), 1)
    fixed = attrs.evolve(problem, sessions=[attrs.evolve(problem.sessions[0], optional=False)])
    assert judged(fixed, schedule(fixed), "drop") == []
    laws.same_set(attrs.evolve(problem, rules=vm.rules.only([vm.rules.Drop(whole=True, level=0)])))


def test_two_empty_seats_count_once() -> None:
    """Each empty seat of a role counts."""
    walk = attrs.evolve(session("walk", "10:00", "11:00"), optional=True, roles=[vm.Role("guide", min=2)])
    problem = vm.Problem(
        [vm.Volunteer("li"), vm.Volunteer("wang")],
        [walk],
        rules=vm.rules.only([vm.rules.Drop(whole=True)]),
        words=TO_COME,
    )
    for crew, excess in (((), [1]), (("li",), [1]), (("li", "wang"), [])):
        made = schedule(problem, *((who, "walk") for who in crew))
        assert [one[2] for one in judged(problem, made, "drop")] == excess


def test_the_first_class_runs_whole() -> None:
    """The rule is heeded in words only: people are spread over sessions that run by half, or the wrong ones are dropped."""
    problem = fair(vm.rules.Drop(), 2, 1, 2)
    at_once = [attrs.evolve(one, start=at("10:00"), end=at("11:00")) for one in problem.sessions]
    rules = [vm.rules.Drop(level=0, whole=True), vm.rules.Drop(level=1, by_priority=True)]
    outcome = vm.solve(attrs.evolve(problem, sessions=at_once, rules=vm.rules.only(rules)))
    assert outcome.schedule is not None
    assert [one.session for one in outcome.schedule.placements] == ["stall-1"]
    assert outcome.levels[0].value == 2


def drawn(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule for a problem, in one of its four ways."""
    return at_random(vm.rules.Drop, problem, by_priority=st.booleans(), whole=st.booleans())


@settings(max_examples=25)
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
