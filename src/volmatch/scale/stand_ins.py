"""Sessions of other parts that a part of a data set must know of, though nobody of it can serve there: a few stand for all.

From which day to which the calendar goes is the same for all parts, as runs of days may go on at its ends. Which goals are standard
follows from the classes of priority and the sizes of all sessions. And a session that a rule names by its id is known to all.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence

import attrs

from volmatch.problem.problem import Problem
from volmatch.problem.session import Session
from volmatch.rule import Rule


def stand_ins(sessions: Sequence[Session], rules: Sequence[Rule]) -> list[Session]:
    """Return of some sessions one of each sort, the first and the last, and those that a rule names, in their order."""
    named, ends = _named(rules), {one.id for one in _ends(sessions)}
    found, met = [], set[Hashable]()
    for session in sessions:
        is_large = sum(role.min for role in session.roles) > 1
        sort = session.priority, is_large, session.length, session.may_be_dropped
        if session.id in named or session.id in ends or sort not in met:
            found.append(session)
            met.add(sort)
    return found


def for_elsewhere(census: Problem) -> Iterator[Session]:
    """Yield what every part is told of the sessions of others: those that a rule names, and the two ends of the calendar.

    Nobody can serve in them. The ends bear no words either: a wish for a kind is about sessions of that kind here.
    """
    named = _named(census.rules)
    for session in census.sessions:
        if session.id in named:
            yield attrs.evolve(session, roles=[attrs.evolve(role, min=0, target=0, max=0) for role in session.roles])
    for session in _ends(census.sessions):
        if session.id not in named:
            yield Session(
                session.id, start=session.candidate_starts[0], end=session.candidate_starts[0] + session.length
            )


def _named(rules: Iterable[Rule]) -> set[str]:
    return {id_ for rule in rules if rule.where.sessions is not None for id_ in rule.where.sessions.id or ()}


def _ends(sessions: Sequence[Session]) -> list[Session]:
    """Return the sessions that begin first and last."""
    if not sessions:
        return []
    ordered = sorted(sessions, key=lambda one: (one.candidate_starts[0], one.id))
    return [*dict.fromkeys((ordered[0], ordered[-1]))]
