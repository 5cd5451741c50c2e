"""A course: lessons on the same weekdays, holidays skipped, one teacher throughout, and somebody who can stand in."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence

import attrs

from volmatch.doors import door
from volmatch.patterns.again import again
from volmatch.patterns.dates import at, clock_of, day_of, least_count
from volmatch.patterns.plan import Plan
from volmatch.problem.session import Session
from volmatch.rule import Rule, SessionFilter, Where
from volmatch.rules import Continuity, KnownBackup


@door
def course(
    like: Session,
    days: Iterable[dt.date | str],
    *,
    starts: dt.time | str,
    minutes: int,
    same: Sequence[str] = (),
    level: int = 1,
) -> Plan:
    """Return the lessons of a course as a series.

    Parameters
    ----------
    like
        What each lesson is like, without a time: roles, place or room, attendance, priority. Its id is that of the series;
        lessons are ``art-1``, ``art-2`` and so on, and their names are numbered in the same way.
    days
        One lesson on each, as from `next_days`, which skips holidays.
    starts, minutes
        When a lesson begins and how long it lasts.
    same
        Names of roles that one person should hold throughout; see `with_backup` for a second who knows them.
    level
        Level of that goal; 0 makes it a must.

    Raises
    ------
    OptionError
        If a day, a time or a count makes no sense.
    """
    least_count(minutes, "minutes")
    clock = clock_of(starts, "starts")
    sessions = [
        attrs.evolve(
            again(like, f"{like.id}-{number}", at(day_of(given, "days"), clock), minutes, series=like.id),
            name=f"{like.name} {number}" if like.name else "",
        )
        for number, given in enumerate(days, start=1)
    ]
    return Plan(sessions, [Continuity(level=level, where=_in(like.id), role=role) for role in same])


def course_name(lesson: Session) -> str:
    """Return what the course of a lesson is called: the name of the lesson without its number."""
    return re.sub(r"[\s-]+\d+$", "", lesson.label) if lesson.series is not None else lesson.label


@door
def with_backup(plan: Plan, *, level: int, people: int = 2) -> Plan:
    """Return the same plan with the goal that each role of each series has been held by so many different people.

    Somebody who has held it once knows it, and can stand in.

    Parameters
    ----------
    plan
        Courses, or other series.
    level
        Level of the goal.
    people
        How many, the one who serves most included.
    """
    series = sorted({session.series for session in plan.sessions if session.series is not None})
    rules: list[Rule] = [KnownBackup(level=level, least=people, where=_in(name)) for name in series]
    return plan + Plan((), rules)


def _in(series: str) -> Where:
    return Where(sessions=SessionFilter(series=series))
