"""Sessions that no room is open for, and hours at which more rooms are needed at once than there are."""

from collections.abc import Iterator, Sequence

from volmatch.explain.preflight.finding import Finding
from volmatch.explain.preflight.findings import Roomless, ShortRooms
from volmatch.explain.preflight.hall_conditions import Want, squeezes
from volmatch.explain.preflight.phrases import named
from volmatch.explain.preflight.survey import Survey
from volmatch.problem.place import Room
from volmatch.problem.session import Session
from volmatch.text import Text


def roomless_sessions(survey: Survey) -> Iterator[Finding]:
    """Yield the sessions that need a room and can get none."""
    for row in survey.census.sessions_held_nowhere():
        session = survey.problem.sessions[row]
        too_small, lacking, closed = _sorted_out(session, survey.problem.rooms)
        facts = {"session": named(session), "guests": session.attendance}
        said = tuple(_said(too_small, lacking, closed)) or (Text("there is no such room"),)
        yield Roomless(
            text=Text("{session} finds no room for {guests} guests: {reasons}", {**facts, "reasons": said}),
            session=session.id,
            too_small=too_small,
            lacking=lacking,
            closed=closed,
        )


def _sorted_out(session: Session, rooms: Sequence[Room]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the rooms a session could name: too small, else lacking a feature, else closed when it is needed."""
    need = session.room
    assert need is not None
    listed = [room for room in rooms if need.any_of is None or room.id in need.any_of]
    small = {room.id for room in listed if room.capacity is not None and room.capacity < session.attendance}
    lacking = {room.id for room in listed if not set(need.features) <= set(room.features)} - small
    return (
        tuple(room.id for room in listed if room.id in small),
        tuple(room.id for room in listed if room.id in lacking),
        tuple(room.id for room in listed if room.id not in small | lacking),
    )


def _said(too_small: Sequence[str], lacking: Sequence[str], closed: Sequence[str]) -> Iterator[Text]:
    if too_small:
        yield Text.counted("{n} room is too small", "{n} rooms are too small", {"n": len(too_small)})
    if lacking:
        yield Text.counted("{n} room lacks what it needs", "{n} rooms lack what it needs", {"n": len(lacking)})
    if closed:
        yield Text.counted("{n} room is closed then", "{n} rooms are closed then", {"n": len(closed)})


def short_rooms(survey: Survey) -> Iterator[Finding]:
    """Yield the sets of sessions with one start that are on at one moment and share fewer rooms than they need."""
    rooms = survey.census.rooms_of_sessions()
    wants = [
        Want(row, start, start + session.length, 1, rooms[row])
        for row, session in enumerate(survey.problem.sessions)
        if session.room is not None and rooms[row] and len(session.candidate_starts) == 1
        for start in session.candidate_starts
    ]
    for squeeze in squeezes(wants):
        sessions = [survey.problem.sessions[row] for row in squeeze.keys]
        facts = {"since": squeeze.since, "until": squeeze.until, "n": len(squeeze.pool)}
        text = Text.counted(
            "from {since} to {until} {sessions} each need a room, and only {n} room fits",
            "from {since} to {until} {sessions} each need a room, and only {n} rooms fit",
            {**facts, "sessions": tuple(named(session) for session in sessions)},
        )
        yield ShortRooms(
            text=text,
            since=squeeze.since,
            until=squeeze.until,
            sessions=tuple(session.id for session in sessions),
            rooms=tuple(survey.problem.rooms[row].id for row in squeeze.pool),
        )
