"""Courses at a glance: for each series its lessons, days, teachers and rooms."""

from collections import Counter

from volmatch.doors import door
from volmatch.outcome import Outcome, schedule_given
from volmatch.patterns.course import course_name
from volmatch.problem.problem import Problem
from volmatch.problem.session import Session
from volmatch.report.annex import Annex
from volmatch.report.board_tables import where
from volmatch.schedule import Schedule
from volmatch.text import Fact, Text


@door
def series_list(problem: Problem, schedule: Schedule | Outcome) -> Annex:
    """Return each series with how many of its sessions take place, from when to when, who serves in them, and in which rooms.

    How often each person serves, and each room is used, stands behind their names.

    Parameters
    ----------
    problem, schedule
        What is staffed, and by whom.
    """
    schedule = schedule_given(schedule)
    found: dict[str, list[Session]] = {}
    for session in problem.sessions:
        if session.series is not None:
            found.setdefault(session.series, []).append(session)
    rows: list[tuple[Fact, ...]] = []
    for own in found.values():
        held = sorted(
            (one for one in own if one.id in schedule.placement_of), key=lambda one: schedule.placement_of[one.id].start
        )
        starts = ((schedule.placement_of[one.id].start, schedule.place_of(one, problem)) for one in held)
        days = [problem.day_of(start, place) for start, place in starts]
        crews = [one for session in held for one in schedule.crews.get(session.id, ())]
        people = Counter(known.label for one in crews if (known := problem.volunteer(one.volunteer)) is not None)
        rooms = Counter(where(problem, schedule, one) for one in held)
        span = Text("{first} to {last}", {"first": days[0], "last": days[-1]}) if days else Text("not held")
        rows.append((_name(own), len(held), span, _counted(people), _counted(rooms)))
    headers = [Text("course"), Text("lessons"), Text("days"), Text("people"), Text("where")]
    return Annex(Text("courses, with their people and rooms"), headers, rows)


def _name(own: list[Session]) -> str:
    """Return what a series is called; the first of its names, with dots, where each session has one of its own."""
    first, *others = dict.fromkeys(map(course_name, own))
    return f"{first} …" if others else first


def _counted(found: Counter[str]) -> tuple[str, ...]:
    return tuple(f"{name} ({count})" for name, count in found.most_common())
