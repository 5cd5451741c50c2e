"""Comparisons: each change has the cause that undoing it alone shows, and the costs and people are those of the schedules."""

from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import oracle
import volmatch as vm
from small_hall import at, outcome, schedule
from small_hall import problem as hall
from volmatch.explain.compare import Comparison, compare
from volmatch.explain.moves import Move
from volmatch.rules import Cover, Pin, Pinned, only
from volmatch.testing import problems, rule_lists, schedules

FEW = max(25, settings().max_examples // 2)
CHEN, WANG = vm.Assignment("chen", "lesson", "辅导员"), vm.Assignment("wang", "watch", "guard")


def staffed(*assignments: vm.Assignment) -> vm.Schedule:
    """Return the schedule of the hall with other people."""
    return attrs.evolve(schedule(), assignments=assignments)


def causes(told: Comparison) -> list[tuple[str, str | None, str, str]]:
    """Return kind, volunteer and session of each change, with its cause."""
    return [(one.move.kind, one.move.volunteer, one.move.session, one.reason.cause) for one in told.changes]


def test_nothing_changes() -> None:
    """Two equal schedules are told to differ."""
    told = compare(hall(), outcome(), schedule())
    assert not told.changes
    assert not told.people
    assert all(level.loss == 0 for level in told.levels)
    assert str(told) == "the schedules are the same"


def test_somebody_joins_for_a_seat() -> None:
    """A change that fills a seat is not told to be worth it, at the first level that it serves."""
    told = compare(hall(), staffed(CHEN), staffed(CHEN, WANG))
    assert causes(told) == [("takes", "wang", "watch", "better")]
    reason = told.changes[0].reason
    assert (reason.level, reason.rules, reason.cost) == (1, ("cover",), 1)
    assert [(level.before, level.after) for level in told.levels] == [(2, 1), (4, 3)]
    assert [(one.volunteer, one.before, one.after, one.joined) for one in told.people] == [("wang", 0, 1, 1)]
    assert str(told).splitlines()[:2] == [
        "1 change:",
        "王[red] joins Night watch as guard: otherwise level 1 (cover) would cost 1 more",
    ]
    back = compare(hall(), staffed(CHEN, WANG), staffed(CHEN))
    assert causes(back) == [("leaves", "wang", "watch", "worse")]


def test_somebody_has_no_time_any_more() -> None:
    """Who can no longer serve is told to have left for the costs' sake."""
    problem = hall()
    ill = [attrs.evolve(one, available=[]) if one.id == "wang" else one for one in problem.volunteers]
    told = compare(attrs.evolve(problem, volunteers=ill), schedule(), staffed(CHEN))
    assert causes(told) == [("leaves", "wang", "watch", "impossible")]
    assert [found.rule for found in told.changes[0].reason.violations] == ["available"]
    assert "no longer possible" in str(told)


def test_somebody_and_a_session_are_gone() -> None:
    """A schedule of an older problem cannot be compared, or what is gone is not told."""
    problem = hall()
    later = attrs.evolve(problem, volunteers=problem.volunteers[:1], sessions=problem.sessions[:1])
    after = vm.Schedule([CHEN], [schedule().placements[0]])
    told = compare(later, schedule(), after)
    assert causes(told) == [("dropped", None, "watch", "gone"), ("leaves", "wang", "watch", "gone")]
    assert [(one.volunteer, one.before, one.after, one.left) for one in told.people] == [("wang", 1, 0, 1)]


def test_somebody_and_a_session_are_new() -> None:
    """What is new is told to be there for the costs' sake."""
    problem = hall()
    earlier = attrs.evolve(problem, volunteers=problem.volunteers[1:], sessions=problem.sessions[:2])
    before = vm.Schedule([WANG], schedule().placements)
    after = vm.Schedule([CHEN, WANG], [*schedule().placements, vm.Placement("walk", at(26, 9))])
    told = compare(problem, before, after, earlier=earlier)
    assert causes(told) == [("held", None, "walk", "new"), ("takes", "chen", "lesson", "new")]
    unknown = compare(problem, before, after)
    assert causes(unknown) == [("held", None, "walk", "new"), ("takes", "chen", "lesson", "better")]


def test_a_promise_and_a_refusal() -> None:
    """A change that a pin demands is told to be for the costs' sake."""
    other = vm.Assignment("chen", "watch", "guard")
    pins = Pinned(stay=[Pin(volunteer="chen", session="watch")], never=[Pin(volunteer="wang", session="watch")])
    told = compare(hall(pins), staffed(CHEN, WANG), staffed(CHEN, other))
    assert causes(told) == [("takes", "chen", "watch", "pinned"), ("leaves", "wang", "watch", "pinned")]


def test_a_seat_is_taken() -> None:
    """Who left a seat that another has now is told to have left for the costs' sake."""
    seat = vm.Session("tea", start=at(24, 10), end=at(24, 11), roles=[vm.Role("host")])
    problem = vm.Problem(
        [vm.Volunteer("a"), vm.Volunteer("b")], [seat], rules=only([Cover(level=1)]), timezone="Asia/Shanghai"
    )
    placed = [vm.Placement("tea", at(24, 10))]
    before, after = (vm.Schedule([vm.Assignment(one, "tea", "host")], placed) for one in ("a", "b"))
    told = compare(problem, before, after)
    assert causes(told) == [("leaves", "a", "tea", "must"), ("takes", "b", "tea", "better")]
    assert told.changes[0].reason.violations[0].rule == "schedule"


def test_times_and_rooms() -> None:
    """A session that moved for no reason, or for a good one, is told the other way round."""
    tea = vm.Session("tea", minutes=60, starts=[at(24, 10), at(24, 12)], roles=[vm.Role("host", min=0, max=1)])
    problem = vm.Problem([vm.Volunteer("a")], [tea], rules=only([Cover(level=1)]), timezone="Asia/Shanghai")
    one, other = (vm.Schedule((), [vm.Placement("tea", at(24, hour))]) for hour in (10, 12))
    assert causes(compare(problem, one, other)) == [("moved", None, "tea", "free")]
    shorter = attrs.evolve(problem, sessions=[attrs.evolve(tea, starts=[at(24, 12)])])
    told = compare(shorter, one, other)
    assert causes(told) == [("moved", None, "tea", "impossible")]
    assert told.sentence("zh")


def test_what_is_no_schedule() -> None:
    """Something else than a schedule is compared."""
    nothing = vm.Outcome(schedule=None, status="infeasible", stopped_by="proof")
    pairs: list[tuple[Any, Any, str]] = [
        (None, schedule(), "before: wanted"),
        (schedule(), 3, "after: wanted"),
        (nothing, schedule(), "no schedule"),
    ]
    for before, after, words in pairs:
        with pytest.raises(vm.OptionError, match=words):
            compare(hall(), before, after)


@settings(max_examples=FEW)
@given(problems(rules=rule_lists), st.data())
def test_causes_are_what_undoing_shows(problem: vm.Problem, data: st.DataObject) -> None:
    """Undoing a change alone does something else than its reason says."""
    before, after = data.draw(schedules(problem)), data.draw(schedules(problem))
    now = oracle.costs(problem, after)
    told = compare(problem, before, after)
    if now is None:
        return
    levels = sorted({rule.level for rule in problem.rules if rule.level})
    for one in told.changes:
        undone = oracle.costs(problem, _undone(before, after, one.move))
        if one.reason.cause in ("impossible", "must", "pinned"):
            assert undone is None
        else:
            assert undone is not None
            differs = [(level, old - new) for level, old, new in zip(levels, undone, now, strict=True) if old != new]
            assert (one.reason.cause == "free") == (not differs)
            if differs:
                level, cost = differs[0]
                assert (one.reason.level, one.reason.cost) == (level, abs(cost))
                assert one.reason.cause == ("better" if cost > 0 else "worse")


def _undone(before: vm.Schedule, after: vm.Schedule, move: Move) -> vm.Schedule:
    """Undo one change, by hand."""
    if move.volunteer is not None:
        kept = [one for one in after.assignments if (one.volunteer, one.session) != (move.volunteer, move.session)]
        kept += [one for one in before.assignments if (one.volunteer, one.session) == (move.volunteer, move.session)]
        return vm.Schedule(kept, after.placements, after.dropped)
    placements = [one for one in after.placements if one.session != move.session]
    placements += [one for one in before.placements if one.session == move.session]
    dropped = [one for one in after.dropped if one != move.session]
    dropped += [one for one in before.dropped if one == move.session]
    crew = [one for one in after.assignments if one.session != move.session or move.kind != "held"]
    return vm.Schedule(crew, placements, dropped)
