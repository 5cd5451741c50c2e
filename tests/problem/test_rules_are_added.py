"""Rules that are given are added to the standard ones; only what says so replaces them."""

import json
from typing import Any

import attrs
import pytest

import volmatch as vm
from volmatch.problem.exactly import Exactly
from volmatch.rules import (
    Compact,
    Cover,
    Drop,
    FairShare,
    IfNeeded,
    Limits,
    MinLoad,
    MinRest,
    Target,
    Unserved,
    Wishes,
    musts,
    only,
    standard,
)

STATIONS = [(Cover, 1), (Target, 2), (Wishes, 3), (IfNeeded, 3), (MinLoad, 3), (FairShare, 4)]


def tea(rules: Any = None, **more: Any) -> vm.Problem:
    """Return one session for one person, or with a second one that differs in what is given."""
    first = vm.Session("tea", start="2026-08-01T10:00", end="2026-08-01T11:00", roles=[vm.Role("host")])
    second = [attrs.evolve(first, id="talk", start="2026-08-01T14:00", end="2026-08-01T15:00", **more)] if more else []
    return vm.Problem([vm.Volunteer("li")], [first, *second], rules=rules)


def goals(problem: vm.Problem) -> list[tuple[type, int]]:
    """Return the classes and levels of a problem's goals, level by level."""
    return sorted(((type(rule), rule.level) for rule in problem.rules if rule.level), key=lambda one: one[1])


@pytest.mark.parametrize(
    "rules",
    [
        [MinRest(hours=2)],
        [{"rule": "min_rest", "hours": 2}],
        [FairShare(level=1)],
        [Compact(level=1)],
        [Wishes(level=1)],
        [],
    ],
    ids=["rest", "data", "fairness", "compact", "wishes", "none"],
)
def test_a_list_without_cover_still_fills_seats(rules: list[object]) -> None:
    """One rule, or one dear goal at level 1, leaves all seats empty and calls that optimal."""
    outcome = vm.solve(tea(rules, priority=2))
    assert outcome.schedule is not None
    assert len(outcome.schedule.assignments) == 2


def test_a_rule_that_must_hold_changes_no_goal() -> None:
    """A must moves or removes goals."""
    assert goals(tea([MinRest(hours=8)])) == goals(tea()) == STATIONS


@pytest.mark.parametrize(
    ("rules", "wanted"),
    [
        ([FairShare(level=1)], [Cover, FairShare, Target, {Wishes, IfNeeded, MinLoad}]),
        ([Compact(level=1)], [Cover, Compact, Target, {Wishes, IfNeeded, MinLoad}, FairShare]),
        ([Compact(level=9)], [Cover, Target, {Wishes, IfNeeded, MinLoad}, FairShare, Compact]),
        ([Compact(level=1), MinRest(hours=8, level=1)], [Cover, {Compact, MinRest}, Target, {Wishes, IfNeeded, MinLoad}, FairShare]),
        ([Cover(level=2), Wishes(level=1)], [Wishes, Cover, Target, {IfNeeded, MinLoad}, FairShare]),
        ([Wishes(level=3, weight=2)], [Cover, Target, {Wishes, IfNeeded, MinLoad}, FairShare]),
        ([Cover(level=1), Compact(level=1)], [{Cover, Compact}, Target, {Wishes, IfNeeded, MinLoad}, FairShare]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("more", [{}, {"priority": 3}, {"optional": True}], ids=["plain", "classes", "optional"])
def test_a_goal_stands_behind_its_station(rules: list[vm.Rule], wanted: list[object], more: dict[str, object]) -> None:
    """A goal is summed with one that the list does not name, or stands elsewhere when the data have classes."""
    by_level: dict[int, set[type]] = {}
    for cls, level in goals(tea(rules, **more)):
        by_level.setdefault(level, set()).add(cls)
    assert list(by_level) == list(range(1, len(by_level) + 1))
    named = {type(rule) for rule in rules}
    seats = [] if Cover in named else [{Cover}] * (2 if "priority" in more else 1)
    drops = [{Drop}] if "optional" in more else []
    sets = [one if isinstance(one, set) else {one} for one in wanted if one is not Cover or Cover in named]
    if "optional" in more:
        sets.insert(next(place for place, one in enumerate(sets) if Target in one) + 1, {Unserved})
    if Cover not in named:
        assert list(by_level.values()) == [*seats, *drops, *sets]
    else:
        assert [one for one in by_level.values() if one != {Drop}] == sets


def test_several_rules_of_one_class_replace_the_twin_together() -> None:
    """The standard cover stays beside two covers of the list."""
    half = vm.Where(sessions=vm.SessionFilter(id=["tea"]))
    problem = tea([Cover(level=1, where=half), Cover(level=2)])
    assert [level for cls, level in goals(problem) if cls is Cover] == [1, 2]


def test_a_must_of_the_list_replaces_its_twin() -> None:
    """Limits as a goal stand beside limits that must hold."""
    assert [rule.level > 0 for rule in tea([Limits(level=1)]).rules if isinstance(rule, Limits)] == [True]


def test_only_replaces_the_standard_goals() -> None:
    """What says that it is all gets standard goals, or loses what the data demand."""
    assert tea(only([Cover(level=7)])).rules == (*musts(), Cover(level=7))
    assert tea(only(())).rules == musts()


@pytest.mark.parametrize("given", [None, 5, "cover"])
def test_only_wants_a_list(given: Any) -> None:
    """A slip ends in a foreign traceback, or in rules made of letters."""
    with pytest.raises(vm.OptionError, match="list of rules"):
        only(given)


def test_settled_rules_are_the_whole_list_and_copies_keep_them() -> None:
    """A copy of a problem gets rules that the problem does not have, or the two differ in their fingerprint."""
    for rules in (None, [Compact(level=1)], only([Cover(level=1)]), only(())):
        problem = tea(rules, priority=2)
        copy = attrs.evolve(problem, volunteers=problem.volunteers)
        assert isinstance(problem.rules, Exactly)
        assert copy.rules == problem.rules
        assert vm.io.fingerprint(copy) == vm.io.fingerprint(problem)
    assert tea().rules == standard(tea())


@pytest.mark.parametrize("rules", [None, [Compact(level=1)], only([Cover(level=1)]), only(())])
def test_a_file_brings_back_exactly_these(rules: object) -> None:
    """A problem of its own rules comes back from JSON with others."""
    problem = tea(rules, priority=2)
    assert vm.io.loads(vm.io.dumps(problem)) == problem


def test_a_file_adds_unless_it_says_otherwise() -> None:
    """A file's rules replace the standard ones without a word, or cannot."""
    data = json.loads(vm.io.dumps(tea())) | {"rules": [{"rule": "min_rest", "hours": 8}]}
    assert goals(_read(data)) == []
    del data["standard"]
    assert goals(_read(data)) == STATIONS
    assert goals(_read(data | {"standard": True})) == STATIONS
    assert _read(data | {"standard": False, "rules": None}).rules == musts()


def _read(data: dict[str, Any]) -> vm.Problem:
    found = vm.io.loads(json.dumps(data))
    assert isinstance(found, vm.Problem)
    return found


def test_whether_a_file_adds_is_yes_or_no() -> None:
    """A word in its place is taken for yes."""
    data = json.loads(vm.io.dumps(tea())) | {"standard": "no", "rules": 5}
    with pytest.raises(vm.ProblemError) as caught:
        vm.io.loads(json.dumps(data))
    assert {fault.path for fault in caught.value.faults} == {"standard", "rules"}
