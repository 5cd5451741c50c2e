"""Volunteers who want to serve more than their limits, or the seats they may hold, leave possible."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence

import attrs

from volmatch.explain.preflight.finding import Finding
from volmatch.explain.preflight.findings import UnreachableLimit
from volmatch.explain.preflight.survey import Survey
from volmatch.problem.problem import Problem
from volmatch.problem.session import Session
from volmatch.problem.spans_of_days import Span, asked_of, spans_in
from volmatch.problem.volunteer import Limit, Volunteer
from volmatch.text import Fact, Text

_HOUR = 60
_NO_CAP = Limit("day")


@attrs.frozen
class PossibleDuty:
    """A session somebody could serve in, and the local day on which it could start."""

    session: str
    kind: str | None
    day: dt.date
    minutes: int


@attrs.frozen(kw_only=True)
class LoadWant:
    """A period in which somebody wants to serve so much, and the most they can, in sessions or minutes."""

    limit: Limit
    day: dt.date
    is_minutes: bool
    wanted: int
    possible: int
    by_limits: bool


def unreachable_limits(survey: Survey) -> Iterator[Finding]:
    """Yield what people want and cannot have, of those who may hold a seat at all; each limit once for sessions and hours."""
    idle = set(survey.census.idle())
    for row, volunteer in enumerate(survey.problem.volunteers):
        if row in idle or not any(limit.min_sessions or limit.min_hours for limit in volunteer.limits):
            continue
        found: dict[tuple[Limit, bool], list[LoadWant]] = defaultdict(list)
        for want in _wants(survey, volunteer, row):
            if want.possible < want.wanted:
                found[want.limit, want.is_minutes].append(want)
        for wants in found.values():
            yield _finding(volunteer, wants)


def _wants(survey: Survey, volunteer: Volunteer, row: int) -> Iterator[LoadWant]:
    """Yield every period for which somebody wants something, where a session of the kind could start in it."""
    problem = survey.problem
    duties = [
        _duty(problem.sessions[session], dt.date.fromordinal(day)) for session, day in survey.census.duties_of(row)
    ]
    for limit in volunteer.limits:
        days = _days_of_kind(problem, limit.kind)
        for span in spans_in(limit.per, problem.days) if limit.min_sessions or limit.min_hours else ():
            if any(span[0] <= day <= span[1] for day in days):
                yield from _in_period(volunteer, limit, span, duties, problem.days)


def _in_period(
    volunteer: Volunteer, limit: Limit, span: Span, duties: Sequence[PossibleDuty], days: Sequence[dt.date]
) -> Iterator[LoadWant]:
    here = [duty for duty in duties if _counts(limit, duty, span)]
    by_seats = most(here, _NO_CAP)
    capped = [_within(cap, limit, span, here, days) for cap in volunteer.limits]
    by_limits = min(one[0] for one in (*capped, by_seats)), min(one[1] for one in (*capped, by_seats))
    whole = limit.min_sessions or 0, round((limit.min_hours or 0) * _HOUR)
    wanted = [asked_of(amount, span, days) for amount in whole]
    for is_minutes in (False, True):
        if wanted[is_minutes]:
            yield LoadWant(
                limit=limit,
                day=span[0],
                is_minutes=is_minutes,
                wanted=wanted[is_minutes],
                possible=by_limits[is_minutes],
                by_limits=by_seats[is_minutes] >= wanted[is_minutes],
            )


def _within(
    cap: Limit, limit: Limit, span: Span, duties: Sequence[PossibleDuty], days: Sequence[dt.date]
) -> tuple[int, int]:
    """Return the most sessions and minutes that a cap leaves of what counts for a limit in a period of it.

    The period is laid out with periods of the cap, so that what each of these leaves adds up to no less than what is possible.
    """
    if cap.kind is not None and cap.kind != limit.kind:
        return most(duties, _NO_CAP)
    parts: list[Span] = []
    for first, last in spans_in(cap.per, days):
        if last >= span[0] and first <= span[1] and (not parts or first > parts[-1][1]):
            parts.append((first, last))
    left = [duty for duty in duties if not any(first <= duty.day <= last for first, last in parts)]
    bounds = [most([duty for duty in duties if first <= duty.day <= last], cap) for first, last in parts]
    bounds.append(most(left, _NO_CAP))
    return sum(one[0] for one in bounds), sum(one[1] for one in bounds)


def most(duties: Sequence[PossibleDuty], cap: Limit) -> tuple[int, int]:
    """Return the most sessions, and the most minutes, of these that a cap of one period of its own leaves; each session once."""
    lengths = sorted({duty.session: duty.minutes for duty in duties}.values())
    most_sessions = len(lengths) if cap.max_sessions is None else cap.max_sessions
    most_minutes = sum(lengths) if cap.max_hours is None else round(cap.max_hours * _HOUR)
    sessions = minutes = 0
    for length in lengths[:most_sessions]:
        minutes += length
        sessions += minutes <= most_minutes
    longest = sum(lengths[len(lengths) - min(most_sessions, len(lengths)) :])
    return sessions, min(longest, most_minutes)


def _duty(session: Session, day: dt.date) -> PossibleDuty:
    return PossibleDuty(session.id, session.kind, day, session.length_minutes)


def _counts(limit: Limit, duty: PossibleDuty, span: Span) -> bool:
    return span[0] <= duty.day <= span[1] and limit.kind in (None, duty.kind)


def _days_of_kind(problem: Problem, kind: str | None) -> set[dt.date]:
    """Return the days on which a session of a kind, or any, could start."""
    return {day for session in problem.sessions if kind in (None, session.kind) for day in problem.start_days(session)}


def _finding(volunteer: Volunteer, wants: Sequence[LoadWant]) -> Finding:
    first = wants[0]
    unit = _HOUR if first.is_minutes else 1
    wanted, possible = round(first.wanted / unit, 2), round(first.possible / unit, 2)
    facts: dict[str, Fact] = {"volunteer": volunteer.label, "day": first.day, "wanted": wanted, "possible": possible}
    return UnreachableLimit(
        text=_said(first, facts),
        volunteer=volunteer.id,
        limit=first.limit,
        day=first.day,
        periods=len(wants),
        wanted=wanted,
        possible=possible,
        by_limits=first.by_limits,
    )


def _said(want: LoadWant, facts: dict[str, Fact]) -> Text:
    if want.is_minutes and want.by_limits:
        template = Text(
            "{volunteer} wants {wanted} hours in the period from {day}, and accepts no more than {possible}"
        )
    elif want.by_limits:
        template = Text(
            "{volunteer} wants {wanted} sessions in the period from {day}, and accepts no more than {possible}"
        )
    elif want.is_minutes:
        template = Text("{volunteer} wants {wanted} hours in the period from {day}, and finds no more than {possible}")
    else:
        template = Text(
            "{volunteer} wants {wanted} sessions in the period from {day}, and finds no more than {possible}"
        )
    return attrs.evolve(template, facts=facts)
