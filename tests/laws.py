"""The laws every rule keeps: what it says in words and what it says in columns is the same thing.

Each law takes a problem, some a schedule as well. A rule's test file calls `hold` with random problems that have the rule.
"""

import datetime as dt
import json
import re
from collections.abc import Callable
from functools import partial
from typing import Any

import attrs
import numpy as np
from hypothesis import settings

import claims
import oracle
import volmatch as vm
from any_zone import ZONES, abroad
from volmatch.arrays.ragged import Ints
from volmatch.engines import cpsat
from volmatch.engines.answer import Settings, Slot
from volmatch.formulation.build import build
from volmatch.formulation.formulation import Block, Formulation
from volmatch.formulation.interpreter import Interpreter
from volmatch.formulation.model import Model, model_of

#: Problems with more schedules than this are left to the laws that try one schedule at a time. Of 114 problems that were drawn six
#: had 1,000 to 3,000, and these took as long as all others: only the profiles that try many look at them.
MOST_SCHEDULES = 3_000 if settings().max_examples > claims.FEW_EXAMPLES else 1_000


def same_set(problem: vm.Problem) -> None:
    """Fail unless `encode` and `mask` allow exactly the schedules that `check` allows."""
    if oracle.size(problem) > MOST_SCHEDULES:
        return
    f = build(problem)
    interpreter = Interpreter.of(f, problem)
    for schedule in oracle.every_schedule(problem):
        allowed = _admits(f, interpreter, schedule)
        assert allowed == vm.check(problem, schedule).ok, (problem.rules, schedule)


def _admits(f: Formulation, interpreter: Interpreter, schedule: vm.Schedule) -> bool:
    decisions = interpreter.decisions(schedule)
    if interpreter.schedule(decisions) != schedule:
        return False  # somebody serves who is no candidate
    own = (f.bounds[2] == 0).sum() - f.decisions
    if own == 0:
        return all(_holds(block, decisions) for block in f.blocks if block.level == 0)
    return _minimum(_fixed(model_of(f, 0), decisions)) is not None


def _holds(block: Block, values: Ints) -> bool:
    rows = np.repeat(np.arange(block.count), np.diff(block.indptr))
    activity = np.bincount(rows, block.coefficient * values[block.column], block.count).astype(np.int64)
    return bool(((block.lower <= activity) & (activity <= block.upper)).all())


def _fixed(model: Model, decisions: Ints) -> Model:
    """Return a model whose decision variables can only be as they are."""
    lower, upper = model.lower.copy(), model.upper.copy()
    lower[: decisions.size] = upper[: decisions.size] = decisions
    return attrs.evolve(model, lower=lower, upper=upper)


def _minimum(model: Model) -> int | None:
    answer = cpsat.minimise(model, None, Settings(), Slot())
    assert answer.verdict in ("optimal", "infeasible"), answer
    return None if answer.values is None else model.cost.at(answer.values)


def same_cost(problem: vm.Problem, schedule: vm.Schedule) -> None:
    """Fail unless the columns price a schedule that keeps what must hold at what `check` says, at each level."""
    report = vm.check(problem, schedule)
    if not report.ok:
        return
    f = build(problem)
    decisions = Interpreter.of(f, problem).decisions(schedule)
    for level in report.levels:
        assert _minimum(_fixed(model_of(f, level.level), decisions)) == level.value, (problem.rules, schedule, level)
        filled = f.filled(decisions, level.level)
        assert f.cost(level.level).at(filled) == level.value, "the values worked out for a hint are not the best ones"
        assert all(_holds(block, filled) for block in f.blocks if block.level <= level.level)


def optimum(problem: vm.Problem, start: vm.Schedule | None = None) -> None:
    """Fail unless `solve`, from any start, proves what brute force finds, or both find nothing."""
    outcome, best = vm.solve(problem, start=start), oracle.best(problem)
    if best is None:
        assert outcome.status == "infeasible"
        assert outcome.schedule is None
        assert outcome.clash
        return
    assert outcome.status == "optimal", outcome
    assert outcome.schedule is not None
    assert tuple(level.value for level in outcome.levels) == best
    assert oracle.costs(problem, outcome.schedule) == best


def says_who(problem: vm.Problem, schedule: vm.Schedule) -> None:
    """Fail unless every violation names people or sessions of the problem, goes a unit too far, and can be said."""
    people = {volunteer.id for volunteer in problem.volunteers}
    sessions = {session.id for session in problem.sessions}
    for violation in vm.check(problem, schedule).violations:
        assert violation.volunteers or violation.sessions, violation
        assert set(violation.volunteers) <= people
        assert set(violation.sessions) <= sessions
        assert violation.excess >= 1
        for lang in ("en", "zh"):
            assert violation.sentence(lang)


def unmoved(problem: vm.Problem, schedule: vm.Schedule) -> None:
    """Fail if other names, another order, or all clocks put on by whole weeks change what a schedule costs."""
    report = vm.check(problem, schedule)
    for change in CHANGES:
        again = vm.check(*change(problem, schedule))
        assert (again.values, again.ok) == (report.values, report.ok), change


