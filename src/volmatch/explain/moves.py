"""What changed from one schedule to another: who takes or leaves what, and which sessions are held, dropped or moved."""

from collections.abc import Iterator
from typing import Literal

import attrs

from volmatch.doors import door
from volmatch.explain.explanation import Explanation
from volmatch.problem.problem import Problem
from volmatch.schedule import Placement, Schedule
from volmatch.text import Fact, Text

Kind = Literal["takes", "leaves", "changes", "held", "dropped", "moved"]


@attrs.frozen(kw_only=True)
class Move(Explanation):
    """One change from one schedule to another.

    Parameters
    ----------
    kind
        ``takes``, ``leaves`` and ``changes`` (the role) tell of a volunteer in a session; ``held``, ``dropped`` and ``moved``
        (to another time or room) of a session.
    session, volunteer
        Their ids; no volunteer where the session itself is meant.
    role
        The role in the later schedule, or the one left.
    text
        The same in words.
    """

    kind: Kind
    session: str
    volunteer: str | None = None
    role: str | None = None
    text: Text

    def texts(self) -> Iterator[Text]:
        """Yield the one sentence."""
        yield self.text


@door
def moves(problem: Problem, before: Schedule, after: Schedule) -> tuple[Move, ...]:
    """Return all changes from one schedule of a problem to another: of sessions first, then of people, by session."""
    return moves_as_told(problem, before.settled(problem), after.settled(problem))


def moves_as_told(problem: Problem, before: Schedule, after: Schedule) -> tuple[Move, ...]:
    """Return the same with every time as the schedules tell it, whatever the clocks of the problem show."""
    return (*_of_sessions(problem, before, after), *_of_people(problem, before, after))


def _of_sessions(problem: Problem, before: Schedule, after: Schedule) -> Iterator[Move]:
    for session in problem.sessions:
        old, new = before.placement_of.get(session.id), after.placement_of.get(session.id)
        facts: dict[str, Fact] = {"session": session.label}
        if old is None and new is not None:
            yield Move(kind="held", session=session.id, text=Text("{session} takes place", facts))
        elif old is not None and new is None:
            yield Move(kind="dropped", session=session.id, text=Text("{session} no longer takes place", facts))
        elif old is not None and new is not None and old != new:
            yield Move(kind="moved", session=session.id, text=_moved(problem, facts, old, new))


def _moved(problem: Problem, facts: dict[str, Fact], old: Placement, new: Placement) -> Text:
    if old.start != new.start:
        return Text("{session} moves from {old} to {new}", {**facts, "old": old.start, "new": new.start})
    rooms = [problem.room(one.room) if one.room else None for one in (old, new)]
    labels = [room.label if room else "-" for room in rooms]
    return Text("{session} moves from room {old} to {new}", {**facts, "old": labels[0], "new": labels[1]})


def _of_people(problem: Problem, before: Schedule, after: Schedule) -> Iterator[Move]:
    old = {(one.session, one.volunteer): one.role for one in before.assignments}
    new = {(one.session, one.volunteer): one.role for one in after.assignments}
    for key in sorted(old.keys() | new.keys()):
        if old.get(key) == new.get(key):
            continue
        session, volunteer = key
        kind: Kind = "takes" if key not in old else "leaves" if key not in new else "changes"
        role = new.get(key) or old[key]
        facts: dict[str, Fact] = {
            "volunteer": _label(problem, volunteer),
            "session": _session_label(problem, session),
            "role": role,
            "old": old.get(key, ""),
        }
        yield Move(kind=kind, session=session, volunteer=volunteer, role=role, text=Text(_SAID[kind].template, facts))


_SAID = {
    "takes": Text("{volunteer} joins {session} as {role}"),
    "leaves": Text("{volunteer} leaves {session}, where they were {role}"),
    "changes": Text("{volunteer} serves in {session} as {role} instead of {old}"),
}


def _label(problem: Problem, id_: str) -> str:
    known = problem.volunteer(id_)
    return known.label if known else id_


def _session_label(problem: Problem, id_: str) -> str:
    known = problem.session(id_)
    return known.label if known else id_
