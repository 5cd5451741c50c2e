"""A session that does not take place is forgotten: whatever rules and wishes said of it goes with it."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar, cast

import attrs

from volmatch.problem.problem import Problem
from volmatch.problem.volunteer import Volunteer
from volmatch.rule import Rule
from volmatch.rules import only

Record = TypeVar("Record")


def without_session(problem: Problem, session: str) -> Problem:
    """Return a problem without one of its sessions, and without what its rules and wishes say of that session alone.

    Records that name it are left out (a pin, a ban, a wish), it is struck from lists, and a rule that says nothing
    without it, or whose filter on sessions would be empty, goes as a whole: an empty filter would mean every session.
    """
    people = [_without_wishes(volunteer, session) for volunteer in problem.volunteers]
    return attrs.evolve(
        problem,
        volunteers=people,
        sessions=[one for one in problem.sessions if one.id != session],
        rules=only(list(_kept(problem, session))),
    )


def _without_wishes(volunteer: Volunteer, session: str) -> Volunteer:
    wishes = [wish for wish in volunteer.wishes if wish.session != session]
    return volunteer if len(wishes) == len(volunteer.wishes) else attrs.evolve(volunteer, wishes=wishes)


def _kept(problem: Problem, session: str) -> Iterator[Rule]:
    for rule in problem.rules:
        left = rule.without_session(session, problem)
        kept = None if left is None else _forgotten(left, session)
        if kept is not None:
            yield kept


def _forgotten(record: Record, session: str) -> Record | None:
    """Return a record that no longer names a session; ``None`` where nothing is left to say."""
    changed: dict[str, Any] = {}
    for field in attrs.fields(cast("Any", type(record))):
        value = getattr(record, field.name)
        if field.name in ("session", "sessions") and value == session:
            return None
        kept = _kept_value(field.name, value, session)
        if kept is None and value is not None:
            return None
        if kept is not value:
            changed[field.name] = kept
    if not changed:
        return record
    told: Record = attrs.evolve(record, **changed)  # type: ignore[misc]
    faults = getattr(told, "faults", None)
    return None if faults is not None and next(iter(faults()), None) is not None else told


def _kept_value(name: str, value: Any, session: str) -> Any:
    if name == "where":
        return _kept_where(value, session)
    if isinstance(value, Sequence) and not isinstance(value, str):
        kept = tuple(one for item in value if (one := _kept_item(name, item, session)) is not None)
        is_same = len(kept) == len(value) and all(new is old for new, old in zip(kept, value, strict=True))
        return value if is_same else kept
    return value


def _kept_item(name: str, item: Any, session: str) -> Any:
    if name in ("session", "sessions") and item == session:
        return None
    return _forgotten(item, session) if attrs.has(type(item)) else item


def _kept_where(where: Any, session: str) -> Any:
    """Return a rule's filter without a session; ``None`` where it named no other."""
    named = None if where.sessions is None else where.sessions.id
    if named is None or session not in named:
        return where
    kept = [one for one in ([named] if isinstance(named, str) else named) if one != session]
    return attrs.evolve(where, sessions=attrs.evolve(where.sessions, id=kept)) if kept else None
