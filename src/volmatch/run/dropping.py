"""Repair by dropping: a first schedule that breaks what must hold gives up the sessions in its way, a few at a time."""

from collections import Counter
from collections.abc import Callable, Sequence

import attrs

from volmatch.check import CheckReport, check
from volmatch.problem.problem import Problem
from volmatch.rule import Violation
from volmatch.schedule import Schedule
from volmatch.search.state import thresholds


def without_breaches(
    problem: Problem, schedule: Schedule, report: CheckReport, alive: Callable[[], None]
) -> tuple[Schedule, CheckReport]:
    """Drop sessions until nothing is broken, those first that most breaches name.

    Parameters
    ----------
    problem, schedule, report
        The schedule, and what the check said of it.
    alive
        Called now and then; an exception it raises ends the work.

    Returns
    -------
    schedule, report
        Legal, or the best that dropping can do: what breaks a rule without a session that may be dropped stays.
    """
    best = schedule, report
    for turn in range(thresholds.DROPPING_ROUNDS):
        in_the_way = _in_the_way(
            problem, report.breaches, set(schedule.dropped), is_sparing=turn < thresholds.SPARING_ROUNDS
        )
        if not in_the_way:
            break
        alive()
        schedule = _without(schedule, in_the_way)
        report = check(problem, schedule)
        if len(report.breaches) < len(best[1].breaches):  # a session left out may break more than it did, held
            best = schedule, report
    return best


def _in_the_way(problem: Problem, breaches: Sequence[Violation], dropped: set[str], *, is_sparing: bool) -> list[str]:
    """Return all sessions that breaches name; or one at least of each, always the one that most of those left name."""
    may_go = {session.id for session in problem.sessions if session.may_be_dropped} - dropped
    left = [may_go.intersection(breach.sessions) for breach in breaches]
    if not is_sparing:
        return sorted(set().union(*left))
    found: list[str] = []
    while left := [named for named in left if named]:
        counts = Counter(session for named in left for session in named)
        found.append(max(counts, key=lambda session: (counts[session], session)))
        left = [named for named in left if found[-1] not in named]
    return found


def _without(schedule: Schedule, sessions: Sequence[str]) -> Schedule:
    gone = set(sessions)
    return attrs.evolve(
        schedule,
        assignments=[one for one in schedule.assignments if one.session not in gone],
        placements=[one for one in schedule.placements if one.session not in gone],
        dropped=(*schedule.dropped, *sessions),
    )
