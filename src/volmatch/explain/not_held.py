"""Sessions that do not take place although they should: what each lacks, a room above all, and how many seats go with it."""

from collections.abc import Iterator, Mapping

import attrs

from volmatch.columns.counts import Census
from volmatch.explain.explanation import Explanation
from volmatch.explain.preflight.phrases import named
from volmatch.explain.preflight.rooms import roomless_sessions
from volmatch.explain.preflight.survey import Survey
from volmatch.problem.problem import Problem
from volmatch.problem.session import Session
from volmatch.schedule import Schedule
from volmatch.text import Text


@attrs.frozen(kw_only=True)
class NotHeld(Explanation):
    """A session that a schedule does not hold, and not by choice.

    Parameters
    ----------
    session
        Its id.
    seats
        How many people it needs at least; 0 where it is optional.
    is_proved
        Whether no schedule at all can hold it: no room fits that is open.
    taken_by
        Ids of the sessions that are in the rooms that fit, at a time at which it could be.
    text
        The same in words.
    """

    session: str
    seats: int
    is_proved: bool
    taken_by: tuple[str, ...]
    text: Text

    def texts(self) -> Iterator[Text]:
        """Yield that it does not take place, and why."""
        yield self.text


def not_held(problem: Problem, schedule: Schedule) -> tuple[NotHeld, ...]:
    """Return the sessions that a schedule does not hold, in the problem's order.

    An optional one may be left out by choice; it is told only where no room could ever take it, and lacks nobody.
    """
    gone = [session for session in problem.sessions if session.id not in schedule.placement_of]
    if not gone:
        return ()
    survey = Survey.of(problem)
    nowhere = {getattr(one, "session", ""): next(iter(one.texts())) for one in roomless_sessions(survey)}
    fitting = _fitting(problem, survey.census)
    return tuple(
        _of(problem, schedule, session, nowhere, fitting[session.id])
        for session in gone
        if session.id in nowhere or not (session.optional and session.id in schedule.dropped)
    )


def _fitting(problem: Problem, census: Census) -> Mapping[str, frozenset[str]]:
    """Return the rooms that fit each session and are open for it at some start."""
    return {
        session.id: frozenset(problem.rooms[row].id for row in rows)
        for session, rows in zip(problem.sessions, census.rooms_of_sessions(), strict=True)
    }


def _of(
    problem: Problem, schedule: Schedule, session: Session, nowhere: Mapping[str, Text], rooms: frozenset[str]
) -> NotHeld:
    taken = () if session.id in nowhere else tuple(_taking(problem, schedule, session, rooms))
    facts = {"session": named(session), "n": len(rooms), "others": tuple(named(one) for one in taken)}
    if session.id in nowhere:
        text = Text("{reason}; it does not take place", {"reason": nowhere[session.id]})
    elif taken:
        text = Text.counted(
            "{session} does not take place: the {n} room that fits is taken then by {others}",
            "{session} does not take place: the {n} rooms that fit are taken then by {others}",
            facts,
        )
    elif session.room is not None:
        text = Text("{session} does not take place: this schedule gives it no room, though one may be free", facts)
    else:
        text = Text("{session} does not take place: this schedule gives it no time, though there is one", facts)
    seats = 0 if session.optional else sum(role.min for role in session.roles)
    ids = tuple(one.id for one in taken)
    return NotHeld(session=session.id, seats=seats, is_proved=session.id in nowhere, taken_by=ids, text=text)


def _taking(problem: Problem, schedule: Schedule, session: Session, rooms: frozenset[str]) -> Iterator[Session]:
    """Yield the sessions that are in one of the rooms while this one could be."""
    starts = session.candidate_starts
    for other in problem.sessions:
        placement = schedule.placement_of.get(other.id)
        if placement is None or placement.room not in rooms:
            continue
        end = placement.start + other.length
        if any(start < end and placement.start < start + session.length for start in starts):
            yield other