def unmoved_best(problem: vm.Problem) -> None:
    """Fail if other names, another order, or all clocks put on by whole weeks change the optimum."""
    best = [level.value for level in vm.solve(problem).levels]
    for change in CHANGES:
        twin, _ = change(problem, vm.Schedule())
        assert [level.value for level in vm.solve(twin).levels] == best, change


def same_anywhere(problem: vm.Problem, schedule: vm.Schedule) -> None:
    """Fail if the offsets that the starts of a schedule, or the times of a problem, carry change anything of the report.

    One offset is tried with each schedule, every one by the profiles that try many.
    """
    report = vm.check(problem, schedule)
    for turn in claims.drawn(range(len(ZONES) + 1), schedule):
        moved = abroad(problem, schedule, turn)
        found = vm.check(problem, moved)
        assert found == report, turn
        assert [told.sentence() for told in found.violations] == [told.sentence() for told in report.violations]
        for rule in problem.rules:
            assert list(rule.check(problem, moved)) == list(rule.check(problem, schedule)), (rule, turn)
    for zone in claims.drawn(ZONES, schedule):
        twin, _ = _rewritten(problem, vm.Schedule(), partial(_in_zone, zone=zone))
        assert twin == problem, zone


_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d[+-]\d\d:\d\d")


def _in_zone(word: str, zone: dt.tzinfo) -> str:
    return dt.datetime.fromisoformat(word).astimezone(zone).isoformat() if _INSTANT.fullmatch(word) else word


def _permuted(problem: vm.Problem, schedule: vm.Schedule) -> tuple[vm.Problem, vm.Schedule]:
    parts = ("volunteers", "sessions", "places", "rooms", "history", "rules")
    turned = {part: getattr(problem, part)[::-1] for part in parts}
    return attrs.evolve(problem, **{**turned, "rules": vm.rules.only(turned["rules"])}), schedule


def _renamed(problem: vm.Problem, schedule: vm.Schedule) -> tuple[vm.Problem, vm.Schedule]:
    """Return the same with other ids, which sort in another order too."""
    ids = sorted(
        {volunteer.id for volunteer in problem.volunteers}
        | {session.id for session in problem.sessions}
        | {room.id for room in problem.rooms}
        | {place.id for place in problem.places}
    )
    new = {old: f"{len(ids) - number:03d} {old}" for number, old in enumerate(ids)}
    return _rewritten(problem, schedule, lambda word: new.get(word, word))


_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)(T.*)?")


def _later(problem: vm.Problem, schedule: vm.Schedule) -> tuple[vm.Problem, vm.Schedule]:
    """Return the same 28 years later, when each month begins on the same day of the week and clocks change on the same days."""

    def later(word: str) -> str:
        found = _MOMENT.fullmatch(word)
        if not found:
            return word
        day = dt.date.fromisoformat(found[1])
        return day.replace(year=day.year + 28).isoformat() + (found[2] or "")

    return _rewritten(problem, schedule, later)


def _rewritten(
    problem: vm.Problem, schedule: vm.Schedule, change: Callable[[str], str]
) -> tuple[vm.Problem, vm.Schedule]:
    """Return both with every text in their JSON changed."""

    def walk(data: Any) -> Any:
        if isinstance(data, dict):
            return {change(key): walk(value) for key, value in data.items()}
        if isinstance(data, list):
            return [walk(value) for value in data]
        return change(data) if isinstance(data, str) else data

    twin = vm.io.loads(json.dumps(walk(json.loads(vm.io.dumps(problem)))))
    moved = vm.io.loads(json.dumps(walk(json.loads(_text(schedule)))))
    assert isinstance(twin, vm.Problem)
    assert isinstance(moved, vm.Outcome)
    assert moved.schedule is not None
    return twin, moved.schedule


CHANGES = (_renamed, _permuted, _later)


def _text(schedule: vm.Schedule) -> str:
    """Return any schedule as JSON, also one that breaks rules."""
    return vm.io.dumps(vm.Outcome(schedule=schedule, status="feasible", stopped_by="cancel"))


def helped(problem: vm.Problem) -> None:
    """Fail if one more volunteer, whom nothing obliges, makes the best schedule worse."""
    more = attrs.evolve(problem, volunteers=(*problem.volunteers, vm.Volunteer("one more")))
    before, after = vm.solve(problem), vm.solve(more)
    if before.schedule is not None:
        assert [level.value for level in after.levels] <= [level.value for level in before.levels]


def comes_back(problem: vm.Problem, schedule: vm.Schedule) -> None:
    """Fail unless a problem and a schedule come back from JSON as they were."""
    assert vm.io.loads(vm.io.dumps(problem)) == problem
    outcome = vm.io.loads(_text(schedule))
    assert isinstance(outcome, vm.Outcome)
    assert outcome.schedule == schedule


def hold(problem: vm.Problem, schedule: vm.Schedule) -> None:
    """Fail unless a random problem, with one of its schedules, keeps every law that takes a moment only."""
    same_set(problem)
    same_cost(problem, schedule)
    says_who(problem, schedule)
    comes_back(problem, schedule)
    unmoved(problem, schedule)
    claims.hold(problem, schedule)
    same_anywhere(problem, schedule)
    if oracle.size(problem) <= MOST_SCHEDULES:
        optimum(problem)
