"""The same problem with its rows in an order of their own, so that whoever hands them in shuffled gets the same schedule."""

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any, TypeVar

import attrs

from volmatch.io.fingerprints import fingerprint
from volmatch.io.layout import canonical
from volmatch.io.plain import converter
from volmatch.outcome import Outcome
from volmatch.problem.exactly import Exactly
from volmatch.problem.problem import Problem
from volmatch.problem.session import Session
from volmatch.problem.volunteer import Volunteer
from volmatch.rule import Rule, name_of
from volmatch.schedule import LevelReport

_Row = TypeVar("_Row")
_BY_ID = attrgetter("id")


def in_order(problem: Problem) -> Problem:
    """Return an equal problem whose people, sessions, places, rooms, history, rules and rows below these stand in one order.

    The order depends on what the rows say, never on how they were handed in: by id, by level and name of a rule, or by all that a
    row says. Lists inside a rule keep theirs, for there it may mean something. A problem that stands so already is returned
    as it is.
    """
    parts: dict[str, tuple[Any, ...]] = {
        "volunteers": _sorted(map(_volunteer, problem.volunteers), _BY_ID),
        "sessions": _sorted(map(_session, problem.sessions), _BY_ID),
        "places": _sorted(problem.places, _BY_ID),
        "rooms": _sorted(problem.rooms, _BY_ID),
        "history": _sorted(problem.history, _said),
        "rules": Exactly(_sorted(problem.rules, _rule_key)),
    }
    travel = problem.travel and attrs.evolve(problem.travel, minutes=_sorted(problem.travel.minutes, _said))
    is_same = all(_are_same(listed, getattr(problem, name)) for name, listed in parts.items())
    if is_same and (travel is None or _are_same(travel.minutes, problem.travel.minutes if problem.travel else ())):
        return problem
    changed: dict[str, Any] = {**parts, "travel": travel}
    return attrs.evolve(problem, **changed)


def as_handed_in(outcome: Outcome, problem: Problem) -> Outcome:
    """Return an outcome as one of the problem that was handed in: its rules in their order there, and its fingerprint."""
    names = list(dict.fromkeys(name_of(type(rule)) for rule in problem.rules))

    def listed(level: LevelReport) -> LevelReport:
        return attrs.evolve(level, rules={name: level.rules[name] for name in names if name in level.rules})

    return attrs.evolve(outcome, levels=tuple(map(listed, outcome.levels)), problem_fingerprint=fingerprint(problem))


def _volunteer(one: Volunteer) -> Volunteer:
    return _with_rows(one, ("available", "away", "limits", "wishes"), _said)


def _session(one: Session) -> Session:
    return _with_rows(one, ("roles",), attrgetter("name"))


def _with_rows(record: _Row, fields: Iterable[str], key: Callable[[Any], Any]) -> _Row:
    """Return a record with some of its lists sorted; the very same where they are."""
    changed = {}
    for name in fields:
        given = getattr(record, name)
        if given is not None and len(given) > 1:
            listed = _sorted(given, key)
            if not _are_same(listed, given):
                changed[name] = listed
    return attrs.evolve(record, **changed) if changed else record  # type: ignore[misc] # rows are records


def _sorted(rows: Iterable[_Row], key: Callable[[_Row], Any]) -> tuple[_Row, ...]:
    return tuple(sorted(rows, key=key))


def _are_same(one: Iterable[object], other: Iterable[object]) -> bool:
    """Whether two lists of equal length hold the very same things in the same order."""
    return all(first is second for first, second in zip(one, other, strict=True))


def _said(row: object) -> bytes:
    """Return all that a row says, for comparing."""
    return canonical([type(row).__name__, converter.unstructure(row)])


def _rule_key(rule: Rule) -> tuple[int, str, bytes]:
    return rule.level, name_of(type(rule)), _said(rule)
