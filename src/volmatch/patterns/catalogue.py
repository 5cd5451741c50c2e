"""Projects are chosen by what people asked for in a survey, within a grant."""

from collections.abc import Iterable, Mapping

import attrs

from volmatch.doors import door
from volmatch.errors import OptionError, quoted
from volmatch.patterns.plan import Plan
from volmatch.problem.session import Session
from volmatch.rule import SessionFilter, Where
from volmatch.rules import Budget, Drop
from volmatch.text import Text


@door
def catalogue(
    projects: Iterable[Session], votes: Mapping[str, int], *, grant: float | None = None, level: int = 1
) -> Plan:
    """Return the projects as sessions that may be dropped, each missed by those who voted for it.

    Parameters
    ----------
    projects
        One session each, with its `cost`; they become optional.
    votes
        How many people asked for each, by id; a project that nobody asked for is dropped before any other.
    grant
        Most that all together may cost, hours of people and rooms included where these have a price; ``None`` for no limit.
    level
        Level of the goal: the votes of the projects that are dropped are to be as few as possible.

    Raises
    ------
    OptionError
        If votes are below 0, or for a project that is not there.
    """
    sessions = [attrs.evolve(project, optional=True) for project in projects]
    unknown = sorted(votes.keys() - {session.id for session in sessions})
    if unknown:
        raise OptionError(Text("votes: there is no project {ids}", {"ids": tuple(map(quoted, unknown))}))
    bad = sorted(own for own, given in votes.items() if not isinstance(given, int) or given < 0)
    if bad:
        raise OptionError(Text("votes: wanted whole numbers from 0 on, for {ids}", {"ids": tuple(bad)}))
    wanted = [session for session in sessions if votes.get(session.id)]
    drops = [
        Drop(
            level=level, weight=votes[session.id], by_priority=False, where=Where(sessions=SessionFilter(id=session.id))
        )
        for session in wanted
    ]
    return Plan(sessions, [*drops, *([] if grant is None else [Budget(most=grant)])])
