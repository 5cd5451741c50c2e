"""Hours at which more people are needed at once than there are."""

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import cache

from volmatch.explain.preflight.finding import Finding
from volmatch.explain.preflight.findings import ShortHours
from volmatch.explain.preflight.hall_conditions import Squeeze, Want, squeezes
from volmatch.explain.preflight.phrases import named
from volmatch.explain.preflight.survey import Survey
from volmatch.problem.problem import Problem
from volmatch.problem.session import Role, Session
from volmatch.problem.volunteer import Volunteer
from volmatch.rule import Rule, Where
from volmatch.rules import musts, only
from volmatch.schedule import Assignment, Placement, Schedule
from volmatch.text import Text


def short_hours(survey: Survey) -> Iterator[Finding]:
    """Yield the sets of roles that are on at one moment and need more people than may hold any of them.

    Looked at are sessions with one start. Where no rule keeps people from serving in two sessions at once, the roles of one
    session still need different people.
    """
    for wants in _wants_that_share_people(survey):
        for squeeze in squeezes(wants):
            if len(squeeze.keys) > 1:  # one role alone is told as scarce
                yield _finding(survey, squeeze)


def _wants_that_share_people(survey: Survey) -> Iterator[Sequence[Want]]:
    """Yield sets of roles of which nobody may hold two at one moment."""
    wants: dict[int, list[tuple[Want, int]]] = {}
    for row, (session_row, session, role) in enumerate(survey.roles):
        people = survey.census.people[row]
        if role.min and people and len(session.candidate_starts) == 1:
            start = session.candidate_starts[0]
            want = Want(row, start, start + session.length, role.min, people)
            wants.setdefault(session_row, []).append((want, session_row))
    alone = set(wants)
    for where in one_place_at_a_time(survey.problem):
        sessions, people = survey.census.taken_sessions(where), survey.census.taken_volunteers(where)
        is_for_all = all(people)
        together = [
            want
            for own in wants.values()
            for want, session_row in own
            if sessions[session_row] and (is_for_all or all(people[row] for row in want.pool))
        ]
        if is_for_all:
            alone -= {row for row in alone if sessions[row]}
        yield together
    yield from ([want for want, _ in wants[row]] for row in sorted(alone) if len(wants[row]) > 1)


def one_place_at_a_time(problem: Problem) -> Iterator[Where]:
    """Yield of whom, and of which sessions, a rule of level 0 says that nobody is in two of them at once."""
    kinds = _kinds_that_part()
    seen = set()
    for rule in problem.rules:
        if rule.level == 0 and type(rule) in kinds and rule.where not in seen:
            seen.add(rule.where)
            yield rule.where


@cache
def _kinds_that_part() -> frozenset[type[Rule]]:
    """Return the kinds of rules, of those every problem has, that object when somebody is in two sessions at once."""
    start = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
    sessions = [Session(id_, start=start, end=start + dt.timedelta(hours=1), roles=[Role("any")]) for id_ in ("a", "b")]
    tiny = Problem([Volunteer("x")], sessions, rules=only(()))
    both = Schedule([Assignment("x", id_, "any") for id_ in ("a", "b")], [Placement(id_, start) for id_ in ("a", "b")])
    return frozenset(type(rule) for rule in musts() if any(rule.check(tiny, both)))


def _finding(survey: Survey, squeeze: Squeeze) -> Finding:
    sessions = tuple(dict.fromkeys(named(survey.roles[row][1]) for row in squeeze.keys))
    text = Text.counted(
        "from {since} to {until} only {n} person can fill {seats} seats in {sessions}",
        "from {since} to {until} only {n} people can fill {seats} seats in {sessions}",
        {
            "since": squeeze.since,
            "until": squeeze.until,
            "n": len(squeeze.pool),
            "seats": squeeze.seats,
            "sessions": sessions,
        },
    )
    return ShortHours(
        text=text,
        since=squeeze.since,
        until=squeeze.until,
        seats=tuple(survey.seat(row) for row in squeeze.keys),
        wanted=squeeze.seats,
        people=survey.ids(squeeze.pool),
    )
