"""Which seats no rule asks to be filled: a list of rules without them leaves people at home and calls that perfect."""

from collections.abc import Iterator

from volmatch.problem.problem import Problem
from volmatch.problem.session import Session
from volmatch.schedule import Placement, Schedule
from volmatch.text import Text


def unasked(problem: Problem) -> Iterator[Text]:
    """Yield one sentence if there are seats whose emptiness no rule of the problem objects to.

    What is asked is what the rules say, each in its own words, of a schedule in which every session is held and nobody serves:
    an objection about a session that is not about a person asks for its seats.
    """
    wanting = [session for session in problem.sessions if any(role.min or role.target for role in session.roles)]
    if not wanting:
        return
    held = (_held(session, problem) for session in problem.sessions)
    nobody = Schedule((), [placement for placement in held if placement is not None])
    asked = {
        id_
        for rule in problem.rules
        for objection in rule.check(problem, nobody)
        if not objection.volunteers
        for id_ in objection.sessions
    }
    left = tuple(session.label for session in wanting if session.id not in asked)
    if len(left) == len(wanting):
        yield Text("no rule asks for seats to be filled, so they may all stay empty; add the rule cover")
    elif left:
        yield Text(
            "no rule asks for the seats of these sessions to be filled, so they may stay empty: {sessions}",
            {"sessions": left},
        )


def _held(session: Session, problem: Problem) -> Placement | None:
    """Return how a session could be held at its first time and in its first room, or ``None`` if no room fits."""
    rooms = problem.fitting_rooms(session)
    if session.room is not None and not rooms:
        return None
    return Placement(session.id, session.candidate_starts[0], rooms[0].id if rooms else None)
