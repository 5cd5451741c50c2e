"""What fell short, by name: under each goal the sentences of what it costs, the dearest first."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

import attrs

from volmatch.check import CheckReport
from volmatch.problem.problem import Problem
from volmatch.rule import Violation
from volmatch.schedule import Schedule
from volmatch.text import Fact, Text


@attrs.frozen(kw_only=True)
class Shortfall:
    """One goal that costs something, with what it costs.

    Parameters
    ----------
    level, rule
        The goal: a level above 0 and the name of a rule.
    cost
        What the rule costs at its level, weights included.
    violations
        What makes it up, the dearest first, those of equal cost in order of time.
    """

    level: int
    rule: str
    cost: int
    violations: tuple[Violation, ...]


def shortfalls(report: CheckReport, problem: Problem, schedule: Schedule) -> tuple[Shortfall, ...]:
    """Return the goals that a schedule falls short of, the first level first; a goal that costs nothing is not among them."""
    found: dict[tuple[int, str], list[Violation]] = defaultdict(list)
    for violation in report.violations:
        if violation.level:
            found[violation.level, violation.rule].append(violation)

    def rank(violation: Violation) -> tuple[int, float]:
        start = when(violation, problem, schedule)
        return -violation.cost, start.timestamp() if start else 0.0

    return tuple(
        Shortfall(level=level, rule=rule, cost=sum(one.cost for one in own), violations=tuple(sorted(own, key=rank)))
        for (level, rule), own in sorted(found.items(), key=lambda one: one[0][0])
    )


def when(violation: Violation, problem: Problem, schedule: Schedule) -> dt.datetime | None:
    """Return when the one session that a violation is about takes place, on the clock of the problem."""
    placed = [schedule.placement_of.get(session) for session in violation.sessions]
    if len(placed) != 1 or placed[0] is None:
        return None
    return placed[0].start.astimezone(problem.zone)


def told(violation: Violation, problem: Problem, schedule: Schedule) -> Text:
    """Return the sentence of a violation, after the time of its session: sessions of a series often share one name."""
    start = when(violation, problem, schedule)
    if start is None or any(map(_tells_a_day, dict(violation.message.facts).values())):
        return violation.message
    return Text("{start}: {sentence}", {"start": start, "sentence": violation.message})


def _tells_a_day(fact: Fact) -> bool:
    return isinstance(fact, dt.date)


def lines(shortfall: Shortfall, problem: Problem, schedule: Schedule, most: int) -> Iterator[Text]:
    """Yield the sentences of a goal, at most so many, and how many more there are."""
    for violation in shortfall.violations[:most]:
        yield told(violation, problem, schedule)
    more = len(shortfall.violations) - most
    if more > 0:
        yield Text("and {n} more", {"n": more})
