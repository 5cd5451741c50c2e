"""What is settled already, as each rule looks at it: the duties of the history that its filter takes, by person."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence

from volmatch.problem.past_duty import PastDuty
from volmatch.problem.problem import Problem
from volmatch.rule import Where


def past_agenda(problem: Problem, where: Where) -> Mapping[str, Sequence[PastDuty]]:
    """Return the duties of the history that a filter takes, by the id of each person it takes on their day, from first to last."""
    found: dict[str, list[PastDuty]] = defaultdict(list)
    for duty in sorted(problem.history, key=lambda one: (one.start, one.end)):
        person = problem.volunteer(duty.volunteer)
        is_taken = where.sessions is None or where.sessions.takes_past(duty, problem)
        if is_taken and person is not None and where.takes_on(person, problem.day_of(duty.start, duty.place)):
            found[person.id].append(duty)
    return found


def days_known(problem: Problem) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of a problem, those of its history included, of which more is known than nothing."""
    past = [
        problem.day_of(duty.start, duty.place)
        for duty in problem.history
        if problem.volunteer(duty.volunteer) is not None
    ]
    return min([*problem.days[:1], *past]), max([*problem.days[-1:], *past])


def days_around(problem: Problem, reach: int) -> Sequence[dt.date]:
    """Return the days of a problem, and so many before and after them as far as its history goes."""
    if not problem.days or not problem.history:
        return problem.days
    known, more = days_known(problem), dt.timedelta(days=reach)
    first, last = max(known[0], problem.days[0] - more), min(known[1], problem.days[-1] + more)
    return [first + dt.timedelta(days=step) for step in range((last - first).days + 1)]
